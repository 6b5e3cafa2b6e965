import type { DemoQuestion } from '../types.ts';

/**
 * What people asked about the district's policies over two years, invented; nobody is named, nobody can be told from it. Three
 * lines each: policy, article, kind, channel, unit, days before today, working days until the answer or its state, rating (`-`: none);
 * then the question, then the answer.
 */
const ASKED = `
yanglao-butie 8 补贴 portal minzheng 60 2 clear
问：当月没用完的补贴怎么办？
答：可以结转，用到当年12月31日为止。第八条写明按月计入服务账户，当月未用完的可以结转。

yanglao-butie 8 补贴 window minzheng 52 1 clear
问：补贴能不能取现金？
答：不能。补贴计入服务账户，只用来购买名单内机构的服务。

yanglao-butie 8 补贴 hotline minzheng 44 3 partly
问：低保老人加的200元，要另外申请吗？
答：不用。受理窗口通过数据共享核验低保身份，符合的自动加。

yanglao-butie 8 补贴 media minzheng 35 2 clear
问：年中评上的，之前几个月补不补？
答：不补。从评估结果确定的次月起计入服务账户。

yanglao-butie 9 补贴 portal minzheng 70 4 clear
问：已经领了长期护理保险，还能领这个吗？
答：两项就高享受，不重复发放。哪项高领哪项，窗口会替您算。

yanglao-butie 9 补贴 portal minzheng 30 2 unclear
问：长护险评的等级低，这个评的等级高，按哪个？
答：按金额高的一项享受，等级不同时以实际能领到的金额比较。

yanglao-butie 2 办事 portal minzheng 90 3 clear
问：户口在外地，跟子女住在明河，能申请吗？
答：不能。第二条要求本区户籍并常住本区。户籍地如有同类补贴，请向户籍地民政部门了解。

yanglao-butie 10 办事 window minzheng 65 1 clear
问：要不要单位或者村里开证明？
答：不要。带身份证就行，申请表由窗口打印，户籍和救助身份由工作人员核验。

yanglao-butie 11 期限 portal minzheng 40 2 clear
问：申请以后多久来评估？
答：镇、街道自收到申请之日起15个工作日内组织上门评估，并书面告知结果。

yanglao-butie 12 办事 portal minzheng 28 6 partly
问：对评估结果不服怎么办？
答：自收到结果之日起10个工作日内可以申请复评，复评由另一家机构做，不收费。

yanglao-butie 7 办事 hotline minzheng 21 2 clear
问：服务机构可以换吗？
答：可以，在名单内每月可以换一次，任何单位不得指定。

gaoling-jintie 7 办事 portal minzheng 75 2 clear
问：每年还要去认证吗？
答：不用。生存认证通过数据比对进行，不要求老年人到场或者提供照片。

gaoling-jintie 7 办事 hotline minzheng 48 2 clear
问：老人在外地子女家住，没法上门核实怎么办？
答：比对得上的不用核实。比对不上时，村（居）委会可以先打电话或者视频联系。

gaoling-jintie 7 办事 window minzheng 33 3 partly
问：收到短信说比对不上，会不会停发？
答：先核实，不会先停发。村（居）委会会联系您，核实后照常发放。

gaoling-jintie 2 补贴 portal minzheng 85 1 clear
问：90岁每个月是多少？
答：90周岁至99周岁每人每月200元，从满90周岁的当月起。

gaoling-jintie 3 补贴 portal minzheng 58 2 clear
问：身份证生日和实际生日不一样，按哪个？
答：按公安机关登记的出生日期。

gaoling-jintie 4 补贴 media minzheng 55 2 clear
问：领高龄津贴会不会影响低保？
答：不影响。高龄津贴不计入低保家庭收入。

gaoling-jintie 5 期限 portal minzheng 26 3 clear
问：忘了申请，过了半年才想起来，能补吗？
答：能，发现后从满周岁当月补发。

linshi-jiuzhu 8 补贴 window minzheng 200 1 clear
问：房子昨晚着火了，今天能拿到钱吗？
答：可以先行救助，一次不低于1500元，镇、街道当日决定，手续10个工作日内补齐。

linshi-jiuzhu 5 办事 portal minzheng 180 3 clear
问：外地人在这里打工，能申请临时救助吗？
答：持有居住证，或者在本区务工、求学三个月以上的，在居住地申请，标准一样。

linshi-jiuzhu 9 补贴 portal minzheng 120 4 partly
问：今年已经救助过一次，又住院了还能申请吗？
答：同一原因一年内一般不超过两次；原因不同的，可以另外申请。

linshi-jiuzhu 14 其他 portal minzheng 100 2 clear
问：公示会不会写出得了什么病？
答：不会。只写姓氏、村（社区）、金额和困难类别，不公布病名。

yanglao-jigou 3 补贴 portal minzheng 300 5 clear
问：收住外地户籍老人，有没有运营补贴？
答：没有。第三条按实际收住的本区户籍老年人计算。

yanglao-jigou 7 期限 portal minzheng 240 3 clear
问：错过了季度首月10日，还能报吗？
答：当季不再受理，下一季度一并申报。

kehou-fuwu 4 补贴 portal jiaoyu 250 2 clear
问：孩子请假一周，退不退费？
答：连续两周以上的按周退费，一周的不退。

kehou-fuwu 4 补贴 hotline jiaoyu 210 2 clear
问：低保家庭要先交再退吗？
答：不用，低保、特困、残疾学生和孤儿直接免收。

kehou-fuwu 1 其他 portal jiaoyu 190 3 clear
问：学校说不参加要家长写说明，对吗？
答：不对。课后服务自愿参加，不需要说明理由。已请学校改正。

kehou-fuwu 2 期限 portal jiaoyu 80 7 unclear
问：冬天几点结束？
答：不早于当地正常下班时间后半小时；秋冬季农村学校可以提前，具体由学校与家长商定。

yikatong 4 办事 portal caizheng 270 2 clear
问：村干部要统一保管卡，可以吗？
答：不可以。社会保障卡由本人保管，任何单位和个人不得代为保管或者扣留。

yikatong 7 期限 window caizheng 160 3 clear
问：名册上面积写少了，找谁？
答：向村（居）委会或者主管部门提出，5个工作日内答复。

yikatong 3 期限 portal caizheng 110 4 clear
问：公示完多久到账？
答：银行收到拨付指令后两个工作日内到账，附言里写明项目名称。

yikatong 9 处罚 media caizheng 95 2 clear
问：从补贴里扣卫生费合规吗？
答：不合规。从补贴中扣收任何费用、抵顶欠款的，依法依纪处理，可以向财政局反映。

laji-fenlei 7 处罚 portal zhifa 500 5 partly
问：第一次分错就罚款吗？
答：首次以劝导为主；经两次书面劝导仍不改正的才罚款，参加志愿服务两小时的可以不罚。

jiating-yisheng 2 办事 portal weijian 620 3 clear
问：基础服务包要不要钱？
答：不要。基础服务包免费，包括65岁以上老年人每年一次体检。

jiating-yisheng 5 办事 hotline weijian 450 2 clear
问：慢性病一次能开多久的药？
答：签约居民在基层就诊，一次可以开十二周以内的药。

gaoling-jintie 8 补贴 portal minzheng 4 handling -
问：老人户口上个月迁走了，多发的一个月要退吗？
答：

yanglao-butie 8 补贴 portal minzheng 3 review -
问：住院那个月的补贴还计不计入账户？
答：住院期间没有发生服务的，当月补贴照常计入，可以结转到年底。

yanglao-butie 13 期限 portal minzheng 12 handling -
问：评估等级两年到期，要自己去申请复评吗？
答：

yikatong 8 补贴 hotline caizheng 11 handling -
问：去年少发的补贴，今年会补吗？
答：

kehou-fuwu 5 其他 portal jiaoyu 2 handling -
问：引进的校外课程，家长怎么投票？
答：

gongzufang 8 期限 portal zhujian 1 handling -
问：合同快到期了，没收到续租提醒怎么办？
答：

- 0 办事 portal - 2 new -
问：在哪里能查到全区的办事大厅地址和时间？
答：
`;

const ENDS = ['new', 'handling', 'review'] as const;
const CHANNELS = ['portal', 'window', 'hotline', 'media'] as const;
const RATED = ['clear', 'partly', 'unclear'] as const;

/** One of these words; throws on another, so that a slip of the pen stops the build. */
function among<T extends string>(known: readonly T[], text: string): T {
  const found = known.find((k) => k === text);
  if (found === undefined) throw new RangeError(`${text} is none of ${known.join(', ')}`);
  return found;
}

function questionOf(block: string): DemoQuestion {
  const [head = '', asked = '', said = ''] = block.split('\n');
  const [piece = '', article = '', kind = '', channel = '', unit = '', ago = '', end = '', rating = ''] =
    head.split(' ');
  if (!asked.startsWith('问：') || !said.startsWith('答：')) throw new RangeError(`not a question: ${block}`);
  const took = /^\d+$/.test(end) ? Number(end) : undefined;
  return {
    ...(piece === '-' ? {} : { pieceId: piece }),
    ...(article === '0' ? {} : { clause: `art-${article}` }),
    kind,
    channel: among(CHANNELS, channel),
    ...(unit === '-' ? {} : { unitId: unit }),
    daysAgo: Number(ago),
    state: took === undefined ? among(ENDS, end) : 'answered',
    ...(took === undefined ? {} : { took }),
    ...(rating === '-' ? {} : { rating: among(RATED, rating) }),
    words: asked.slice(2),
    answer: said.slice(2),
  };
}

export const buildQuestions = (): DemoQuestion[] => ASKED.trim().split('\n\n').map(questionOf);

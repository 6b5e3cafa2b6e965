import type { DemoExplanation } from '../types.ts';

const ELEMENTS = ['背景依据', '目标任务', '主要内容', '执行标准', '惠民利民举措', '新旧政策差异'];

type Question = [
  situation: NonNullable<DemoExplanation['questions']>[number]['situation'],
  heading: string,
  article?: string,
];
type Says = Omit<DemoExplanation, 'answers' | 'questions'> & {
  /**
   * One an element, in their order: the heading of the interpretation whose first paragraph answers it, with the article it
   * explains (`什么标准@8`). Elements left out are left out on purpose: the page shows that too.
   */
  under: (string | undefined)[];
  /** Elements said in other words than the text. */
  own?: DemoExplanation['answers'];
  /** Headings that are questions, by situation, with the article that answers. */
  questions?: Question[];
};

type Change = NonNullable<DemoExplanation['change']>;
/** Rows of old and new: `对象｜70周岁以上｜60周岁以上`. */
const change = (oldName: string, ...lines: string[]): Change => ({
  oldName,
  rows: lines.map((l) => {
    const [what = '', old = '', now = ''] = l.split('｜');
    return { what, old, now };
  }),
});
const FIRST: Change = { first: true };

/** What each interpretation says as facts. */
const EXPLAINED: Readonly<Record<string, Says>> = {
  'yanglao-butie-jiedu': {
    form: 'text',
    under: ['为什么出@1', '要达到什么', '主要做什么@5', '什么标准@8'],
    own: [{ name: '惠民利民举措', text: '不用先垫钱，不用开证明；评估员上门，评得不准可以再评一次。', article: '11' }],
    // The old text is on this site: the table itself is drawn from the two versions.
    beside: [
      { at: '2', words: '放宽十岁' },
      { at: '8', words: '最高由每月400元到800元' },
      { at: '11', words: '村、社区代办，评估快一半' },
    ],
  },
  'yanglao-butie-erci': {
    form: 'qa',
    under: [],
    questions: [
      ['补贴', '没用完能不能给子女用', '8'],
      ['补贴', '住院那个月还有吗', '14'],
      ['补贴', '住到外地儿女家怎么办', '2'],
      ['办事', '评估员说不算失能，可是老人确实走不远', '12'],
      ['期限', '农村没有送餐点', '5'],
      ['处罚', '机构多收钱找谁', '19'],
    ],
  },
  'yanglao-butie-fabuhui': { form: 'conference', under: [] },
  'yanglao-butie-tujie': { form: 'infographic', under: [] },
  'yanglao-butie-manhua': { form: 'comic', under: [] },
  'yanglao-butie-huandeng': { form: 'slides', under: [] },
  'yanglao-butie-duanpian': { form: 'video', under: [] },
  'gaoling-jintie-jiedu': {
    form: 'qa',
    under: ['为什么重新定办法', '目标是什么', undefined, '标准有没有变', '漏办了怎么补'],
    change: change('原来的文件', '认证｜每年拍照｜数据比对，不用拍', '90岁以上｜没有加｜每月加50元'),
    questions: [
      ['补贴', '标准有没有变', '2'],
      ['办事', '漏办了怎么补', '5'],
      ['补贴', '老人户口在区里、人在外地住', '1'],
      ['其他', '钱会不会影响低保', '4'],
    ],
  },
  'linshi-jiuzhu-jiedu': {
    form: 'text',
    under: ['背景', '要办成什么事', undefined, undefined, '好处', '和原来不同在哪里'],
    own: [{ name: '执行标准', text: '急难型最多1500元，乡镇、街道当日决定；支出型按困难程度，大额由区民政局决定。' }],
  },
  'gongzufang-jiedu': {
    form: 'text',
    under: ['依据和目的', undefined, '排队到入住几步', '租金怎么算', '谁新增进来了'],
    change: change('旧办法', '核对｜没有期限｜最多二十五个工作日', '收入提高后｜三个月搬｜十二个月，租金按市场价七成'),
  },
  'weifang-jiedu': {
    form: 'text',
    under: ['为何修订', '目标', '执行中的三条红线'],
    change: change('以前', '重建补助｜一律3.2万元｜按人口分档', '鉴定费｜农户垫付｜财政承担'),
  },
  'gongyi-gangwei-jiedu': { form: 'text', under: ['政策来由', '任务', undefined, '报酬怎么看', undefined, '这次变化'] },
  'xiaoxing-shuili-jiedu': {
    form: 'text',
    under: ['起因', '想做到的', '谁来打分', '大修不在这笔钱里'],
    change: FIRST,
  },
  'menpai-jiedu': {
    form: 'text',
    under: ['为什么改', '目标', '现在怎么办', '三条硬杠', '谁出钱'],
    change: change(
      '以前',
      '手续｜审批，15个工作日｜告知，3日',
      '样式｜按街道统一｜商户自定',
      '改造换牌｜商户出一半｜建设单位承担',
    ),
  },
  'nongchanpin-yongdian-jiedu': {
    form: 'qa',
    under: [
      '为什么要补电费',
      '想达到的结果',
      undefined,
      '怎么算一笔账',
      '没有单独电表怎么办',
      '和去年的试点有什么不同',
    ],
    questions: [
      ['补贴', '怎么算一笔账'],
      ['办事', '没有单独电表怎么办'],
    ],
  },
  'guoyou-yongdi-jiedu': {
    form: 'text',
    under: ['制定依据', undefined, '半年一张清单', '闲置怎么认定', '给企业'],
    change: FIRST,
  },
  'yikatong-jiedu': { form: 'text', under: ['出台背景', '这件事的目标', undefined, undefined, '银行短信里的附言'] },
  'nongcun-gongshui-jiedu': {
    form: 'text',
    under: ['出台的起因', '目标任务', '以水表为界', '水价', undefined, '与从前的差别'],
  },
  'laji-fenlei-jiedu': {
    form: 'qa',
    under: ['背景', '目标', '谁管桶', '罚不罚', undefined, '农村怎么分'],
    questions: [
      ['处罚', '罚不罚'],
      ['办事', '谁管桶'],
      ['办事', '农村怎么分'],
    ],
  },
  'jiating-yisheng-jiedu': {
    form: 'qa',
    under: [undefined, '要达到的', '转诊有什么便利', '要花钱吗', '开药多久'],
    questions: [
      ['其他', '要花钱吗'],
      ['办事', '转诊有什么便利'],
      ['期限', '开药多久'],
    ],
  },
  'yiliao-jiuzhu-jiedu': {
    form: 'text',
    under: ['为什么改@1', '想达到什么', '主要变了什么@3', '能救助多少@2'],
    own: [{ name: '惠民利民举措', text: '出院时直接结算，不用垫钱、不用申请；在外地看病一年内都能补。', article: '5' }],
    beside: [
      { at: '2', words: '比例提高，多了监测对象' },
      { at: '3', words: '申请改成结算' },
      { at: '4', words: '封顶线翻倍' },
    ],
    questions: [
      ['办事', '在外地看病怎么办', '5'],
      ['补贴', '重病还是负担不起', '4'],
    ],
  },
  'zaishi-jiuxue-jiedu': {
    form: 'qa',
    under: ['为什么定这个规定', undefined, undefined, '要交哪些材料@2'],
    change: FIRST,
    questions: [
      ['办事', '没有居住证能不能上', '1'],
      ['办事', '要交哪些材料', '2'],
      ['期限', '错过登记怎么办', '5'],
    ],
  },
  'tuiyi-youdai-jiedu': {
    form: 'text',
    under: ['为什么定', '想办成什么', '能用在哪里@2', '优待金多少@3', '困难怎么帮@4'],
    change: FIRST,
  },
  'diandongche-jiedu': {
    form: 'text',
    under: ['为什么重新定@1', '要做到什么', '主要定了什么@2', '充一次多少钱@4', '老小区没地方怎么办@5'],
    beside: [{ at: '2', words: '车位有了数，要配桩' }],
    questions: [
      ['处罚', '停在楼道会不会罚', '6'],
      ['办事', '老小区没地方怎么办', '5'],
    ],
  },
  'dianti-jiedu': {
    form: 'text',
    under: ['为什么补', '要装多少', undefined, '补多少@2', '一楼不同意怎么办@3'],
    change: FIRST,
  },
};

/** The facts of an interpretation out of its own parts; throws when a heading is not there. */
export function explanationOf(id: string, parts: readonly (readonly string[])[]): DemoExplanation | undefined {
  const says = EXPLAINED[id];
  if (!says) return undefined;
  const textUnder = (heading: string): string => {
    const text = parts.find((p) => p[0] === heading)?.[1];
    if (!text || text.startsWith('<')) throw new RangeError(`${id} has no words under ${heading}`);
    return text;
  };
  const answers = says.under.flatMap((where, i) => {
    const name = ELEMENTS[i];
    if (!where || !name) return [];
    const [heading = '', article] = where.split('@');
    return [{ name, text: textUnder(heading), ...(article ? { article } : {}) }];
  });
  const questions = (says.questions ?? []).map(([situation, heading, article]) => ({
    situation,
    question: heading,
    answer: textUnder(heading),
    ...(article ? { article } : {}),
  }));
  const { form, own = [], change: changed, beside } = says;
  return {
    form,
    answers: [...answers, ...own],
    ...(changed ? { change: changed } : {}),
    ...(beside ? { beside } : {}),
    ...(questions.length > 0 ? { questions } : {}),
  };
}

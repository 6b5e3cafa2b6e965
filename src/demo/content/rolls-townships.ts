import { addDays, type Ctx, num, type PieceSpec, quarterBefore, sayMonthDay, sum, workdayAfter } from '../context.ts';
import { doc, p } from '../html.ts';
import { masked, nameTable, placesOf, RELIEF, townName } from './roll-tools.ts';

type TownNote = { town: string; rows: number; lead: string; story: string; tail: string };

/** 临时救助 of last quarter, in each township's own words. */
const RELIEF_NOTES: TownNote[] = [
  {
    town: 'anping',
    rows: 9,
    lead: '三个社区网格员上门排查时发现困难家庭4户，本人申请5户，全部办结。',
    story: '其中一户租住户因火灾烧毁家具，街道当天先行救助1500元，第六个工作日补齐手续。',
    tail: '名单贴在文汇、鼓楼、河滨三个社区门口，也可以到街道公共服务办查看。',
  },
  {
    town: 'dongguan',
    rows: 8,
    lead: '本季度受理11件，确认8件，3件因保险已经足额赔付没有批准，理由已经书面告知。',
    story: '车站社区有两名外来务工人员没有本地户口，按住满三个月的条件在居住地得到救助。',
    tail: '不同意处理结果的，可以在六十日内申请行政复议，司法局复议窗口在安平路11号。',
  },
  {
    town: 'yunhu',
    rows: 12,
    lead: '柳河村、东坝村因夏汛受损的7户列入本期，其余为重病支出。',
    story: '鱼塘损失由农业保险赔付，救助只补保险够不着的基本生活部分，避免重复。',
    tail: '村民小组长保管一份纸质名册，赶集日在湖西街公示栏前讲解。',
  },
  {
    town: 'baita',
    rows: 10,
    lead: '上一季度名册迟交，镇里作了检讨。这一期已由分管副镇长签字后按期上报。',
    story: '南庄村一名学生考上大学、家中老人住院，两笔支出叠加，按支出型给予六个月标准。',
    tail: '纪检监督电话和镇民生服务中心电话同时公布，举报人信息保密。',
  },
  {
    town: 'shiqiao',
    rows: 7,
    lead: '古渡村连续降雨造成一处房屋倒塌，人员无伤，过渡安置和救助同日办理。',
    story: '温室大棚受损的先走救灾和保险，因此救助名单比往年短。',
    tail: '意见可以投到镇门口意见箱，每周五开箱登记。',
  },
  {
    town: 'qingxi',
    rows: 6,
    lead: '留守老人家庭为主，6户都由护林员、邮递员等代为提出申请。',
    story: '山前村一位独居老人摔伤，溪口村卫生室先垫付交通费，救助金到账后归还。',
    tail: '信号不好的村由大喇叭念名单，只念姓氏和小组。',
  },
  {
    town: 'liulin',
    rows: 8,
    lead: '奶价下跌导致两户散养户收支倒挂，经核算符合支出型条件。',
    story: '防返贫监测平台推送的3户，乡里上门核实后直接发起救助，没有要求本人写申请。',
    tail: '同时参加了产业帮扶的，救助金不计入产业补助。',
  },
  {
    town: 'huanggang',
    rows: 5,
    lead: '搬迁安置区与老村各有困难户，按居住地办理，不再回原村开证明。',
    story: '小沟村一户因牲畜疫病损失，保险理赔时间长，先给予急难救助900元。',
    tail: '乡里每季度最后一个星期四集中解答，地点在岗上村便民服务站。',
  },
];

function quarterly(c: Ctx, note: TownNote, i: number): PieceSpec {
  const q = quarterBefore(c.today);
  const on = workdayAfter(addDays(q.end, 4 + i));
  const rng = c.rng(`linshi:${note.town}:${q.say}`);
  const kinds = ['意外事故', '重大疾病支出', '必需支出增加', '急难'];
  const rows = Array.from({ length: note.rows }, () => {
    const kind = rng.pick(kinds);
    // The measure caps urgent relief at 1500 yuan.
    return [
      masked(rng),
      rng.pick(placesOf(note.town)),
      kind,
      kind === '急难' ? rng.int(5, 15) * 100 : rng.int(12, 34) * 100,
    ];
  });
  const name = townName(note.town);
  const total = sum(rows.map((r) => Number(r[3])));
  return {
    id: `linshi-${note.town}`,
    unit: note.town,
    cols: ['zdly/shjz', 'czbt/butie'],
    title: `${name}${q.say}临时救助对象名单`,
    kind: '名册公示',
    on: on > c.today ? c.recent(1) : on,
    html: doc(
      p(note.lead, note.story),
      nameTable('姓名已遮盖（单位：元）', ['姓名', '村、社区', '困难类别', '金额'], rows),
      p(note.tail),
    ),
    answer: `${q.say}${name}临时救助${note.rows}户，共${num(total)}元，姓名只留姓。`,
    basis: [RELIEF],
    topics: ['huimin-butie'],
  };
}

type Change = { town: string; back: number; lead: string; text: string };
const CHANGES: Change[] = [
  {
    town: 'yunhu',
    back: 0,
    lead: '柳河村农村低保动态调整结果',
    text: '村民代表会议应到31人、实到29人，逐户评议后投票。新增2户均因主要劳动力患病，退出3户中1户子女创业、2户土地流转收入增加。调整前后名单同时张贴，便于对照。',
  },
  {
    town: 'liulin',
    back: 9,
    lead: '新河村、马营村防返贫监测对象识别结果',
    text: '农户自主申报5户，干部排查发现2户，部门数据比对预警4户，经入户核实、民主评议，纳入监测6户。纳入以后每户确定一名联系人，一户一个帮扶办法，风险稳定消除满六个月才退出。',
  },
  {
    town: 'dongguan',
    back: 17,
    lead: '纺织新村社区城市低保年度复核结果',
    text: '复核82户，维持71户，调高6户、调低3户、停保2户。停保的两户已享受渐退期，期间继续减免供热费。复核时不再要求提供存折流水，由银行数据比对完成。',
  },
];

function change(c: Ctx, x: Change): PieceSpec {
  const rng = c.rng(`change:${x.town}`);
  const name = townName(x.town);
  const rows = Array.from({ length: 5 + rng.int(0, 2) }, () => [
    masked(rng),
    rng.pick(placesOf(x.town)),
    rng.pick(['新增', '退出', '标准调整']),
    rng.int(2, 9) * 60,
  ]);
  const day = c.recent(x.back);
  return {
    id: `dongtai-${x.town}`,
    unit: x.town,
    cols: ['zdly/shjz'],
    title: `${name}${x.lead}`,
    kind: '名册公示',
    on: day,
    html: doc(
      p(x.text),
      nameTable('月保障金额变动（单位：元）', ['户主', '村、社区', '类别', '金额'], rows),
      p(`公示期七天，到${sayMonthDay(addDays(day, 7))}。`),
    ),
    answer: `${name}这次调整的低保、监测户都列在表里，七天内可以提出意见。`,
    basis: [RELIEF],
  };
}

/** Rolls that townships publish themselves. */
export const townshipRolls = (c: Ctx): PieceSpec[] => [
  ...RELIEF_NOTES.map((n, i) => quarterly(c, n, i)),
  ...CHANGES.map((x) => change(c, x)),
];

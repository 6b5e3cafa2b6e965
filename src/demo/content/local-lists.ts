import { addDays, type Ctx, monthBefore, num, type PieceSpec, sum, workdayBefore } from '../context.ts';
import { doc, p, table } from '../html.ts';
import type { Rng } from '../rng.ts';
import type { PieceKind } from '../types.ts';
import { TOWNSHIPS } from '../units-places.ts';
import { masked, TOWNS } from './roll-tools.ts';

type Local = { unit: string; name: string; places: string[]; rural: boolean; rng: Rng; c: Ctx };
type Made = {
  title: string;
  lead: string;
  head: string[];
  rows: (string | number)[][];
  caption: string;
  answer: string;
};
type Topic = {
  key: string;
  /** Item of the catalogue: first and second level. */
  item: string;
  cols: string[];
  kind: PieceKind;
  /** Days before today on which the earliest unit publishes; the others follow within three weeks. */
  ago: number;
  rural?: boolean;
  make(l: Local): Made;
};

/** One row for each village and community. */
const each = (l: Local, cells: () => (string | number)[]): Made['rows'] => l.places.map((x) => [x, ...cells()]);

/** What every township publishes for its own people, each with its own figures. */
const TOPICS: Topic[] = [
  {
    key: 'dibao-mingdan',
    item: '最低生活保障／审批信息',
    cols: ['zdly/shjz', 'czbt/butie'],
    kind: '名册公示',
    ago: 12,
    make(l) {
      const m = monthBefore(l.c.today);
      const rows = Array.from({ length: 6 }, () => [
        masked(l.rng),
        l.rng.pick(l.places),
        l.rng.int(1, 4),
        l.rng.int(320, 1480),
      ]);
      return {
        title: `${l.name}${m.say}最低生活保障对象名单`,
        lead: `${l.name}${m.say}新增和调整的低保家庭如下，合计${num(sum(rows.map((r) => Number(r[3]))))}元。`,
        caption: '单位：人、元',
        head: ['户主', '村、社区', '保障人数', '月保障金额'],
        rows,
        answer: `${l.name}${m.month}月低保新增和调整了${rows.length}户，对名单有意见可以向镇街民生服务中心反映。`,
      };
    },
  },
  {
    key: 'dili',
    item: '农业生产发展资金／耕地地力保护补贴',
    cols: ['zdly/snbt', 'czbt/butie'],
    kind: '名册公示',
    ago: 150,
    rural: true,
    make(l) {
      const rows = each(l, () => {
        const mu = l.rng.int(900, 4200);
        return [mu, 92, mu * 92];
      });
      return {
        title: `${l.name}${l.c.year}年耕地地力保护补贴分村发放情况`,
        lead: `${l.name}按确权面积核减撂荒地和占用地后发放，每亩92元，合计${num(sum(rows.map((r) => Number(r[3]))))}元。`,
        caption: '单位：亩、元',
        head: ['村、社区', '补贴面积', '每亩标准', '金额'],
        rows,
        answer: `${l.name}的地力补贴每亩92元，已经打到一卡通，分户名册在村公示栏。`,
      };
    },
  },
  {
    key: 'yusuan',
    item: '部门预算／部门预算说明',
    cols: ['zfxxgk/fdzdgk/cwxx', 'zdly/czyjs'],
    kind: '预算决算',
    ago: 255,
    make(l) {
      const wages = l.rng.int(780, 1460);
      const rows = [
        ['基本支出', wages, '工资和办公'],
        ['项目支出', l.rng.int(310, 920), '村级运转、环境整治、便民服务'],
        ['三公经费', l.rng.int(3, 9), '公务用车运行维护'],
      ];
      return {
        title: `${l.name}${l.c.year}年部门预算和说明`,
        lead: `${l.name}本年收支预算总额${num(Number(rows[0]?.[1]) + Number(rows[1]?.[1]))}万元，“三公”经费不安排出国和接待。`,
        caption: '单位：万元',
        head: ['项目', '金额', '主要用途'],
        rows,
        answer: `${l.name}今年的钱花在哪几项，三公经费只有公车维护一项。`,
      };
    },
  },
  {
    key: 'qianyue',
    item: '公共服务／家庭医生签约服务',
    cols: ['zdly/wsjk'],
    kind: '指南',
    ago: 90,
    make: (l) => ({
      title: `${l.name}家庭医生签约团队和服务时间`,
      lead: `${l.name}的签约居民可以直接联系本村、本社区的团队，65周岁以上老人每年免费体检一次。`,
      caption: '单位：个、户',
      head: ['村、社区', '团队数', '签约户数', '巡诊日'],
      rows: each(l, () => [l.rng.int(1, 3), l.rng.int(180, 760), `每周${l.rng.pick(['一', '二', '三', '四', '五'])}`]),
      answer: `${l.name}每个村、社区都有家庭医生团队，表里是巡诊的日子。`,
    }),
  },
  {
    key: 'binan',
    item: '备灾管理／应急避难场所',
    cols: ['zdly/jiuzai'],
    kind: '指南',
    ago: 170,
    make: (l) => ({
      title: `${l.name}应急避难场所名单`,
      lead: `汛期和地震时，${l.name}居民按表到最近的场所，钥匙由村（居）委会值班人员保管，夜间也能打开。`,
      caption: '单位：平方米、人',
      head: ['村、社区', '场所', '面积', '可容纳'],
      rows: each(l, () => {
        const area = l.rng.int(4, 26) * 100;
        return [l.rng.pick(['文化广场', '村小学操场', '党群服务中心', '体育场']), area, Math.floor(area / 2)];
      }),
      answer: `${l.name}的避难场所在哪里、能容多少人。`,
    }),
  },
  {
    key: 'wenhuazhan',
    item: '公共文化机构信息／综合文化站、村（社区）综合性文化服务中心名录',
    cols: ['zdly/ggwh'],
    kind: '指南',
    ago: 200,
    make: (l) => ({
      title: `${l.name}综合文化站和文化服务中心名录`,
      lead: `${l.name}文化站和各村、社区的文化服务中心免费开放，借书、棋牌、排练都不收费。`,
      caption: '单位：册',
      head: ['村、社区', '图书', '开放时间'],
      rows: each(l, () => [l.rng.int(600, 3400), l.rng.pick(['8:30–18:00', '9:00–20:00', '9:00–17:30，周一休息'])]),
      answer: `${l.name}的文化站什么时候开门，全部免费。`,
    }),
  },
  {
    key: 'weifang',
    item: '改造结果／补助资金发放',
    cols: ['zdly/wfgz', 'czbt/butie'],
    kind: '名册公示',
    ago: 70,
    rural: true,
    make(l) {
      const rows = Array.from({ length: l.rng.int(3, 6) }, () => [
        masked(l.rng),
        l.rng.pick(l.places),
        l.rng.pick(['修缮加固', '拆除重建']),
        l.rng.int(12, 35) * 1000,
      ]);
      return {
        title: `${l.name}${l.c.year}年农村危房改造补助资金发放公示`,
        lead: `${l.name}本年竣工验收合格${rows.length}户，补助直接打到户，公示七天无异议后发放。`,
        caption: '单位：元',
        head: ['户主', '村、社区', '改造方式', '补助金额'],
        rows,
        answer: `${l.name}今年有${rows.length}户危房改造拿到补助。`,
      };
    },
  },
  {
    key: 'jiance',
    item: '防返贫监测和帮扶／监测对象识别',
    cols: ['zdly/xczx'],
    kind: '名册公示',
    ago: 45,
    rural: true,
    make: (l) => ({
      title: `${l.name}防返贫监测对象识别和帮扶情况`,
      lead: `${l.name}按“农户申请、村级评议、乡镇审核”识别监测对象，识别前公示五天，名册不写致困原因。`,
      caption: '单位：户',
      head: ['村、社区', '新识别', '风险消除', '在册'],
      rows: each(l, () => [l.rng.int(0, 3), l.rng.int(0, 4), l.rng.int(4, 15)]),
      answer: `${l.name}本期新识别和消除风险的户数，各村都列了。`,
    }),
  },
  {
    key: 'tiaojie',
    item: '基层法律服务和人民调解／人民调解组织',
    cols: ['zdly/gyfl'],
    kind: '指南',
    ago: 220,
    make: (l) => ({
      title: `${l.name}人民调解组织名录`,
      lead: `邻里、土地、赡养的纠纷可以先找调解，${l.name}的调解不收费，达成协议后能申请司法确认。`,
      caption: '单位：人、件',
      head: ['村、社区', '调解员', '上年调解'],
      rows: each(l, () => [l.rng.int(3, 7), l.rng.int(5, 42)]),
      answer: `${l.name}有纠纷先找谁，调解不收费。`,
    }),
  },
  {
    key: 'gangwei',
    item: '就业信息服务／岗位信息发布',
    cols: ['zdly/jiuye'],
    kind: '通知公告',
    ago: 30,
    make: (l) => ({
      title: `${l.name}零工驿站${monthBefore(l.c.today).say}岗位信息`,
      lead: `${l.name}零工驿站上月登记的岗位如下，工资按天结清，驿站核过用人单位的营业执照。`,
      caption: '单位：人、元/天',
      head: ['岗位', '人数', '工资'],
      rows: ['搬运装卸', '大棚采收', '保洁', '餐饮帮工'].map((x) => [x, l.rng.int(3, 18), l.rng.int(12, 24) * 10]),
      answer: `${l.name}零工驿站有哪些活、一天多少钱。`,
    }),
  },
  {
    key: 'zhengdi',
    item: '征地组织实施／补偿费用支付',
    cols: ['zdly/tdzs'],
    kind: '项目',
    ago: 130,
    rural: true,
    make(l) {
      const rows = each(l, () => {
        const mu = l.rng.int(6, 44);
        return [mu, mu * 56_800];
      });
      return {
        title: `${l.name}${l.c.year}年征地补偿费用支付情况`,
        lead: `${l.name}本年涉及的征地补偿已经全部支付到户到集体，区片综合地价每亩56,800元。`,
        caption: '单位：亩、元',
        head: ['村、社区', '面积', '已支付'],
        rows,
        answer: `${l.name}今年的征地补偿按每亩56,800元付清了。`,
      };
    },
  },
];

function pieceOf(l: Local, t: Topic, place: number): PieceSpec {
  const made = t.make(l);
  // Each later than the one before, as in life; the same on every day.
  const on = workdayBefore(addDays(l.c.today, -t.ago + place * 2 - 14));
  return {
    id: `${t.key}-${l.unit}`,
    unit: l.unit,
    cols: t.cols,
    title: made.title,
    kind: t.kind,
    on,
    item: t.item,
    html: doc(p(made.lead), table({ caption: made.caption, head: made.head, rows: made.rows })),
    answer: made.answer,
  };
}

/** Lists of townships; a few are left out, so that the map has something to show. */
export function localLists(c: Ctx): PieceSpec[] {
  return TOWNSHIPS.flatMap((t, i) => {
    const name = TOWNS.find((x) => x.id === t.id)?.name ?? t.name;
    const rural = !name.endsWith('街道');
    return TOPICS.filter((x) => (rural || !x.rural) && !(x.key === 'yusuan' && t.id === 'baita')).flatMap(
      (topic, j) => {
        if ((i * 7 + j * 3) % 19 === 0) return [];
        const l: Local = {
          unit: t.id,
          name,
          places: t.places.map((x) => x[1]),
          rural,
          rng: c.rng(`${topic.key}:${t.id}`),
          c,
        };
        return [pieceOf(l, topic, i)];
      },
    );
  });
}

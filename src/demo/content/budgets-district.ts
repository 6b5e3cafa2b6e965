import { type Ctx, law, num, type PieceSpec, sum, yearOf } from '../context.ts';
import { type Cell, doc, h2, p, table } from '../html.ts';
import { budgetOf, wan } from './budget-model.ts';
import { BUDGET_UNITS } from './budget-units.ts';

const INCOME: [string, number][] = [
  ['增值税', 38200],
  ['企业所得税', 12600],
  ['个人所得税', 4100],
  ['城市维护建设税', 5300],
  ['房产税', 6900],
  ['城镇土地使用税', 3700],
  ['土地增值税', 4800],
  ['契税', 9100],
  ['行政事业性收费收入', 2600],
  ['罚没收入', 3100],
  ['国有资源（资产）有偿使用收入', 11800],
];
const SPENDING: [string, number][] = [
  ['一般公共服务支出', 31500],
  ['公共安全支出', 15800],
  ['教育支出', 86200],
  ['文化旅游体育与传媒支出', 5600],
  ['社会保障和就业支出', 63900],
  ['卫生健康支出', 37400],
  ['节能环保支出', 9200],
  ['城乡社区支出', 28700],
  ['农林水支出', 58100],
  ['交通运输支出', 11900],
  ['住房保障支出', 17600],
  ['灾害防治及应急管理支出', 4300],
  ['债务付息支出', 6700],
];

/** Scales a base of 2024 (万元) to a year, the same for budget and account of that year. */
const grown = (c: Ctx, name: string, base: number, year: number): number =>
  Math.round(base * 1.031 ** (year - 2024)) + c.rng(`district:${name}:${year}`).int(-120, 160);

const PUBLISHED_IN = ['zfxxgk/fdzdgk/cwxx', 'czbt/yjs', 'zdly/czyjs'];

function budget(c: Ctx, back: number): PieceSpec {
  const on = c.season(2, 6, back);
  const year = yearOf(on);
  const income = INCOME.map(([name, base]): [string, number, number] => [
    name,
    grown(c, name, base, year - 1),
    grown(c, name, base, year),
  ]);
  const spending = SPENDING.map(([name, base]): [string, number, number] => [
    name,
    grown(c, name, base, year - 1),
    grown(c, name, base, year),
  ]);
  const rows = (xs: [string, number, number][]): Cell[][] => xs.map(([n, a, b]) => [n, num(a), num(b)]);
  const foot = (xs: [string, number, number][]): Cell[] => [
    '合计',
    num(sum(xs.map((x) => x[1]))),
    num(sum(xs.map((x) => x[2]))),
  ];
  const self = sum(income.map((x) => x[2]));
  const spend = sum(spending.map((x) => x[2]));
  const transfers = spend - self;
  const parts = [0.27, 0.43].map((r) => Math.round(transfers * r));
  const gap = transfers - sum(parts);
  const notes =
    back === 0
      ? [
          '新增财力优先用于养老服务、义务教育和农村供水，一般性支出压减5%。',
          '非税收入占比比上年下降，主要是不再一次性处置存量资产。',
        ]
      : [
          '受建筑业税收减少影响，自有收入增长放缓，民生支出仍占支出的八成以上。',
          '全年预留预备费按法定比例设置，动用时报区政府常务会议批准并公开。',
        ];
  return {
    id: `zhengfu-yusuan-${back}`,
    unit: 'caizheng',
    cols: PUBLISHED_IN,
    title: `明河区${year}年政府预算及说明`,
    kind: '预算决算',
    on,
    html: doc(
      h2('一、总的情况'),
      p(`区人民代表大会批准的${year}年一般公共预算支出为${num(spend)}万元，自有收入${num(self)}万元。`, ...notes),
      h2('二、一般公共预算收入表'),
      table({
        caption: '单位：万元',
        head: ['科目', `${year - 1}年预算`, `${year}年预算`],
        rows: rows(income),
        foot: foot(income),
      }),
      h2('三、一般公共预算支出表'),
      table({
        caption: '单位：万元',
        head: ['科目', `${year - 1}年预算`, `${year}年预算`],
        rows: rows(spending),
        foot: foot(spending),
      }),
      h2('四、税收返还和转移支付表'),
      table({
        caption: '上级补助收入（单位：万元）',
        head: ['项目', '金额'],
        rows: [
          ['返还性收入', num(parts[0] ?? 0)],
          ['一般性转移支付', num(parts[1] ?? 0)],
          ['专项转移支付', num(gap)],
        ],
        foot: ['合计', num(transfers)],
      }),
      h2('五、社会保险基金和国有资本经营预算'),
      p(
        back === 0
          ? '城乡居民基本养老保险、医疗保险基金由市级统筹，本级只编制征缴计划；区属国有企业3户，上缴利润210万元，全部调入一般公共预算。'
          : '国有资本经营预算收入180万元，用于解决企业历史遗留问题和调入一般公共预算各一半。社会保险基金由市级统一编制。',
      ),
    ),
    answer: `${year}年区里计划花${num(spend)}万元，教育、社会保障、农林水是最大的三项。`,
    basis: [law.budget],
  };
}

function account(c: Ctx, back: number): PieceSpec {
  const on = c.season(8, 18, back);
  const year = yearOf(on) - 1;
  const rows = SPENDING.map(([name, base]): [string, number, number] => {
    const planned = grown(c, name, base, year);
    return [name, planned, Math.round((planned * c.rng(`paid:${name}:${year}`).int(930, 1060)) / 1000)];
  });
  const planned = sum(rows.map((x) => x[1]));
  const paid = sum(rows.map((x) => x[2]));
  return {
    id: `zhengfu-juesuan-${back}`,
    unit: 'caizheng',
    cols: PUBLISHED_IN,
    title: `关于明河区${year}年财政决算的报告`,
    kind: '预算决算',
    on,
    html: doc(
      p(
        back === 0
          ? '受区人民政府委托，向区人大常委会报告决算草案，常委会会议已批准。'
          : '决算经区审计局审计、区人大常委会审查批准，现将全文公开。',
      ),
      h2('一、支出决算'),
      table({
        caption: '一般公共预算支出（单位：万元）',
        head: ['科目', '预算数', '决算数'],
        rows: rows.map(([n, a, b]): Cell[] => [n, num(a), num(b)]),
        foot: ['合计', num(planned), num(paid)],
      }),
      h2('二、几项变化'),
      p(
        back === 0
          ? '灾害防治支出超过预算，是汛期追加抢险和受灾群众安置资金；节能环保支出低于预算，是两个项目环评未完成。'
          : '城乡社区支出低于预算，原因是管网改造跨年度结算；卫生健康支出高于预算，用于补齐村卫生室设备。',
      ),
      h2('三、审计指出的问题怎么改'),
      p(
        back === 0
          ? '审计指出的预算下达偏晚、3个项目资金闲置问题，已收回资金重新安排，责任单位在区政府网站公布了整改结果。'
          : '部门结余资金清理不彻底的问题，已清理收回1840万元；往来款长期挂账问题，完成清理四成，其余列出了时间表。',
      ),
    ),
    answer: `${year}年实际支出${num(paid)}万元，和预算相差的原因写在第二部分。`,
    basis: [law.budget],
  };
}

function debt(c: Ctx, back: number): PieceSpec {
  const on = c.season(6, 25, back);
  const year = yearOf(on) - 1;
  const rng = c.rng(`debt:${year}`);
  const limit = { general: 146_000 + (year - 2024) * 4200, special: 231_000 + (year - 2024) * 15_600 };
  const balance = {
    general: limit.general - rng.int(1200, 5200),
    special: limit.special - rng.int(900, 4100),
  };
  return {
    id: `zhaiwu-${back}`,
    unit: 'caizheng',
    cols: ['zfxxgk/fdzdgk/cwxx', 'czbt/zhaiwu', 'zdly/czyjs'],
    title: `明河区${year}年末政府债务限额、余额和存续期情况`,
    kind: '预算决算',
    on,
    html: doc(
      h2('一、限额和余额'),
      table({
        caption: '单位：万元',
        head: ['类别', '债务限额', '债务余额'],
        rows: [
          ['一般债务', num(limit.general), num(balance.general)],
          ['专项债务', num(limit.special), num(balance.special)],
        ],
        foot: ['合计', num(limit.general + limit.special), num(balance.general + balance.special)],
      }),
      p(
        back === 0
          ? '两类债务余额都在批准的限额以内。债务全部为政府债券，没有其他形式的举债。'
          : '年末余额未超限额。当年置换了最后一笔存量债务，此后只剩债券。',
      ),
      h2('二、用到哪里'),
      back === 0
        ? table({
            caption: '当年新增债券安排（单位：万元）',
            head: ['项目', '债券类型', '金额'],
            rows: [
              ['石桥污水处理厂二期', '专项', num(6200)],
              ['区人民医院急诊楼', '专项', num(4800)],
              ['农村公路改造', '一般', num(2600)],
            ],
            foot: ['合计', '', num(13_600)],
          })
        : table({
            caption: '当年新增债券安排（单位：万元）',
            head: ['项目', '债券类型', '金额'],
            rows: [
              ['城区供热管网一期', '专项', num(7400)],
              ['实验小学扩建', '一般', num(1900)],
            ],
            foot: ['合计', '', num(9300)],
          }),
      h2('三、用什么钱还'),
      p(
        back === 0
          ? '当年偿还本金9,180万元，支付利息1.13亿元，来源为一般公共预算、土地出让收入和污水处理费。污水处理厂投用后第三年起以收费收入偿还。'
          : '当年到期本金7,650万元，三分之二由再融资债券接续，其余用预算资金偿还，没有逾期。',
      ),
    ),
    answer: `债务余额没有超过限额：一般债务${num(balance.general)}万元，专项债务${num(balance.special)}万元。`,
    basis: [law.budget],
  };
}

/** 三公经费 of every unit shown here, added up by the same model as the units' own budgets. */
function travel(c: Ctx): PieceSpec {
  const on = c.season(3, 6);
  const year = yearOf(on);
  const all = BUDGET_UNITS.map((u) => ({ u, b: budgetOf(c.seed, u, year) }));
  const part = (key: 'abroad' | 'carsBought' | 'carsRun' | 'reception', y: number): number =>
    sum(BUDGET_UNITS.map((u) => budgetOf(c.seed, u, y).travel[key]));
  const keys: ['abroad' | 'carsBought' | 'carsRun' | 'reception', string][] = [
    ['abroad', '因公出国（境）费'],
    ['carsBought', '公务用车购置费'],
    ['carsRun', '公务用车运行维护费'],
    ['reception', '公务接待费'],
  ];
  const now = sum(keys.map(([k]) => part(k, year)));
  const before = sum(keys.map(([k]) => part(k, year - 1)));
  return {
    id: 'sangong',
    unit: 'caizheng',
    cols: PUBLISHED_IN,
    title: `明河区${year}年“三公”经费预算汇总（第一批${all.length}个单位）`,
    kind: '预算决算',
    on,
    html: doc(
      table({
        caption: '单位：万元',
        head: ['项目', `${year - 1}年预算`, `${year}年预算`],
        rows: keys.map(([k, name]): Cell[] => [name, wan(part(k, year - 1)), wan(part(k, year))]),
        foot: ['合计', wan(before), wan(now)],
      }),
      p(
        '购置费集中在到了报废年限的执法、应急车辆，一律按编制更新，不新增。接待费继续压减，公函没有写明的不接待。',
        '因公出国（境）没有安排，确有需要的由区政府统一审批后追加，并在决算里说明。',
      ),
    ),
    answer: `这一批${all.length}个单位今年“三公”经费共${wan(now)}万元，上年${wan(before)}万元。`,
    basis: [law.budget],
  };
}

/** Budgets, accounts, debts of the district. */
export const districtBudgets = (c: Ctx): PieceSpec[] => [
  budget(c, 0),
  budget(c, 1),
  account(c, 0),
  account(c, 1),
  debt(c, 0),
  debt(c, 1),
  travel(c),
];

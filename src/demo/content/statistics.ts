import { addDays, addWorkdays, type Ctx, law, num, type PieceSpec, quarterBefore, sum, yearOf } from '../context.ts';
import { type Cell, doc, h2, p, table } from '../html.ts';
import { basisOf } from './bases.ts';
import { type Short, short } from './simple.ts';

const S = ['zfxxgk/fdzdgk/tjxx'];
const BASIS = [law.disclosure20('四', '国民经济和社会发展统计信息。')];

/** What moved in a quarter; the newest first. */
const QUARTERS: [up: string, down: string, note: string][] = [
  [
    '设施蔬菜和奶产量增加，工业里食品加工贡献最大。',
    '建材产值下降，两家企业停窑检修。',
    '本季数据为初步核算，最终以年度公报为准。',
  ],
  [
    '零售回升，以旧换新拉动家电消费。',
    '房地产投资继续收缩，销售面积减少一成。',
    '样本轮换后口径不变，历史数据已按新样本修订。',
  ],
  ['夏粮增产，设备投资提速。', '出口下降，主要是枣制品订单延后。', '分乡镇数据因企业属地调整，与往年不宜直接比较。'],
  ['消费保持增长，餐饮增长明显。', '工业用电量下降，高耗能限产。', '春节错月对同比有影响，请看累计数。'],
  ['固定资产投资由负转正，水利项目开工。', '商品房待售面积增加。', '规模以上企业名单年底更新，个别企业退出。'],
  ['居民收入增长快于价格。', '青年求职登记人数上升。', '收入数据来自住户调查，不含自产自用实物折算以外的估算。'],
  ['养殖业出栏量增加，粮食加工投产。', '生猪价格低，养殖户亏损面扩大。', '生猪数据来自大户直报加抽样。'],
];

function quarterly(c: Ctx, back: number): PieceSpec {
  const q = quarterBefore(c.today, back);
  const rng = c.rng(`stat:${q.say}`);
  const [up = '', down = '', note = ''] = QUARTERS[back - 1] ?? [];
  const grow = (): string => `${(rng.int(-28, 82) / 10).toFixed(1)}%`;
  const sectors: [string, number][] = [
    ['第一产业', 128_000],
    ['第二产业', 356_000],
    ['第三产业', 402_000],
  ];
  const values = sectors.map(([n, v]): [string, number] => [
    n,
    Math.round((v / 4) * q.quarter * 1.04 ** (q.year - 2024)) + rng.int(-900, 900),
  ]);
  const release = addWorkdays(addDays(q.end, 17), 1);
  return {
    id: `tongji-${back}`,
    unit: 'tongji',
    cols: S,
    title: `${q.say}国民经济运行情况`,
    kind: '统计',
    on: release <= c.today ? release : c.recent(2),
    html: doc(
      h2('一、总量'),
      table({
        caption: '累计（单位：万元）',
        head: ['产业', '增加值'],
        rows: values.map(([n, v]): Cell[] => [n, num(v)]),
        foot: ['合计', num(sum(values.map((v) => v[1])))],
      }),
      h2('二、主要指标同比'),
      table({
        head: ['指标', '同比'],
        rows: [
          ['规模以上工业增加值', grow()],
          ['固定资产投资', grow()],
          ['社会消费品零售总额', grow()],
          ['一般公共预算收入', grow()],
        ],
      }),
      h2('三、变化'),
      p(`增加的：${up}`, `减少的：${down}`),
      h2('四、说明'),
      p(note),
    ),
    answer: `${q.say}：${up}${down}`,
    basis: BASIS,
  };
}

/** Statistics: quarters, the yearly bulletin, surveys and the two censuses. */
export function statistics(c: Ctx): PieceSpec[] {
  const on = c.season(4, 21);
  const y = yearOf(on) - 1;
  const rest: Short[] = [
    {
      id: 'gongbao',
      unit: 'tongji',
      cols: S,
      title: `明河区${y}年国民经济和社会发展统计公报`,
      when: [4, 21, 0],
      body: [
        '年末常住人口23.6万人，比上年末减少1,700人，主要是出生人数减少；65岁及以上占19.4%。',
        table({
          caption: '农业产量（单位：吨）',
          head: ['品种', '产量'],
          rows: [
            ['粮食', num(178_600)],
            ['蔬菜', num(412_500)],
            ['水果', num(61_300)],
            ['牛奶', num(88_700)],
            ['肉类', num(31_900)],
          ],
          foot: ['合计', num(773_000)],
        }),
        '城镇居民人均可支配收入37,640元，农村居民19,280元，城乡比1.95。',
        '公报数据有一处修订：上年蔬菜产量原报422,100吨，经遥感核实改为409,300吨，历史数据同步改。',
      ],
      answer: '常住人口23.6万人，老年人口占近两成；蔬菜产量有一处修订，写明改前改后。',
      basis: BASIS,
    },
    {
      id: 'renkou-diaocha',
      unit: 'tongji',
      cols: S,
      title: '五千人居住意愿抽样调查结果',
      when: [12, 7, 1],
      body: [
        '调查由大学生志愿者上门，共5,032人，有效4,866份，不涉及姓名和证件。',
        '想长期留在明河的占七成。想走的最看重看病和孩子读书；想留的最看重房价和离父母近。',
        '建议前三位是增加儿科夜诊、延长图书馆开放、公交通到乡里。三件都已经转到责任单位，半年后公布进展。',
      ],
      answer: '七成的人愿意长住明河，大家最想要儿科夜诊。',
      basis: BASIS,
    },
    {
      id: 'nongye-pucha',
      unit: 'tongji',
      cols: [...S, 'zdly/xczx'],
      title: '农业普查员选聘和入户须知',
      when: [8, 5, 1],
      body: [
        '普查员从村民中选聘，每人培训三天，考核合格发证，入户时两个人同行，出示证件和二维码。',
        '普查只问生产、住房和耕地，不问存款，不收钱、不推销。数据只用于统计，泄露追责。',
        '不方便在家接待的，可以到村部填表。错填可以改，瞒报不罚款，按访谈核实。',
      ],
      answer: '农业普查入户不问存款，也不收费，来的人要看证件。',
      basis: BASIS,
    },
  ];
  return [
    ...[1, 2, 3, 4, 5, 6, 7].map((k) => quarterly(c, k)),
    ...rest.map((s) => short(c, '统计', { basis: basisOf(s.cols), ...s })),
  ];
}

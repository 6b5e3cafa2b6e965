import {
  addDays,
  type Ctx,
  law,
  num,
  type PieceSpec,
  quarterBefore,
  sayMonthDay,
  sum,
  workdayAfter,
  workdayBefore,
  yearOf,
} from '../context.ts';
import { type Cell, doc, h2, p, table } from '../html.ts';

const DRAW = {
  law: '国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见',
  article: '国发〔2019〕5号',
  text: '在监管过程中随机抽取检查对象，随机选派执法检查人员，抽查情况及查处结果及时向社会公开。',
};

type Draw = {
  id: string;
  unit: string;
  what: string;
  field: string;
  objects: number;
  drawn: number;
  teams: number;
  joint: string;
  verdicts: [string, number][];
  after: string;
  quarter: number;
};

const DRAWS: Draw[] = [
  {
    id: 'canyin',
    unit: 'shichang',
    what: '餐饮服务单位',
    field: 'zdly/spyp',
    objects: 840,
    drawn: 42,
    teams: 7,
    joint: '与卫生健康、综合执法部门一次进门',
    verdicts: [
      ['未发现问题', 29],
      ['发现问题已当场改正', 9],
      ['责令限期改正', 3],
      ['立案查处', 1],
    ],
    after: '当场改正的主要是冰箱生熟混放和健康证到期。立案的一家使用过期调料，处罚决定另行公布。',
    quarter: 1,
  },
  {
    id: 'youer',
    unit: 'jiaoyu',
    what: '校外培训机构',
    field: 'zdly/ywjy',
    objects: 76,
    drawn: 16,
    teams: 4,
    joint: '与市场监管、消防救援机构联合',
    verdicts: [
      ['未发现问题', 10],
      ['责令限期改正', 5],
      ['移出白名单', 1],
    ],
    after: '限期改正的5家，3家是安全出口堆物，2家没有把收退费制度挂在显眼处，已经复查通过。',
    quarter: 1,
  },
  {
    id: 'gongdi',
    unit: 'zhujian',
    what: '在建房屋工地',
    field: 'zdly/aqsc',
    objects: 58,
    drawn: 12,
    teams: 4,
    joint: '与人社、生态环境部门联合，同时查扬尘和工资专户',
    verdicts: [
      ['未发现问题', 5],
      ['责令限期改正', 6],
      ['局部停工整改', 1],
    ],
    after: '局部停工的工地脚手架连墙件缺失，三天后复查合格复工。工资专户均在正常使用。',
    quarter: 2,
  },
  {
    id: 'yaodian2',
    unit: 'yibao',
    what: '定点零售药店',
    field: 'zdly/shbx',
    objects: 94,
    drawn: 10,
    teams: 2,
    joint: '与市场监管部门联合核对票、账、货',
    verdicts: [
      ['未发现问题', 7],
      ['追回医保基金', 2],
      ['暂停协议三个月', 1],
    ],
    after: '追回1.27万元，都是串换药品。暂停的一家在显眼位置贴出告示，附近可用药店也列在告示里。',
    quarter: 2,
  },
  {
    id: 'weihua',
    unit: 'yingji',
    what: '危险化学品经营单位',
    field: 'zdly/aqsc',
    objects: 27,
    drawn: 27,
    teams: 5,
    joint: '属于重点检查事项，不设比例上限，按抽签确定先后',
    verdicts: [
      ['未发现问题', 18],
      ['责令限期改正', 8],
      ['立案查处', 1],
    ],
    after: '静电接地失效4处、视频监控离线3处，都已更换。立案单位超量储存，存量当日转移。',
    quarter: 3,
  },
  {
    id: 'nongzi',
    unit: 'nongye',
    what: '农药种子经营门店',
    field: 'zdly/spyp',
    objects: 133,
    drawn: 14,
    teams: 3,
    joint: '与公安机关联合查验进货来源',
    verdicts: [
      ['未发现问题', 11],
      ['责令限期改正', 2],
      ['立案查处', 1],
    ],
    after: '抽样送检28份，种子纯度不合格1份。农户已购的由经销商全额退款，并在村里登记。',
    quarter: 3,
  },
  {
    id: 'binguan',
    unit: 'gongan',
    what: '旅馆和民宿',
    field: 'zdly/cszf',
    objects: 61,
    drawn: 9,
    teams: 3,
    joint: '与卫生健康、消防救援机构同查',
    verdicts: [
      ['未发现问题', 6],
      ['责令限期改正', 3],
    ],
    after: '改正事项：布草清洗记录不全2家，应急灯不亮1家。民宿按面积分类管理，标准已在青溪乡讲解。',
    quarter: 4,
  },
  {
    id: 'gongye',
    unit: 'huanbao',
    what: '排污单位自行监测',
    field: 'zdly/sthj',
    objects: 112,
    drawn: 12,
    teams: 3,
    joint: '与水务部门核对取水排水数据',
    verdicts: [
      ['未发现问题', 8],
      ['责令限期改正', 3],
      ['立案查处', 1],
    ],
    after: '立案单位把监测频次由每月改为每季，数据缺失；其余问题是采样点标志牌倒伏。',
    quarter: 4,
  },
];

function draw(c: Ctx, x: Draw, i: number): PieceSpec {
  const q = quarterBefore(c.today, x.quarter);
  const nominal = workdayAfter(addDays(q.end, 6 + i));
  const on = x.quarter === 1 ? c.recent(i === 0 ? 0 : 4) : nominal > c.today ? c.recent(9) : nominal;
  const ended = x.quarter === 1 ? c.recent(12) : workdayBefore(q.end);
  const when = x.quarter === 1 ? `${yearOf(ended)}年${Number(ended.slice(5, 7))}月` : q.say;
  const rng = c.rng(`draw:${x.id}`);
  const seed = rng.int(10_000_000, 99_999_999);
  const ratio = ((x.drawn / x.objects) * 100).toFixed(1);
  return {
    id: `ssj-${x.id}`,
    unit: x.unit,
    cols: ['zfxxgk/fdzdgk/ssj', x.field],
    title: `${when}双随机抽查结果：${x.what}${x.drawn}家`,
    kind: '行政执法',
    on,
    topics: ['shuangsuiji'],
    html: doc(
      h2('怎么抽的'),
      p(
        `名录库${x.objects}家，抽取${x.drawn}家，占${ratio}%，随机匹配检查人员${x.teams}组。${x.joint}。抽取种子数${seed}，用同一份名录和这个数可以重算出同样的名单。检查到${sayMonthDay(ended)}结束。`,
      ),
      h2('查出什么'),
      table({
        caption: '单位：家',
        head: ['结论', '户数'],
        rows: x.verdicts.map(([v, n]): Cell[] => [v, n]),
        foot: ['合计', sum(x.verdicts.map((v) => v[1]))],
      }),
      h2('怎么处理'),
      p(x.after),
    ),
    answer: `抽查${x.what}${x.drawn}家，${x.verdicts[0]?.[1] ?? 0}家没有发现问题，其余的怎么改写在后面。`,
    basis: [DRAW],
  };
}

/** Results of random inspections, this year's list and plan, and the yearly figures of enforcement. */
export function draws(c: Ctx): PieceSpec[] {
  const planOn = c.season(2, 20);
  const listOn = c.season(1, 9);
  const y = yearOf(planOn);
  const plan: PieceSpec = {
    id: 'ssj-jihua',
    unit: 'shichang',
    cols: ['zfxxgk/fdzdgk/ssj', 'zfxxgk/fdzdgk/ghjh'],
    title: `明河区${y}年度部门联合双随机抽查计划`,
    kind: '行政执法',
    on: planOn,
    topics: ['shuangsuiji'],
    html: doc(
      p('同一户一年内不被同一事项重复抽到；投诉举报、上级交办的线索随时核查，不占用抽查名额。'),
      table({
        caption: '联合抽查安排（单位：户）',
        head: ['时间', '对象', '牵头', '参加', '抽取数'],
        rows: [
          ['一至三月', '餐饮服务单位', '市场监管局', '卫健局、综合执法局', 42],
          ['四至六月', '在建房屋工地', '住建局', '人社局、生态环境分局', 12],
          ['四至六月', '定点零售药店', '医保局', '市场监管局', 10],
          ['七至九月', '农药种子经营门店', '农业农村局', '公安分局', 14],
          ['十至十二月', '排污单位', '生态环境分局', '水务局', 12],
        ],
        foot: ['合计', '', '', '', 90],
      }),
      p(
        '信用风险低的企业抽查比例减半，信用风险高的加倍。分类标准在市场监管局窗口可以查询，企业对分类有异议的，十五日内答复。',
      ),
    ),
    answer: '今年哪些行业什么时候会被抽查、几个部门一起来，一张表看清；守信的抽得少。',
    basis: [DRAW],
  };
  const list: PieceSpec = {
    id: 'ssj-qingdan',
    unit: 'shichang',
    cols: ['zfxxgk/fdzdgk/ssj'],
    title: '明河区市场监管领域随机抽查事项清单（调整后）',
    kind: '行政执法',
    on: listOn,
    topics: ['shuangsuiji'],
    html: doc(
      h2('重点检查事项'),
      p('涉及安全、质量和公共利益，不设抽查比例上限。'),
      table({
        head: ['事项', '依据', '方式'],
        rows: [
          ['特种设备使用', '特种设备安全法', '现场检查'],
          ['学校食堂', '食品安全法', '现场检查、抽样'],
          ['危险化学品许可获证企业', '工业产品生产许可证管理条例', '现场检查'],
          ['疫苗储存运输', '疫苗管理法', '现场检查、温度记录'],
        ],
      }),
      h2('一般检查事项'),
      p('年度抽查比例上限：企业年报信息3%，广告2%，计量器具5%，明码标价5%，认证活动10%。'),
      h2('本次调整'),
      p('取消已并入信用监管的名称标牌检查，新增电动自行车充电桩质量检查，共调整4项。'),
    ),
    answer: '哪些检查可以随机抽、最多抽多少，都以这份清单为准；清单以外的不能随意进门检查。',
    basis: [DRAW],
  };
  const stat = (back: number): PieceSpec => {
    const on = c.season(1, 28, back);
    const year = yearOf(on) - 1;
    const units = [
      '市场监管局',
      '综合执法局',
      '生态环境分局',
      '应急管理局',
      '交通运输局',
      '人社局',
      '卫健局',
      '水务局',
    ];
    const rows = units.map((u) => {
      const rng = c.rng(`zfsj:${u}:${year}`);
      return [u, rng.int(80, 900), rng.int(4, 260), rng.int(0, 12)] as [string, number, number, number];
    });
    const col = (i: 1 | 2 | 3): number => sum(rows.map((r) => r[i]));
    return {
      id: `zhifa-shuju-${back}`,
      unit: 'sifa',
      cols: ['zfxxgk/fdzdgk/xzcf', 'zdly/cszf'],
      title: `明河区${year}年度行政执法数据`,
      kind: '行政执法',
      on,
      html: doc(
        table({
          caption: '单位：次、件',
          head: ['单位', '检查', '处罚', '强制'],
          rows: rows.map((r): Cell[] => [r[0], num(r[1]), num(r[2]), num(r[3])]),
          foot: ['合计', num(col(1)), num(col(2)), num(col(3))],
        }),
        p(
          back === 0
            ? '罚款最多的前三类是市容、食品和运输。经过听证的处罚11件，有2件听证后减轻。被复议纠正1件，原因是告知期限写错。'
            : '全年评查案卷160份，优秀率六成一。重大执法决定法制审核率百分之百，审核后退回补充证据23件。',
          back === 0
            ? '对首次违法、危害轻微的给予不予处罚214件，主要在明码标价和门头设置上。'
            : '执法人员统一换发证件，向当事人出示的证件上有二维码，可以核实身份。',
        ),
      ),
      answer: `${year}年各单位检查、处罚、强制了多少次，以及被纠正的情况。`,
      basis: [
        law.disclosure20(
          '六',
          '实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定。',
        ),
      ],
    };
  };
  return [...DRAWS.map((x, i) => draw(c, x, i)), plan, list, stat(0), stat(1)];
}

import { addDays, type Ctx, num, type PieceSpec, sayMonthDay, sum, yearOf } from '../context.ts';
import { type Cell, doc, h2, p, table } from '../html.ts';
import { masked, nameTable, placesOf, RELIEF, TOWNS, townName, townTable } from './roll-tools.ts';

const FARM = ['czbt/butie', 'zdly/snbt'];

/** Payments made once or twice a year. */
export function yearlyRolls(c: Ctx): PieceSpec[] {
  const rows = (
    key: string,
    n: number,
    make: (rng: ReturnType<Ctx['rng']>) => (string | number)[],
  ): (string | number)[][] => {
    const rng = c.rng(`roll:${key}`);
    return Array.from({ length: n }, () => make(rng));
  };
  const place = (rng: ReturnType<Ctx['rng']>, ids = TOWNS.map((t) => t.id)): string => {
    const id = rng.pick(ids);
    return `${townName(id)}${rng.pick(placesOf(id))}`;
  };
  const farmOn = c.season(5, 20);
  const beforeOn = c.season(5, 22, 1);
  const land =
    (year: number) =>
    (town: string): number[] => {
      const rng = c.rng(`gengdi:${town}`);
      const area = rng.int(18, 49) * 1000 + c.rng(`gengdi:${town}:${year}`).int(-400, 100);
      const rate = 104 + (year % 3);
      return [rng.int(1100, 2900), area, area * rate];
    };
  const rural = new Set(['yunhu', 'baita', 'shiqiao', 'qingxi', 'liulin', 'huanggang']);
  const onlyRural =
    (f: (town: string) => number[]) =>
    (town: string): number[] =>
      rural.has(town) ? f(town) : [0, 0, 0];

  const machines: [string, number, number][] = [
    ['四轮驱动拖拉机', 41, 16_800],
    ['免耕播种机', 63, 5400],
    ['谷物烘干机', 9, 32_000],
    ['植保无人机', 17, 9600],
    ['残膜回收机', 22, 4100],
    ['粮食收获机', 8, 27_500],
  ];
  const machineOn = c.season(3, 27);
  return [
    {
      id: 'gengdi-0',
      unit: 'nongye',
      cols: FARM,
      title: `${yearOf(farmOn)}年耕地地力保护补贴分乡镇发放表`,
      kind: '名册公示',
      on: farmOn,
      topics: ['huimin-butie'],
      html: doc(
        p(
          '补贴按确权承包面积计算，由有承包权的农户领取；土地流转出去的，补贴仍给承包户，双方另有书面约定的除外。',
          '今年核减弃耕抛荒、转为鱼塘和大棚硬化的面积，涉及的农户都在发放前收到了书面告知，其中14户提出异议，复测后改正6户。',
        ),
        townTable('单位：户、亩、元', ['户数', '面积', '金额'], onlyRural(land(yearOf(farmOn)))),
        p('两个街道没有耕地补贴，数字为零。分户名册在各村公示栏张贴十天。'),
      ),
      answer: '今年的耕地补贴已打到社保卡，给的是承包户，面积不对可以找村里复测。',
      basis: [RELIEF],
    },
    {
      id: 'gengdi-1',
      unit: 'nongye',
      cols: FARM,
      title: `${yearOf(beforeOn)}年耕地地力保护补贴发放结果`,
      kind: '名册公示',
      on: beforeOn,
      html: doc(
        p('发放前把卫星图斑与确权面积逐块套合，面积差超过半亩的实地量了一遍，共量1,308块。'),
        townTable('单位：户、亩、元', ['户数', '面积', '金额'], onlyRural(land(yearOf(beforeOn)))),
        p(
          '结余资金19万元留待次年继续用于本项补贴，没有挪作他用。',
          '农户去世未分户的，由村委会出具说明后发给共同承包人。',
        ),
      ),
      answer: '这一年的补贴已经发完，结余结转到第二年继续用。',
      basis: [RELIEF],
    },
    {
      id: 'nongji',
      unit: 'nongye',
      cols: FARM,
      title: `${yearOf(machineOn)}年第一批农机购置与应用补贴兑付名单`,
      kind: '名册公示',
      on: machineOn,
      topics: ['huimin-butie'],
      html: doc(
        h2('分机具'),
        table({
          caption: '单位：台、元',
          head: ['机具', '台数', '每台补贴', '金额'],
          rows: machines.map(([n, k, per]): Cell[] => [n, num(k), `${per}元`, num(k * per)]),
          foot: ['合计', num(sum(machines.map((m) => m[1]))), '', num(sum(machines.map((m) => m[1] * m[2])))],
        }),
        h2('部分购机户'),
        nameTable(
          '姓名已遮盖（单位：元）',
          ['姓名', '村', '机具', '金额'],
          rows('nongji', 12, (rng) => {
            const [name, , per] = rng.pick(machines);
            const n = per > 10_000 ? 1 : rng.int(2, 4);
            return [masked(rng), place(rng, [...rural]), `${name}${n}台`, per * n];
          }).sort((a, b) => Number(b[3]) - Number(a[3])),
        ),
        p(`公示到${sayMonthDay(addDays(machineOn, 10))}。机具核验时要看铭牌和发动机号，人机合影不再作为必交材料。`),
      ),
      answer: '第一批农机补贴按名单兑付，没在名单上的，多数是核验没完成，可以问乡镇农机站。',
      basis: [RELIEF],
    },
    {
      id: 'liangshi-guimo',
      unit: 'nongye',
      cols: FARM,
      title: '种粮大户一次性补贴对象公示',
      kind: '名册公示',
      on: c.season(7, 16, 1),
      html: doc(
        p(
          '实际种粮面积在100亩以上的农户和合作社，每亩补25元，单户上限600亩。面积以播种后卫片和实地测量为准，套种的按主茬计算。',
        ),
        nameTable(
          '单位：亩、元',
          ['种植者', '村', '面积', '金额'],
          rows('liangshi', 10, (rng) => {
            const area = rng.int(105, 560);
            return [masked(rng), place(rng, ['liulin', 'yunhu', 'shiqiao']), area, area * 25];
          }),
        ),
        p('柳林乡一户申报面积与测量相差42亩，按测量数计。'),
      ),
      answer: '种粮一百亩以上的每亩补25元，名单和实测面积在这里。',
      basis: [RELIEF],
    },
    {
      id: 'yongdian-butie',
      unit: 'nongye',
      cols: FARM,
      title: '农产品初加工用电补贴上半年拟补贴名单',
      kind: '名册公示',
      on: c.season(8, 20),
      html: doc(
        p(
          '收到申请64份，拟补贴51家。没有通过的13家，9家是生活用电没有分表，3家超出登记范围，1家一年内有质量安全处罚。',
        ),
        table({
          caption: '电量前六家（单位：千瓦时、元）',
          head: ['经营主体', '用途', '电量', '补贴'],
          rows: [
            ['古渡蔬菜合作社', '冷藏', num(142_600), num(21_390)],
            ['下湾果蔬合作社', '冷藏、分级', num(118_000), num(17_700)],
            ['新河粮食烘干合作社', '烘干', num(96_400), num(14_460)],
            ['柳河水稻合作社', '烘干', num(88_200), num(13_230)],
            ['溪口林果合作社', '冷藏', num(61_800), num(9270)],
            ['南庄家庭农场', '包装', num(24_000), num(3600)],
          ],
          foot: ['合计', '', num(531_000), num(79_650)],
        }),
        p('没有通过的主体可以在公示期内补交分表证明，补交合格的并入本批。'),
      ),
      answer: '上半年有51家能领到用电补贴，没分表的补交证明还来得及。',
      basis: [RELIEF],
    },
    {
      id: 'weifang-mingdan',
      unit: 'zhujian',
      cols: ['zdly/wfgz', 'czbt/butie'],
      title: '农村危房改造对象和补助金额公示',
      kind: '名册公示',
      on: c.season(6, 10),
      html: doc(
        p('鉴定机构对96户作了鉴定，C级31户、D级41户列入改造，其余24户为A、B级，不需要改造，已把鉴定报告送到户。'),
        nameTable(
          '前十二户（单位：元）',
          ['户主', '村', '等级和方式', '金额'],
          rows('weifang', 12, (rng) => {
            const repair = rng.int(0, 1) === 1;
            return [
              masked(rng),
              place(rng, [...rural]),
              repair ? 'C级，修缮' : 'D级，重建',
              repair ? 12_000 : rng.pick([30_000, 36_000, 45_000]),
            ];
          }),
        ),
        p('统建的9户由柳林乡统一招标，设计图贴在村部，农户可以提出修改。'),
      ),
      answer: '今年改造72户，修缮补1.2万元，重建补3万至4.5万元，对名单有意见可以向乡镇或住建局提。',
      basis: [RELIEF],
    },
    {
      id: 'gongzufang-yaohao',
      unit: 'zhujian',
      cols: ['zdly/bzzf'],
      title: '第二批公共租赁住房摇号选房结果',
      kind: '名册公示',
      on: c.season(10, 23),
      html: doc(
        p(
          '房源46套，登记家庭137户。摇号在政务服务中心一楼大厅进行，五名申请人代表和公证员现场监督，全程录像可以申请查看。',
        ),
        table({
          caption: '选房顺序前十位',
          head: ['顺序', '受理编号', '申请人', '小区'],
          rows: rows('yaohao', 10, (rng) => [
            `安居${rng.int(1000, 9999)}`,
            masked(rng),
            rng.pick(['河滨公寓', '东关新居', '塔前小区']),
          ]).map((r, i): Cell[] => [i + 1, ...r]),
        }),
        p('有4户放弃选房，房源顺延。没有选到的家庭保留资格十二个月，下一批不用重新登记。'),
      ),
      answer: '46套公租房已经摇号，没选到的保留资格一年，下批自动参加。',
      basis: [RELIEF],
    },
    {
      id: 'gangwei-mingdan',
      unit: 'renshe',
      cols: ['zdly/jiuye', 'czbt/butie'],
      title: '公益性岗位拟安置人员公示',
      kind: '名册公示',
      on: c.season(9, 22),
      html: doc(
        p('本批岗位88个，报名231人，按照困难类型和登记失业时间排序。审核没有通过的，人社局已经逐人电话说明原因。'),
        nameTable(
          '前十人（单位：元/月，含单位缴纳部分）',
          ['姓名', '岗位', '月报酬'],
          rows('gangwei', 10, (rng) => [
            masked(rng),
            rng.pick(['社区保洁', '护河员', '养老助餐', '校园后勤', '林区管护']),
            rng.pick([1260, 1980, 2050]),
          ]),
        ),
        p('不符合条件的近亲属问题已经作了比对，没有发现。空岗举报电话0999-0000 0020，查实奖励五百元。'),
      ),
      answer: '这批公益性岗位准备安置88人，公示期内可以举报不符合条件的。',
      basis: [RELIEF],
    },
    {
      id: 'jisheng',
      unit: 'weijian',
      cols: ['czbt/butie', 'zdly/wsjk'],
      title: `${yearOf(c.season(8, 6))}年计划生育家庭奖励扶助资金发放情况`,
      kind: '名册公示',
      on: c.season(8, 6),
      html: doc(
        p(
          '农村部分计划生育家庭每人每年960元，一次发放。新增对象要在年满60周岁的当年向村里申报，错过的次年补报、补发一年。',
        ),
        townTable('单位：人、元', ['人数', '金额'], (town) => {
          const n = c.rng(`jisheng:${town}`).int(320, 880);
          return [n, n * 960];
        }),
        p('今年第一次由系统用户口登记信息主动提醒，提醒312人，其中274人已办好。'),
      ),
      answer: '符合条件的每人960元，8月一次发到社保卡；今年满60岁的记得向村里申报。',
      basis: [RELIEF],
    },
    {
      id: 'gongyilin',
      unit: 'ziran',
      cols: ['czbt/butie', 'zdly/snbt'],
      title: '公益林生态效益补偿资金兑现表',
      kind: '名册公示',
      on: c.season(11, 13, 1),
      html: doc(
        p('补偿按林权证面积计算，集体林由村民代表会议确定分配方案，护林员报酬另列，不从农户补偿里扣。'),
        table({
          caption: '单位：亩、元',
          head: ['乡', '集体林面积', '农户林面积', '金额'],
          rows: [
            ['青溪乡', num(18_300), num(6200), num(392_000)],
            ['黄岗乡', num(12_750), num(3480), num(259_680)],
            ['柳林乡', num(2100), num(960), num(48_960)],
          ],
          foot: ['合计', num(33_150), num(10_640), num(700_640)],
        }),
        p('青溪乡山前村有两处林权重叠，补偿暂存专户，权属明确后发放。'),
      ),
      answer: '公益林补偿每亩16元，按林权证面积发，护林员工资不从里面出。',
      basis: [RELIEF],
    },
    {
      id: 'youfu',
      unit: 'tuiyi',
      cols: ['czbt/butie'],
      title: '义务兵家庭优待金发放情况',
      kind: '名册公示',
      on: c.season(1, 27),
      html: doc(
        p(
          '义务兵服役期间，家庭每年按上年度城镇居民人均可支配收入的一定比例领取优待金，不分城乡同一标准。在高原艰苦地区服役的加发百分之五十。',
        ),
        townTable('单位：户、元', ['户数', '金额'], (town) => {
          const n = c.rng(`youfu:${town}`).int(6, 31);
          return [n, n * 14_200];
        }),
        p('立功受奖的另发奖励金，由区退役军人局和乡镇一起送到家里。'),
      ),
      answer: '义务兵家庭每户14,200元，已发到社保卡，全区城乡一个标准。',
      basis: [RELIEF],
    },
    {
      id: 'jiuhuanxin',
      unit: 'shangwu',
      cols: ['czbt/butie'],
      title: '家电以旧换新补贴第三批核发结果',
      kind: '名册公示',
      on: c.season(10, 9),
      html: doc(
        p(
          '冰箱、洗衣机、电视、空调、电脑、热水器、灶具、油烟机八类，买一级能效的补价格的百分之二十，二级的补百分之十五，每件最多2000元。',
        ),
        table({
          caption: '单位：件、元',
          head: ['品类', '件数', '补贴'],
          rows: [
            ['空调', num(412), num(268_900)],
            ['冰箱', num(265), num(171_400)],
            ['洗衣机', num(198), num(86_300)],
            ['电视', num(176), num(122_700)],
            ['热水器', num(143), num(60_100)],
          ],
          foot: ['合计', num(1194), num(709_400)],
        }),
        p('有7件发票名称与能效标识不符，退回商户更正；1家商户先提价再打折，取消参加资格并移送市场监管局。'),
      ),
      answer: '第三批补贴已核发，空调最多。买之前看能效标识，先涨价再打折的商家会被取消资格。',
      basis: [RELIEF],
    },
  ];
}

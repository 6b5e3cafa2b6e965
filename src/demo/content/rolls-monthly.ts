import {
  addDays,
  type Ctx,
  monthBefore,
  monthDay,
  num,
  type PieceSpec,
  sayMonthDay,
  sum,
  workdayBefore,
} from '../context.ts';
import { csv, doc, p } from '../html.ts';
import { RELIEF, TOWNS, townTable } from './roll-tools.ts';

/** What was special in a month; the newest first. */
const NOTES = [
  [
    '本月新满80周岁的138人已经全部计入，其中17人是村里主动找到、本人没有申请的。',
    '因死亡和户籍迁出停发46人。有3人上月多发，已从本月款项中抵扣，情况由村里当面说明。',
  ],
  [
    '安平街道有两户老人银行卡过期，退回款项已经重新发放。',
    '百岁以上老人比上月多1位，住在青溪乡山前村，区里已上门祝寿。',
  ],
  [
    '本月比对发现5人已在市外领取同类待遇，停发并书面告知；其中1人提出异议，核实后恢复发放。',
    '因发放日遇周末，款项提前一个工作日到账。',
  ],
  [
    '黄岗乡搬迁安置区户籍整体划转，21位老人从岗上村转到安置社区名册，待遇不变。',
    '名册第一次按村民小组排列，方便大家找到自己。',
  ],
  [
    '受银行系统升级影响，柳林乡晚到账两天，特此说明，不影响次月发放。',
    '漏办补发9人，共补发62个月，最长的一位补了十二个月。',
  ],
];

/** 高龄津贴 month by month: sums by township on the page, by village in the attachment. */
function ageAllowance(c: Ctx, back: number): PieceSpec {
  const anchor = addDays(c.today, -19);
  const { year, month } = back === 0 ? monthBefore(anchor, 0) : monthBefore(anchor, back);
  const on = back === 0 ? c.recent(0) : workdayBefore(monthDay(year, month, 26));
  const counts = (town: string): number[] => {
    const rng = c.rng(`age:${town}`);
    const base = [rng.int(330, 690), rng.int(40, 95), rng.int(0, 3)];
    return base.map((n, i) => n + c.rng(`age:${town}:${year}-${month}:${i}`).int(i === 2 ? 0 : -6, i === 2 ? 1 : 7));
  };
  const rates = [100, 200, 500];
  const pay = (ns: number[]): number => sum(ns.map((n, i) => n * (rates[i] ?? 0)));
  const people = sum(TOWNS.map((t) => sum(counts(t.id))));
  const money = sum(TOWNS.map((t) => pay(counts(t.id))));
  const byVillage = TOWNS.flatMap((t) => {
    const total = counts(t.id);
    const names = [...t.places, '其他村和社区'];
    let left = sum(total);
    return names.map((name, i) => {
      const n = i === names.length - 1 ? left : Math.floor(sum(total) / (names.length + 1)) - i * 3;
      left -= n;
      return [t.name, name, n];
    });
  });
  const until = addDays(on, 7);
  const note = NOTES[back] ?? [];
  return {
    id: `gaoling-${back}`,
    unit: 'minzheng',
    cols: ['czbt/butie', 'zdly/ylfw'],
    title: `${year}年${month}月份高龄津贴发放名册公示（已遮盖个人信息）`,
    kind: '名册公示',
    on,
    html: doc(
      p(
        `依照《明河区高龄津贴发放办法》（⟦no:gaoling-jintie⟧），${year}年${month}月份共发放${num(people)}人、${num(money)}元，现予公示。`,
        ...note,
      ),
      townTable('单位：人、元', ['80至89周岁', '90至99周岁', '100周岁以上', '金额'], (town) => [
        ...counts(town),
        pay(counts(town)),
      ]),
      p(`公示到${sayMonthDay(until)}。对名册有不同意见的，请打0999-0000 0017，或者向所在村、社区说。`),
    ),
    answer: `${month}月份高龄津贴发给了${num(people)}位老人。没有收到的，先问村、社区，再打民政局电话。`,
    basis: [
      {
        law: '中华人民共和国老年人权益保障法',
        article: '第三十三条',
        text: '国家鼓励地方建立八十周岁以上低收入老年人高龄津贴制度。',
      },
    ],
    topics: ['huimin-butie'],
    attachments: [
      {
        name: `${year}年${month}月高龄津贴分村人数.csv`,
        kind: 'csv',
        content: csv(['乡镇街道', '村社区', '人数'], byVillage),
      },
    ],
  };
}

function livingAllowance(c: Ctx, back: number): PieceSpec {
  const { year, month } = monthBefore(c.today, 1 + back);
  const on = workdayBefore(monthDay(year, month, 18));
  const figures = (town: string): number[] => {
    const rng = c.rng(`dibao:${town}:${year}-${month}`);
    const homes = rng.int(150, 420);
    const people = homes + rng.int(60, 300);
    return [homes, people, people * rng.int(395, 452)];
  };
  const notes = [
    '本月新增31户，主要是重病和意外致困；退出24户，其中19户因子女就业收入增加，已当面说明并给予六个月渐退期。',
    '按照新公布的保障标准，农村低保每人每月提高25元，本月起执行，不用重新申请。',
  ];
  return {
    id: `dibao-${back}`,
    unit: 'minzheng',
    item: '资金管理／救助资金支出',
    cols: ['czbt/butie', 'zdly/shjz'],
    title: `${year}年${month}月最低生活保障发放情况`,
    kind: '名册公示',
    on,
    html: doc(
      p(notes[back] ?? ''),
      townTable('单位：户、人、元', ['户数', '人数', '金额'], figures),
      p(
        back === 0
          ? '分村名册在各村、社区公示栏长期张贴，姓名只留姓。'
          : '对低保对象有意见的，可以匿名反映，区民政局十个工作日内核查。',
      ),
    ),
    answer: `${month}月的低保金已经发放，新增和退出的户数、原因都写明了。`,
    basis: [RELIEF],
    topics: ['huimin-butie'],
  };
}

function disabled(c: Ctx): PieceSpec {
  const { year, month } = monthBefore(c.today, 1);
  return {
    id: 'canji-butie',
    unit: 'minzheng',
    cols: ['czbt/butie', 'zdly/shjz'],
    title: `${year}年${month}月残疾人两项补贴发放情况`,
    kind: '名册公示',
    on: workdayBefore(monthDay(year, month, 24)),
    html: doc(
      p(
        '困难残疾人生活补贴每人每月110元，重度残疾人护理补贴一级140元、二级110元，两项符合条件的可以同时享受。',
        '本月起可以在外地申请：残疾人在哪里居住，就在哪里的民政窗口办，信息转回户籍地发放。',
      ),
      townTable('单位：人、元', ['生活补贴人数', '护理补贴人数', '金额'], (town) => {
        const rng = c.rng(`canji:${town}:${month}`);
        const living = rng.int(90, 210);
        const care = rng.int(80, 190);
        return [living, care, living * 110 + care * 125];
      }),
      p('护理补贴金额按一级、二级实际人数结算，表中为合计数。名册不公布残疾类别和等级。'),
    ),
    answer: '生活补贴每月110元，护理补贴每月110元或140元，可以同时领，也可以在居住地申请。',
    basis: [RELIEF],
    topics: ['huimin-butie'],
  };
}

/** Monthly payments by township. */
export const monthlyRolls = (c: Ctx): PieceSpec[] => [
  ...[0, 1, 2, 3, 4].map((back) => ageAllowance(c, back)),
  livingAllowance(c, 0),
  livingAllowance(c, 1),
  disabled(c),
];

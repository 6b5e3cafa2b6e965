import { num, sum } from '../context.ts';
import { rngFor } from '../rng.ts';
import type { BudgetUnit } from './budget-units.ts';

/** Amounts are whole hundreds of yuan (0.01 万元), so that sums are exact. */
export type Line = { name: string; amount: number };

export type UnitBudget = {
  year: number;
  /** Income by source; expenditure is the same total. */
  income: Line[];
  /** 基本支出 by economic class. */
  basic: Line[];
  projects: { name: string; amount: number; why: string }[];
  /** General budget by functional item; the fund part is apart. */
  items: Line[];
  fund: number;
  travel: { abroad: number; carsBought: number; carsRun: number; reception: number };
};

export const wan = (n: number): string => num(n / 100, 2);
export const total = (lines: readonly { amount: number }[]): number => sum(lines.map((l) => l.amount));

/** One unit's budget of a year: grows a little every year, the same whenever it is asked for. */
export function budgetOf(seed: number, u: BudgetUnit, year: number): UnitBudget {
  const rng = rngFor(seed, `budget:${u.id}:${year}`);
  // The noise stays below the growth, so that "more than last year" is true whenever a text says it.
  const grown = (wanYuan: number): number =>
    Math.round(wanYuan * 100 * 1.028 ** (year - 2024) * (1 + rng.int(-12, 12) / 1000));
  const habits = rngFor(seed, `travel:${u.id}`);
  const pay = grown(u.staff * 11.2);
  const basic: Line[] = [
    { name: '30101 基本工资', amount: Math.round(pay * 0.34) },
    { name: '30102 津贴补贴', amount: Math.round(pay * 0.27) },
    { name: '30108 机关事业单位基本养老保险缴费', amount: Math.round(pay * 0.13) },
    { name: '30110 职工基本医疗保险缴费', amount: Math.round(pay * 0.08) },
    { name: '30113 住房公积金', amount: Math.round(pay * 0.1) },
    { name: '30201 办公费', amount: grown(u.staff * 0.55) },
    { name: '30207 邮电费', amount: grown(u.staff * 0.16) },
    { name: '30208 取暖费', amount: grown(u.staff * 0.31) },
    { name: '30211 差旅费', amount: grown(u.staff * 0.21) },
    { name: '30239 其他交通费用', amount: grown(u.staff * 0.62) },
  ];
  const projects = u.projects.map(([name, amount, why]) => ({ name, amount: Math.max(1000, grown(amount)), why }));
  const fund = u.fund === undefined ? 0 : grown(u.fund);
  const general = total(basic) + total(projects);
  const pension = basic[2]?.amount ?? 0;
  const health = basic[3]?.amount ?? 0;
  const housing = basic[4]?.amount ?? 0;
  const items: Line[] = [
    { name: u.runItem, amount: total(basic) - pension - health - housing },
    ...u.projects.map(([name, , , item], i) => ({ name: `${item}（${name}）`, amount: projects[i]?.amount ?? 0 })),
    { name: '2080505 机关事业单位基本养老保险缴费支出', amount: pension },
    { name: '2101101 行政单位医疗', amount: health },
    { name: '2210201 住房公积金', amount: housing },
  ];
  return {
    year,
    income: [
      { name: '一般公共预算拨款收入', amount: general },
      { name: '政府性基金预算拨款收入', amount: fund },
      { name: '国有资本经营预算拨款收入', amount: 0 },
      { name: '财政专户管理资金收入', amount: 0 },
    ],
    basic,
    projects,
    items,
    fund,
    travel: {
      abroad: 0,
      carsBought: u.cars >= 9 && (year + u.staff) % 2 === 0 ? 1800 : 0,
      carsRun: u.cars * 285 + habits.int(0, 60),
      reception: Math.round(u.staff * 1.1) + habits.int(0, 25) + Math.max(0, 2040 - year) * 3,
    },
  };
}

export const travelTotal = (b: UnitBudget): number =>
  b.travel.abroad + b.travel.carsBought + b.travel.carsRun + b.travel.reception;

import { addDays, type Ctx, law, type PieceSpec, yearOf } from '../context.ts';
import { type Cell, csv, doc, h2, h3, p, table } from '../html.ts';
import { budgetOf, type Line, total, travelTotal, type UnitBudget, wan } from './budget-model.ts';
import { BUDGET_UNITS, type BudgetUnit } from './budget-units.ts';

const NONE = '本部门无此项支出。';
const lines = (caption: string, head: string, rows: readonly Line[]): string =>
  table({
    caption: `${caption}（单位：万元）`,
    head: [head, '金额'],
    rows: rows.map((l): Cell[] => [l.name, wan(l.amount)]),
    foot: ['合计', wan(total(rows))],
  });

/** The eight tables of a department budget, in the usual order. */
function eightTables(b: UnitBudget): string {
  const basic = total(b.basic);
  const projects = total(b.projects);
  const spending: Line[] = [
    { name: '基本支出', amount: basic },
    { name: '项目支出', amount: projects + b.fund },
  ];
  const t = b.travel;
  return doc(
    h3('表一　部门收支总体情况表'),
    table({
      caption: '单位：万元',
      head: ['项目', '收入', '支出'],
      rows: [
        ...b.income.map((l): Cell[] => [l.name, wan(l.amount), wan(0)]),
        ...spending.map((l): Cell[] => [l.name, wan(0), wan(l.amount)]),
      ],
      foot: ['合计', wan(total(b.income)), wan(total(spending))],
    }),
    h3('表二　部门收入总体情况表'),
    lines('收入', '来源', b.income),
    h3('表三　部门支出总体情况表'),
    table({
      caption: '支出（单位：万元）',
      head: ['项目', '基本支出', '项目支出', '小计'],
      rows: [
        ['人员和公用经费', wan(basic), wan(0), wan(basic)],
        ...b.projects.map((x): Cell[] => [x.name, wan(0), wan(x.amount), wan(x.amount)]),
        ...(b.fund > 0 ? [['政府性基金安排的项目', wan(0), wan(b.fund), wan(b.fund)] as Cell[]] : []),
      ],
      foot: ['合计', wan(basic), wan(projects + b.fund), wan(basic + projects + b.fund)],
    }),
    h3('表四　财政拨款收支总体情况表'),
    table({
      caption: '财政拨款（单位：万元）',
      head: ['来源', '拨款收入', '拨款支出'],
      rows: [
        ['一般公共预算', wan(basic + projects), wan(basic + projects)],
        ['政府性基金预算', wan(b.fund), wan(b.fund)],
      ],
      foot: ['合计', wan(basic + projects + b.fund), wan(basic + projects + b.fund)],
    }),
    h3('表五　一般公共预算支出情况表'),
    lines('一般公共预算支出，按功能分类', '科目', b.items),
    h3('表六　一般公共预算基本支出情况表'),
    lines('基本支出，按经济分类', '科目', b.basic),
    h3('表七　一般公共预算“三公”经费支出情况表'),
    lines('三公经费', '项目', [
      { name: '因公出国（境）费', amount: t.abroad },
      { name: '公务用车购置费', amount: t.carsBought },
      { name: '公务用车运行维护费', amount: t.carsRun },
      { name: '公务接待费', amount: t.reception },
    ]),
    h3('表八　政府性基金预算支出情况表'),
    b.fund > 0 ? lines('政府性基金支出', '项目', [{ name: '基金安排的项目', amount: b.fund }]) : p(NONE),
  );
}

function budgetPiece(c: Ctx, u: BudgetUnit, name: string, i: number): PieceSpec {
  const on = addDays(c.season(2, 27), -(i % 4));
  const day = c.season(Number(on.slice(5, 7)), Number(on.slice(8, 10)));
  const year = yearOf(day);
  const now = budgetOf(c.seed, u, year);
  const before = budgetOf(c.seed, u, year - 1);
  const all = total(now.income);
  const diff = all - total(before.income);
  const first = [...now.projects].sort((a, b) => b.amount - a.amount)[0];
  return {
    id: `yusuan-${u.id}`,
    unit: u.id,
    cols: ['zfxxgk/fdzdgk/cwxx', 'czbt/yjs', 'zdly/czyjs'],
    title: `${name}${year}年部门预算`,
    kind: '预算决算',
    on: day,
    html: doc(
      h2('一、单位情况'),
      p(`${name}列入本预算的在职人员${u.staff}名，公务用车${u.cars}辆。`),
      h2('二、收支增减和原因'),
      p(
        `${year}年收支总预算${wan(all)}万元，比上年${diff >= 0 ? '增加' : '减少'}${wan(Math.abs(diff))}万元。${u.change}`,
      ),
      h2('三、钱主要花在哪里'),
      table({
        caption: '项目支出（单位：万元）',
        head: ['项目', '金额', '测算依据'],
        rows: now.projects.map((x): Cell[] => [x.name, wan(x.amount), x.why]),
        foot: ['合计', wan(total(now.projects)), ''],
      }),
      h2('四、绩效目标'),
      p(u.aim),
      h2('五、“三公”经费'),
      p(
        `本年安排${wan(travelTotal(now))}万元，上年${wan(travelTotal(before))}万元。${now.travel.carsBought > 0 ? '其中更新1辆到了报废年限的执法车，旧车同时报废。' : ''}${u.travelNote}`,
      ),
      h2('六、预算表'),
      eightTables(now),
    ),
    answer: `${year}年预算${wan(all)}万元，最大的一项是${first?.name ?? '基本支出'}${wan(first?.amount ?? 0)}万元。`,
    basis: [law.unitBudget],
    attachments: [
      {
        name: `${name}${year}年项目支出表.csv`,
        kind: 'csv',
        content: csv(
          ['项目', '金额（万元）', '测算依据'],
          now.projects.map((x) => [x.name, (x.amount / 100).toFixed(2), x.why]),
        ),
      },
    ],
  };
}

function accountPiece(c: Ctx, u: BudgetUnit, name: string, i: number): PieceSpec {
  const day = c.season(9, 3 + (i % 6));
  const year = yearOf(day) - 1;
  const budget = budgetOf(c.seed, u, year);
  const rng = c.rng(`account:${u.id}:${year}`);
  const spent = budget.projects.map((x) => ({ ...x, paid: Math.round((x.amount * rng.int(880, 1030)) / 1000) }));
  const basicPaid = Math.round(total(budget.basic) * 0.992);
  const paid = basicPaid + spent.reduce((n, x) => n + x.paid, 0);
  const planned = total(budget.basic) + total(budget.projects);
  const rate = ((paid / planned) * 100).toFixed(1);
  const t = budget.travel;
  const real = {
    abroad: 0,
    carsBought: t.carsBought,
    carsRun: Math.round(t.carsRun * 0.94),
    reception: Math.round(t.reception * 0.81),
  };
  return {
    id: `juesuan-${u.id}`,
    unit: u.id,
    cols: ['zfxxgk/fdzdgk/cwxx', 'czbt/yjs', 'zdly/czyjs'],
    title: `${name}${year}年部门决算`,
    kind: '预算决算',
    on: day,
    html: doc(
      h2('一、完成得怎样'),
      p(`${year}年一般公共预算财政拨款支出${wan(paid)}万元，完成预算的${rate}%。${u.done}`),
      h2('二、收入支出决算总表'),
      table({
        caption: '一般公共预算财政拨款（单位：万元）',
        head: ['项目', '预算数', '决算数'],
        rows: [
          ['基本支出', wan(total(budget.basic)), wan(basicPaid)],
          ...spent.map((x): Cell[] => [x.name, wan(x.amount), wan(x.paid)]),
        ],
        foot: ['合计', wan(planned), wan(paid)],
      }),
      h2('三、“三公”经费支出'),
      table({
        caption: '单位：万元',
        head: ['项目', '预算数', '决算数'],
        rows: [
          ['因公出国（境）费', wan(0), wan(0)],
          ['公务用车购置费', wan(t.carsBought), wan(real.carsBought)],
          ['公务用车运行维护费', wan(t.carsRun), wan(real.carsRun)],
          ['公务接待费', wan(t.reception), wan(real.reception)],
        ],
        foot: ['合计', wan(travelTotal(budget)), wan(real.carsBought + real.carsRun + real.reception)],
      }),
      h2('四、政府采购和国有资产'),
      p(
        `年末固定资产原值${wan(u.staff * rng.int(900, 1500))}万元；政府采购支出${wan(rng.int(2000, 26000))}万元，其中授予小微企业的占${rng.int(61, 93)}%。`,
      ),
    ),
    answer: `${year}年花了${wan(paid)}万元，是预算的${rate}%。`,
    basis: [law.unitBudget],
  };
}

/** Department budgets of this year and final accounts of last year. */
export function unitBudgets(c: Ctx, nameOf: (id: string) => string): PieceSpec[] {
  return [
    ...BUDGET_UNITS.map((u, i) => budgetPiece(c, u, nameOf(u.id), i)),
    ...BUDGET_UNITS.slice(0, 11).map((u, i) => accountPiece(c, u, nameOf(u.id), i)),
  ];
}

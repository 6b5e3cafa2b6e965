import type { ReportFigure } from '../lib/report-cells.ts';
import { annualreport } from '../modules/annualreport/index.ts';
import { checks } from '../modules/checks/index.ts';
import { duties } from '../modules/duties/index.ts';
import { editorial } from '../modules/editorial/index.ts';
import { org } from '../modules/org/index.ts';
import { policy } from '../modules/policy/index.ts';
import { publication } from '../modules/publication/index.ts';
import { regulation } from '../modules/regulation/index.ts';
import { sites } from '../modules/sites/index.ts';
import { translog } from '../modules/translog/index.ts';
import type { Module } from '../platform/module.ts';
import { seedUnits } from './editorial.ts';
import { seedSite } from './site.ts';
import { actor, type World, world } from './world.ts';

/** One counted thing: which unit, in which cell, in which year; it stays counted from then on. */
export type Counted = { unitId: string; year: number; cell: ReportFigure['cell']; count: number };

/**
 * A module that counts, with a ledger that a test writes: what `foi` does with its cases. It answers only what it is asked
 * for, so a report that asked for the wrong units or year would be empty. `asked` counts the questions.
 */
function countingModule(ledger: Counted[], asked: { n: number } = { n: 0 }): Module {
  return {
    name: 'counting',
    reportFigures: async (_db, about) => {
      asked.n += 1;
      return ledger
        .filter((c) => c.year === about.year && about.unitIds.includes(c.unitId))
        .map((c) => ({
          unitId: c.unitId,
          cell: c.cell,
          count: c.count,
          href: `/console/cases?unit=${c.unitId}&cell=${c.cell}`,
          source: '依申请公开台账',
          open: `/cases?unit=${c.unitId}&cell=${c.cell}`,
        }));
    },
  };
}

/** Requests of one kind of applicant, received and closed so in the year. */
export const closed = (
  unitId: string,
  year: number,
  as: Record<string, number>,
  column = 'naturalPerson',
): Counted[] => {
  const all = Object.values(as).reduce((a, b) => a + b, 0);
  return [
    { unitId, year, cell: `table3.new.${column}` as Counted['cell'], count: all },
    ...Object.entries(as).map(([row, count]) => ({
      unitId,
      year,
      cell: `table3.${row}.${column}` as Counted['cell'],
      count,
    })),
  ];
};

/** A small district on 12 January 2026, with the column of annual reports and a ledger of requests. */
export async function reportWorld(
  ledger: Counted[],
  at = '2026-01-12T09:30:00+08:00',
  asked: { n: number } = { n: 0 },
): Promise<World> {
  const w = await world({
    modules: [
      duties,
      org,
      translog,
      publication,
      sites,
      checks,
      editorial,
      regulation,
      policy,
      countingModule(ledger, asked),
      annualreport,
    ],
    at,
  });
  await seedUnits(w);
  await seedSite(w, {
    columns: [
      { path: 'zfxxgk', name: '政府信息公开', inNav: true },
      { path: 'zfxxgk/nianbao', name: '政府信息公开年报' },
    ],
  });
  return w;
}

const trio = (unitId: string) => ({
  clerk: actor(`${unitId}-clerk`, unitId, ['clerk']),
  reviewer: actor(`${unitId}-reviewer`, unitId, ['reviewer']),
  approver: actor(`${unitId}-approver`, unitId, ['approver']),
});
/** Writer, reviewer and approver of each unit; the government's sit at `qu`. */
export const hands = { minzheng: trio('minzheng'), shuiwu: trio('shuiwu'), qu: trio('qu') };

export const TEXTS = {
  one: '（一）主动公开\n本机关按目录公开信息。',
  five: '有的栏目更新不及时，已定专人负责。',
  six: '2025年没有发出信息处理费收费通知，收取信息处理费0元。',
};

import { education } from './education.ts';
import { guides } from './guides.ts';
import { personnel } from './personnel.ts';
import { planning } from './planning.ts';
import { responses } from './responses.ts';
import { statistics } from './statistics.ts';
import { surveys } from './surveys.ts';
import type { Ctx, PieceSpec } from '../context.ts';
import type { DemoUnit } from '../types.ts';
import { agencies } from './agencies.ts';
import { annualReports } from './annual-reports.ts';
import { districtBudgets } from './budgets-district.ts';
import { unitBudgets } from './budgets-units.ts';
import { draws } from './enforcement-draws.ts';
import { penalties } from './enforcement-penalties.ts';
import { news } from './news.ts';
import { noticesNow } from './notices-now.ts';
import { noticesSeasons } from './notices-seasons.ts';
import { city } from './policies-city.ts';
import { economy } from './policies-economy.ts';
import { elderly } from './policies-elderly.ts';
import { welfare } from './policies-welfare.ts';
import { monthlyRolls } from './rolls-monthly.ts';
import { townshipRolls } from './rolls-townships.ts';
import { yearlyRolls } from './rolls-yearly.ts';

/** Every piece of the district but the work plans. */
export function allPieces(c: Ctx, units: readonly DemoUnit[]): PieceSpec[] {
  const nameOf = (id: string): string => units.find((u) => u.id === id)?.name ?? id;
  return [
    ...agencies(c, units),
    ...annualReports(c),
    ...districtBudgets(c),
    ...unitBudgets(c, nameOf),
    ...draws(c),
    ...penalties(c),
    ...news(c),
    ...noticesNow(c),
    ...noticesSeasons(c),
    ...city(c),
    ...economy(c),
    ...elderly(c),
    ...welfare(c),
    ...monthlyRolls(c),
    ...townshipRolls(c),
    ...yearlyRolls(c),
    ...surveys(c),
    ...statistics(c),
    ...responses(c),
    ...planning(c),
    ...personnel(c),
    ...guides(c),
    ...education(c),
  ];
}

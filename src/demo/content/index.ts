import type { Ctx, PieceSpec } from '../context.ts';
import type { DemoUnit } from '../types.ts';
import { agencies } from './agencies.ts';
import { amend } from './amendments.ts';
import { annualReports } from './annual-reports.ts';
import { districtBudgets } from './budgets-district.ts';
import { unitBudgets } from './budgets-units.ts';
import { disclosure } from './disclosure.ts';
import { education } from './education.ts';
import { draws } from './enforcement-draws.ts';
import { penalties } from './enforcement-penalties.ts';
import { fieldsBuild } from './fields-build.ts';
import { fieldsLife } from './fields-life.ts';
import { guides } from './guides.ts';
import { health } from './health.ts';
import { localLists } from './local-lists.ts';
import { news } from './news.ts';
import { noticesNow } from './notices-now.ts';
import { noticesSeasons } from './notices-seasons.ts';
import { personnel } from './personnel.ts';
import { planning } from './planning.ts';
import { care } from './policies-care.ts';
import { city } from './policies-city.ts';
import { country } from './policies-country.ts';
import { economy } from './policies-economy.ts';
import { elderly } from './policies-elderly.ts';
import { publicWorks } from './policies-public.ts';
import { town } from './policies-town.ts';
import { welfare } from './policies-welfare.ts';
import { responses } from './responses.ts';
import { monthlyRolls } from './rolls-monthly.ts';
import { townshipRolls } from './rolls-townships.ts';
import { yearlyRolls } from './rolls-yearly.ts';
import { statistics } from './statistics.ts';
import { surveys } from './surveys.ts';
import { schoolLists, villageLists } from './village-school-lists.ts';

/** Everything the district has published, except the work plans. */
export function allPieces(c: Ctx, units: readonly DemoUnit[]): PieceSpec[] {
  const nameOf = (id: string): string => {
    const unit = units.find((u) => u.id === id);
    if (unit === undefined) throw new RangeError(`no unit ${id}`);
    return unit.name;
  };
  const policies = [elderly, welfare, economy, city, publicWorks, care, town, country].flatMap((of) => of(c));
  return amend(c, [
    ...agencies(c, units),
    ...annualReports(c, policies),
    ...districtBudgets(c),
    ...unitBudgets(c, nameOf),
    ...policies,
    ...monthlyRolls(c),
    ...townshipRolls(c),
    ...yearlyRolls(c),
    ...localLists(c),
    ...villageLists(c),
    ...schoolLists(c),
    ...penalties(c),
    ...draws(c),
    ...disclosure(c),
    ...education(c),
    ...health(c),
    ...statistics(c),
    ...planning(c),
    ...personnel(c),
    ...guides(c),
    ...responses(c),
    ...surveys(c),
    ...news(c),
    ...noticesNow(c),
    ...noticesSeasons(c),
    ...fieldsBuild(c),
    ...fieldsLife(c),
  ]);
}

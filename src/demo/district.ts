import type { Day } from '../lib/day.ts';
import { assemble } from './assemble.ts';
import { demoCases } from './cases.ts';
import { buildColumns } from './columns.ts';
import { allPieces } from './content/index.ts';
import { workPlans } from './content/plans.ts';
import { buildQuestions } from './content/questions.ts';
import { context } from './context.ts';
import { buildDrafts } from './drafts.ts';
import { buildLedger } from './ledger.ts';
import { buildLinks, FOOTER } from './links.ts';
import { buildPeople } from './people.ts';
import { buildTopics } from './topics.ts';
import type { DemoDistrict } from './types.ts';
import { buildUnits } from './units.ts';

/** The seed the district is shown with unless another is asked for. */
const DEMO_SEED = 20260331;

/**
 * The fictional district 明河区 as it looks on a day: the same day and seed always give the same district. Every piece was
 * published on or before the day; pieces of the day itself carry times before 09:00 China time, so a caller that starts
 * earlier in the morning should hold them back until then.
 */
export function buildDistrict(opts: { today: Day; seed?: number }): DemoDistrict {
  const seed = opts.seed ?? DEMO_SEED;
  const c = context(opts.today, seed);
  const units = buildUnits();
  const plans = workPlans(c);
  const pieces = assemble(c, [...plans.pieces, ...allPieces(c, units)], units);
  const people = buildPeople();
  return {
    today: opts.today,
    seed,
    site: { name: '明河区人民政府', divisionCode: '999901', domain: 'www.minghe.example' },
    units,
    columns: buildColumns(),
    topics: buildTopics(pieces),
    pieces,
    people,
    drafts: buildDrafts(c),
    plans: plans.plans,
    ledger: buildLedger(c, plans.plans, pieces),
    questions: buildQuestions(),
    cases: demoCases(c),
    links: buildLinks(pieces, units),
    footer: FOOTER,
  };
}

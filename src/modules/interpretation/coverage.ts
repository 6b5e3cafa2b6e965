import { periods } from '../../../law/index.ts';
import { periodInForce } from '../../lib/dated.ts';
import type { Day } from '../../lib/day.ts';
import type { Calendar } from '../../lib/workdays.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { unitTree } from '../org/index.ts';
import { type PolicyLine, policiesExplained } from '../publication/index.ts';
import { inGovernmentName, POLICY, type Timing, timingOf } from './rules/scope.ts';

/** Working days after the policy by which an interpretation is out at the latest; together with it is the rule. */
export const outerDays = (on: Day) => periodInForce(periods, 'interpretation.outer', on);

/** Policies of a period that owe an interpretation: issued in the name of the government or its office. */
export async function owing(db: Reader, f: { from: Day; to: Day; unitId?: string }): Promise<PolicyLine[]> {
  const [units, lines] = await Promise.all([unitTree(db), policiesExplained(db, { kind: POLICY, ...f })]);
  return lines.filter((l) => inGovernmentName(l, units));
}

export type Timed = PolicyLine & { timing: Timing };

export const timed = (lines: readonly PolicyLine[], calendar: Calendar): Timed[] =>
  lines.map((l) => ({ ...l, timing: timingOf(l, outerDays(l.publishedOn).number, calendar) }));

import type { Day } from '../../lib/day.ts';
import type { Calendar } from '../../lib/workdays.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { unitTree } from '../org/index.ts';
import type { PolicyLaw } from '../policy/index.ts';
import { type PolicyLine, policiesExplained } from '../publication/index.ts';
import { inGovernmentName, POLICY, type Timing, timingOf } from './rules/scope.ts';

/** Policies of a period that owe an interpretation: issued in the name of the government or its office. */
export async function owing(db: Reader, f: { from: Day; to: Day; unitId?: string }): Promise<PolicyLine[]> {
  const [units, lines] = await Promise.all([unitTree(db), policiesExplained(db, { kind: POLICY, ...f })]);
  return lines.filter((l) => inGovernmentName(l, units));
}

export type Timed = PolicyLine & { timing: Timing };

/** Together with its policy is the rule; how many working days later is the latest is the district's own number. */
export const timed = (lines: readonly PolicyLine[], calendar: Calendar, law: PolicyLaw): Timed[] =>
  lines.map((l) => ({ ...l, timing: timingOf(l, law.interpretationOuter(l.publishedOn).number, calendar) }));

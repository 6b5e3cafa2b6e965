import { periods } from '../../../law/index.ts';
import rowsOfSites from '../../../law/sites.json' with { type: 'json' };
import { type Period, periodInForce, readPeriods } from '../../lib/dated.ts';
import type { Day } from '../../lib/day.ts';
import { type ColumnClass, SILENCE_RULE } from './rules.ts';

const rules = readPeriods(rowsOfSites);

/** How long a column of a class may be silent, on a day. */
export const silenceOf = (cls: ColumnClass, on: Day): Period => periodInForce(rules, SILENCE_RULE[cls], on);
/** How soon a 找错 is answered. */
export const answerWithin = (on: Day): Period => periodInForce(rules, 'site.error-report', on);
/** How soon a document is published after its date; undefined before there was such a period. */
export function publishWithin(issuedOn: Day): Period | undefined {
  return periods.some((p) => p.rule === 'disclosure.publish' && p.from <= issuedOn)
    ? periodInForce(periods, 'disclosure.publish', issuedOn)
    : undefined;
}

import type { Day } from '../../../lib/day.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import { MOST_WORDS } from './mask.ts';

export type Comment = { clause: string; text: string; contact: string };
const BASIS = '公开征求意见规则';

/** A remark on a clause or on the whole: while the round is open, about something that is there, of bearable length. */
export function commenting(
  k: Comment,
  f: { open: boolean; today: Day; until: Day; clauses: readonly string[] },
): Ruling<true> {
  const no: Refusal[] = [];
  if (!f.open || f.today > f.until) no.push({ code: 'round_over', basis: BASIS, detail: { until: f.until } });
  if (k.clause !== '' && !f.clauses.includes(k.clause)) no.push({ code: 'no_such_clause', basis: BASIS });
  if (k.text.trim() === '') no.push({ code: 'no_words', basis: BASIS });
  if ([...k.text].length > MOST_WORDS) no.push({ code: 'too_long', basis: BASIS, detail: { most: MOST_WORDS } });
  if ([...k.contact].length > 100) no.push({ code: 'contact_long', basis: BASIS });
  return no.length > 0 ? refuse(no) : allow(true);
}

export const VERDICTS = { adopted: '采纳', partly: '部分采纳', not: '没有采纳' } as const;
export type CommentVerdict = keyof typeof VERDICTS;

import { type Day, isDay } from '../../../lib/day.ts';
import type { Decided } from './standing.ts';

/** What a published piece says of its validity, as the ledger takes it over. */
export type Said = { status: string | null; note: string | null; until: Day | null; changedOn: Day };
export type TakenStatus = {
  decided: Decided | null;
  decidedOn: Day | null;
  reason: string;
  successorTitle: string | null;
};

const WORDS: Readonly<Record<string, Decided>> = { 已修改: 'amended', 废止: 'repealed', 宣布失效: 'void' };

/** `2026年3月20日起…` as a day. */
function dayIn(text: string): Day | null {
  const m = /(\d{4})年(\d{1,2})月(\d{1,2})日/.exec(text);
  const day = m ? `${m[1]}-${m[2]?.padStart(2, '0')}-${m[3]?.padStart(2, '0')}` : '';
  return isDay(day) ? day : null;
}

/**
 * The status a page gives itself, read into the ledger: the decision, its day (named in the words, or the day the page was last
 * changed), its reason, and the title of what took its place. 失效 before the end of the period must have been declared.
 */
export function statusSaid(p: Said): TakenStatus {
  const note = p.note?.trim() ?? '';
  const early = p.status === '失效' && (p.until === null || p.until >= p.changedOn);
  const decided = early ? 'void' : (WORDS[p.status ?? ''] ?? null);
  if (!decided) return { decided: null, decidedOn: null, reason: '', successorTitle: null };
  return {
    decided,
    decidedOn: dayIn(note) ?? p.changedOn,
    reason: note || '公开页面载明',
    successorTitle: /由《([^》]+)》(?:替代|代替|取代)/.exec(note)?.[1] ?? null,
  };
}

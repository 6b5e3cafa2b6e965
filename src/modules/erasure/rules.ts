import { holdsLongNumber } from '../../lib/long-number.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';

export type SpanFacts = {
  version: number;
  publishedAt: Date;
  /** When the next version took its place as the current one; null for the newest. */
  replacedAt: Date | null;
};
export type EndFacts = { state: 'asked' | 'done' | 'refused'; hides: boolean; askedAt: Date; decidedAt: Date | null };

/** How long one version could be opened by anyone: also after a newer one replaced it, since old versions keep their address. */
export type Span = {
  version: number;
  from: Date;
  /** Null: it still can. */
  until: Date | null;
  minutes: number;
  replacedAt: Date | null;
};

/** The moment from which nobody could open it any more; null while one still can. */
export function endOf(e: EndFacts): Date | null {
  if (e.state === 'refused') return null;
  if (e.hides) return e.askedAt;
  return e.state === 'done' ? e.decidedAt : null;
}

export function spanOf(f: SpanFacts, e: EndFacts, now: Date): Span {
  const until = endOf(e);
  const end = until ?? now;
  return {
    version: f.version,
    from: f.publishedAt,
    until,
    // A minute begun counts: somebody may have opened it in its first second.
    minutes: Math.max(0, Math.ceil((end.getTime() - f.publishedAt.getTime()) / 60_000)),
    replacedAt: f.replacedAt,
  };
}

/** 3天2小时5分 */
export function sayMinutes(n: number): string {
  const days = Math.floor(n / 1440);
  const hours = Math.floor((n % 1440) / 60);
  const parts = [days ? `${days}天` : '', hours ? `${hours}小时` : '', n % 60 ? `${n % 60}分` : ''].join('');
  return parts || '0分';
}

/** `persons`: what the gate finds of persons in the note. */
const namesPerson = (f: { note: string; persons: readonly string[] }): boolean =>
  f.persons.length > 0 || holdsLongNumber(f.note);

/** A notice is ticked with the words of what was done; days and names of those told belong into the file, not here. */
export function mayTick(f: { exists: boolean; open: boolean; note: string; persons: readonly string[] }): Ruling<true> {
  const no: Refusal[] = [];
  const basis = '《中华人民共和国个人信息保护法》第五十七条';
  if (!f.exists) no.push({ code: 'no_notice', basis });
  else if (!f.open) no.push({ code: 'already_told', basis });
  if (f.note.trim() === '') no.push({ code: 'no_note', basis });
  if (namesPerson(f)) no.push({ code: 'note_repeats_leak', basis });
  return no.length > 0 ? refuse(no) : allow(true);
}

/** A place that names somebody: the words go where they may, or stay for a reason. Nobody decides twice. */
export function mayDecideMention(f: {
  open: boolean;
  /** The row is still there, with words in it. */
  stands: boolean;
  forgets: boolean;
  mayForget: boolean;
  note: string;
  persons: readonly string[];
}): Ruling<true> {
  const no: Refusal[] = [];
  const basis = '《中华人民共和国个人信息保护法》第四十七条';
  if (!f.open) no.push({ code: 'mention_decided', basis });
  else if (!f.stands) no.push({ code: 'mention_gone', basis });
  if (f.forgets && !f.mayForget) no.push({ code: 'mention_stays', basis });
  if (!f.forgets && f.note.trim() === '') no.push({ code: 'no_mention_note', basis });
  if (!f.forgets && namesPerson(f)) no.push({ code: 'note_repeats_leak', basis });
  return no.length > 0 ? refuse(no) : allow(true);
}

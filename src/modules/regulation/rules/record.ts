/** Reads one record of a law collection (JSONL) into what the library keeps; dates that cannot be are left out, never guessed. */
import { type Day, isDay } from '../../../lib/day.ts';
import { readNumber } from '../../../lib/numerals.ts';
import { articlesOf } from './articles.ts';
import type { Article } from './types.ts';

export type LawRecord = {
  id: string;
  /** Versions of one law share it. */
  group: string;
  title: string;
  kind: string;
  region: string | null;
  issued: Day | null;
  firstIssued: Day | null;
  /**
   * First day in force: the day the source states, else the one the text itself does (本法自2025年7月1日起施行), unless they are
   * older than the issue they belong to; else the day of issue.
   */
  from: Day | null;
  orders: { organ: string; no: number; on: Day }[];
  /** The source's word for a text that is no longer in force. */
  lapsed: boolean;
  /** That word itself; empty when the source says nothing. */
  status: string;
  articles: Article[];
  source: string;
};

const dayOrNull = (v: unknown): Day | null => (typeof v === 'string' && isDay(v) ? v : null);
const textOr = (v: unknown, other: string): string => (typeof v === 'string' && v.trim() !== '' ? v.trim() : other);
const ORDER = /(国务院|主席)令第(\d{1,4})号/;

const BLANK = '[ \\u3000]*';
const DIGIT = '[\\d〇零○一二三四五六七八九十]';
const of = (least: number): string => `${BLANK}(${DIGIT}{${least},4})${BLANK}`;
const STARTS = new RegExp(
  `(?:本|以上)[^。；\\n]{1,24}?自${of(4)}年${of(1)}月${of(1)}日起(?:正式)?(?:施行|实施|生效|执行)`,
  'g',
);
/** A revision rarely waits longer; a later day belongs to something else that the text speaks of. */
const LONGEST_WAIT = 3;

/** The day from which a text says it is in force: the last such sentence, on or after its issue; null when it says none. */
export function statedDay(text: string, issued: Day | null): Day | null {
  const days = [...text.matchAll(STARTS)].flatMap((m) => {
    const [y, mo, d] = m.slice(1).map((x) => readNumber(x ?? ''));
    const day = `${y}-${String(mo).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
    return isDay(day) ? [day] : [];
  });
  if (issued === null) return days.at(-1) ?? null;
  const last = `${Number(issued.slice(0, 4)) + LONGEST_WAIT}${issued.slice(4)}`;
  return days.findLast((d) => d >= issued && d <= last) ?? null;
}

/** The record, or one line saying why it is none. */
export function recordOf(json: unknown): LawRecord | string {
  if (json === null || typeof json !== 'object') return '不是一部法规的记录。';
  const r = json as Record<string, unknown>;
  const title = textOr(r.title, '');
  const text = textOr(r.text, '');
  const id = textOr(r.id, '');
  if (title === '' || id === '') return '没有标题或编号。';
  if (text === '') return `《${title}》没有正文。`;
  const issued = dayOrNull(r.issued);
  const effective = dayOrNull(r.effective);
  const events = Array.isArray(r.events) ? (r.events as { date?: unknown; event?: unknown }[]) : [];
  const orders = events.flatMap((e) => {
    const m = ORDER.exec(textOr(e.event, ''));
    const on = dayOrNull(e.date);
    return m?.[1] && m[2] && on ? [{ organ: m[1], no: Number(m[2]), on }] : [];
  });
  return {
    id,
    group: textOr(r.group, id),
    title,
    kind: textOr(r.kind, '其他'),
    region: typeof r.region === 'string' && r.region !== '' ? r.region : null,
    issued,
    firstIssued: dayOrNull(r.first_issued),
    from:
      effective !== null && (issued === null || effective >= issued)
        ? effective
        : (statedDay(text, issued) ?? issued ?? effective),
    orders: orders.filter((o, i) => orders.findIndex((x) => x.organ === o.organ && x.no === o.no) === i),
    status: textOr(r.status, ''),
    lapsed: /失效|废止/.test(textOr(r.status, '')),
    articles: articlesOf(text),
    source: textOr(r.source, ''),
  };
}

/** Reads one record of a law collection (JSONL) into what the library keeps; dates that cannot be are left out, never guessed. */
import { type Day, isDay } from '../../../lib/day.ts';
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
  /** First day in force: the stated day, unless it is older than the issue it belongs to. */
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
    from: effective !== null && (issued === null || effective >= issued) ? effective : (issued ?? effective),
    orders: orders.filter((o, i) => orders.findIndex((x) => x.organ === o.organ && x.no === o.no) === i),
    status: textOr(r.status, ''),
    lapsed: /失效|废止/.test(textOr(r.status, '')),
    articles: articlesOf(text),
    source: textOr(r.source, ''),
  };
}

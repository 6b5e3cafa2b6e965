import { type Day, isDay } from '../../lib/day.ts';
import type { Finding } from '../../lib/finding.ts';

/** What an index says of a file; every field but `file` may be missing. */
export type IndexEntry = {
  file: string;
  title?: string;
  issuer?: string;
  docNo?: string;
  indexNo?: string;
  topic?: string;
  issuedOn?: Day;
  publishedOn?: Day;
  url?: string;
  kind?: string;
};

const text = (v: unknown): string | undefined => (typeof v === 'string' && v.trim() !== '' ? v.trim() : undefined);

/** `2019年01月27日`, `2019-1-27`, `2019/01/27` → a day; undefined when it is none. */
export function readDay(value: unknown): Day | undefined {
  const m = /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})/.exec(text(value) ?? '');
  const written = m && `${m[1]}-${m[2]?.padStart(2, '0')}-${m[3]?.padStart(2, '0')}`;
  return written && isDay(written) ? written : undefined;
}

/** Reads an index (a JSON array of objects with `file`); throws RangeError naming the entry that is no use. */
export function readIndex(value: unknown): IndexEntry[] {
  if (!Array.isArray(value)) throw new RangeError('索引要是一个JSON数组，每项写file等字段');
  return value.map((raw, i): IndexEntry => {
    const o = (raw ?? {}) as Record<string, unknown>;
    const file = text(o.file);
    if (!file || file.split(/[\\/]/).includes('..') || file.startsWith('/'))
      throw new RangeError(`索引第${i + 1}项没有可用的file`);
    const issuedOn = readDay(o.issuedOn ?? o.signedOn);
    const publishedOn = readDay(o.publishedOn);
    const entry: Record<string, string> = { file };
    for (const key of ['title', 'issuer', 'docNo', 'indexNo', 'topic', 'url', 'kind']) {
      const v = text(o[key]);
      if (v) entry[key] = v.replace(/\s+/g, key === 'title' ? '' : ' ');
    }
    return { ...entry, file, ...(issuedOn ? { issuedOn } : {}), ...(publishedOn ? { publishedOn } : {}) };
  });
}

/** A title for a file that no index names: its first heading or short line, else its name. */
export function titleOf(found: string | undefined, body: string, fileName: string): string {
  if (found?.trim()) return found.trim();
  const first = body
    .split('\n')
    .map((l) => l.trim())
    .find(Boolean);
  return first && first.length <= 80 ? first : fileName.replace(/\.[^.]+$/, '');
}

/**
 * Where an imported document comes from. It is registered on the day of the import and never dated back
 * (发展指引: the first publication time is not touched up); the original day is said in words.
 */
export function sourceOf(e: Pick<IndexEntry, 'issuer' | 'publishedOn'>): string {
  const when = e.publishedOn ? `${e.publishedOn}首次公开` : '';
  return [e.issuer, when].filter(Boolean).join('，');
}

/** How much the gate found, by how much it matters. */
export type Counts = { errors: number; warnings: number; hints: number };
export const NO_FINDINGS: Counts = { errors: 0, warnings: 0, hints: 0 };
const PART = { error: 'errors', warning: 'warnings', hint: 'hints' } as const;

export const countFindings = (found: readonly Pick<Finding, 'severity'>[]): Counts =>
  found.reduce<Counts>((n, f) => ({ ...n, [PART[f.severity]]: n[PART[f.severity]] + 1 }), NO_FINDINGS);

export const addCounts = (a: Counts, b: Counts): Counts => ({
  errors: a.errors + b.errors,
  warnings: a.warnings + b.warnings,
  hints: a.hints + b.hints,
});

/**
 * Personal data nobody may publish by a folder at once, since no one reads it before: the file is refused. Everything else is
 * counted and can be mended where it stands. 条例第十五条; 个人信息保护法第二十六条.
 */
export const isLeak = (f: Pick<Finding, 'rule' | 'severity'>): boolean =>
  f.severity === 'error' && f.rule.startsWith('personal.');

/** Why a file with personal data was refused, with its places and never with the data. */
export const sayLeaks = (found: readonly Pick<Finding, 'message' | 'at' | 'basis'>[]): string =>
  `有不能公开的个人信息，没有收：${found.map((f) => `${f.message}（${f.at}）`).join('；')}。依据${[...new Set(found.map((f) => f.basis))].join('、')}。请遮盖以后再导入。`;

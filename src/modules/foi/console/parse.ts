import { type Day, isDay } from '../../../lib/day.ts';
import type { Form } from '../../../platform/http/types.ts';

/** A day as people write it: 2026-03-02, 2026-3-2, 2026年3月2日, 2026/3/2. Null: none of these. */
export function readDay(text: string): Day | null {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.normalize('NFKC').replace(/\s/g, ''));
  if (!found) return null;
  const d = `${found[1]}-${(found[2] ?? '').padStart(2, '0')}-${(found[3] ?? '').padStart(2, '0')}`;
  return isDay(d) ? d : null;
}

/** A whole number as typed; NaN when it is none. */
export const readCount = (text: string): number => {
  const flat = text.normalize('NFKC').trim();
  return /^\d{1,7}$/.test(flat) ? Number(flat) : Number.NaN;
};

export const textOf = (f: Form, name: string): string => f.text(name).replace(/\r\n/g, '\n');
/** Lines that hold something. */
export const linesOf = (f: Form, name: string): string[] =>
  textOf(f, name)
    .split('\n')
    .map((l) => l.trim())
    .filter(Boolean);
/** A day that could not be read is none, and the guard says so. */
export const dayOr = (f: Form, name: string): Day => readDay(f.text(name)) ?? ('0000-00-00' as Day);

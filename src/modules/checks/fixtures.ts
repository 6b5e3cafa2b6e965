/** Specimens for tests: what `platform/documents` would make of a text or a list. */
import type { Day } from '../../lib/day.ts';
import type { CheckEnv, Finding } from '../../lib/finding.ts';
import { EMPTY, type Grid, type Layer, type LayerKind, type Specimen } from '../../lib/specimen.ts';
import { checkOf } from './rules/identity.ts';

export const ENV: CheckEnv = { today: '2026-03-31' as Day };

const SAMPLE: Specimen = { ...EMPTY, name: '样本' };

export function layer(text: string, kind: LayerKind = 'shown', at = '正文'): Layer {
  const spots: { from: number; at: string }[] = [];
  let from = 0;
  for (const [i, line] of text.split('\n').entries()) {
    spots.push({ from, at: `第${i + 1}段` });
    from += line.length + 1;
  }
  return { kind, at, text, spots };
}

export const textSpecimen = (text: string, more: Partial<Specimen> = {}): Specimen => ({
  ...SAMPLE,
  layers: [layer(text)],
  ...more,
});

export const grid = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  more: Partial<Grid> = {},
): Grid => ({
  at: '第1个表',
  kind: 'shown',
  headRows: head.length > 0 ? 1 : 0,
  head,
  rows: head.length > 0 ? [head, ...rows] : rows,
  headMarked: true,
  ...more,
});

/** A list as a specimen carries it: as a grid, and as text with a line a row. */
export function listSpecimen(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  more: Partial<Specimen> = {},
): Specimen {
  const g = grid(head, rows);
  return { ...SAMPLE, layers: [layer(g.rows.map((r) => r.join('\t')).join('\n'))], grids: [g], ...more };
}

/** An identity number of the fictional division 999901. */
export const inventId = (birth: string, seq: string): string => {
  const first = `999901${birth}${seq}`;
  return first + checkOf(first);
};

/** A number that passes Luhn, from its first digits. */
export function inventCard(first: string): string {
  let sum = 0;
  for (let i = first.length - 1, twice = true; i >= 0; i--, twice = !twice) {
    const d = first.charCodeAt(i) - 48;
    sum += twice ? (d > 4 ? d * 2 - 9 : d * 2) : d;
  }
  return `${first}${(10 - (sum % 10)) % 10}`;
}

export const rulesOf = (findings: readonly Finding[]): string[] => findings.map((f) => f.rule);

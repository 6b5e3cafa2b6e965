/** What every benchmark needs: figures of a run, one table, and a plain word when something is missing. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** One line of the result: what, how much here, how much the peer in the same run, and what was asked. */
export type Row = { what: string; ours: string; peer?: string; ratio?: string; asked?: string; met?: boolean };

export type Bench = { title: string; run(args: readonly string[]): Promise<Row[]> };

/** The public data for benchmarks beside the project; undefined when it is not there. */
export const corpus = (...path: string[]): string | undefined => {
  const at = join(import.meta.dirname, '..', '..', 'shared', 'corpus', ...path);
  return existsSync(at) ? at : undefined;
};

export class Skip extends Error {}

/** Throws `Skip` with a plain message when the corpus is not beside the project. */
export function needCorpus(...path: string[]): string {
  const at = corpus(...path);
  if (!at) throw new Skip(`../shared/corpus/${path.join('/')} is not there: nothing measured`);
  return at;
}

/** `p` between 0 and 1 of sorted or unsorted figures; nearest rank. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds that `run` took. */
export async function time(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

export function printTable(title: string, rows: readonly Row[]): void {
  const head: Row = { what: 'what', ours: 'here', peer: 'peer', ratio: 'ratio', asked: 'asked' };
  const cells = [head, ...rows].map((r) => [
    r.what,
    r.ours,
    r.peer ?? '',
    r.ratio ?? '',
    `${r.asked ?? ''}${r.met === undefined ? '' : r.met ? ' ✓' : ' ✗'}`,
  ]);
  const wide = (s: string): number => [...s].reduce((n, c) => n + (c.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...cells.map((c) => wide(c[i] ?? ''))));
  process.stdout.write(`\n${title}\n\n`);
  for (const [n, c] of cells.entries()) {
    process.stdout.write(`| ${c.map((t, i) => t + ' '.repeat((widths[i] ?? 0) - wide(t))).join(' | ')} |\n`);
    if (n === 0) process.stdout.write(`|${widths.map((w) => '-'.repeat(w + 2)).join('|')}|\n`);
  }
  process.stdout.write('\n');
}

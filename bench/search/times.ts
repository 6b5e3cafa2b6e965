import type { Question } from '../../src/modules/search/index.ts';
import { percentile } from '../kit.ts';

export type Class = { what: string; questions: string[][]; filter?: Partial<Question> };
/** `cpu`: milliseconds of this process for one question on average, which tells a busy machine from a slow search. */
export type Times = { p50: number; p95: number; cpu: number; n: number };

/** Longest that one class may take; a slow peer is measured on fewer questions, and the table says on how many. */
const PATIENCE_MS = 20_000;

/** Each question once for warming up (the first ten), then once measured. */
export async function times<T>(questions: readonly T[], run: (q: T) => unknown): Promise<Times> {
  const started = performance.now();
  for (const q of questions.slice(0, 10)) {
    await run(q);
    if (performance.now() - started > PATIENCE_MS / 2) break;
  }
  const ms: number[] = [];
  const cpu = process.cpuUsage();
  for (const q of questions) {
    const from = performance.now();
    await run(q);
    ms.push(performance.now() - from);
    if (performance.now() - started > PATIENCE_MS) break;
  }
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / 1000 / ms.length, p50: percentile(ms, 0.5), p95: percentile(ms, 0.95), n: ms.length };
}

export const cell = (t: Times): string =>
  `${t.p50.toFixed(1)} / ${t.p95.toFixed(1)} ms, cpu ${t.cpu.toFixed(1)}${t.n < 100 ? ` (n=${t.n})` : ''}`;

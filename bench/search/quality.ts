import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../kit.ts';
import type { Article } from './corpus.ts';
import type { Known } from './questions.ts';

/** Grades 0 to 3 by article; what was never looked at counts as 0. No text of the corpus. */
export type Judged = { query: string; grades: Record<string, number> };
export const judged = (): Judged[] =>
  (JSON.parse(readFileSync(join(import.meta.dirname, '..', 'search-judged.json'), 'utf8')) as { questions: Judged[] })
    .questions;

type Find = (query: string, most: number) => Promise<number[]>;

/** Success in the first three, and nDCG@10. Repetitions of one article are one; so are articles of one title and text. */
export async function quality(
  name: string,
  all: readonly Article[],
  items: readonly Known[],
  find: Find,
): Promise<Row[]> {
  const ours = name === 'here';
  const put = (what: string, value: string): Row => ({
    what,
    ours: ours ? value : '',
    ...(ours ? {} : { peer: `${name} ${value}` }),
  });
  // Who asks by title and number cannot tell versions of a law apart.
  const like = (a: Article | undefined, how: string): string =>
    how === 'number' ? `${a?.title}` : `${a?.title}\n${a?.text}`;
  const byId = new Map(all.map((a) => [a.id, a]));
  const right: Record<string, number> = {};
  const tried: Record<string, number> = {};
  for (const k of items) {
    const first = unique(await find(k.query, 4)).slice(0, 3);
    const wanted = like(byId.get(k.id), k.how);
    for (const how of ['all', k.how]) {
      tried[how] = (tried[how] ?? 0) + 1;
      right[how] = (right[how] ?? 0) + (first.some((i) => like(all[i], k.how) === wanted) ? 1 : 0);
    }
  }
  const share = (how: string): number => (100 * (right[how] ?? 0)) / (tried[how] ?? 1);
  const shares = ['number', 'words', 'sentence'].map((h) => `${h} ${share(h).toFixed(0)}`).join(', ');
  const questions = judged();
  let sum = 0;
  for (const q of questions)
    sum += ndcg(
      unique(await find(q.query, 12))
        .slice(0, 10)
        .map((i) => q.grades[all[i]?.id ?? ''] ?? 0),
      Object.values(q.grades),
    );
  return [
    {
      ...put(`known item in the first 3, n=${items.length}`, `${share('all').toFixed(1)} % (${shares})`),
      ...(ours ? { asked: '≥ 95 %', met: share('all') >= 95 } : {}),
    },
    put(`nDCG@10, ${questions.length} judged questions`, (sum / questions.length).toFixed(3)),
  ];
}

const unique = (list: readonly number[]): number[] => [...new Set(list)];

/** Gain 2^g − 1, discount log2(rank + 1). */
function ndcg(grades: readonly number[], all: readonly number[]): number {
  const dcg = (g: readonly number[]): number => g.reduce((s, x, i) => s + (2 ** x - 1) / Math.log2(i + 2), 0);
  const ideal = dcg([...all].sort((a, b) => b - a).slice(0, 10));
  return ideal === 0 ? 0 : dcg(grades) / ideal;
}

import { readerOf } from '../../src/modules/search/reader.ts';
import type { System } from '../../src/platform/system.ts';
import type { Row } from '../kit.ts';
import type { Article } from './corpus.ts';
import { common, drawn, frequent } from './questions.ts';
import type { Words } from './site.ts';

/** Counts and facets of questions, against a look at every article. Throws when one differs: figures of a wrong index are worth nothing. */
export async function oracle(
  system: System,
  all: readonly Article[],
  words: readonly Words[],
  size: number,
): Promise<Row> {
  const has = words.map((w) => new Set([...w.title, ...w.text]));
  const copies = (i: number): number => Math.floor((size - 1 - i) / all.length) + 1;
  const reader = readerOf(system);
  const most = frequent(words, 80);
  const questions = [1, 2, 3, 4].flatMap((k) => [...drawn(words, k, 8), ...common(most, k, 8)]);
  let n = 0;
  for (const q of questions)
    for (const every of [true, false])
      for (const kinds of [undefined, ['法律', '行政法规']]) {
        const expected = new Map<string, number>();
        let total = 0;
        for (const [i, a] of all.entries()) {
          const h = has[i];
          if (!h || !(every ? q.every((w) => h.has(w)) : q.some((w) => h.has(w)))) continue;
          const times = copies(i);
          if (times <= 0) continue;
          expected.set(a.kind, (expected.get(a.kind) ?? 0) + times);
          if (!kinds || kinds.includes(a.kind)) total += times;
        }
        const r = await reader.ask({
          terms: q.map((w) => [[w]]),
          all: every,
          column: 'fagui',
          order: 'score',
          today: system.clock.today(),
          most: 10,
          ...(kinds ? { kinds } : {}),
        });
        const same = r.kinds.length === expected.size && r.kinds.every((k) => expected.get(k.key) === k.n);
        if (r.total !== total || !same)
          throw new Error(`${q.join(' ')} (${every ? 'all' : 'some'}): ${r.total} found, ${total} there are`);
        n++;
      }
  return {
    what: 'answers whose number and filters were counted by hand',
    ours: `${n} of ${n} right`,
    asked: 'all',
    met: true,
  };
}

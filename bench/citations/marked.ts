/** The scanner against passages that a reader marked: every mark found at its place with its article, and nothing else. */
import type { Day } from '../../src/lib/day.ts';
import { readNumber } from '../../src/lib/numerals.ts';
import { type Citation, citationsOf, type Library } from '../../src/modules/regulation/index.ts';
import type { Row } from '../kit.ts';
import marked from './marked.json' with { type: 'json' };
import { textOf } from './texts.ts';

type Place = readonly [source: string, id: string, from: number, length: number];
/** Of the first two sets: where a citation begins, and its article. */
type Loose = readonly [...Place, readonly (readonly [at: number, article: string])[]];
/** Of the third: from, to, the law's id or none, article.paragraph.item, and the text in force on the passage's day. */
type Strict = readonly [...Place, readonly (readonly [number, number, string, string, string?])[], Day?];

type Passage = { text: string; on: Day; marks: readonly string[]; see(c: Citation): string };
export type Miss = { what: 'missed' | 'too much'; passage: string; mark: string };

const passageText = ([source, id, from, length]: readonly [...Place, ...unknown[]]): string =>
  textOf(source, id).slice(from, from + length);

const loose = (c: Citation): string => `${c.from} ${c.pin?.article ?? ''}`;
const place = (c: Citation): string =>
  c.pin ? [c.pin.article, c.pin.paragraph ?? '', c.pin.item ?? ''].join('.').replace(/\.+$/, '') : '';
const strict = (c: Citation): string => [c.from, c.to, c.lawId ?? '', place(c)].join(' ');

const looseSet = (rows: readonly Loose[], on: Day): Passage[] =>
  rows.map((r) => ({ text: passageText(r), on, marks: r[4].map(([at, no]) => `${at} ${no}`), see: loose }));
const placeSet = (rows: readonly Strict[], on: Day): Passage[] =>
  rows.map((r) => ({
    text: passageText(r),
    on: r[5] ?? on,
    marks: r[4].map(([at, , , pin]) => `${at} ${pin.split('.')[0]}`),
    see: loose,
  }));
const strictSet = (rows: readonly Strict[], on: Day): Passage[] =>
  rows.map((r) => ({
    text: passageText(r),
    on: r[5] ?? on,
    marks: r[4].map(([from, to, law, pin]) => [from, to, law, pin].join(' ')),
    see: strict,
  }));

/** The peer: a regular expression for each title, with the article that follows at once. */
function naive(titles: readonly string[]): (text: string) => string[] {
  const patterns = titles.map(
    (t) =>
      new RegExp(`《${t.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}》(?:第([一二三四五六七八九十百千零\\d]+)条)?`, 'g'),
  );
  return (text) =>
    patterns.flatMap((p) =>
      [...text.matchAll(p)].map((m) => `${m.index} ${m[1] === undefined ? '' : (readNumber(m[1]) ?? '')}`),
    );
}

type Score = { found: number; right: number; marks: number; misses: Miss[] };

/** Precision and recall over all marks, with every difference for a reader. */
function compareMarked(passages: readonly Passage[], find: (p: Passage) => string[]): Score {
  const misses: Miss[] = [];
  let found = 0;
  let right = 0;
  let marks = 0;
  for (const p of passages) {
    const wanted = new Set(p.marks);
    const got = new Set(find(p));
    found += got.size;
    marks += wanted.size;
    for (const m of got)
      if (wanted.has(m)) right++;
      else misses.push({ what: 'too much', passage: p.text, mark: m });
    for (const m of wanted) if (!got.has(m)) misses.push({ what: 'missed', passage: p.text, mark: m });
  }
  return { found, right, marks, misses };
}

/** Of citations of a law with several texts: how many are judged by the text of the passage's day. */
function texts(rows: readonly Strict[], library: Library): { right: number; all: number } {
  let right = 0;
  let all = 0;
  for (const r of rows) {
    if (!r[5]) continue;
    const got = citationsOf(passageText(r), library, r[5]);
    for (const [from, , law, , text] of r[4]) {
      if (text === undefined) continue;
      all++;
      if (got.some((c) => c.from === from && c.lawId === law && (c.version ?? 'none') === text)) right++;
    }
  }
  return { right, all };
}

export function markedRows(library: Library, titles: readonly string[], on: Day): Row[] {
  const simple = naive(titles);
  const { first, second, third, fourth, fifth } = marked as unknown as Record<'first' | 'second', Loose[]> &
    Record<'third' | 'fourth' | 'fifth', Strict[]>;
  const sets: [string, Passage[]][] = [
    ['first', looseSet(first, on)],
    ['second', looseSet(second, on)],
    ['third', placeSet(third, on)],
    ['fourth', placeSet(fourth, on)],
    ['fifth', placeSet(fifth, on)],
    ['third to fifth, also with law, end, paragraph and item', strictSet([...third, ...fourth, ...fifth], on)],
    ['all', [...looseSet([...first, ...second], on), ...placeSet([...third, ...fourth, ...fifth], on)]],
  ];
  const rows = sets.flatMap(([name, passages]): Row[] => {
    const { found, right, marks, misses } = compareMarked(passages, (p) =>
      citationsOf(p.text, library, p.on).map(p.see),
    );
    const peer = name.includes('also with') ? undefined : compareMarked(passages, (p) => simple(p.text));
    if (process.env.GONGKAI_MISSES && name !== 'all')
      for (const m of misses) console.error(name, m.what, m.mark, m.passage);
    const precision = right / found;
    const recall = right / marks;
    const which = `${passages.length} passages (${name}), ${marks} marks, ${found} found`;
    return [
      {
        what: `precision, ${which}`,
        ours: precision.toFixed(3),
        ...(peer ? { peer: (peer.right / peer.found).toFixed(3) } : {}),
        asked: '≥ 0.98',
        met: precision >= 0.98,
      },
      {
        what: `recall, ${which}`,
        ours: recall.toFixed(3),
        ...(peer ? { peer: (peer.right / peer.marks).toFixed(3) } : {}),
        asked: '≥ 0.95',
        met: recall >= 0.95,
      },
    ];
  });
  const t = texts([...third, ...fourth, ...fifth], library);
  return [...rows, { what: 'laws with several texts: judged by the text of the day', ours: `${t.right} of ${t.all}` }];
}

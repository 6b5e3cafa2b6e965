/** The scanner against passages that a reader marked: every mark found at its place with its article, and nothing else. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Day } from '../../src/lib/day.ts';
import { citationsOf, type Library } from '../../src/modules/regulation/index.ts';
import { needCorpus, type Row } from '../kit.ts';
import marked from './marked.json' with { type: 'json' };

type Passage = { source: string; id: string; from: number; length: number; marks: readonly string[] };

const mark = (at: number, article: string): string => `${at} ${article}`;

type Raw = readonly [string, string, number, number, [number, string][]][];
const passagesOf = (rows: Raw): Passage[] =>
  rows.map(([source, id, from, length, marks]) => ({
    source,
    id,
    from,
    length,
    marks: marks.map(([at, no]) => mark(at, no)),
  }));

/** Texts of one packed corpus file by record id, or by line from 0 where records have none that is used. */
function textsOf(source: string): Map<string, string> {
  const lines = gunzipSync(readFileSync(needCorpus(`${source}.jsonl.gz`)))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as { id?: string; text?: string; content?: string });
  return new Map(lines.map((r, i) => [source === 'laws' ? (r.id ?? '') : String(i), r.text ?? r.content ?? '']));
}

function reader(): (p: Passage) => string {
  const packed = new Map<string, Map<string, string>>();
  return (p) => {
    if (p.source === 'documents')
      return readFileSync(needCorpus('documents', p.id), 'utf8').slice(p.from, p.from + p.length);
    const texts = packed.get(p.source) ?? textsOf(p.source);
    packed.set(p.source, texts);
    return (texts.get(p.id) ?? '').slice(p.from, p.from + p.length);
  };
}

export type Miss = { what: 'missed' | 'too much'; passage: string; mark: string };

/** Precision and recall over all marks, with every difference for a reader. */
export function compareMarked(
  passages: readonly Passage[],
  library: Library,
  on: Day,
): { found: number; right: number; marks: number; misses: Miss[] } {
  const read = reader();
  const misses: Miss[] = [];
  let found = 0;
  let right = 0;
  let marks = 0;
  for (const p of passages) {
    const text = read(p);
    const wanted = new Set(p.marks);
    const got = new Set(citationsOf(text, library, on).map((c) => mark(c.from, c.pin?.article ?? '')));
    found += got.size;
    marks += wanted.size;
    for (const m of got)
      if (wanted.has(m)) right++;
      else misses.push({ what: 'too much', passage: text, mark: m });
    for (const m of wanted) if (!got.has(m)) misses.push({ what: 'missed', passage: text, mark: m });
  }
  return { found, right, marks, misses };
}

export function markedRows(library: Library, on: Day): Row[] {
  const sets: [string, Raw][] = [
    ['first', marked.first as unknown as Raw],
    ['second', marked.second as unknown as Raw],
  ];
  return sets.flatMap(([name, raw]) => {
    const passages = passagesOf(raw);
    const { found, right, marks, misses } = compareMarked(passages, library, on);
    if (process.env.GONGKAI_MISSES) for (const m of misses) console.error(name, m.what, m.mark, m.passage);
    const precision = right / found;
    const recall = right / marks;
    const which = `${passages.length} ${name} passages, ${marks} marks`;
    return [
      { what: `precision, ${which}`, ours: precision.toFixed(3), asked: '≥ 0.98', met: precision >= 0.98 },
      { what: `recall, ${which}`, ours: recall.toFixed(3), asked: '≥ 0.95', met: recall >= 0.95 },
    ];
  });
}

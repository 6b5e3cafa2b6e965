/**
 * The search at 200,000 and 1,000,000 documents (`200k`, `1m`): the articles of the law corpus, repeated to that size. First
 * the answers are held against a look at every article, then times, freshness and quality are measured, peers beside them.
 * What is built is kept below the temporary folder and used again; `fresh` builds anew, `alone` leaves the peers out.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ask, suggest } from '../src/modules/search/index.ts';
import { readerOf } from '../src/modules/search/reader.ts';
import { queryWords } from '../src/modules/search/rules.ts';
import { segmenter } from '../src/modules/search/segment.ts';
import { needCorpus, type Row } from './kit.ts';
import { type Article, articles } from './search/corpus.ts';
import { freshness } from './search/freshness.ts';
import { oracle } from './search/oracle.ts';
import { fts5, minisearch, type Peer, trigrams } from './search/peers.ts';
import { quality } from './search/quality.ts';
import { common, drawn, frequent, known } from './search/questions.ts';
import { FIRST_NO, type Site, segmented, site } from './search/site.ts';
import { type Class, cell, times } from './search/times.ts';

export const title = 'search';

const SIZES: Record<string, number> = { '200k': 200_000, '1m': 1_000_000 };
const say = (text: string): void => void process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
/** Says each line as it comes; a run takes minutes. */
function spoken(rows: Row[]): Row[] {
  const push = rows.push.bind(rows);
  rows.push = (...more) => {
    for (const r of more) say(`  ${[r.what, r.ours, r.peer, r.ratio].filter(Boolean).join(' | ')}`);
    return push(...more);
  };
  return rows;
}

const ASKED_MS = 20;
/** Peers are slow at whole sentences; they look for fewer known items. */
const PEERS_ITEMS = 60;

export async function run(args: readonly string[]): Promise<Row[]> {
  const size = SIZES[args.find((a) => a in SIZES) ?? '200k'] ?? 200_000;
  const all = articles(needCorpus('laws.jsonl.gz'));
  say(`${all.length} articles, repeated to ${size} documents; cutting into words`);
  const words = segmented(all);
  const s = await site(all, () => words, size, args.includes('fresh'), say);
  try {
    const rows = spoken([{ what: `documents (${all.length} articles, repeated)`, ours: String(size) }]);
    for (const [what, ms] of Object.entries(s.built))
      rows.push({ what: `built: ${what}`, ours: `${(ms / 1000).toFixed(1)} s` });
    say('held against a look at every article');
    rows.push(await oracle(s.system, all, words, size));
    return [...rows, ...(await measured(s, all, words, size, args.includes('alone')))];
  } finally {
    await s.end();
  }
}

async function measured(
  s: Site,
  all: readonly Article[],
  words: ReturnType<typeof segmented>,
  size: number,
  alone: boolean,
): Promise<Row[]> {
  const rows = spoken([]);
  const seg = await segmenter(s.system.db, s.system.clock.now().getTime());
  const cut = (q: string): string[] => queryWords(seg.plain(q));
  const most = frequent(words, 80);
  const classes: Class[] = [
    ...[1, 2, 3, 4].map(
      (k): Class => ({ what: `${k} word${k > 1 ? 's' : ''} of one document`, questions: drawn(words, k, 100) }),
    ),
    ...[1, 2, 3, 4].map(
      (k): Class => ({ what: `${k} frequent word${k > 1 ? 's' : ''}`, questions: common(most, k, 100) }),
    ),
    { what: '2 frequent, one kind', questions: common(most, 2, 100), filter: { kinds: ['地方性法规'] } },
    {
      what: '2 frequent, one unit and year',
      questions: common(most, 2, 100),
      filter: { units: ['山东'], year: '2018' },
    },
    { what: '2 frequent, one column', questions: common(most, 2, 100), filter: { column: 'fagui/法律' } },
    { what: '2 frequent, by date', questions: common(most, 2, 100), filter: { order: 'date' } },
  ];
  if (!alone) say('SQLite FTS5');
  const lite = alone ? undefined : fts5(all, words, size, s.dataDir);
  for (const c of classes) {
    say(c.what);
    const ours = await times(c.questions, (q) => ask(s.system, { text: q.join(' '), ...c.filter }));
    const peer = c.filter || !lite ? undefined : await times(c.questions, (q) => lite.find(q, q.join(' '), 10));
    rows.push({
      what: c.what,
      ours: cell(ours),
      ...(peer ? { peer: `FTS5 ${cell(peer)}`, ratio: `${(peer.p95 / ours.p95).toFixed(1)}×` } : {}),
      asked: `p95 ≤ ${ASKED_MS} ms`,
      met: ours.p95 <= ASKED_MS,
    });
  }
  const typing = drawn(words, 1, 100).map(
    (q, i) => all[(i * 1_009) % all.length]?.title.slice(0, 2 + (i % 8)) ?? q.join(''),
  );
  const typed = await times(typing, (start) => suggest(s.system, start));
  rows.push({ what: 'suggestions while typing', ours: cell(typed) });
  say('memory');
  rows.push(memory(s));
  say('freshness');
  rows.push(await freshness(s));
  say('known items and judged questions');
  const items = known(all, words, 300);
  rows.push(
    ...(await quality('here', all, items, async (q, n) => {
      const copies = Math.ceil(size / all.length);
      const r = await ask(s.system, { text: q }, n * copies);
      return r.found
        .map((f) => f.listed.no - FIRST_NO)
        .filter((i) => i >= 0)
        .map((i) => i % all.length);
    })),
  );
  readerOf(s.system).close();
  if (!lite) return rows;
  const others: (() => Peer | Promise<Peer>)[] = [
    () => lite,
    () => minisearch(words, all.length),
    () => trigrams(all, all.length, s.url),
  ];
  for (const make of others) {
    const peer = await make();
    say(peer.name);
    if (peer !== lite) {
      const c = classes[5];
      const t = await times((c?.questions ?? []).slice(0, 30), (q) => peer.find(q, q.join(' '), 10));
      rows.push({ what: `2 frequent words, ${peer.size} documents`, ours: '', peer: `${peer.name} ${cell(t)}` });
    }
    const copies = Math.ceil(peer.size / all.length);
    rows.push(
      ...(await quality(peer.name, all, items.slice(0, PEERS_ITEMS), async (q, n) => peer.find(cut(q), q, n * copies))),
    );
    await peer.end();
  }
  return rows;
}

/** A process of its own that asks as a web process does. */
function memory(s: Site): Row {
  const child = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', join(import.meta.dirname, 'search', 'reader.ts'), s.dataDir, s.url],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  );
  if (child.status !== 0) throw new Error(child.stderr);
  const m = JSON.parse(child.stdout) as { before: number; asked: number; idle: number };
  return {
    what: 'memory of a process that asks: more than before the first question; after it was idle',
    ours: `+${m.asked - m.before} MB; +${m.idle - m.before} MB`,
  };
}

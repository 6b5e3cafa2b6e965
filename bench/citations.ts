/** The citation scanner over the law corpus, beside a naive regular expression for each title. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Day } from '../src/lib/day.ts';
import { citationsOf, type LawRecord, lawsOfRecords, libraryOf, recordOf } from '../src/modules/regulation/index.ts';
import { markedRows } from './citations/marked.ts';
import { needCorpus, type Row, time } from './kit.ts';

export const title = 'Citations: laws found in texts, a second and a core';

export async function run(): Promise<Row[]> {
  const file = needCorpus('laws.jsonl.gz');
  const lines = gunzipSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as { title: string; text: string });
  const library = libraryOf(lawsOfRecords(lines.map(recordOf).filter((r): r is LawRecord => typeof r !== 'string')));
  const texts = lines.map((r) => r.text);
  const bytes = texts.reduce((n, t) => n + Buffer.byteLength(t), 0);
  let found = 0;
  const scan = await time(() => {
    for (const t of texts) found += citationsOf(t, library, '2026-03-31' as Day).length;
  });
  // The peer looks for every title in every text; a twentieth of the texts is enough to see where that leads.
  const titles = [...new Set(lines.map((r) => r.title))];
  const sample = texts.filter((_, i) => i % 20 === 0);
  const sampleBytes = sample.reduce((n, t) => n + Buffer.byteLength(t), 0);
  const patterns = titles.map((t) => new RegExp(`《${t.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}》`, 'g'));
  let naive = 0;
  const peer = await time(() => {
    for (const t of sample) for (const p of patterns) naive += t.match(p)?.length ?? 0;
  });
  const inSample = sample.reduce(
    (n, t) => n + citationsOf(t, library, '2026-03-31' as Day).filter((c) => c.lawId !== undefined).length,
    0,
  );
  const speed = bytes / 1e6 / (scan / 1000);
  const peerSpeed = sampleBytes / 1e6 / (peer / 1000);
  return [
    {
      what: `text of ${lines.length} laws scanned, MB/s`,
      ours: speed.toFixed(0),
      peer: `${peerSpeed.toFixed(1)} (a regular expression a title)`,
      ratio: `${(speed / peerSpeed).toFixed(0)} ×`,
      asked: '≥ 20',
      met: speed >= 20,
    },
    { what: 'citations found in all', ours: String(found) },
    { what: 'known laws found in a twentieth of the texts', ours: String(inSample), peer: String(naive) },
    ...markedRows(library, titles, '2026-03-31' as Day),
  ];
}

/** The copy meter over seeded pairs whose truth is known, beside python3's difflib where python3 is at hand. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { rng } from '../src/lib/rng.ts';
import { copyOf } from '../src/modules/interpretation/index.ts';
import { needCorpus, type Row, time } from './kit.ts';

export const title = 'Copy meter: pairs of policy and interpretation';

type Pair = { kind: 'verbatim' | 'shuffled' | 'headings' | 'independent'; policy: string; text: string };
const COPIED = new Set(['verbatim', 'shuffled', 'headings']);

function pairs(texts: readonly string[], n: number): Pair[] {
  const r = rng('copy');
  const cut = (t: string): string => t.slice(0, 1500 + r.below(1500));
  return Array.from({ length: n }, (_, i) => {
    const policy = cut(r.pick(texts));
    const kind = (['verbatim', 'shuffled', 'headings', 'independent'] as const)[i % 4] ?? 'independent';
    const lines = policy.split('\n').filter((l) => l.trim() !== '');
    if (kind === 'verbatim') return { kind, policy, text: lines.slice(0, Math.ceil(lines.length * 0.8)).join('\n') };
    if (kind === 'shuffled') return { kind, policy, text: r.shuffle(lines).join('\n') };
    if (kind === 'headings') {
      const heads = lines
        .slice(0, 8)
        .map((l, k) => `${'一二三四五六七八'[k]}、${l.replace(/^[^\p{L}]*/u, '').slice(0, 16)}`);
      return { kind, policy: `${heads.map((h, k) => `${h}\n${lines[k]}`).join('\n')}`, text: heads.join('\n') };
    }
    return { kind, policy, text: cut(r.pick(texts)) };
  });
}

export async function run(): Promise<Row[]> {
  const texts = gunzipSync(readFileSync(needCorpus('laws.jsonl.gz')))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((l) => (JSON.parse(l) as { text: string }).text)
    .filter((t) => t.length > 3000);
  const all = pairs(texts, 2000);
  let flagged: boolean[] = [];
  const took = await time(() => {
    flagged = all.map((p) => copyOf(p.policy, p.text).asksReason);
  });
  const judge = (says: readonly boolean[], over: readonly Pair[]): string => {
    const hits = over.filter((p, i) => says[i] && COPIED.has(p.kind)).length;
    const alarms = over.filter((p, i) => says[i] && !COPIED.has(p.kind)).length;
    const truth = over.filter((p) => COPIED.has(p.kind)).length;
    return `precision ${(hits / Math.max(1, hits + alarms)).toFixed(3)}, recall ${(hits / truth).toFixed(3)}`;
  };
  const few = all.slice(0, 60);
  const script =
    'import sys,json,difflib,time\nd=json.load(sys.stdin)\nt=time.time()\nr=[difflib.SequenceMatcher(None,a,b,False).ratio() for a,b in d]\nprint(json.dumps([r,time.time()-t]))';
  const python = spawnSync('python3', ['-c', script], {
    input: JSON.stringify(few.map((p) => [p.policy, p.text])),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  const speed = all.length / (took / 1000);
  const peer = python.status === 0 ? (JSON.parse(python.stdout) as [number[], number]) : undefined;
  return [
    {
      what: 'pairs of about 2,000 characters, a second and a core',
      ours: speed.toFixed(0),
      ...(peer
        ? {
            peer: `${(few.length / peer[1]).toFixed(1)} (difflib)`,
            ratio: `${((speed * peer[1]) / few.length).toFixed(0)} ×`,
          }
        : { peer: 'python3 is not here' }),
      asked: '≥ 2,000',
      met: speed >= 2000,
    },
    {
      what: 'verbatim, shuffled and bare headings told from independent texts',
      ours: judge(flagged, all),
      ...(peer
        ? {
            peer: `${judge(
              peer[0].map((r) => r > 0.6),
              few,
            )} (ratio > 0.6)`,
          }
        : {}),
    },
  ];
}

/** The copy meter over seeded pairs whose truth is known, beside python3's difflib where python3 is at hand. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Rng, rng } from '../src/lib/rng.ts';
import { copyOf } from '../src/modules/interpretation/index.ts';
import { needCorpus, type Row, time } from './kit.ts';

export const title = 'Copy meter: pairs of policy and interpretation';

const KINDS = ['verbatim', 'shuffled', 'headings', 'paraphrase', 'independent'] as const;
type Pair = { kind: (typeof KINDS)[number]; policy: string; text: string };
/** Own words about the same matter are no copy, nor is another text. */
const COPIED = new Set(['verbatim', 'shuffled', 'headings']);

/** Words of laws as one would say them; what stands to the right is never longer than a window of the meter. */
const PLAIN: readonly (readonly [string, string])[] = [
  ['县级以上地方人民政府', '县里和市里'],
  ['人民政府', '政府'],
  ['应当', '要'],
  ['不得', '不能'],
  ['依照', '按'],
  ['按照', '照着'],
  ['有关', '相关'],
  ['规定', '要求'],
  ['部门', '单位'],
  ['主管', '负责'],
  ['或者', '也可以是'],
  ['以及', '还有'],
  ['进行', '做'],
  ['处理', '办理'],
  ['违反', '不守'],
  ['责令', '叫他'],
  ['罚款', '罚钱'],
  ['法律', '国家的法'],
  ['行政区域内', '地方上'],
  ['单位和个人', '大家'],
  ['的，', '的话，'],
  ['本条例', '这部条例'],
  ['本办法', '这个办法'],
];

/** Retold: words in plain ones, clauses of a sentence the other way round, a word of one's own now and then, some left out. */
function retold(r: Rng, text: string): string {
  const plain = PLAIN.reduce((t, [from, to]) => t.replaceAll(from, to), text);
  return plain
    .split('\n')
    .map((line) =>
      line
        .split('。')
        .map((sentence) => {
          const clauses = sentence.split('，').filter(() => r.chance(0.85));
          const turned = r.chance(0.5) ? clauses.reverse() : clauses;
          // Most clauses get words of one's own; the others stay as the plain words left them.
          return turned
            .map((c) =>
              r.chance(0.3) ? c : c.replace(/(.{5,9})/gu, (run) => `${run}${r.pick(['呢', '也', '就', '还', '都'])}`),
            )
            .join('，');
        })
        .join('。'),
    )
    .join('\n');
}

function pairs(texts: readonly string[], n: number): Pair[] {
  const r = rng('copy');
  const cut = (t: string): string => t.slice(0, 1500 + r.below(1500));
  return Array.from({ length: n }, (_, i) => {
    const policy = cut(r.pick(texts));
    const kind = KINDS[i % KINDS.length] ?? 'independent';
    const lines = policy.split('\n').filter((l) => l.trim() !== '');
    if (kind === 'verbatim') return { kind, policy, text: lines.slice(0, Math.ceil(lines.length * 0.8)).join('\n') };
    if (kind === 'shuffled') return { kind, policy, text: r.shuffle(lines).join('\n') };
    if (kind === 'headings') {
      const heads = lines
        .slice(0, 8)
        .map((l, k) => `${'一二三四五六七八'[k]}、${l.replace(/^[^\p{L}]*/u, '').slice(0, 16)}`);
      return { kind, policy: `${heads.map((h, k) => `${h}\n${lines[k]}`).join('\n')}`, text: heads.join('\n') };
    }
    if (kind === 'paraphrase') return { kind, policy, text: retold(r, policy) };
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
  const few = all.slice(0, 200);
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
      what: `verbatim, shuffled and bare headings told from paraphrases and other texts, ${all.length} pairs`,
      ours: judge(flagged, all),
    },
    {
      what: `the same, the ${few.length} pairs of the peer`,
      ours: judge(flagged, few),
      ...(peer
        ? {
            peer: `${judge(
              peer[0].map((r) => r > 0.6),
              few,
            )} (ratio > 0.6)`,
          }
        : {}),
    },
    ...KINDS.map((kind): Row => {
      const share = (says: readonly boolean[], over: readonly Pair[]): string => {
        const of = over.flatMap((p, i) => (p.kind === kind ? [says[i] === true] : []));
        return `${of.filter(Boolean).length} of ${of.length}`;
      };
      return {
        what: `flagged: ${kind}`,
        ours: share(flagged, all),
        ...(peer
          ? {
              peer: share(
                peer[0].map((r) => r > 0.6),
                few,
              ),
            }
          : {}),
      };
    }),
  ];
}

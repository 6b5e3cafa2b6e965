/** Two versions of a law article beside article: the largest pair of the corpus by time, seeded moves with known truth. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Rng, rng } from '../src/lib/rng.ts';
import { type Article, articlesOf, diffArticles } from '../src/modules/regulation/index.ts';
import { median, needCorpus, type Row, time } from './kit.ts';

export const title = 'Versions of a law compared article by article';

type Text = { title: string; region: string | null; text: string };

/** The two texts of one law that have most characters together. */
function largest(laws: readonly Text[]): [Text, Text] {
  let best: { size: number; pair: [Text, Text] } | undefined;
  for (const same of Map.groupBy(laws, (l) => `${l.title}|${l.region}`).values()) {
    const [a, b] = same.toSorted((x, y) => y.text.length - x.text.length);
    if (a && b && a.text.length + b.text.length > (best?.size ?? 0))
      best = { size: a.text.length + b.text.length, pair: [a, b] };
  }
  if (!best) throw new Error('no law of the corpus has two versions');
  return best.pair;
}

const CLAUSES = ['经区人民政府同意后', '在十五个工作日内', '按照国家有关规定', '并向社会公布'];
const FILLER = ['监督检查', '信用记录', '应急预案', '档案管理', '信息共享', '财政补助', '人员培训', '投诉处理'];

/** The article with a clause put in and, now and then, another taken out: an amendment as amendments are. */
function amended(r: Rng, a: Article): Article {
  const parts = a.text.split('，');
  const at = r.below(parts.length + 1);
  parts.splice(at, 0, r.pick(CLAUSES));
  if (parts.length > 4 && r.chance(0.5)) parts.splice(r.below(parts.length), 1);
  return { ...a, text: parts.join('，') };
}

const fresh = (r: Rng): Article => {
  const [a, b, c] = r.shuffle(FILLER);
  const text = `有关部门应当建立${a}制度，加强${b}，${r.pick(CLAUSES)}组织开展${c}，具体办法另行制定。`;
  return { no: '0', heading: [], paragraphs: [{ text, items: [] }], text };
};

type Case = { old: Article[]; now: Article[]; moved: Map<string, string>; stayed: Map<string, string> };

/** A revision whose truth is known: some articles moved (half of them amended as well), some amended, added, taken out; all renumbered. */
function revision(r: Rng, old: readonly Article[]): Case {
  const tagged = old.map((a) => ({ from: a.no, article: a }));
  const gone = new Set(r.shuffle(tagged.map((t) => t.from)).slice(0, r.below(4)));
  const list = tagged.filter((t) => !gone.has(t.from));
  const moving = r.shuffle(list).slice(0, 1 + r.below(Math.max(1, Math.floor(list.length / 10))));
  const rest = list
    .filter((t) => !moving.includes(t))
    .map((t) => (r.chance(0.2) ? { ...t, article: amended(r, t.article) } : t));
  for (const m of moving) {
    const was = list.indexOf(m);
    // At least five places away, else nobody would call it moved.
    const places = Array.from({ length: rest.length + 1 }, (_, i) => i).filter((i) => Math.abs(i - was) >= 5);
    if (places.length > 0) rest.splice(r.pick(places), 0, r.chance(0.5) ? { ...m, article: amended(r, m.article) } : m);
  }
  for (let i = r.below(4); i > 0; i--) rest.splice(r.below(rest.length + 1), 0, { from: '', article: fresh(r) });
  const names = new Set(moving.map((m) => m.from));
  const at = rest.flatMap((t, i) => (t.from === '' ? [] : ([[t.from, String(i + 1)]] as const)));
  return {
    old: [...old],
    now: rest.map((t, i) => ({ ...t.article, no: String(i + 1) })),
    moved: new Map(at.filter(([from]) => names.has(from))),
    stayed: new Map(at.filter(([from]) => !names.has(from))),
  };
}

const PEER = `import sys,json,difflib,time
cases=json.load(sys.stdin)
t=time.time()
ops=[difflib.SequenceMatcher(None,a,b,False).get_opcodes() for a,b in cases]
took=time.time()-t
out=[]
for (a,b),o in zip(cases,ops):
  gone={a[i]:i for k,i1,i2,j1,j2 in o if k in('delete','replace') for i in range(i1,i2)}
  out.append([[gone[b[j]],j] for k,i1,i2,j1,j2 in o if k in('insert','replace') for j in range(j1,j2) if b[j] in gone])
print(json.dumps([took,out]))`;

/** difflib over whole articles; what it deletes here and inserts there with the same words is a move. */
function peer(
  cases: readonly { old: readonly Article[]; now: readonly Article[] }[],
): [number, [number, number][][]] | undefined {
  const python = spawnSync('python3', ['-c', PEER], {
    input: JSON.stringify(cases.map((c) => [c.old.map((a) => a.text), c.now.map((a) => a.text)])),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return python.status === 0 ? (JSON.parse(python.stdout) as [number, [number, number][][]]) : undefined;
}

export async function run(): Promise<Row[]> {
  const laws = gunzipSync(readFileSync(needCorpus('laws.jsonl.gz')))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as Text);
  const [a, b] = largest(laws);
  const runs: number[] = [];
  for (let i = 0; i < 9; i++) runs.push(await time(() => diffArticles(articlesOf(a.text), articlesOf(b.text))));
  const worst = Math.max(...runs);
  const [first, second] = [articlesOf(a.text), articlesOf(b.text)];
  const peerTime = peer([{ old: first, now: second }]);

  const r = rng('article moves');
  const long = laws
    .map((l) => articlesOf(l.text))
    .filter((x) => x.length >= 20 && new Set(x.map((y) => y.no)).size === x.length);
  const cases = Array.from({ length: 300 }, () => revision(r, r.pick(long)));
  let moves = 0;
  let paired = 0;
  let called = 0;
  let wrong = 0;
  let pairs = 0;
  for (const c of cases) {
    const found = diffArticles(c.old, c.now);
    for (const f of found) {
      if (!f.old || !f.now) continue;
      pairs++;
      if ((c.moved.get(f.old.no) ?? c.stayed.get(f.old.no)) !== f.now.no) wrong++;
    }
    for (const [from, to] of c.moved) {
      moves++;
      const f = found.find((x) => x.old?.no === from && x.now?.no === to);
      if (f) paired++;
      if (f?.kind === 'moved') called++;
    }
  }
  const theirs = peer(cases);
  const theirMoves = theirs?.[1].reduce(
    (n, list, i) =>
      n + list.filter(([o, m]) => cases[i]?.moved.get(cases[i]?.old[o]?.no ?? '') === String(m + 1)).length,
    0,
  );
  const share = (n: number, of: number): string => `${((100 * n) / of).toFixed(1)} %`;
  return [
    {
      what: `largest two versions: 《${a.title}》, ${first.length} and ${second.length} articles, ${a.text.length + b.text.length} characters; median of 9 (worst ${worst.toFixed(0)})`,
      ours: `${median(runs).toFixed(0)} ms`,
      ...(peerTime
        ? {
            peer: `${(peerTime[0] * 1000).toFixed(0)} ms (difflib over articles, no changed ones paired)`,
            ratio: `${((peerTime[0] * 1000) / median(runs)).toFixed(1)} ×`,
          }
        : {}),
      asked: '≤ 200 ms',
      met: worst <= 200,
    },
    {
      what: `seeded moves found, ${cases.length} revisions, ${moves} moves, half of them amended too`,
      ours: share(paired, moves),
      ...(theirMoves === undefined
        ? { peer: 'python3 is not here' }
        : { peer: `${share(theirMoves, moves)} (difflib)` }),
      asked: '≥ 95 %',
      met: paired / moves >= 0.95,
    },
    { what: 'and called moved', ours: share(called, moves), asked: '≥ 95 %', met: called / moves >= 0.95 },
    { what: `pairs of articles that are none, of ${pairs}`, ours: share(wrong, pairs) },
  ];
}

/**
 * Picks passages for a reader to mark: `node bench/citations/pick.ts third` prints `source, id, from, length, why` of each. The same
 * seed gives the same passages; those of earlier sets, and words that were picked already, are left out. It never runs the scanner.
 */
import { rng } from '../../src/lib/rng.ts';
import marked from './marked.json' with { type: 'json' };
import { allTexts, textOf } from './texts.ts';

/** Seed of each set, the sets that were there before it, and how much of the quotas it takes. */
const SETS = {
  third: { seed: 'citations-third-2026-11-26', after: ['first', 'second'], share: 1 },
  fourth: { seed: 'citations-fourth-2026-11-26', after: ['first', 'second', 'third'], share: 0.4 },
  fifth: { seed: 'citations-fifth-2026-11-26', after: ['first', 'second', 'third', 'fourth'], share: 0.4 },
} as const;

type Pick = { source: string; id: string; from: number; length: number; why: string };

const NUM = '[一二三四五六七八九十百零〇\\d]{1,7}';
/** What may be worth a mark, and what only looks like it; the hard kinds first. */
const KINDS: readonly (readonly [why: string, pattern: RegExp])[] = [
  ['unclosed', /《[^》\n]{0,40}(?=\n|$|《)/g],
  ['nested', /《[^》\n]{0,60}[〈<《][^\n]{0,60}》/g],
  [
    'order',
    /(?:主席|国务院|国|部|委|署|总局|政府)令[ \u3000]*(?:〔?\[?\d{4}〕?\]?[年]?)?[ \u3000]*第?[ \u3000]*[\d一二三四五六七八九十]{1,4}[ \u3000]*号/g,
  ],
  [
    'short',
    /(?:以下|下文)?(?:简称|统称)[ \u3000]*[:：]?[ \u3000]*[《“"]?[^》”"）)]{0,12}(?:法|条例|规定|办法|细则|规则|决定|解释)/g,
  ],
  [
    'list',
    new RegExp(
      `第${NUM}条(?:第${NUM}款)?(?:第[（(]?${NUM}[）)]?项)?[、和及或至](?:第${NUM}条|第${NUM}款|第[（(]${NUM}[）)]项)`,
      'g',
    ),
  ],
  ['part', new RegExp(`(?:法|条例|规定|办法|细则|》)第${NUM}条(?:之${NUM})?第[（(]?${NUM}[）)]?[款项]`, 'g')],
  ['self', new RegExp(`[本该同](?:法|条例|规定|办法|细则)第${NUM}条`, 'g')],
  ['unmarked', new RegExp(`(?:法|条例|规定|办法|细则)第${NUM}条`, 'g')],
  ['no-law', /《[^》\n]{2,60}(?:通知|意见|方案|规划|计划|标准|目录|报告|合同|协议|证|书|表|公报|指南|要点)》/g],
  ['title', /《[^》\n]{2,60}》/g],
];
/** How many of each source, and of each kind within it, as far as there are so many. */
const QUOTAS: readonly (readonly [source: string, inAll: number, perKind: number])[] = [
  ['documents', 36, 8],
  ['pingtan', 22, 5],
  ['policy_documents', 10, 3],
  ['policy_fragments_env', 22, 5],
  ['policy_paragraphs_topics', 16, 4],
  ['county_pages_liuhe', 6, 6],
  ['work_reports_2026', 10, 4],
  ['messages_replied', 40, 8],
  ['laws', 99, 11],
];
const LONGEST: Readonly<Record<string, number>> = { short: 420 };

/** From the sentence around a place to the end of the last sentence that fits; a definition is read with what follows it. */
function around(text: string, at: number, why: string): [from: number, to: number] {
  const max = LONGEST[why] ?? 230;
  const stops = /[。；\n]/;
  let from = at;
  while (from > 0 && at - from < 120 && !stops.test(text[from - 1] ?? '')) from--;
  let to = at;
  let end = -1;
  const multi = why === 'short';
  for (to = at; to < text.length && to - from < max; to++) {
    const c = text[to] ?? '';
    if (c === '\n' && !multi) {
      end = to;
      break;
    }
    if (c === '。' || c === '；' || c === '\n') {
      end = to + (c === '\n' ? 0 : 1);
      if (!multi && end - from > 40) break;
    }
  }
  return [from, end > at ? end : to];
}

export function picks(set: keyof typeof SETS): Pick[] {
  const { seed, after, share } = SETS[set];
  const r = rng(seed);
  const words = new Set<string>();
  for (const row of after.flatMap((name) => marked[name] as unknown as [string, string, number, number][])) {
    const [source, id, from, length] = row;
    words.add(textOf(source, id).slice(from, from + length));
  }
  const used = (s: string): boolean => [...words].some((w) => w.includes(s) || s.includes(w));
  const out: Pick[] = [];
  for (const [source, quota, kinds] of QUOTAS) {
    const inAll = Math.ceil(quota * share);
    const perKind = Math.ceil(kinds * share);
    const texts = r.shuffle(allTexts(source));
    const found = new Map<string, [string, string, number][]>(KINDS.map(([why]) => [why, []]));
    for (const [id, text] of texts)
      for (const [why, pattern] of KINDS) {
        const all = [...text.matchAll(pattern)];
        // One place of a text for a kind, so that long texts do not fill the set; a short source gives two.
        for (const m of r.shuffle(all).slice(0, texts.length < 60 ? 3 : 1)) found.get(why)?.push([id, text, m.index]);
      }
    let taken = 0;
    for (const round of [1, 2])
      for (const [why, places] of found) {
        let n = 0;
        while (
          places.length > 0 &&
          n < (round === 1 ? perKind : inAll) &&
          taken < inAll &&
          !(round === 1 && n >= Math.ceil(inAll / 6))
        ) {
          const [id, text, at] = places.shift() ?? ['', '', 0];
          const [from, to] = around(text, at, why);
          const passage = text.slice(from, to);
          if (passage.trim().length < 8 || used(passage)) continue;
          words.add(passage);
          out.push({ source, id, from, length: to - from, why });
          n++;
          taken++;
        }
      }
  }
  return out;
}

if (import.meta.main) {
  const set = process.argv[2];
  if (!set || !Object.hasOwn(SETS, set)) throw new Error('usage: node bench/citations/pick.ts third|fourth|fifth');
  for (const p of picks(set as keyof typeof SETS)) process.stdout.write(`${JSON.stringify(Object.values(p))}\n`);
}

/** Names of units: those that are called otherwise today, and those with one character wrong. */
import { sayDay } from '../../../lib/day.ts';
import type { Check, CheckEnv, Finding, FormerUnitName } from '../../../lib/finding.ts';
import { placeOf, type Specimen } from '../../../lib/specimen.ts';
import { readLayers } from './layers.ts';
import { sayPlaces } from './say.ts';
import { wordFinder } from './words.ts';

const BASIS = '《党政机关公文处理工作条例》第十九条；机构改革后的现用名称';

/** Characters that are typed for one another; a name that differs otherwise may be another unit. */
const ALIKE: readonly string[] = [
  '局居句',
  '政正证整',
  '建健键',
  '保宝堡',
  '监坚艰',
  '税说',
  '财材才',
  '障章',
  '疗辽',
  '审市',
  '环还',
  '卫为未',
  '农浓',
  '委萎',
  '镇振',
  '街接',
  '社设',
  '源原',
  '资姿',
  '规归',
  '划化',
  '育域',
  '民名',
  '法发',
  '司私',
  '商伤',
  '务物',
  '信性',
  '业叶',
  '林临',
  '水税',
  '乡相',
  '应英',
  '急及',
  '交教',
  '通同',
  '运远',
  '输疏',
  '文闻',
  '旅侣',
  '体休',
  '审宙',
  '计记',
  '统通',
  '数树',
  '据剧',
  '服福',
  '管官',
  '理里',
  '行形',
  '综宗',
  '合和',
  '执直',
  '住往',
  '城成',
  '员园',
  '会汇',
  '府俯',
  '府付',
  '人入',
  '办力',
];
const alike = (a: string, b: string): boolean => ALIKE.some((set) => set.includes(a) && set.includes(b));

const finding = (
  s: Specimen,
  hits: readonly { layer: number; from: number; to: number }[],
  words: { message: string; why: string; right: string; severity: Finding['severity'] },
): Finding => {
  const [first] = hits;
  const layer = first ? s.layers[first.layer] : undefined;
  return {
    rule: 'unit.name',
    severity: words.severity,
    message: words.message,
    why: words.why,
    quote: layer && first ? layer.text.slice(first.from, first.to) : '',
    at: sayPlaces(hits.map((h) => (s.layers[h.layer] ? placeOf(s.layers[h.layer] ?? layerless, h.from) : ''))),
    basis: BASIS,
    suggestion: words.right,
    ...(first
      ? {
          remedy: {
            kind: 'replace' as const,
            label: `改成“${words.right}”`,
            layer: first.layer,
            edits: hits
              .filter((h) => h.layer === first.layer)
              .map((h) => ({ from: h.from, to: h.to, with: words.right })),
          },
        }
      : {}),
    spans: hits,
  };
};
const layerless = { kind: 'shown' as const, at: '', text: '', spots: [] };

/** The name without the words all units of the place begin with: 明河区民政局 → 民政局. */
function areaOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names)
    for (const n of [2, 3, 4]) counts.set(name.slice(0, n), (counts.get(name.slice(0, n)) ?? 0) + 1);
  const best = [...counts].filter(([start, n]) => n >= 3 && /[区县市旗州]$/.test(start)).sort((a, b) => b[1] - a[1])[0];
  return best?.[0] ?? '';
}

/** A wrong writing of `tail` at the start of `text`: one character typed for another that looks or sounds alike, or two swapped. */
function wrongAt(text: string, from: number, tail: string): boolean {
  let wrong = -1;
  for (let i = 0; i < tail.length; i++) {
    if (text[from + i] === tail[i]) continue;
    if (wrong >= 0) {
      // A second difference is allowed only as the other half of a swap.
      const swap = i === wrong + 1 && text[from + wrong] === tail[i] && text[from + i] === tail[wrong];
      return swap && text.slice(from + i + 1, from + tail.length) === tail.slice(i + 1);
    }
    wrong = i;
  }
  return wrong >= 0 && alike(text[from + wrong] ?? '', tail[wrong] ?? '');
}

/** “2024年3月31日以后不用这个名称（明编发〔2024〕6号）。” */
function sinceOf(f: FormerUnitName | undefined): string {
  const source = f?.source ? `（${f.source}）` : '';
  return f?.to ? `${sayDay(f.to)}以后不用这个名称${source}。` : source ? `曾用名${source}。` : '';
}

export const unitNames: Check = {
  id: 'unit.name',
  title: '单位名称',
  basis: BASIS,
  needs: ['units'],
  run(s: Specimen, env: CheckEnv): readonly Finding[] {
    const units = env.units;
    if (!units) return [];
    const groups = new Map<string, { layer: number; from: number; to: number }[]>();
    const add = (key: string, hit: { layer: number; from: number; to: number }): void =>
      void groups.set(key, [...(groups.get(key) ?? []), hit]);
    const current = new Set(units.current);
    const on = env.piece?.issuedOn ?? env.piece?.publishedOn ?? env.today;
    // On the day of the document the name was right; before it was given, it was another mistake, of which nothing is known.
    const over = units.former.filter((f) => !(f.to && on <= f.to && (!f.from || on >= f.from)));
    // A former name inside a longer current one (司法局 in 司法局矫正中心) is no mistake, so current names are found first.
    const find = wordFinder([
      ...over.filter((f) => f.name.length >= 4 && !current.has(f.name)).map((f) => ({ word: f.name, now: f.now })),
      ...units.current.map((word) => ({ word, now: '' })),
    ]);
    const area = areaOf(units.current);
    const tails = units.current
      .filter((n) => area !== '' && n.startsWith(area) && n.length >= area.length + 3)
      .map((n) => n.slice(area.length));
    for (const [l, layer] of readLayers(s)) {
      for (const hit of find(layer.text))
        if (hit.entry.now !== '')
          add(`former ${hit.entry.word} ${hit.entry.now}`, { layer: l, from: hit.from, to: hit.to });
      if (area === '') continue;
      for (let at = layer.text.indexOf(area); at >= 0; at = layer.text.indexOf(area, at + 1)) {
        const from = at + area.length;
        if (tails.some((t) => layer.text.startsWith(t, from))) continue;
        const tail = tails.find((t) => wrongAt(layer.text, from, t));
        if (!tail) continue;
        const written = layer.text.slice(at, from + tail.length);
        if (!units.former.some((f) => f.name === written))
          add(`near ${written} ${area}${tail}`, { layer: l, from: at, to: from + tail.length });
      }
    }
    return [...groups].map(([key, hits]) => {
      const [kind = '', written = '', right = ''] = key.split(' ');
      return finding(
        s,
        hits,
        kind === 'former'
          ? {
              message: `“${written}”现在叫“${right}”`,
              why: `${sinceOf(over.find((f) => f.name === written))}说的是从前的事，可以照写；说现在的事，要用现在的名称。`,
              right,
              severity: 'warning',
            }
          : { message: `“${written}”应是“${right}”`, why: '单位名称错了一个字。', right, severity: 'warning' },
      );
    });
  },
};

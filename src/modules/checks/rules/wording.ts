/** Typing errors in official wording: a short list that is nearly always right, with what to write instead. */
import type { Check, Finding, Severity } from '../../../lib/finding.ts';
import { placeOf, type Specimen } from '../../../lib/specimen.ts';
import { readLayers } from './layers.ts';
import { sayPlaces } from './say.ts';
import { type WordHit, wordFinder } from './words.ts';

/** One row of `law/wording.json`. */
export type WordingRow = {
  wrong: string;
  right: string;
  severity: Exclude<Severity, 'error'>;
  basis: string;
  /** Characters that, right before or right after, make it another word: 自己经营 holds no 已经. */
  unlessBefore?: readonly string[];
  unlessAfter?: readonly string[];
};

/** Checks the rows of `law/wording.json`; throws TypeError naming the first of another shape. */
export function readWording(json: unknown): WordingRow[] {
  const isTexts = (v: unknown): boolean =>
    v === undefined || (Array.isArray(v) && v.every((x) => typeof x === 'string'));
  if (!Array.isArray(json)) throw new TypeError('the wording list is a list of rows');
  return json.map((row: unknown) => {
    const r = row as Record<string, unknown>;
    const texts = [r.wrong, r.right, r.basis].every((t) => typeof t === 'string' && t !== '');
    const level = r.severity === 'warning' || r.severity === 'hint';
    if (!texts || !level || r.wrong === r.right || !isTexts(r.unlessBefore) || !isTexts(r.unlessAfter))
      throw new TypeError(`not a row of the wording list: ${JSON.stringify(row)}`);
    return row as WordingRow;
  });
}

type Entry = { word: string; row: WordingRow };

/** 截止2026年3月31日，…: a day up to which figures count is 截至; 报名截止… is the end of something and right. */
const UNTIL = /截止(?=\s*(?:20\d{2}年(?:\d{1,2}月)?|\d{1,2}月(?:\d{1,2}日|底|末))[^，。；\n]{0,8}[，,])/y;
const UNTIL_ROW: WordingRow = { wrong: '截止', right: '截至', severity: 'warning', basis: '《现代汉语词典》（第7版）' };

/** A law is printed as it was passed, variants of its day included; nobody at a county may mend it. */
const IS_LAW = /(?:法|条例|(?:法|条例)》?(?:实施)?(?:办法|细则|规定|决定)|令)$/;

const allowed = (text: string, hit: WordHit<Entry>): boolean => {
  const { unlessBefore, unlessAfter } = hit.entry.row;
  return (
    (unlessBefore?.includes(text.charAt(hit.from - 1)) ?? false) ||
    (unlessAfter?.includes(text.charAt(hit.to)) ?? false)
  );
};

function untils(text: string): WordHit<Entry>[] {
  const hits: WordHit<Entry>[] = [];
  for (let at = text.indexOf('截止'); at >= 0; at = text.indexOf('截止', at + 2)) {
    UNTIL.lastIndex = at;
    // Only at the head of a clause: 报名截止, 申报截止 stand behind what ends.
    if ((at === 0 || /[，。；、\n\s（(]/.test(text.charAt(at - 1))) && UNTIL.test(text))
      hits.push({ from: at, to: at + 2, entry: { word: '截止', row: UNTIL_ROW } });
  }
  return hits;
}

export function wordingCheck(rows: readonly WordingRow[]): Check {
  const find = wordFinder<Entry>(rows.map((row) => ({ word: row.wrong, row })));
  return {
    id: 'text.wording',
    title: '公文里的错别字',
    basis: '《党政机关公文处理工作条例》第十九条',
    run(s: Specimen): readonly Finding[] {
      const law = IS_LAW.test(s.title.trim());
      const byWord = new Map<string, { layer: number; at: string; hit: WordHit<Entry> }[]>();
      for (const [l, layer] of readLayers(s))
        for (const hit of [...find(layer.text), ...untils(layer.text)]) {
          if (allowed(layer.text, hit) || (law && hit.entry.row.severity === 'hint')) continue;
          const key = `${l} ${hit.entry.row.wrong}`;
          byWord.set(key, [...(byWord.get(key) ?? []), { layer: l, at: placeOf(layer, hit.from), hit }]);
        }
      return [...byWord.values()].flatMap((hits) => {
        const [first] = hits;
        return first ? [wordFinding(s, hits, first)] : [];
      });
    },
  };
}

function wordFinding(
  s: Specimen,
  hits: readonly { layer: number; at: string; hit: WordHit<Entry> }[],
  first: { layer: number; at: string; hit: WordHit<Entry> },
): Finding {
  const { wrong, right, severity, basis } = first.hit.entry.row;
  const text = s.layers[first.layer]?.text ?? '';
  return {
    rule: 'text.wording',
    severity,
    message: `“${wrong}”应写“${right}”`,
    why: hits.length > 1 ? `一共${hits.length}处。错别字会让人怀疑文件的真假。` : '错别字会让人怀疑文件的真假。',
    quote: text.slice(Math.max(0, first.hit.from - 6), first.hit.to + 6).replace(/\s+/g, ' '),
    at: sayPlaces(hits.map((h) => h.at)),
    basis,
    suggestion: right,
    remedy: {
      kind: 'replace',
      label: `改成“${right}”`,
      layer: first.layer,
      edits: hits.map((h) => ({ from: h.hit.from, to: h.hit.to, with: right })),
    },
    spans: hits.map((h) => ({ layer: h.layer, from: h.hit.from, to: h.hit.to })),
  };
}

/** Places to cover (条例第三十七条): what a bar is, what is said of it, and what is left to read beside it. */
import type { Bar, PageSize, Words } from '../../../../platform/documents/index.ts';
import { type FoiLaw, groundsOf } from '../../rules/law.ts';

/** A bar on a page from 0, and why: a `denied.*` key of `law/foi.json`. */
export type Covered = Bar & { page: number; reason: string };
export type Reason = { key: string; text: string; article: string };

/** Why something may be covered, as the law has it: the grounds of a refusal, in short. */
export const reasonsOf = (law: FoiLaw): Reason[] =>
  groundsOf(law).map((k) => ({
    key: k.key,
    text: k.name.replace(/^不予公开：/, ''),
    article: `条例${/第[〇零一二三四五六七八九十百千]+条.*$/.exec(k.basis[0]?.text ?? '')?.[0] ?? ''}`,
  }));

export type BarProblem = { code: 'no_such_page' | 'bar_outside' | 'bar_empty' | 'bar_without_reason'; n: number };

/** Everything wrong with the bars of a file, each with its number from 1. */
export function barProblems(bars: readonly Covered[], pages: number, law: FoiLaw): BarProblem[] {
  const keys = new Set(reasonsOf(law).map((r) => r.key));
  return bars.flatMap((b, i): BarProblem[] => {
    const n = i + 1;
    const numbers = [b.x, b.y, b.width, b.height];
    const inside = numbers.every((v) => Number.isFinite(v) && v >= 0 && v <= 1) && b.x < 1 && b.y < 1;
    return [
      ...(Number.isInteger(b.page) && b.page >= 0 && b.page < pages ? [] : [{ code: 'no_such_page' as const, n }]),
      ...(inside ? [] : [{ code: 'bar_outside' as const, n }]),
      ...(inside && (b.width === 0 || b.height === 0) ? [{ code: 'bar_empty' as const, n }] : []),
      ...(keys.has(b.reason) ? [] : [{ code: 'bar_without_reason' as const, n }]),
    ];
  });
}

/** Each reason with how many places it covers, in the order of the law. */
function counted(bars: readonly Covered[], law: FoiLaw): string {
  return reasonsOf(law)
    .map((r) => ({ ...r, n: bars.filter((b) => b.reason === r.key).length }))
    .filter((r) => r.n > 0)
    .map((r) => `${r.text}（${r.article}）${r.n}处`)
    .join('；');
}

/** The line below each page; that of the first one speaks of the whole file. */
export function feet(bars: readonly Covered[], sizes: readonly PageSize[], law: FoiLaw, basis: string): string[] {
  return sizes.map((_, page) => {
    const mine = bars.filter((b) => b.page === page);
    const here = mine.length > 0 ? `本页遮盖${mine.length}处：${counted(mine, law)}。` : '';
    const whole = `本文件共${sizes.length}页，依照${basis}作区分处理，共遮盖${bars.length}处。`;
    return page === 0 ? whole + here : here;
  });
}

/** Of a glyph's box so much on each side may stick out: letters do not fill their box, and nobody draws to the point. */
const EDGE = 0.15;
/** Two bars that touch leave no gap; computers reckon in the last place otherwise. */
const POINT = 1e-6;
/** As wide as two digits in the typefaces of official papers. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

type Box = { x: number; y: number; width: number; height: number };
/** all: nothing of it is seen · some: a bar cuts through it, and it may be made out · none: it is seen. */
export type Hidden = 'all' | 'some' | 'none';
export type Glyph = { text: string; box: Box };

/**
 * The characters of a run of text, each with the box that it should take: shares of the run by how wide characters of its kind
 * are. A run that is higher than wide runs downwards or is one narrow letter or two, and is told from no part: one box.
 */
export function glyphsOf(w: Words): Glyph[] {
  const chars = [...w.text];
  if (w.height > w.width && chars.length > 1) return [{ text: w.text, box: w }];
  const parts = chars.map((c) => (WIDE.test(c) ? 2 : 1));
  const whole = parts.reduce((a, b) => a + b, 0);
  let before = 0;
  return chars.map((text, i) => {
    const x = w.x + (w.width * before) / whole;
    before += parts[i] ?? 1;
    return { text, box: { x, y: w.y, width: w.x + (w.width * before) / whole - x, height: w.height } };
  });
}

/** How much of a glyph bars hide, several together too. */
export function hidden(box: Box, bars: readonly Bar[]): Hidden {
  const [left, right] = [box.x + box.width * EDGE, box.x + box.width * (1 - EDGE)];
  const [top, bottom] = [box.y + box.height * EDGE, box.y + box.height * (1 - EDGE)];
  const over = bars.filter(
    (b) => b.x < right - POINT && b.x + b.width > left + POINT && b.y < bottom - POINT && b.y + b.height > top + POINT,
  );
  if (over.length === 0) return 'none';
  // The edges of the bars cut the box into cells, each of which lies under a bar or does not.
  const cuts = (from: number, to: number, edges: number[]): number[] =>
    [from, ...edges.filter((e) => e > from && e < to), to].sort((a, b) => a - b);
  const xs = cuts(
    left,
    right,
    over.flatMap((b) => [b.x, b.x + b.width]),
  );
  const ys = cuts(
    top,
    bottom,
    over.flatMap((b) => [b.y, b.y + b.height]),
  );
  const seen = xs.some((x0, i) =>
    ys.some((y0, j) => {
      const [x1, y1] = [xs[i + 1], ys[j + 1]];
      if (x1 === undefined || y1 === undefined || x1 - x0 < POINT || y1 - y0 < POINT) return false;
      const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
      return !over.some((b) => x > b.x && x < b.x + b.width && y > b.y && y < b.y + b.height);
    }),
  );
  return seen ? 'some' : 'all';
}

/** `left`: what can still be read beside the bars. `cut`: those of its characters that a bar cuts through, blanks aside. */
type Seen = { left: string; cut: string };
function seenOf(w: Words, bars: readonly Bar[]): Seen {
  let [left, cut] = ['', ''];
  for (const g of glyphsOf(w)) {
    const how = hidden(g.box, bars);
    left += how === 'all' ? '\u2588'.repeat([...g.text].length) : g.text;
    if (how === 'some' && g.text.trim() !== '') cut += g.text;
  }
  return { left, cut };
}

export type Beside = {
  /** What the text layer still says of each page, a line for each line of it; what is covered stands as blocks. */
  texts: string[];
  /** Characters that a bar cuts through, with their page from 0, in the order of the text. */
  cut: { page: number; text: string }[];
};

/** What is left beside the bars. A character counts as covered when all of it is; one that is cut through can be read. */
export function leftBeside(words: readonly Words[], bars: readonly Covered[], pages: number): Beside {
  const onPage = Array.from({ length: pages }, (_, page) => bars.filter((b) => b.page === page));
  const rows = onPage.map((): { y: number; parts: { x: number; text: string }[] }[] => []);
  const cuts: Beside['cut'] = [];
  for (const w of words) {
    const seen = seenOf(w, onPage[w.page] ?? []);
    if (seen.cut !== '') cuts.push({ page: w.page, text: seen.cut });
    const y = w.y + w.height / 2;
    const row = rows[w.page]?.find((r) => Math.abs(r.y - y) < Math.max(w.height / 2, 0.004));
    if (row) row.parts.push({ x: w.x, text: seen.left });
    else rows[w.page]?.push({ y, parts: [{ x: w.x, text: seen.left }] });
  }
  const lineOf = (parts: { x: number; text: string }[]): string =>
    parts
      .sort((a, b) => a.x - b.x)
      .map((x) => x.text)
      .join(' ');
  return {
    texts: rows.map((page) =>
      page
        .sort((a, b) => a.y - b.y)
        .map((r) => lineOf(r.parts))
        .join('\n'),
    ),
    cut: cuts,
  };
}

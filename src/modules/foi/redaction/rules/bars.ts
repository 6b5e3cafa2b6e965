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

/**
 * What the text layer still says beside the bars, a line for each line of a page. A character counts as covered when its middle
 * is; that a bar cuts through one leaves it to be read.
 */
export function leftOver(words: readonly Words[], bars: readonly Covered[], pages: number): string[] {
  return Array.from({ length: pages }, (_, page) => {
    const mine = bars.filter((b) => b.page === page);
    const rows: { y: number; parts: { x: number; text: string }[] }[] = [];
    for (const w of words.filter((x) => x.page === page)) {
      const chars = [...w.text];
      const y = w.y + w.height / 2;
      const text = chars
        .map((c, i) => {
          const x = w.x + (w.width * (i + 0.5)) / chars.length;
          const under = mine.some((b) => x >= b.x && x <= b.x + b.width && y >= b.y && y <= b.y + b.height);
          return under ? '\u2588' : c;
        })
        .join('');
      const row = rows.find((r) => Math.abs(r.y - y) < Math.max(w.height / 2, 0.004));
      if (row) row.parts.push({ x: w.x, text });
      else rows.push({ y, parts: [{ x: w.x, text }] });
    }
    return rows
      .sort((a, b) => a.y - b.y)
      .map((r) =>
        r.parts
          .sort((a, b) => a.x - b.x)
          .map((x) => x.text)
          .join(' '),
      )
      .join('\n');
  });
}

import { plainSigns } from './radicals.ts';

/** A line of a page: where its baseline begins and ends, in points from the lower left corner, and its letter size. */
export type Line = { text: string; x: number; y: number; right: number; size: number };

const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]/;
const OPENS =
  /^(?:第[零〇一二三四五六七八九十百千\d]{1,6}[编章节条](?:[\s\u3000]|$|.)|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|附件[\d：:]|[①-⑳])/;
const PAGE_NUMBER = /^[-—–－\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–－\s]*$/;

/** Between Chinese signs a line end is nothing; between Latin words it is a blank; a hyphen at the end stays. */
function join(left: string, right: string): string {
  if (WIDE.test(left.at(-1) ?? '') || WIDE.test(right[0] ?? '')) return left + right;
  return left.endsWith('-') ? left + right : `${left} ${right}`;
}

/** Blanks that a PDF puts between wide signs to spread a line are layout, not text. */
const tidy = (text: string): string =>
  text.replace(/([\u2e80-\u9fff，。；：、！？）】〕》”]) +(?=[\u2e80-\u9fff，。；：、！？（【〔《“])/g, '$1');

function common(values: number[], pick: (sorted: number[]) => number | undefined): number {
  return pick([...values].sort((a, b) => a - b)) ?? 0;
}

const withoutPageNumber = (lines: Line[]): Line[] =>
  lines.filter((line, i) => !((i === 0 || i === lines.length - 1) && lines.length > 1 && PAGE_NUMBER.test(line.text)));

/**
 * Puts lines together into paragraphs: a paragraph ends where a line stops short of the right edge, and a new one
 * begins at an indent, at a wider gap, at another letter size, or at a mark such as 一、 （一） 第三条.
 */
export function paragraphsOf(pages: Line[][]): string[] {
  const texts: string[] = [];
  let open = '';
  let last: Line | undefined;
  for (const page of pages) {
    const lines = withoutPageNumber(page);
    const left = common(
      lines.map((l) => l.x),
      (s) => s[Math.floor(s.length * 0.1)],
    );
    const right = common(
      lines.map((l) => l.right),
      (s) => s[Math.floor(s.length * 0.9)],
    );
    const gaps = lines.slice(1).map((l, i) => (lines[i]?.y ?? l.y) - l.y);
    const gap = common(
      gaps.filter((g) => g > 0),
      (s) => s[Math.floor(s.length * 0.5)],
    );
    let fresh = true;
    for (const line of lines) {
      const down = last && !fresh ? last.y - line.y : gap;
      const goesOn =
        last !== undefined &&
        !OPENS.test(line.text) &&
        last.right > right - last.size * 2.5 &&
        line.x - left < line.size * 1.2 &&
        Math.abs(last.size - line.size) < line.size * 0.15 &&
        (fresh || (down > 0 && down < gap * 1.5));
      if (goesOn) open = join(open, line.text);
      else {
        if (open) texts.push(tidy(open));
        open = line.text;
      }
      last = line;
      fresh = false;
    }
  }
  if (open) texts.push(tidy(open));
  return texts;
}

type Item = { str: string; transform: number[]; width: number; height: number; hasEOL: boolean } | { type: string };

/** Whether a piece shows anything. */
const isInked = (p: Placed): boolean => p.str.trim() !== '';

/** What of a piece the one before it has not printed already, a little beside, to make it bold; the letters where they overlap are the same. */
function once(p: Placed, before: Placed | undefined): Placed | undefined {
  const letter = p.width / p.str.length;
  const over = before ? before.transform[4] + before.width - p.transform[4] : 0;
  const n = Math.min(p.str.length, Math.round(over / letter));
  if (!before || !(n > 0) || !before.str.endsWith(p.str.slice(0, n))) return p;
  if (n === p.str.length) return undefined;
  const [a, b, c, d, x, y] = p.transform;
  return { ...p, str: p.str.slice(n), width: p.width - n * letter, transform: [a, b, c, d, x + n * letter, y] };
}

/** Whether each piece of a line begins behind the one before it. */
const inOrder = (items: readonly Placed[]): boolean =>
  items.every((item, i) => i === 0 || item.transform[4] >= (items[i - 1]?.transform[4] ?? 0) - 1);

/**
 * Some programs place letters in any order: what stands on one baseline is put from left to right, and a letter printed
 * twice to make it bold is taken once.
 */
function ordered(items: readonly object[]): readonly object[] {
  const out: object[] = [];
  let row: Placed[] = [];
  let last: Placed | undefined;
  const flush = (): void => {
    const sorted = inOrder(row) ? row : row.filter(isInked).sort((a, b) => a.transform[4] - b.transform[4]);
    let before: Placed | undefined;
    for (const p of sorted) {
      const rest = isInked(p) ? once(p, before) : p;
      if (isInked(p)) before = p;
      if (rest) out.push(rest);
    }
    row = [];
    last = undefined;
  };
  for (const item of items as readonly Placed[]) {
    // An empty piece only says that the next stands elsewhere.
    if (!('str' in item) || item.str === '') continue;
    const same = last && (!isInked(item) || Math.abs(last.transform[5] - item.transform[5]) < 1);
    if (!same) flush();
    row.push(item);
    if (isInked(item)) last = item;
  }
  flush();
  return out;
}

type Placed = { str: string; transform: [number, number, number, number, number, number]; width: number };

/** Pieces of text that stand on one baseline, left to right. */
export function linesOf(items: readonly object[]): Line[] {
  const lines: Line[] = [];
  let line: Line | undefined;
  for (const item of ordered(items) as readonly Item[]) {
    if (!('str' in item)) continue;
    const [, , , , x = 0, y = 0] = item.transform;
    const size = item.height || Math.hypot(item.transform[2] ?? 0, item.transform[3] ?? 0);
    if (item.str.trim() === '') {
      if (line && item.str !== '' && !/\s$/.test(line.text)) line.text += ' ';
    } else if (line && Math.abs(line.y - y) < Math.max(line.size, size) * 0.5) {
      const apart = x - line.right;
      if (apart > size * 0.3 && !/\s$/.test(line.text)) line.text += ' ';
      line.text += item.str;
      line.right = Math.max(line.right, x + item.width);
      line.size = Math.max(line.size, size);
    } else {
      line = { text: item.str, x, y, right: x + item.width, size };
      lines.push(line);
    }
  }
  return lines.map((l) => ({ ...l, text: plainSigns(l.text.trim()) })).filter((l) => l.text !== '');
}

/** Cuts the text of a law into articles, paragraphs and items: the places that citations name. */
import { readNumber } from '../../../lib/numerals.ts';
import type { Article } from './types.ts';

const NUM = '[一二三四五六七八九十百千零〇○两\\d０-９]{1,9}';
const ARTICLE = new RegExp(`^第\\s*(${NUM})\\s*条(?:\\s*之\\s*(${NUM}))?[\\s\\u3000]*`);
const HEADING = new RegExp(`^(?:#+\\s*)?(第\\s*${NUM}\\s*(编|分编|章|节)(?:\\s|\\u3000|$).*)$`);
const MARKED = /^#+\s*(.+)$/;
const ITEM = new RegExp(`^[(（]\\s*(${NUM})\\s*[)）]`);
const SUBITEM = /^\d{1,2}[.．、]/;
const RANK: Readonly<Record<string, number>> = { 编: 0, 分编: 1, 章: 2, 节: 3 };

/** `32` or `32-1`; undefined when the numerals cannot be read. */
export function articleNo(number: string, suffix?: string): string | undefined {
  const n = readNumber(number);
  if (n === undefined) return undefined;
  if (!suffix) return String(n);
  const s = readNumber(suffix);
  return s === undefined ? undefined : `${n}-${s}`;
}

type Draft = { no: string; heading: string[]; paragraphs: { text: string; items: string[] }[]; lines: string[] };

/** Adds a line to an article: an item belongs to the paragraph before it, a subitem to its item. */
function take(a: Draft, line: string): void {
  const last = a.paragraphs.at(-1);
  a.lines.push(line);
  if (last && ITEM.test(line)) last.items.push(line);
  else if (last && last.items.length > 0 && SUBITEM.test(line))
    last.items[last.items.length - 1] = `${last.items.at(-1)}\n${line}`;
  else a.paragraphs.push({ text: line, items: [] });
}

/**
 * The articles of a law's text, in order. A line that begins with 第…条 opens one; a mention inside a sentence does not.
 * Text before the first article (preamble, contents) belongs to none. Linear in the text.
 */
export function articlesOf(text: string): Article[] {
  const out: Draft[] = [];
  const headings: { rank: number; text: string }[] = [];
  let open: Draft | undefined;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '') continue;
    const head = HEADING.exec(line) ?? undefined;
    const marked = head ? undefined : MARKED.exec(line);
    if (head || marked) {
      const rank = head ? (RANK[head[2] ?? ''] ?? 2) : 4;
      while (headings.length > 0 && (headings.at(-1)?.rank ?? 0) >= rank) headings.pop();
      headings.push({ rank, text: (head?.[1] ?? marked?.[1] ?? '').replace(/[\s\u3000]+/g, ' ') });
      open = undefined;
      continue;
    }
    const m = ARTICLE.exec(line);
    const no = m ? articleNo(m[1] ?? '', m[2]) : undefined;
    if (m && no !== undefined) {
      open = { no, heading: headings.map((h) => h.text), paragraphs: [], lines: [] };
      out.push(open);
      const rest = line.slice(m[0].length);
      if (rest) take(open, rest);
    } else if (open) take(open, line);
  }
  return out.map(({ lines, ...a }) => ({ ...a, text: lines.join('\n') }));
}

/** Words of a place, for quoting: the article, one of its paragraphs, or one item. Undefined when it has no such part. */
export function wordsAt(a: Article, paragraph?: number, item?: number): string | undefined {
  if (paragraph === undefined && item === undefined) return a.text;
  const p = paragraph === undefined ? a.paragraphs.find((x) => x.items.length > 0) : a.paragraphs[paragraph - 1];
  if (!p) return undefined;
  return item === undefined ? [p.text, ...p.items].join('\n') : p.items[item - 1];
}

import { readNumber } from '../../lib/numerals.ts';

const ARTICLE =
  /^(?:第\s*)?([零〇一二三四五六七八九十百千两\d]{1,9})\s*(?:条)?(?:\s*之\s*([一二三四五六七八九十\d]{1,3}))?$/;

/** `8` for 第八条, 8 or 第8条; `8-1` for 第八条之一; undefined for anything else. */
export function readArticle(text: string): string | undefined {
  const m = ARTICLE.exec(text.normalize('NFKC').trim());
  const n = m?.[1] ? readNumber(m[1]) : undefined;
  if (!n) return undefined;
  const sub = m?.[2] ? readNumber(m[2]) : undefined;
  return sub ? `${n}-${sub}` : String(n);
}

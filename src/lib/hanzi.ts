/** Chinese text: folding, cleaning, counting, shortening. */

/** Full-width ASCII (！ to ～) to half width and the ideographic space to a space; Chinese punctuation (、。〔〕) stays. */
export const foldWidth = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ');

/**
 * Text as it is stored and compared: NFC, LF line ends, plain spaces, nothing invisible (zero width, BOM, soft hyphen)
 * and no control characters but tab and line feed. Ideographic spaces stay: they are indents and names' spacing.
 * A zero-width joiner stays too, since it holds composed characters together.
 */
export const normaliseText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out here
    .replace(/[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');

/** How many Chinese characters a text holds: what 字数 counts, without punctuation, letters and digits. */
export const countHan = (text: string): number => text.match(/\p{Script=Han}/gu)?.length ?? 0;

const clusters = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * The beginning of a text in at most n visible characters, white space run together; `…` (one of them) shows that it was
 * cut. A cut moves back to the end of a sentence when one ends in the last half. Throws RangeError unless n ≥ 1.
 */
export function excerpt(text: string, n: number): string {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`not a length: ${n}`);
  const flat = text.replace(/\s+/g, ' ').trim();
  const shown: string[] = [];
  for (const { segment } of clusters.segment(flat)) {
    shown.push(segment);
    if (shown.length > n) break;
  }
  if (shown.length <= n) return flat;
  const kept = shown.slice(0, n - 1);
  const stop = kept.findLastIndex((c) => /[。！？；]/.test(c)) + 1;
  return `${(stop * 2 >= n ? kept.slice(0, stop) : kept).join('').trimEnd()}…`;
}

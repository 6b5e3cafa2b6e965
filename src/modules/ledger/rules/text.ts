const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]/g;
/** `[bookmark: _GoBack]` with nothing bracketed inside; a blank may have got between its letters. */
const BOOKMARK = new RegExp(
  `\\[${[...'bookmark'].map((c) => `[ \\u3000]*${c}`).join('')}[ \\u3000]*:[^[\\]\\n]{0,80}\\]`,
  'g',
);
const FOLD: Readonly<Record<string, string>> = {
  '(': '（',
  ')': '）',
  '﹙': '（',
  '﹚': '）',
  '[': '【',
  ']': '】',
  '［': '【',
  '］': '】',
  ',': '，',
  '﹐': '，',
  ';': '；',
  ':': '：',
  '∶': '：',
  '?': '？',
  '!': '！',
  '｡': '。',
  '､': '、',
  '．': '.',
  '﹒': '.',
};

/** One kind of line break, one kind of space, no word-processor remains. Nothing a reader sees is lost. */
export function clean(text: string): string {
  const plain = text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(INVISIBLE, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f]/g, ' ');
  return withoutBookmarks(plain);
}

/** Bookmarks set inside one another, deeper than any word processor's; more is not looked at, so hostile nesting costs little. */
const DEEPEST = 8;

/** Innermost first: a bookmark set inside another leaves a whole one behind when it goes. */
function withoutBookmarks(text: string): string {
  let rest = text;
  for (let n = 0; n < DEEPEST; n++) {
    const less = rest.replace(BOOKMARK, '');
    if (less === rest) break;
    rest = less;
  }
  return rest;
}

/**
 * The same text with one width per mark (brackets and punctuation full, digits and letters half), character for
 * character: an index into the result is an index into the input.
 */
export function fold(text: string): string {
  return text.replace(/[!-~﹐-﹚！-～｡､∶]/g, (c) => {
    const known = FOLD[c];
    if (known !== undefined) return known;
    const code = c.charCodeAt(0);
    return /[０-９Ａ-Ｚａ-ｚ]/.test(c) ? String.fromCharCode(code - 0xfee0) : c;
  });
}

/** A text without its spaces and with one width per mark, and the way back to the words as written. */
export type Folded = { readonly s: string; readonly raw: (from: number, to: number) => string };

/** Folds a cleaned text for matching; line breaks stay. */
export function squeeze(text: string): Folded {
  const at = new Uint32Array(text.length + 1);
  let n = 0;
  const kept: string[] = [];
  const gap = /[ \t\u3000]+/g;
  let start = 0;
  const keep = (end: number): void => {
    for (let i = start; i < end; i++) at[n++] = i;
    kept.push(text.slice(start, end));
  };
  for (let m = gap.exec(text); m !== null; m = gap.exec(text)) {
    keep(m.index);
    start = gap.lastIndex;
  }
  keep(text.length);
  at[n] = text.length;
  return {
    s: fold(kept.join('')),
    raw: (from, to) => (to > from ? text.slice(at[from] ?? 0, (at[to - 1] ?? 0) + 1) : ''),
  };
}

/** A passage short enough to show beside a remark. */
export const quote = (text: string): string => {
  const t = text.trim().replace(/\s+/g, ' ');
  return t.length > 80 ? `${t.slice(0, 79)}…` : t;
};

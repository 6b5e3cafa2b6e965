/**
 * How much of an interpretation is the policy's own words (简单摘抄), and how much mere headings (罗列小标题). It informs and never
 * judges: a genuine official interpretation quotes half of its policy. Windows of 13 characters, domain section 6.4.
 */
import { foldWidth } from '../../../lib/hanzi.ts';

export type CopySettings = {
  /** Shortest run of equal characters that counts as copied. */
  window: number;
  /** Share of copied text above which a reason is asked for. */
  line: number;
  /** Share of the interpretation's headings that are the policy's above which it only lists headings. */
  headings: number;
  /** Average characters under a heading below which there is nothing but headings. */
  thin: number;
};
export const COPY_SETTINGS: CopySettings = { window: 13, line: 0.6, headings: 0.8, thin: 60 };

/** A stretch of the interpretation that stands in the policy word for word; offsets into the two texts as given. */
export type CopiedPassage = { from: number; to: number; text: string; policyFrom: number; policyTo: number };

export type CopyResult = {
  /** Copied characters over all characters, punctuation and blanks left out; 0 for an empty text. */
  share: number;
  passages: CopiedPassage[];
  headings: { text: string; ofPolicy: boolean }[];
  /** Share of headings that the policy has too. */
  headingShare: number;
  /** True when headings are the policy's and hardly anything stands under them. */
  onlyHeadings: boolean;
  /** Above the line: a reason is asked for. */
  asksReason: boolean;
};

/** Letters and characters only, one width, with the way back to the text. */
type Folded = { s: string; at: Uint32Array };

function folded(text: string): Folded {
  const wide = foldWidth(text);
  const at = new Uint32Array(wide.length);
  const kept: string[] = [];
  let n = 0;
  for (let i = 0; i < wide.length; i++) {
    const c = wide.charCodeAt(i);
    const counts =
      (c >= 0x4e00 && c <= 0x9fff) ||
      (c >= 0x30 && c <= 0x39) ||
      (c >= 0x41 && c <= 0x5a) ||
      (c >= 0x61 && c <= 0x7a) ||
      (c >= 0x3400 && c <= 0x4dbf) ||
      c === 0x3007;
    if (!counts) continue;
    at[n++] = i;
    kept.push(wide[i] ?? '');
  }
  return { s: kept.join(''), at: at.subarray(0, n) };
}

const BASE = 0x01000193;

/** Hashes of all windows of a text (Rabin and Karp 1987), wrapped to 32 bits; a hit is compared character by character. */
function windows(s: string, w: number, each: (hash: number, at: number) => void): void {
  if (s.length < w) return;
  let high = 1;
  for (let i = 1; i < w; i++) high = Math.imul(high, BASE);
  let h = 0;
  for (let i = 0; i < s.length; i++) {
    if (i >= w) h = (h - Math.imul(s.charCodeAt(i - w), high)) | 0;
    h = (Math.imul(h, BASE) + s.charCodeAt(i)) | 0;
    if (i >= w - 1) each(h, i - w + 1);
  }
}

const HEADING =
  /^[\s\u3000]*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、]|#{1,6}\s)/;
const SENTENCE = /[。！？；]/;

type Section = { heading: string; under: number };

/** Short numbered lines and what stands under each; the rest of a numbered line after its first sentence is text. */
function sections(text: string): Section[] {
  const out: Section[] = [];
  for (const line of text.split('\n')) {
    const t = line.trim();
    if (t === '') continue;
    const m = HEADING.exec(line);
    if (m && t.length <= 40 && !SENTENCE.test(t.slice(0, -1))) out.push({ heading: t, under: 0 });
    else if (m) {
      const first = t.split(SENTENCE, 1)[0] ?? '';
      if (first.length <= 40) out.push({ heading: first, under: t.length - first.length - 1 });
      else if (out.length > 0) (out.at(-1) as Section).under += t.length;
    } else if (out.length > 0) (out.at(-1) as Section).under += t.length;
  }
  return out;
}

const bare = (heading: string): string => folded(heading.replace(HEADING, '')).s;

/** Compares an interpretation with its policy. Linear in both texts. */
export function copyOf(policy: string, interpretation: string, set: CopySettings = COPY_SETTINGS): CopyResult {
  const p = folded(policy);
  const t = folded(interpretation);
  const w = set.window;
  const first = new Map<number, number>();
  const more = new Map<number, number[]>();
  windows(p.s, w, (h, at) => {
    if (!first.has(h)) first.set(h, at);
    else {
      const list = more.get(h);
      // A phrase that stands everywhere needs no more than a few places to be recognised.
      if (!list) more.set(h, [at]);
      else if (list.length < 8) list.push(at);
    }
  });
  const passages: CopiedPassage[] = [];
  let copied = 0;
  let until = 0;
  windows(t.s, w, (h, at) => {
    if (at < until) return;
    const place = first.get(h);
    if (place === undefined) return;
    let best = { start: at, end: at, policy: 0 };
    for (const from of [place, ...(more.get(h) ?? [])]) {
      if (t.s.startsWith(p.s.slice(from, from + w), at)) {
        let n = w;
        while (at + n < t.s.length && from + n < p.s.length && t.s.charCodeAt(at + n) === p.s.charCodeAt(from + n)) n++;
        if (at + n > best.end) best = { start: at, end: at + n, policy: from };
      }
    }
    if (best.end === at) return;
    until = best.end;
    copied += best.end - best.start;
    const [a, b] = [t.at[best.start] ?? 0, (t.at[best.end - 1] ?? 0) + 1];
    const length = best.end - best.start;
    passages.push({
      from: a,
      to: b,
      text: interpretation.slice(a, b),
      policyFrom: p.at[best.policy] ?? 0,
      policyTo: (p.at[best.policy + length - 1] ?? 0) + 1,
    });
  });

  const ofPolicy = new Set(sections(policy).map((x) => bare(x.heading)));
  const own = sections(interpretation);
  const headings = own.map((x) => ({ text: x.heading, ofPolicy: ofPolicy.has(bare(x.heading)) }));
  const headingShare = headings.length === 0 ? 0 : headings.filter((x) => x.ofPolicy).length / headings.length;
  const under = own.length === 0 ? Number.POSITIVE_INFINITY : own.reduce((n, x) => n + x.under, 0) / own.length;
  const share = t.s.length === 0 ? 0 : copied / t.s.length;
  const onlyHeadings = headings.length >= 2 && headingShare >= set.headings && under < set.thin;
  return { share, passages, headings, headingShare, onlyHeadings, asksReason: share > set.line || onlyHeadings };
}

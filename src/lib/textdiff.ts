/**
 * The difference of two texts as a person reads it: paragraphs first, then characters inside a changed paragraph.
 * The search itself is the package `diff`; here is what makes its result readable, and keeps the time within bounds.
 */
import { type ArrayChange, diffArrays } from 'diff';

export type Segment = { kind: 'same' | 'add' | 'del'; text: string };

/**
 * One paragraph, with its line ends. `left` is the old text (segments `same` and `del`), `right` the new one (`same` and
 * `add`); `same` and `change` have both, `del` only left, `add` only right.
 */
export type ParagraphDiff = { kind: 'same' | 'add' | 'del' | 'change'; left?: Segment[]; right?: Segment[] };

/** Edits after which the search gives up. Its cost grows with their square, so these bound the time, not the text. */
const MOST_PARAGRAPH_EDITS = 2000;
const MOST_CHARACTER_EDITS = 400;
/** Pairs of paragraphs compared for likeness within one changed stretch. */
const MOST_PAIRS = 2500;
/** From this share of common character pairs on, a paragraph was changed and not replaced. */
const ALIKE = 0.35;

/** Old and new tokens of one stretch: equal (same), or what stands in place of what. */
type Stretch = { same: string[] } | { old: string[]; now: string[] };

/** Common head and tail set apart, the middle searched; undefined result of the search means all of the middle differs. */
function stretches(old: string[], now: string[], mostEdits: number): Stretch[] {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  const room = Math.min(old.length, now.length) - head;
  while (tail < room && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const a = old.slice(head, old.length - tail);
  const b = now.slice(head, now.length - tail);
  const parts: ArrayChange<string>[] | undefined = diffArrays(a, b, { maxEditLength: mostEdits });
  const out: Stretch[] = head > 0 ? [{ same: old.slice(0, head) }] : [];
  let open: { old: string[]; now: string[] } | undefined;
  const put = (which: 'old' | 'now', tokens: string[]): void => {
    if (!open) {
      open = { old: [], now: [] };
      out.push(open);
    }
    open[which] = open[which].concat(tokens);
  };
  if (!parts) {
    put('old', a);
    put('now', b);
  } else
    for (const p of parts) {
      if (p.removed) put('old', p.value);
      else if (p.added) put('now', p.value);
      else {
        out.push({ same: p.value });
        open = undefined;
      }
    }
  if (tail > 0) out.push({ same: old.slice(old.length - tail) });
  return out;
}

/** A number or a foreign word is one token: 2021 → 2022 is a new year, not a new last digit. */
const tokens = (text: string): string[] => text.match(/\d+|[A-Za-z]+|./gsu) ?? [];

/**
 * Joins edits that only a character or two hold apart: 不予(公开) → 予以(公开) reads better as one change than as three.
 * A common piece is given up when it is short and no longer than the edits on both of its sides.
 */
function readable(list: Stretch[]): Stretch[] {
  const size = (s: Stretch | undefined): number =>
    s && 'old' in s ? Math.max(s.old.join('').length, s.now.join('').length) : 0;
  const out: Stretch[] = [];
  list.forEach((s, i) => {
    const before = out.at(-1);
    const swallow =
      'same' in s && s.same.join('').length <= 3 && s.same.join('').length <= Math.min(size(before), size(list[i + 1]));
    if (before && 'old' in before && (swallow || 'old' in s)) {
      before.old = before.old.concat('same' in s ? s.same : s.old);
      before.now = before.now.concat('same' in s ? s.same : s.now);
    } else out.push('same' in s ? s : { old: s.old, now: s.now });
  });
  return out;
}

function changed(old: string, now: string): ParagraphDiff {
  const list = readable(stretches(tokens(old), tokens(now), MOST_CHARACTER_EDITS));
  const side = (which: 'old' | 'now'): Segment[] =>
    list
      .map(
        (s): Segment =>
          'same' in s
            ? { kind: 'same', text: s.same.join('') }
            : { kind: which === 'old' ? 'del' : 'add', text: s[which].join('') },
      )
      .filter((s) => s.text !== '');
  return { kind: 'change', left: side('old'), right: side('now') };
}

const pairsOf = (text: string): Map<string, number> => {
  const out = new Map<string, number>();
  const bare = text.replace(/\s/g, '');
  for (let i = 0; i + 1 < bare.length; i++) {
    const pair = bare.slice(i, i + 2);
    out.set(pair, (out.get(pair) ?? 0) + 1);
  }
  return out;
};

/** Share of common character pairs (Dice), 0 to 1. */
function likeness(a: Map<string, number>, b: Map<string, number>): number {
  let [common, total] = [0, 0];
  for (const n of b.values()) total += n;
  for (const [pair, n] of a) {
    total += n;
    common += Math.min(n, b.get(pair) ?? 0);
  }
  return total === 0 ? 0 : (2 * common) / total;
}

/** Which old paragraph became which new one, in order: the pairing with the greatest likeness in all. */
function matched(old: string[], now: string[]): [number, number][] {
  if (old.length === 1 && now.length === 1) return [[0, 0]];
  // So many paragraphs changed together that comparing each with each would take too long: nothing is called alike.
  if (old.length * now.length > MOST_PAIRS) return [];
  const [a, b] = [old.map(pairsOf), now.map(pairsOf)];
  const like = a.map((x) => b.map((y) => likeness(x, y))).map((row) => row.map((v) => (v >= ALIKE ? v : 0)));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const best: number[][] = [];
  for (let i = old.length - 1; i >= 0; i--) {
    const row: number[] = [];
    best[i] = row;
    for (let j = now.length - 1; j >= 0; j--)
      row[j] = Math.max(at(i + 1, j), row[j + 1] ?? 0, at(i + 1, j + 1) + (like[i]?.[j] ?? 0));
  }
  const out: [number, number][] = [];
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    const v = like[i]?.[j] ?? 0;
    if (v > 0 && at(i, j) === at(i + 1, j + 1) + v) out.push([i++, j++]);
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return out;
}

function replaced(old: string[], now: string[]): ParagraphDiff[] {
  const out: ParagraphDiff[] = [];
  let [i, j] = [0, 0];
  const upTo = (toI: number, toJ: number): void => {
    for (const text of old.slice(i, toI)) out.push({ kind: 'del', left: [{ kind: 'del', text }] });
    for (const text of now.slice(j, toJ)) out.push({ kind: 'add', right: [{ kind: 'add', text }] });
    [i, j] = [toI, toJ];
  };
  for (const [a, b] of matched(old, now)) {
    upTo(a, b);
    out.push(changed(old[a] ?? '', now[b] ?? ''));
    [i, j] = [a + 1, b + 1];
  }
  upTo(old.length, now.length);
  return out;
}

/** Blank lines belong to the paragraph before them, so that one blank line is not taken for another. */
const paragraphs = (text: string): string[] => text.match(/^\n+|[^\n]+\n*/g) ?? [];

/**
 * The difference of an old and a new text, paragraph by paragraph in reading order. Nothing is lost: the left segments
 * together are the old text, the right ones the new. Texts too different for a fine comparison in good time come as
 * whole paragraphs (or whole runs of them) removed and added.
 */
export function textDiff(old: string, now: string): ParagraphDiff[] {
  return stretches(paragraphs(old), paragraphs(now), MOST_PARAGRAPH_EDITS).flatMap((s) => {
    if ('old' in s) return replaced(s.old, s.now);
    return s.same.map((text): ParagraphDiff => {
      const segment: Segment = { kind: 'same', text };
      return { kind: 'same', left: [segment], right: [segment] };
    });
  });
}

type DiffSummary = { changed: number; added: number; removed: number; sentence: string };

/** Whether more than white space differs. */
const visible = (d: ParagraphDiff): boolean =>
  [...(d.left ?? []), ...(d.right ?? [])].some((s) => s.kind !== 'same' && s.text.trim() !== '');

/** How many paragraphs differ, and that as a Chinese sentence. Paragraphs where only white space differs do not count. */
export function summarise(diff: readonly ParagraphDiff[]): DiffSummary {
  const count = (kind: ParagraphDiff['kind']): number => diff.filter((d) => d.kind === kind && visible(d)).length;
  const [changedN, added, removed] = [count('change'), count('add'), count('del')];
  const parts = [
    changedN > 0 && `修改${changedN}段`,
    added > 0 && `新增${added}段`,
    removed > 0 && `删去${removed}段`,
  ].filter((p) => p !== false);
  const sentence = parts.length > 0 ? `${parts.join('，')}。` : '两版文字相同。';
  return { changed: changedN, added, removed, sentence };
}

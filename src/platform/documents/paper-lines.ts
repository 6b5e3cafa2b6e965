import type { Run } from './paper.ts';

/** What stays on one line: a Chinese character, a Latin word, a space. */
type Unit = { text: string; run: number; width: number; space: boolean };
/** A piece of a line in one manner of writing. */
export type Piece = { text: string; run: number };
/** A line; `natural` is its width as written, before it is spread or squeezed to the measure. */
export type Line = { pieces: Piece[]; natural: number; units: number; last: boolean };

/** 避头: what must not begin a line. */
const NO_START = /^[，。、；：？！）》〉」』】〕”’…—·%‰℃,.;:?!)\]}]/u;
/** 避尾: what must not end one. */
const NO_END = /^[（《〈「『【〔“‘([{]$/u;
/** So many of the first kind may be squeezed into a full line before something else has to move down. */
const SQUEEZED = 2;

function unitsOf(runs: readonly Run[], measure: (text: string, run: number) => number): Unit[] {
  return runs.flatMap((r, run) =>
    (
      r.text.match(/[[\p{L}\p{N}\p{M}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]+|\s|\P{M}\p{M}*/gv) ??
      []
    ).map((text) => ({ text, run, width: measure(text, run), space: /^\s$/.test(text) && text !== '\u3000' })),
  );
}

/** A word wider than the whole measure is cut where it has to be. */
function cut(unit: Unit, width: number, measure: (text: string, run: number) => number): Unit[] {
  if (unit.width <= width) return [unit];
  const parts: Unit[] = [];
  let text = '';
  const push = (): void => {
    if (text) parts.push({ ...unit, text, width: measure(text, unit.run) });
  };
  for (const c of unit.text) {
    if (text && measure(text + c, unit.run) > width) {
      push();
      text = '';
    }
    text += c;
  }
  push();
  return parts;
}

/**
 * Breaks words into lines of `width` (the first one narrower by `indent`) as Chinese is set: anywhere between characters,
 * but no line begins with a closing mark or ends with an opening one. Pure; `measure` gives the width of a text in a run.
 */
export function breakLines(
  runs: readonly Run[],
  width: number,
  indent: number,
  measure: (text: string, run: number) => number,
): Line[] {
  const units = unitsOf(runs, measure).flatMap((u) => cut(u, width - indent, measure));
  const lines: Line[] = [];
  let from = 0;
  while (from < units.length) {
    const room = width - (lines.length === 0 ? indent : 0);
    let to = from;
    let used = 0;
    while (to < units.length && used + (units[to]?.width ?? 0) <= room + 0.01) used += units[to++]?.width ?? 0;
    if (to < units.length) to = settle(units, from, Math.max(to, from + 1));
    const shown = units.slice(from, to);
    while (shown.at(-1)?.space) shown.pop();
    lines.push({
      pieces: piecesOf(shown),
      natural: shown.reduce((sum, u) => sum + u.width, 0),
      units: shown.reduce((n, u) => n + [...u.text].length, 0),
      last: to >= units.length,
    });
    from = to;
    while (units[from]?.space) from += 1;
  }
  return lines;
}

/** Where the line that could hold units up to `to` really ends. */
function settle(units: readonly Unit[], from: number, to: number): number {
  const maySplit = (at: number): boolean =>
    !NO_START.test(units[at]?.text ?? '') && !NO_END.test(units[at - 1]?.text ?? '');
  let squeezed = to;
  while (squeezed - to < SQUEEZED && NO_START.test(units[squeezed]?.text ?? '')) squeezed += 1;
  if (squeezed > to && !NO_START.test(units[squeezed]?.text ?? '')) return squeezed;
  // An opening mark goes down with its words; too many closing marks to squeeze in take down the character before them.
  let back = to;
  while (back > from + 1 && !maySplit(back)) back -= 1;
  return maySplit(back) ? back : to;
}

function piecesOf(units: readonly Unit[]): Piece[] {
  const pieces: Piece[] = [];
  for (const u of units) {
    const last = pieces.at(-1);
    if (last && last.run === u.run) last.text += u.text;
    else pieces.push({ text: u.text, run: u.run });
  }
  return pieces;
}

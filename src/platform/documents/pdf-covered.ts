import type { Box } from './pdf-geometry.ts';
import type { Cover, Glyph, Painted } from './pdf-paint.ts';

/** How a sign fares on the finished page. `under-scan`: text that a recogniser laid under the picture of a page. */
type Fate = 'shown' | 'covered' | 'hidden' | 'under-scan';

/** Text of one fate that was shown in one go: what lines are made of. */
export type Piece = { str: string; transform: number[]; width: number; height: number; hasEOL: boolean };

const area = (b: Box): number => Math.max(0, b[2] - b[0]) * Math.max(0, b[3] - b[1]);

/** Whether a picture takes up most of the page. */
export const isPageSized = (box: Box, view: Box): boolean => {
  const seen: Box = [
    Math.max(box[0], view[0]),
    Math.max(box[1], view[1]),
    Math.min(box[2], view[2]),
    Math.min(box[3], view[3]),
  ];
  return area(seen) > area(view) * 0.6;
};

/** Whether a cover lies over the middle of a sign; its edges may look out, as bars are drawn by hand. */
function over(c: Cover, g: Glyph): boolean {
  const x = (g.box[0] + g.box[2]) / 2;
  const y = (g.box[1] + g.box[3]) / 2;
  const w = (g.box[2] - g.box[0]) * 0.2;
  const h = (g.box[3] - g.box[1]) * 0.2;
  const inside = c.box[0] <= x - w && c.box[2] >= x + w && c.box[1] <= y - h && c.box[3] >= y + h;
  return inside && (c.alpha?.(x, y) ?? true);
}

function fateOf(g: Glyph, covers: readonly Cover[], view: Box): Fate {
  if (g.seen === 'invisible' || g.seen === 'layer-off' || g.seen === 'tiny') return 'hidden';
  const x = (g.box[0] + g.box[2]) / 2;
  const y = (g.box[1] + g.box[3]) / 2;
  if (x < view[0] - 1 || x > view[2] + 1 || y < view[1] - 1 || y > view[3] + 1) return 'hidden';
  for (const c of covers)
    if (c.at > g.at && over(c, g)) return c.picture && isPageSized(c.box, view) ? 'under-scan' : 'covered';
  // Letters in the colour of their ground are not seen: white ones on paper, black ones on a bar painted before them.
  let ground: Cover | undefined;
  for (const c of covers) if (c.at < g.at && over(c, g)) ground = c;
  return sameColour(g.colour, ground ? ground.colour : PAPER) ? 'hidden' : 'shown';
}

const PAPER = '#ffffff';
/** Difference of the strongest channel, of 255, below which nobody reads a word. */
const FAINT = 28;

/** Whether two colours are hard to tell apart; unknown ones (empty: pictures, patterns) are not. */
function sameColour(a: string, b: string): boolean {
  const channels = (colour: string): number[] =>
    /^#[\da-f]{6}$/i.test(colour) ? [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16)) : [];
  const left = channels(a);
  const right = channels(b);
  return left.length === 3 && right.length === 3 && left.every((v, i) => Math.abs(v - (right[i] ?? 0)) < FAINT);
}

/** The page's text by how it fares, in the order painted. */
export function fates(painted: Painted, view: Box): Map<Fate, Piece[]> {
  const out = new Map<Fate, Piece[]>();
  for (const run of painted.glyphs) {
    let fate: Fate | undefined;
    let piece: Piece | undefined;
    for (const g of run) {
      const own = g.text.trim() === '' ? (fate ?? 'shown') : fateOf(g, painted.covers, view);
      if (!piece || own !== fate) {
        fate = own;
        piece = { str: '', transform: [g.size, 0, 0, g.size, g.x, g.y], width: 0, height: g.size, hasEOL: false };
        const list = out.get(own);
        if (list) list.push(piece);
        else out.set(own, [piece]);
      }
      // Signs set far apart in one go are words apart, as cells of a table.
      const gap = g.x - ((piece.transform[4] ?? 0) + piece.width);
      if (piece.str !== '' && gap > g.size * 0.5 && !/\s$/.test(piece.str)) piece.str += ' ';
      piece.str += g.text;
      piece.width = Math.max(piece.width, g.box[2] - (piece.transform[4] ?? 0));
    }
  }
  return out;
}

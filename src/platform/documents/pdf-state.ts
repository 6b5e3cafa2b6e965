/** The state in which a page paints, and reading what pdf.js hands over. */
import type { Matrix } from './pdf-geometry.ts';

export type State = {
  ctm: Matrix;
  fill: string;
  stroke: string;
  /** Of strokes: how thick, and whether they have gaps. */
  width: number;
  dashed: boolean;
  alpha: number;
  blends: boolean;
  masked: boolean;
  mode: number;
  size: number;
  chars: number;
  words: number;
  stretch: number;
  leading: number;
  rise: number;
};

/** How paint falls where nothing was said of it; a remark begins with it anew. */
export const PLAIN_PAINT = {
  fill: '#000000',
  stroke: '#000000',
  width: 1,
  dashed: false,
  alpha: 1,
  blends: false,
  masked: false,
  mode: 0,
};

export const START: State = {
  ...PLAIN_PAINT,
  ctm: [1, 0, 0, 1, 0, 0],
  size: 0,
  chars: 0,
  words: 0,
  stretch: 1,
  leading: 0,
  rise: 0,
};

export const numbers = (value: unknown): number[] =>
  value !== null && typeof value === 'object' ? Object.values(value).filter((n) => typeof n === 'number') : [];
export const matrix = (value: unknown): Matrix | undefined => {
  const [a, b, c, d, e, f] = numbers(value);
  return a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined
    ? undefined
    : [a, b, c, d, e, f];
};

/** One entry of an extended graphics state. */
export function graphics(s: State, [key, value]: [string, unknown]): void {
  if (key === 'ca' && typeof value === 'number') s.alpha = value;
  else if (key === 'LW' && typeof value === 'number') s.width = value;
  else if (key === 'SMask') s.masked = Boolean(value);
  else if (key === 'BM') s.blends = value !== 'source-over' && value !== 'Normal' && value !== null;
  else if (key === 'Font' && Array.isArray(value) && typeof value[1] === 'number') s.size = value[1];
}

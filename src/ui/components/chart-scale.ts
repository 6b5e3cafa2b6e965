/** A round step (1, 2, 5 × 10ⁿ) that divides `span` into about `count` parts. */
function niceStep(span: number, count: number): number {
  const raw = Math.max(span, Number.EPSILON) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((f) => f * power >= raw * 0.999) ?? 10;
  return factor * power;
}

/** Axis marks from `from` (a multiple of the step below the least value) to the first mark at or above `to`. */
export function axisMarks(from: number, to: number, count = 4): number[] {
  const step = niceStep(to - from || 1, count);
  const start = Math.floor(from / step) * step;
  const marks: number[] = [];
  for (let i = 0; start + i * step < to + step * 0.999; i++) marks.push(Number((start + i * step).toPrecision(12)));
  return marks.length > 1 ? marks : [start, start + step];
}

/** Percent text for an SVG attribute. */
export const pct = (share: number): string => `${(share * 100).toFixed(2)}%`;

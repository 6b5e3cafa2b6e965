/** Places on a page: transformations, boxes around them, rectangles in paths. Pure. */

/** Six numbers of a transformation, as PDF writes them. */
export type Matrix = readonly [number, number, number, number, number, number];
/** Corners in points of the page, lower left first. */
export type Box = readonly [number, number, number, number];

/** One transformation after another: `n` first. */
export const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];
export const apply = (m: Matrix, x: number, y: number): [number, number] => [
  m[0] * x + m[2] * y + m[4],
  m[1] * x + m[3] * y + m[5],
];

/** The box around a rectangle after a transformation. */
export function boxOf(m: Matrix, x0: number, y0: number, x1: number, y1: number): Box {
  const points = [apply(m, x0, y0), apply(m, x1, y0), apply(m, x0, y1), apply(m, x1, y1)];
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Rectangles with upright sides in a path; each begins with a move (0), goes on with lines (1), curves (2, 3) or ends (4). */
export function* rectangles(data: readonly number[]): Generator<[number, number, number, number]> {
  let points: [number, number][] = [];
  let straight = true;
  const take = (): [number, number, number, number] | undefined => {
    const xs = points.map((p) => p[0]);
    const ys = points.map((p) => p[1]);
    const box: [number, number, number, number] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.01;
    const corners = points.every(
      ([x, y]) => (near(x, box[0]) || near(x, box[2])) && (near(y, box[1]) || near(y, box[3])),
    );
    return straight && points.length >= 4 && corners ? box : undefined;
  };
  for (let i = 0; i < data.length; ) {
    const op = data[i];
    if (op === 0) {
      const box = take();
      if (box) yield box;
      points = [[data[i + 1] ?? 0, data[i + 2] ?? 0]];
      straight = true;
      i += 3;
    } else if (op === 1) {
      points.push([data[i + 1] ?? 0, data[i + 2] ?? 0]);
      i += 3;
    } else if (op === 2 || op === 3) {
      straight = false;
      i += op === 2 ? 7 : 5;
    } else i += 1;
  }
  const box = take();
  if (box) yield box;
}

/** The way back through a transformation; none when it flattens everything. */
export function inverse(m: Matrix): Matrix | undefined {
  const det = m[0] * m[3] - m[1] * m[2];
  if (!det) return undefined;
  return [
    m[3] / det,
    -m[1] / det,
    -m[2] / det,
    m[0] / det,
    (m[2] * m[5] - m[3] * m[4]) / det,
    (m[1] * m[4] - m[0] * m[5]) / det,
  ];
}

/** Shapes that are no upright rectangle and thick strokes, as what they cover of a page. Pure. */
import { apply, type Box, boxOf, type Matrix, rectangles } from './pdf-geometry.ts';

/** Points of a page from which a line or a shape can hide a word. */
const THICK = 4;

/** `alpha` asks whether a point of the page is covered; absent: all of the box is. */
export type Shape = { box: Box; alpha?: (x: number, y: number) => boolean };

/** What a filled path covers: bars, also those that are tilted, rounded or drawn by hand. */
export function* blots(data: readonly number[], ctm: Matrix): Generator<Shape> {
  const upright = [...rectangles(data)];
  for (const r of upright) yield { box: boxOf(ctm, ...r) };
  if (upright.length > 0) return;
  for (const o of outlines(data)) {
    const points = placed(o, ctm);
    const box = around(points, 0);
    if (box[2] - box[0] >= THICK && box[3] - box[1] >= THICK) yield { box, alpha: (x, y) => isInside(points, x, y) };
  }
}

/** What a stroked path covers: a marker's line over the words. `width` in units of the path. */
export function* strokes(data: readonly number[], ctm: Matrix, width: number): Generator<Shape> {
  const half = (width * Math.hypot(ctm[2], ctm[3])) / 2;
  if (half * 2 < THICK) return;
  for (const o of outlines(data)) {
    const points = placed(o, ctm);
    yield { box: around(points, half), alpha: (x, y) => distance(points, x, y) <= half };
  }
}

type Point = readonly [number, number];
/** One part of a path: its corners; curves are drawn as a few straight pieces. */
type Outline = Point[];

const placed = (o: Outline, ctm: Matrix): Outline => o.map(([x, y]) => apply(ctm, x, y));

/** Corners of one path at most: letters drawn as outlines have more, and cover nothing worth the time. */
const MOST_CORNERS = 120;
const PIECES = 4;

/** The parts of a path, as straight pieces; parts with more corners than bars and blots have are left out. */
function outlines(data: readonly number[]): Outline[] {
  const out: Outline[] = [];
  let now: Outline = [];
  const end = (): void => {
    if (now.length > 1 && now.length <= MOST_CORNERS) out.push(now);
  };
  for (let i = 0; i < data.length; ) {
    const at = (k: number): number => data[i + k] ?? 0;
    const op = data[i];
    if (op === 0) {
      end();
      now = [[at(1), at(2)]];
      i += 3;
    } else if (op === 1) {
      now.push([at(1), at(2)]);
      i += 3;
    } else if (op === 2 || op === 3) {
      const from = now.at(-1) ?? [at(1), at(2)];
      const [c1, c2, to]: [Point, Point, Point] =
        op === 2
          ? [
              [at(1), at(2)],
              [at(3), at(4)],
              [at(5), at(6)],
            ]
          : [
              [at(1), at(2)],
              [at(1), at(2)],
              [at(3), at(4)],
            ];
      for (let n = 1; n <= PIECES; n++) now.push(bezier(from, c1, c2, to, n / PIECES));
      i += op === 2 ? 7 : 5;
    } else i += 1;
  }
  end();
  return out;
}

function bezier(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const u = 1 - t;
  const mix = (k: 0 | 1): number => u * u * u * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t * t * t * d[k];
  return [mix(0), mix(1)];
}

/** Whether a point lies inside a closed outline. */
function isInside(points: readonly Point[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [xi, yi] = points[i] ?? [0, 0];
    const [xj, yj] = points[j] ?? [0, 0];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** How far a point is from the nearest piece of a line. */
function distance(points: readonly Point[], x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1] ?? [0, 0];
    const [bx, by] = points[i] ?? [0, 0];
    const [dx, dy] = [bx - ax, by - ay];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
    best = Math.min(best, Math.hypot(x - ax - t * dx, y - ay - t * dy));
  }
  return best;
}

const around = (points: readonly Point[], by: number): Box => {
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  return [Math.min(...xs) - by, Math.min(...ys) - by, Math.max(...xs) + by, Math.max(...ys) + by];
};

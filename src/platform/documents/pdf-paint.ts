import { apply, type Box, boxOf, inverse, type Matrix, times } from './pdf-geometry.ts';
import type { loadPdfjs } from './pdf-open.ts';
import { blots, strokes } from './pdf-shapes.ts';
import { graphics, matrix, numbers, START, type State } from './pdf-state.ts';

/**
 * Something that lies over what was painted before it. `colour` is `#rrggbb`, empty for pictures and patterns; `alpha`
 * asks whether it is opaque at a point of the page.
 */
export type Cover = {
  at: number;
  box: Box;
  colour: string;
  picture: boolean;
  alpha?: (x: number, y: number) => boolean;
};
/** One sign of text; `at` is its turn in the order of painting. */
export type Glyph = {
  at: number;
  text: string;
  box: Box;
  x: number;
  y: number;
  size: number;
  colour: string;
  seen: Seen;
};
/** Why a sign is not seen, as far as it tells by itself. */
export type Seen = 'yes' | 'invisible' | 'layer-off' | 'tiny';
export type Painted = { glyphs: Glyph[][]; covers: Cover[] };

type Ops = Awaited<ReturnType<typeof loadPdfjs>>['pdfjs']['OPS'];
type Operators = { fnArray: readonly number[]; argsArray: readonly unknown[] };
/** What the page can be asked: opaque points of a picture, and whether a layer is switched on. */
type PageFacts = {
  alphaOf(id: string): ((u: number, v: number) => boolean) | undefined;
  layerOn(props: unknown): boolean;
};

/**
 * Goes through what a page paints, in order, and gives every sign of text and every opaque rectangle and picture with
 * its place on the page. Shapes of other outlines and thick strokes cover what lies under them; shadings cover nothing here.
 */
export function paint(list: Operators, ops: Ops, facts: PageFacts): Painted {
  const glyphs: Glyph[][] = [];
  const covers: Cover[] = [];
  let s: State = { ...START };
  const saved: State[] = [];
  let text: Matrix = [1, 0, 0, 1, 0, 0];
  let line: Matrix = text;
  let x = 0;
  const layers: boolean[] = [];
  const off = (): boolean => layers.includes(false);
  const move = (dx: number, dy: number): void => {
    line = times(line, [1, 0, 0, 1, dx, dy]);
    text = line;
    x = 0;
  };
  const cover = (at: number, box: Box, picture: boolean, alpha?: Cover['alpha'], paint = s.fill): void => {
    const dark = /^#[0-4]/.test(paint);
    if (off() || s.alpha < 0.95 || s.masked || (s.blends && !(dark && !picture))) return;
    if (!picture && paint === 'none') return;
    covers.push({ at, box, colour: picture ? '' : paint, picture, ...(alpha ? { alpha } : {}) });
  };
  const image = (at: number, m: Matrix, id: unknown): void => {
    const opaque = typeof id === 'string' ? facts.alphaOf(id) : undefined;
    const back = inverse(m);
    const alpha =
      opaque && back
        ? (px: number, py: number) => {
            const [u, v] = apply(back, px, py);
            return opaque(u, 1 - v);
          }
        : undefined;
    cover(at, boxOf(m, 0, 0, 1, 1), true, alpha);
  };
  const show = (at: number, items: unknown): void => {
    const run: Glyph[] = [];
    const size = Math.abs(s.size);
    for (const item of Array.isArray(items) ? items : []) {
      if (typeof item === 'number') {
        x -= (item * s.size * s.stretch) / 1000;
        continue;
      }
      const glyph = item as { unicode?: string; width?: number; isSpace?: boolean } | null;
      if (!glyph) continue;
      const wide = ((glyph.width ?? 0) / 1000) * s.size;
      const m = times(s.ctm, text);
      const box = boxOf(m, x, s.rise - size * 0.1, x + wide * s.stretch, s.rise + size * 0.75);
      const [px, py] = apply(m, x, s.rise);
      const height = size * Math.hypot(m[2], m[3]);
      run.push({
        at,
        text: glyph.unicode ?? '',
        box,
        x: px,
        y: py,
        size: height,
        colour: s.mode === 0 ? s.fill : '',
        seen: seenAs(height),
      });
      x += (wide + s.chars + (glyph.isSpace ? s.words : 0)) * s.stretch;
    }
    if (run.length) glyphs.push(run);
  };
  const seenAs = (height: number): Seen => {
    if (off()) return 'layer-off';
    if (s.mode === 3 || s.mode === 7 || s.alpha === 0) return 'invisible';
    if (height < 1) return 'tiny';
    return 'yes';
  };
  const path = (at: number, a: readonly unknown[]): void => {
    const fills = [ops.fill, ops.eoFill, ops.fillStroke, ops.eoFillStroke, ops.closeFillStroke, ops.closeEOFillStroke];
    const how = a[0] as number;
    const data = numbers((a[1] as unknown[] | undefined)?.[0]);
    if (fills.includes(how)) for (const c of blots(data, s.ctm)) cover(at, c.box, false, c.alpha);
    else if ((how === ops.stroke || how === ops.closeStroke) && !s.dashed)
      for (const c of strokes(data, s.ctm, s.width)) cover(at, c.box, false, c.alpha, s.stroke);
  };

  for (const [at, fn] of list.fnArray.entries()) {
    const given = list.argsArray[at];
    const a: readonly unknown[] = Array.isArray(given) ? given : [];
    const n = (i: number): number => (typeof a[i] === 'number' ? a[i] : 0);
    switch (fn) {
      case ops.save:
      case ops.beginGroup:
        saved.push({ ...s });
        break;
      case ops.restore:
      case ops.endGroup:
      case ops.paintFormXObjectEnd:
      case ops.endAnnotation:
        s = saved.pop() ?? s;
        break;
      case ops.transform: {
        const m = matrix(a);
        if (m) s.ctm = times(s.ctm, m);
        // A picture too large to be decoded leaves only its place behind.
        if (list.fnArray[at + 1] === ops.restore) image(at, s.ctm, undefined);
        break;
      }
      case ops.paintFormXObjectBegin: {
        saved.push({ ...s });
        const m = matrix(a[0]);
        if (m) s.ctm = times(s.ctm, m);
        break;
      }
      case ops.beginAnnotation: {
        saved.push({ ...s });
        for (const m of [matrix(a[2]), matrix(a[3])]) if (m) s.ctm = times(s.ctm, m);
        s = {
          ...s,
          fill: '#000000',
          stroke: '#000000',
          width: 1,
          dashed: false,
          alpha: 1,
          blends: false,
          masked: false,
          mode: 0,
        };
        break;
      }
      case ops.setGState:
        for (const pair of (a[0] as [string, unknown][] | undefined) ?? []) graphics(s, pair);
        break;
      case ops.setFillRGBColor:
        s.fill = typeof a[0] === 'string' ? a[0] : '#000000';
        break;
      case ops.setFillColorN:
        s.fill = '';
        break;
      case ops.setFillTransparent:
        s.fill = 'none';
        break;
      case ops.setStrokeRGBColor:
        s.stroke = typeof a[0] === 'string' ? a[0] : '#000000';
        break;
      case ops.setStrokeColorN:
        s.stroke = '';
        break;
      case ops.setLineWidth:
        s.width = n(0);
        break;
      case ops.setDash:
        s.dashed = numbers(a[0]).some((gap) => gap > 0);
        break;
      case ops.constructPath:
        path(at, a);
        break;
      case ops.paintImageXObject:
        image(at, s.ctm, a[0]);
        break;
      case ops.paintInlineImageXObject:
      case ops.paintSolidColorImageMask:
        cover(at, boxOf(s.ctm, 0, 0, 1, 1), fn === ops.paintInlineImageXObject);
        break;
      case ops.paintImageXObjectRepeat: {
        const places = numbers(a[3]);
        for (let i = 0; i + 1 < places.length; i += 2)
          image(at, times(s.ctm, [n(1), 0, 0, n(2), places[i] ?? 0, places[i + 1] ?? 0]), a[0]);
        break;
      }
      case ops.paintInlineImageXObjectGroup:
        for (const part of (a[1] as { transform?: unknown }[] | undefined) ?? []) {
          const m = matrix(part.transform);
          if (m) cover(at, boxOf(times(s.ctm, m), 0, 0, 1, 1), true);
        }
        break;
      case ops.beginMarkedContentProps:
        layers.push(a[0] !== 'OC' || facts.layerOn(a[1]));
        break;
      case ops.beginMarkedContent:
        layers.push(true);
        break;
      case ops.endMarkedContent:
        layers.pop();
        break;
      case ops.beginText:
        text = line = [1, 0, 0, 1, 0, 0];
        x = 0;
        break;
      case ops.setTextMatrix:
        text = line = matrix(a[0]) ?? matrix(a) ?? [1, 0, 0, 1, 0, 0];
        x = 0;
        break;
      case ops.moveText:
        move(n(0), n(1));
        break;
      case ops.setLeadingMoveText:
        s.leading = n(1);
        move(n(0), n(1));
        break;
      case ops.setLeading:
        s.leading = -n(0);
        break;
      case ops.nextLine:
        move(0, s.leading);
        break;
      case ops.setFont:
        s.size = n(1);
        break;
      case ops.setCharSpacing:
        s.chars = n(0);
        break;
      case ops.setWordSpacing:
        s.words = n(0);
        break;
      case ops.setHScale:
        s.stretch = n(0) / 100;
        break;
      case ops.setTextRise:
        s.rise = n(0);
        break;
      case ops.setTextRenderingMode:
        s.mode = n(0);
        break;
      case ops.showText:
        show(at, a[0]);
        break;
    }
  }
  return { glyphs, covers };
}

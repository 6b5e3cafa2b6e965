import type { Layer, LayerKind, Spot } from '../../lib/specimen.ts';

/** Gathers the text of one layer line by line, with the place of each line. */
type LayerText = {
  /** Adds one line; blank ones are left out. `at` is its place, when it is not that of the line before. */
  add(text: string, at?: string): void;
  readonly length: number;
  /** The layer, or none when nothing was added. */
  layer(kind: LayerKind, at: string): Layer[];
};

function layerText(): LayerText {
  const parts: string[] = [];
  const spots: Spot[] = [];
  let length = 0;
  let last: string | undefined;
  return {
    add(text, at) {
      if (text.trim() === '') return;
      if (at !== undefined && at !== last) {
        spots.push({ from: length, at });
        last = at;
      }
      parts.push(text);
      length += text.length + 1;
    },
    get length() {
      return length;
    },
    layer: (kind, at) => (parts.length ? [{ kind, at, text: parts.join('\n'), spots }] : []),
  };
}

/** Several layers' texts, made when first written to, in the order in which they were. */
export function layerSet(): {
  add(kind: LayerKind, at: string, text: string, spot?: string): void;
  layers(): Layer[];
} {
  const texts = new Map<string, { kind: LayerKind; at: string; text: LayerText }>();
  return {
    add(kind, at, text, spot) {
      if (text.trim() === '') return;
      const key = `${kind} ${at}`;
      let own = texts.get(key);
      if (!own) {
        own = { kind, at, text: layerText() };
        texts.set(key, own);
      }
      own.text.add(text, spot);
    },
    layers: () => [...texts.values()].flatMap((t) => t.text.layer(t.kind, t.at)),
  };
}

const LONG_ENOUGH = 13;

/**
 * A copy that holds on to nothing else: a piece cut from a long string keeps the whole of it in memory, so that a
 * hundred thousand cells would keep a hundred megabytes of markup.
 */
export const own = (text: string): string => (text.length < LONG_ENOUGH ? text : Buffer.from(text).toString());

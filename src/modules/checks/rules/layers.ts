import type { Layer, LayerKind, Specimen } from '../../../lib/specimen.ts';

const READ = new Set<LayerKind>(['shown', 'title', 'header-footer', 'notes']);

/** Layers whose words are meant to be read, with their number; rules about wording leave the hidden ones alone. */
export const readLayers = (s: Specimen): [number, Layer][] =>
  [...s.layers.entries()].filter(([, layer]) => READ.has(layer.kind));

/** All text that readers see, in order. */
export const shownText = (s: Specimen): string =>
  s.layers
    .filter((l) => l.kind === 'shown')
    .map((l) => l.text)
    .join('\n');

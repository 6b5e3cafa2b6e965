import type { Blind, Grid, Layer, LayerKind, Link, Picture, Sheet, Specimen } from '../../lib/specimen.ts';
import { layerSet } from './layer-text.ts';

type Said = { kind: LayerKind; at: string; text: string; spot?: string };

/** What a reader of one format has found so far. */
export type Gathered = {
  add(kind: LayerKind, at: string, text: string, spot?: string): void;
  take(more: { grids?: Grid[]; pictures?: Picture[]; links?: Link[]; rest?: Said[] }): void;
  /** Layers that are whole already, such as those of an embedded file. */
  layer(layers: readonly Layer[]): void;
  blind(code: string, say: string): void;
  layers(): Layer[];
  grids: Grid[];
  pictures: Picture[];
  links: Link[];
  pages: Sheet[];
  blinds: Blind[];
};

export function gathered(): Gathered {
  const set = layerSet();
  const whole: Layer[] = [];
  const out: Gathered = {
    grids: [],
    pictures: [],
    links: [],
    pages: [],
    blinds: [],
    add: set.add,
    take(more) {
      for (const g of more.grids ?? []) out.grids.push(g);
      for (const p of more.pictures ?? []) out.pictures.push(p);
      for (const l of more.links ?? []) out.links.push(l);
      for (const r of more.rest ?? []) set.add(r.kind, r.at, r.text, r.spot);
    },
    layer(layers) {
      for (const l of layers) whole.push(l);
    },
    blind(code, say) {
      if (!out.blinds.some((b) => b.code === code && b.say === say)) out.blinds.push({ code, say });
    },
    layers() {
      const all = [...set.layers(), ...whole];
      // Addresses of links are text too: a mail address or a number can stand in them and nowhere else.
      const seen = new Set<string>();
      const links = layerSet();
      for (const l of out.links) {
        const href = decoded(l.href);
        if (!seen.has(href) && !l.text.includes(href)) links.add('metadata', '链接的地址', href, `${l.at}的链接`);
        seen.add(href);
      }
      return [...all, ...links.layers()];
    },
  };
  return out;
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

/** Puts together what was found; the first layer is the shown one, when anything is shown. */
export function specimenOf(
  about: { name: string; format: Specimen['format']; title: string; html?: string },
  into: Gathered,
): Specimen {
  const { html, ...rest } = about;
  const layers = into.layers();
  const shown = layers.filter((l) => l.kind === 'shown');
  return {
    ...rest,
    layers: [...shown, ...layers.filter((l) => l.kind !== 'shown')],
    grids: into.grids,
    pictures: into.pictures,
    links: into.links,
    pages: into.pages,
    blind: into.blinds,
    ...(html === undefined ? {} : { html }),
  };
}

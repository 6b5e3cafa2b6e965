/**
 * A document as checks see it: every text it carries, shown or hidden, each with its place. Made by
 * `platform/documents` from any file, or by `specimenOfHtml` from a piece; pure data, so rules over it are pure too.
 */

/** Where a text of the file lies. Anything but `shown` is what a reader does not see and a finder does. */
export type LayerKind =
  | 'shown'
  | 'title'
  | 'hidden-sheet'
  | 'hidden-rows'
  | 'hidden-columns'
  | 'hidden-text'
  | 'comment'
  | 'revision'
  | 'pivot-cache'
  | 'defined-name'
  | 'metadata'
  | 'embedded'
  | 'alt-text'
  | 'covered'
  | 'header-footer'
  | 'notes'
  | 'external-link';

/** From this offset of the layer's text on, its place is `at` (第3段, 工作表“名册”第5行, 第2页). Sorted by `from`. */
export type Spot = { from: number; at: string };

export type Layer = {
  kind: LayerKind;
  /** The layer's own place: 正文, 工作表“名册”（隐藏）, 批注, 属性“作者”. */
  at: string;
  text: string;
  /** Finer places inside the text; empty when the layer's own place says enough. */
  spots: readonly Spot[];
};

/**
 * A table with its head found; cells are trimmed text, rows all as long as the widest. A cell over several rows is
 * repeated in each. Lines above the head (a name, a unit of measure) stand in `caption`, one a line.
 */
export type Grid = {
  /** 工作表“名册”, 第2个表. */
  at: string;
  kind: LayerKind;
  caption?: string;
  /** Number of rows at the top that are heads (0: none found); merged heads count as several. */
  headRows: number;
  /** One name a column, merged heads joined (人员／姓名); empty when `headRows` is 0. */
  head: readonly string[];
  /** All rows, those of the head first; empty ones are left out. */
  rows: readonly (readonly string[])[];
  /** The number of each row as the file counts them from 1; absent: they are counted as they stand in `rows`. */
  rowNumbers?: readonly number[];
  /**
   * Where each cell begins in the text of the first layer, for replacing it there; -1 for a cell without a place of its
   * own (empty, or repeated from a merged one). Only of markup.
   */
  offsets?: readonly (readonly number[])[];
  /** Whether the file itself marks the head (`th`, a header row); without that a screen reader hears none. */
  headMarked: boolean;
};

export type Picture = { at: string; alt?: string };
export type Link = { at: string; href: string; text: string };
/** A page of a PDF: characters of its text layer, and whether a picture covers most of it. */
export type Sheet = { no: number; chars: number; picture: boolean };
/** Something about the file that could not be looked at, in one Chinese line; a finding, never a silent pass. */
export type Blind = { code: string; say: string };

export type Specimen = {
  /** File name, or the piece's title. */
  name: string;
  format: 'piece' | 'docx' | 'xlsx' | 'csv' | 'html' | 'md' | 'txt' | 'pdf' | 'other';
  title: string;
  layers: readonly Layer[];
  grids: readonly Grid[];
  pictures: readonly Picture[];
  links: readonly Link[];
  pages: readonly Sheet[];
  blind: readonly Blind[];
  /** Markup as it came in, for formats that have some; checks for unsafe or unreadable markup read it. */
  html?: string;
};

/** With nothing in it. */
export const EMPTY: Specimen = {
  name: '',
  format: 'piece',
  title: '',
  layers: [],
  grids: [],
  pictures: [],
  links: [],
  pages: [],
  blind: [],
};

/** The place of an offset in a layer, by binary search: `正文第3段`. */
export function placeOf(layer: Layer, offset: number): string {
  let lo = 0;
  let hi = layer.spots.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if ((layer.spots[mid]?.from ?? 0) <= offset) lo = mid + 1;
    else hi = mid;
  }
  const spot = layer.spots[lo - 1];
  return spot ? spot.at : layer.at;
}

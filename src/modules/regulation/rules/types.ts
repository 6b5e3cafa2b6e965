import type { Day } from '../../../lib/day.ts';

/** A place inside a law as citations name it: article, paragraph (款), item (项), subitem (目), all from 1. */
export type Pin = {
  /** `32`, or `32-1` for 第三十二条之一. */
  article: string;
  paragraph?: number;
  item?: number;
};

/** One article of one version: its words cut the way citations count. */
export type Article = {
  no: string;
  /** 第一章 总则 › 第二节 …, from the outermost. */
  heading: readonly string[];
  /** Paragraphs in order; items stand with the paragraph they follow. */
  paragraphs: readonly { text: string; items: readonly string[] }[];
  /** The article as printed, without its number. */
  text: string;
};

/** One version of a law: what its text was from a day on. */
export type Version = {
  id: string;
  /** First day in force as far as known. */
  from: Day | null;
  issued: Day | null;
  /** The article numbers it has; null where the text is not kept. */
  articles: ReadonlySet<string> | null;
};

/** A law with everything a citation can be judged by. Versions stand in order of `from`. */
export type Law = {
  id: string;
  title: string;
  kind: string;
  /** A local regulation's region; null for the whole country. */
  region: string | null;
  firstIssued: Day | null;
  /** Orders that promulgated or revised it: 国务院令第711号 on its day. */
  orders: readonly { no: number; organ: string; on: Day }[];
  versions: readonly Version[];
  /** What the source says of the newest version: no longer in force. */
  repealed: boolean;
};

/** Looks laws up the way texts name them. */
export type Library = {
  /** Laws of a title or alias, however its width, spaces and 中华人民共和国 are written. */
  byName(name: string): readonly Law[];
  /** Laws an order promulgated: `国务院`, 711. */
  byOrder(organ: string, no: number): readonly Law[];
  byId(id: string): Law | undefined;
  /** Whether the name of some law ends like this: 调解仲裁法 is short for a longer one and not the 仲裁法. */
  isTail(words: string): boolean;
  /** How many laws it holds. */
  size: number;
};

export type CiteStatus = 'current' | 'outdated' | 'repealed' | 'future' | 'unknown' | 'no-such-article';

export type Citation = {
  /** The very words. */
  quote: string;
  from: number;
  to: number;
  /** Title as the library has it; as written when it is unknown. */
  law: string;
  lawId?: string;
  /** The version it is judged by. */
  version?: string;
  pin?: Pin;
  /** Order number written beside the title. */
  order?: { organ: string; no: number };
  status: CiteStatus;
  /** One Chinese sentence: why, and what is right instead. Empty when current. */
  say: string;
  /** More than one law has this name. */
  candidates?: readonly string[];
};

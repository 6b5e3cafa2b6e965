/** The door of the index: segments, what is found in them, and how they come to be. Knows no database. */
export { encode } from './encode.ts';
export { type Answer, type Ask, type Counted, FIRST, find, type Term, type Top, wordsWith } from './find.ts';
export { BrokenSegment, type Entry } from './format.ts';
export { merge } from './merge.ts';
export { fromFile, fromMemory, type List, Segment } from './segment.ts';
export { packTerms } from './weigh.ts';

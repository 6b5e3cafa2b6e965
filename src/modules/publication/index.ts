import type { Module } from '../../platform/module.ts';
import { jobs } from './jobs.ts';
import { measures } from './measures.ts';

export { correct, type Published, publish, withdraw } from './actions.ts';
export type { Act, Attachment, Basis, Draft, EditionContent, FilledElement, ItemRef, Validity } from './content.ts';
export { elementsText } from './content.ts';
export { count, countsBy, type Listed, type ListFilter, list, listed, listedMany, withAncestors } from './listing.ts';
export { type Check, type OpenedEdition, type OpenedWork, openEdition, openVersion, openWork } from './read.ts';
export type { WorkState } from './rules.ts';
export { PUBLICATION_CODES, sayPublication } from './say.ts';
export { bumpRevision, type Edition, editionById, editionsAfter, editionsOf, publicFile, revision } from './store.ts';

export const publication: Module = { name: 'publication', jobs, measures };

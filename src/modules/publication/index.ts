import { remarkPlace } from '../../platform/db/remarks.ts';
import type { Module } from '../../platform/module.ts';
import { filesShown } from './erasure.ts';
import { jobs } from './jobs.ts';
import { measures } from './measures.ts';
import { permissions } from './permissions.ts';

export { correct, type Published, publish, publishMany, withdraw } from './actions.ts';
export type { Act, Attachment, Basis, Draft, EditionContent, FilledElement, ItemRef, Validity } from './content.ts';
export {
  EXPLAINED_ELEMENTS,
  EXPLANATION_FORMS,
  type Explanation,
  type ExplanationForm,
  elementsText,
  explanationText,
} from './content.ts';
export { erase } from './erase.ts';
export { freeFiles, reapplyErasures, writeErasedLists } from './erased-list.ts';
export {
  type Erasure,
  erasedAmong,
  erasureById,
  erasures,
  keptVersions,
  type ShownFile,
  shownFiles,
  waitingErasure,
} from './erasure.ts';
export { confirmErasure, refuseErasure, requestErasure } from './erasure-actions.ts';
export { type PolicyLine, policiesExplained } from './explained.ts';
export {
  count,
  countsBy,
  goneSince,
  type Listed,
  type ListFilter,
  list,
  listed,
  listedMany,
  withAncestors,
} from './listing.ts';
export {
  type Check,
  interpretationsIn,
  type OpenedWork,
  openEdition,
  openVersion,
  openWork,
  type Removal,
} from './read.ts';
export { LEAK_KINDS } from './rules.ts';
export { LEAK_NAMES, leakName, PUBLICATION_CODES, sayPublication } from './say.ts';
export { perhapsOfItem, type Standing, standing, standingEditions, worksOfEditions } from './standing.ts';
export {
  type Edition,
  editionById,
  editionsAfter,
  editionsOf,
  fileGone,
  filesOfWork,
  publicFile,
} from './store.ts';
export { ANY } from './tags.ts';
export { bumpRevision, forgetPages, HEARD, pagesForgotten, revision, revisionNow } from './told.ts';

export const publication: Module = {
  name: 'publication',
  permissions,
  jobs,
  measures,
  holds: filesShown,
  remarks: [
    remarkPlace({
      table: 'publication.edition',
      place: '更正和撤下的原因（公开的）',
      may: 'erasure:ask',
      columns: ['reason'],
      unit: '(select w.unit_id from publication.work w where w.no = t.work_no)',
      href: "'/console/works/' || t.work_no",
    }),
    remarkPlace({
      table: 'publication.erasure',
      place: '泄露处置写的原因',
      may: 'erasure:ask',
      columns: ['reason', 'public_reason', 'refusal'],
      unit: '(select w.unit_id from publication.work w where w.no = t.work_no)',
      href: "'/console/erasures/' || t.id",
    }),
  ],
};

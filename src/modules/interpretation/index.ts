import type { Module } from '../../platform/module.ts';
import { parts } from './card.tsx';
import { coveragePage } from './coverage-page.tsx';
import { drawnForEditor } from './drawn-editor.tsx';
import { elementDuties, missingDuties } from './duties.ts';
import { interpretationEnv } from './env.ts';
import { formsPage } from './forms-page.tsx';
import { measures } from './measures.ts';
import { interpretationChecks } from './rules/checks.ts';
import { forget, rebuildExplained, spreadAllExplained, spreadExplained } from './spread.ts';
import { removeExplained } from './store.ts';
import { verbs } from './verbs.ts';

export { type Against, against, type Passage } from './against.ts';
export { COPY_SETTINGS, type CopyResult, type CopySettings, copyOf } from './rules/copy.ts';
export { ELEMENTS, type ElementName, elementsOf, type FoundElement } from './rules/elements.ts';
export { inGovernmentName, isGovernment } from './rules/scope.ts';
export { rebuildExplained } from './spread.ts';

export const interpretation: Module = {
  name: 'interpretation',
  routes: [
    { method: 'GET', path: '/interpretations/coverage', may: 'public', keep: 'what it reads', run: coveragePage },
    { method: 'GET', path: '/p/:no/interpretations', may: 'public', keep: 'what it reads', run: formsPage },
  ],
  verbs,
  measures,
  duties: [missingDuties, elementDuties],
  parts,
  editing: drawnForEditor,
  checks: interpretationChecks,
  checkEnv: (_, db, about) => interpretationEnv(db, about),
  spread: spreadExplained,
  spreadMany: spreadAllExplained,
  rebuild: rebuildExplained,
  hide: async (tx, no) => {
    await removeExplained(tx, [no]);
  },
  forget,
};

import { kept } from '../../platform/http/routes.ts';
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

export { against } from './against.ts';
export { copyOf } from './rules/copy.ts';
export { ELEMENTS } from './rules/elements.ts';
export { rebuildExplained } from './spread.ts';

export const interpretation: Module = {
  name: 'interpretation',
  routes: [kept('/interpretations/coverage', coveragePage), kept('/p/:no/interpretations', formsPage)],
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

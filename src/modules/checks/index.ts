import type { Module } from '../../platform/module.ts';
import { allChecks } from './checks.ts';
import { rebuildFingerprints, spreadFingerprint, spreadFingerprints } from './fingerprint.ts';
import { personalErrors } from './persons.ts';
import { verbs } from './verbs.ts';

export { type Arrived, arrived, lookAtArrived } from './arrived.ts';
export { checkFile, printReport } from './check-file.ts';
export { checkSpecimen, maskEdits, maskGrid, maskText } from './checks.ts';
export { rebuildFingerprints } from './fingerprint.ts';
export { gatherChecks } from './gather.ts';
export { personalErrors, personsIn, sayPerson } from './persons.ts';
export { readId } from './rules/identity.ts';
export { leakedWords, wordFinder } from './rules/leaked.ts';
export { siteEnv } from './site-env.ts';

export const checks: Module = {
  name: 'checks',
  checks: allChecks,
  personsIn: personalErrors,
  verbs,
  spread: spreadFingerprint,
  spreadMany: spreadFingerprints,
  rebuild: rebuildFingerprints,
};

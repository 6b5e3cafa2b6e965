import type { Module } from '../../platform/module.ts';
import { allChecks } from './checks.ts';
import { rebuildFingerprints, spreadFingerprint, spreadFingerprints } from './fingerprint.ts';
import { verbs } from './verbs.ts';

export { type Arrived, type ArrivedFinding, arrived, lookAtArrived } from './arrived.ts';
export { checkFile, printReport, type Report, type Unusable } from './check-file.ts';
export { allChecks, checkSpecimen, maskEdits, maskGrid, maskText } from './checks.ts';
export { rebuildFingerprints } from './fingerprint.ts';
export { gatherChecks } from './gather.ts';
export { readId } from './rules/identity.ts';
export { shownText } from './rules/layers.ts';
export { leakedWords, wordFinder } from './rules/leaked.ts';
export type { Masked, MaskOptions } from './rules/masking.ts';
export type { Checked } from './rules/run.ts';
export { siteEnv } from './site-env.ts';

export const checks: Module = {
  name: 'checks',
  checks: allChecks,
  verbs,
  spread: spreadFingerprint,
  spreadMany: spreadFingerprints,
  rebuild: rebuildFingerprints,
};

import type { Check } from '../../lib/finding.ts';
import type { Module } from '../../platform/module.ts';
import { allChecks } from './checks.ts';
import { spreadFingerprint, spreadFingerprints } from './fingerprint.ts';
import { verbs } from './verbs.ts';

export { checkFile, printReport, type Report, type Unusable } from './check-file.ts';
export { allChecks, checkSpecimen, maskEdits, maskGrid, maskText } from './checks.ts';
export { readId } from './rules/identity.ts';
export { shownText } from './rules/layers.ts';
export type { Masked, MaskOptions } from './rules/masking.ts';
export type { Checked } from './rules/run.ts';
export { siteEnv } from './site-env.ts';

/** The rules of every module that has some: what an entry point gives to `checkSpecimen`. */
export const gatherChecks = (modules: readonly Module[]): readonly Check[] => modules.flatMap((m) => m.checks ?? []);

export const checks: Module = {
  name: 'checks',
  checks: allChecks,
  verbs,
  spread: spreadFingerprint,
  spreadMany: spreadFingerprints,
};

/** All checks of the gate, with the dated data they need. */
import type { Check, CheckEnv } from '../../lib/finding.ts';
import type { Specimen } from '../../lib/specimen.ts';
import { numberChecks } from './rules/personal-numbers.ts';
import { type Checked, runChecks } from './rules/run.ts';

export const allChecks: readonly Check[] = [...numberChecks];

/** Looks at a document with every rule. Pure; a rule that throws is reported as broken and blocks nothing else. */
export const checkSpecimen = (specimen: Specimen, env: CheckEnv, checks: readonly Check[] = allChecks): Checked =>
  runChecks(specimen, env, checks);

/** All checks of the gate, with the dated data they need. */
import maskingRows from '../../../law/masking.json' with { type: 'json' };
import type { Check, CheckEnv } from '../../lib/finding.ts';
import type { Grid, Specimen } from '../../lib/specimen.ts';
import { authors, blind, carried } from './rules/hidden.ts';
import { type Masked, type MaskOptions, maskGridBy, readMaskRows } from './rules/masking.ts';
import { addresses, combinations, minors } from './rules/personal-lists.ts';
import { numberChecks } from './rules/personal-numbers.ts';
import { type Checked, runChecks } from './rules/run.ts';

export { maskText } from './rules/masking.ts';

const masking = readMaskRows(maskingRows);

export const allChecks: readonly Check[] = [...numberChecks, addresses, minors, combinations, carried, authors, blind];

/** Looks at a document with every rule. Pure; a rule that throws is reported as broken and blocks nothing else. */
export const checkSpecimen = (specimen: Specimen, env: CheckEnv, checks: readonly Check[] = allChecks): Checked =>
  runChecks(specimen, env, checks);

/** A copy of a list masked by the table in force; see `rules/masking.ts`. */
export const maskGrid = (grid: Grid, options: MaskOptions): Masked => maskGridBy(masking, grid, options);

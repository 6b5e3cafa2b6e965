import type { Module } from '../../platform/module.ts';
import { allChecks } from './checks.ts';
import { verbs } from './verbs.ts';

export { allChecks, checkSpecimen, maskEdits, maskGrid, maskText } from './checks.ts';
export type { Masked, MaskOptions } from './rules/masking.ts';
export type { Checked } from './rules/run.ts';

export const checks: Module = { name: 'checks', checks: allChecks, verbs };

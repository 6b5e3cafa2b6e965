import type { Module } from '../../platform/module.ts';
import { allChecks } from './checks.ts';

export { allChecks, checkSpecimen, maskGrid, maskText } from './checks.ts';
export type { Masked, MaskOptions } from './rules/masking.ts';
export type { Checked } from './rules/run.ts';

export const checks: Module = { name: 'checks', checks: allChecks };

import type { Module } from '../../platform/module.ts';
import { allChecks } from './checks.ts';

export { allChecks, checkSpecimen } from './checks.ts';
export type { Checked } from './rules/run.ts';

export const checks: Module = { name: 'checks', checks: allChecks };

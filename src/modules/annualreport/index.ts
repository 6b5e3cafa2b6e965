import type { Module } from '../../platform/module.ts';
import { verbs } from './verbs.ts';

export { checkAgainst, checkReport } from './rules/check.ts';
export { readReport } from './rules/read.ts';
export type { Failure, Report } from './rules/types.ts';

export const annualreport: Module = { name: 'annualreport', verbs };

import type { Check } from '../../lib/finding.ts';
import type { Module } from '../../platform/module.ts';

/** The rules of every module that has some: what an entry point gives to `checkSpecimen`. */
export const gatherChecks = (modules: readonly Module[]): readonly Check[] => modules.flatMap((m) => m.checks ?? []);

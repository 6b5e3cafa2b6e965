import type { Module } from '../../platform/module.ts';
import { forgetWork, hideWork, spreadEdition } from './again.ts';
import { duties } from './duties.ts';
import { jobs } from './jobs.ts';
import { measures } from './measures.ts';
import { parts } from './parts.tsx';
import { permissions } from './permissions.ts';
import { portalRoutes } from './routes.ts';

export { askQuestion, makeKey, openByPassword, rate, recordQuestion, revokeKey, takeByKey } from './ask.ts';
export { type Entry, type EntryFilter, entries } from './entries.ts';
export { approveAnswer, assign, returnAnswer, saveAnswer, seeContact, submitAnswer, transfer } from './handle.ts';
export { CONSULTATION_CODES, sayConsultation } from './say.ts';

export const consultation: Module = {
  name: 'consultation',
  permissions,
  routes: portalRoutes,
  jobs,
  duties,
  measures,
  parts,
  spread: spreadEdition,
  hide: hideWork,
  forget: forgetWork,
};

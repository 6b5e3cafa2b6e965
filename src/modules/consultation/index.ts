import type { Module } from '../../platform/module.ts';
import { forgetWork, hideWork, spreadEdition, spreadEditions, tracesOf } from './again.ts';
import { duties } from './duties.ts';
import { jobs } from './jobs.ts';
import { measures } from './measures.ts';
import { openapi } from './openapi.ts';
import { parts } from './parts.tsx';
import { permissions } from './permissions.ts';
import { routes } from './routes.ts';

export { askQuestion, makeKey, openByPassword, rate, recordQuestion, revokeKey, takeByKey } from './ask.ts';
export { type Entry, type EntryFilter, entries } from './entries.ts';
export { approveAnswer, assign, returnAnswer, saveAnswer, seeContact, submitAnswer, transfer } from './handle.ts';
export { CONSULTATION_CODES, sayConsultation } from './say.ts';
export { type SeedQuestion, seedQuestions } from './seed.ts';

export const consultation: Module = {
  name: 'consultation',
  permissions,
  routes,
  jobs,
  duties,
  measures,
  openapi,
  parts,
  spread: spreadEdition,
  spreadMany: spreadEditions,
  hide: hideWork,
  forget: forgetWork,
  traces: tracesOf,
  links: [
    { section: '公开', label: '咨询', href: '/console/questions', icon: 'question', may: 'consult:read', order: 35 },
    {
      section: '网站',
      label: '咨询设置',
      href: '/console/consultation',
      icon: 'settings',
      may: 'consult:manage',
      order: 64,
    },
  ],
};

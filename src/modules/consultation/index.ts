import { remarkPlace } from '../../platform/db/remarks.ts';
import type { Module } from '../../platform/module.ts';
import { forgetWork, hideWork, spreadEdition, spreadEditions, tracesOf } from './again.ts';
import { duties } from './duties.ts';
import { jobs } from './jobs.ts';
import { measures } from './measures.ts';
import { openapi } from './openapi.ts';
import { parts } from './parts.tsx';
import { permissions } from './permissions.ts';
import { routes } from './routes.ts';

export { askQuestion, makeKey, rate, receipted, recordQuestion, revokeKey, takeByKey } from './ask.ts';
export { approveAnswer, assign, returnAnswer, saveAnswer, seeContact, submitAnswer, transfer } from './handle.ts';
export { type SeedQuestion, seedQuestions } from './seed.ts';

export const consultation: Module = {
  name: 'consultation',
  permissions,
  routes,
  jobs,
  duties,
  acts: { 'consultation.open': '凭编号和密码查询' },
  measures,
  openapi,
  parts,
  spread: spreadEdition,
  spreadMany: spreadEditions,
  hide: hideWork,
  forget: forgetWork,
  traces: tracesOf,
  remarks: [
    remarkPlace({
      table: 'consultation.question',
      place: '咨询的提问和答复',
      may: 'consult:read',
      columns: ['words', 'answer', 'public_words', 'public_answer', 'keep_private', 'rating_note'],
      unit: 't.unit_id',
      href: "'/console/questions/' || t.id",
    }),
    remarkPlace({
      table: 'consultation.entry',
      place: '要换上的公开答复',
      may: 'consult:read',
      id: 't.question_id',
      columns: ['next_answer'],
      unit: 't.unit_id',
      href: "'/console/questions/' || t.question_id",
    }),
    remarkPlace({
      table: 'consultation.event',
      place: '咨询的经过',
      may: 'consult:read',
      idType: 'bigint',
      columns: ['note'],
      unit: '(select q.unit_id from consultation.question q where q.id = t.question_id)',
      href: "'/console/questions/' || t.question_id",
      forget: ['note'],
    }),
  ],
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

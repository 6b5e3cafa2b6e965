import { get, post } from '../../platform/http/routes.ts';
import type { Route } from '../../platform/http/types.ts';
import { answerPage, answersPage, suggest } from './answers-page.tsx';
import { answersApi, questionsApi } from './api.ts';
import { askForm, takeQuestion } from './ask-page.tsx';
import { listPage } from './console-list.tsx';
import { officePage, postChannel, postKey, postRevoke, postSettings } from './console-office.tsx';
import { contactPage, questionPage, steps } from './console-question.tsx';
import { importFile, importPage, record, recordPage, template } from './console-record.tsx';
import { postFollow, postSecond, secondPage } from './console-second.tsx';
import { policyQuestions } from './policy-questions.tsx';
import { openStatus, statusForm } from './status-form.tsx';
import { ratePage, statusPage } from './status-page.tsx';

/** Guesses at passwords and evaluations from one address a minute; questions have a limit of their own that keeps the text. */
const TRIES_PER_MINUTE = 20;
const API_PER_MINUTE = 120;
/** Programs with a key have a limit of their own; this one is for those without. */
const KEYED_PER_MINUTE = 600;
const CSV_BYTES = 8 * 1024 * 1024;

const portal: readonly Route[] = [
  get('/ask', 'public', askForm),
  post('/ask', 'public', takeQuestion),
  get('/ask/status', 'public', (c) => statusForm(c)),
  post('/ask/status', 'public', openStatus, { perMinute: TRIES_PER_MINUTE }),
  get('/ask/q/:no', 'public', (c) => statusPage(c)),
  post('/ask/q/:no/rate', 'public', ratePage, { perMinute: TRIES_PER_MINUTE }),
  get('/answers', 'public', answersPage),
  get('/answers/suggest', 'public', suggest),
  get('/answers/:no', 'public', answerPage),
  get('/p/:no/questions', 'public', policyQuestions),
];

const Q = '/console/questions';

const desk: readonly Route[] = [
  get(Q, 'consult:read', listPage),
  get(`${Q}/record`, 'consult:record', (c) => recordPage(c)),
  post(`${Q}/record`, 'consult:record', record),
  get(`${Q}/import`, 'consult:manage', (c) => importPage(c)),
  post(`${Q}/import`, 'consult:manage', importFile, { maxBody: CSV_BYTES }),
  get(`${Q}/import/template.csv`, 'consult:manage', template),
  get(`${Q}/:id`, 'consult:read', (c) => questionPage(c)),
  post(`${Q}/:id/contact`, 'consult:handle', contactPage),
  post(`${Q}/:id/save`, 'consult:handle', steps.save),
  post(`${Q}/:id/submit`, 'consult:handle', steps.submit),
  post(`${Q}/:id/transfer`, 'consult:handle', steps.transfer),
  post(`${Q}/:id/assign`, 'consult:manage', steps.assign),
  post(`${Q}/:id/approve`, 'consult:approve', steps.approve),
  post(`${Q}/:id/return`, 'consult:approve', steps.return),
  post(`${Q}/:id/look`, 'consult:read', steps.look),
  get('/console/second/:id', 'consult:read', (c) => secondPage(c)),
  post('/console/second/:id', 'consult:handle', postSecond),
  post('/console/second/:id/follow', 'consult:handle', postFollow),
  get('/console/consultation', 'consult:manage', (c) => officePage(c)),
  post('/console/consultation/settings', 'consult:manage', postSettings),
  post('/console/consultation/channels', 'consult:manage', postChannel),
  post('/console/consultation/keys', 'consult:manage', postKey),
  post('/console/consultation/keys/:id/revoke', 'consult:manage', postRevoke),
];

const programs: readonly Route[] = [
  get('/api/v1/answers', 'public', answersApi, { perMinute: API_PER_MINUTE }),
  post('/api/v1/questions', 'public', questionsApi, { perMinute: KEYED_PER_MINUTE }),
];

export const routes: readonly Route[] = [...portal, ...desk, ...programs];

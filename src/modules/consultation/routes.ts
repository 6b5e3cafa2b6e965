import type { Route } from '../../platform/http/types.ts';
import { answerPage, answersPage, policyQuestions, suggest } from './answers-page.tsx';
import { askForm, takeQuestion } from './ask-page.tsx';
import { openStatus, ratePage, statusForm, statusPage } from './status-page.tsx';

/** Guesses at passwords and evaluations from one address a minute; questions have a limit of their own that keeps the text. */
const TRIES_PER_MINUTE = 20;

const open = (path: string, run: Route['run']): Route => ({ method: 'GET', path, may: 'public', run });

export const portalRoutes: readonly Route[] = [
  open('/ask', askForm),
  { method: 'POST', path: '/ask', may: 'public', run: takeQuestion },
  open('/ask/status', (c) => statusForm(c)),
  { method: 'POST', path: '/ask/status', may: 'public', perMinute: TRIES_PER_MINUTE, run: openStatus },
  open('/ask/q/:no', (c) => statusPage(c)),
  { method: 'POST', path: '/ask/q/:no/rate', may: 'public', perMinute: TRIES_PER_MINUTE, run: ratePage },
  open('/answers', answersPage),
  open('/answers/suggest', suggest),
  open('/answers/:no', answerPage),
  open('/p/:no/questions', policyQuestions),
];

import type { Answer, Req, Route } from '../../../platform/http/types.ts';
import type { ConsoleLink, DutySource } from '../../../platform/module.ts';
import type { PermissionTable } from '../../../platform/permission.ts';
import { actForm, correctionTooLarge, takeAct, takeCorrection, takeRating, takeReasons } from './act-pages.tsx';
import { applyForm, applyTooLarge, lookFirst, MOST_BODY, similar, takeApplication } from './apply.tsx';
import { answerFile, letterFile, receiptAgain } from './files.tsx';
import { FREQUENT, frequentDuties } from './frequent-duties.ts';
import {
  frequentList,
  frequentPage,
  postConfirm,
  postDismiss,
  postDraft,
  postJoin,
  postLook,
} from './frequent-page.tsx';
import { guidePage } from './guide-page.tsx';
import { foiHome } from './home-page.tsx';
import { registerCsv } from './register-csv.ts';
import { registerPage } from './register-page.tsx';
import { statusPage } from './status.tsx';
import { openStatus, statusForm } from './visit.tsx';

export { forgetFrequent, frequentJobs as portalJobs, lookForFrequent, spreadFrequent } from './frequent.ts';
export { PORTAL_CODES, sayPortal } from './say.ts';

const CSV_PER_MINUTE = 20;
/** Guesses at passwords from one address a minute. */
const TRIES_PER_MINUTE = 20;
/** What a script asks while somebody types. */
const SIMILAR_PER_MINUTE = 120;

type Run = (c: Req) => Promise<Answer>;
const open = (path: string, run: Run, perMinute?: number): Route => ({
  method: 'GET',
  path,
  may: 'public',
  run,
  ...(perMinute ? { perMinute } : {}),
});
const take = (path: string, run: Run, more: Partial<Route> = {}): Route => ({
  method: 'POST',
  path,
  may: 'public',
  run,
  ...more,
});

/** Public pages that are kept until something they read changes. */
const kept = (path: string, run: Run): Route => ({
  method: 'GET',
  path,
  may: 'public',
  keep: 'what it reads',
  run,
});
const desk = (method: Route['method'], path: string, run: Run): Route => ({
  method,
  path,
  may: 'foi:frequent',
  run,
});

export const portalRoutes: readonly Route[] = [
  kept('/foi', foiHome),
  kept('/foi/guide', guidePage),
  kept('/foi/register', registerPage),
  open('/foi/register.csv', registerCsv, CSV_PER_MINUTE),
  open('/foi/apply', applyForm),
  // No limit of its own: somebody who asks for very much is told so by the agency (条例 35), never dropped.
  take('/foi/apply', takeApplication, { maxBody: MOST_BODY, tooLarge: applyTooLarge }),
  take('/foi/apply/look', lookFirst, { maxBody: MOST_BODY, tooLarge: applyTooLarge }),
  open('/foi/apply/similar', similar, SIMILAR_PER_MINUTE),
  open('/foi/status', (c) => statusForm(c)),
  take('/foi/status', openStatus, { perMinute: TRIES_PER_MINUTE }),
  open('/foi/r/:no', (c) => statusPage(c)),
  open('/foi/r/:no/receipt', receiptAgain),
  open('/foi/r/:no/letter/:id', letterFile),
  open('/foi/r/:no/file/:id', answerFile),
  take('/foi/r/:no/correct', takeCorrection, { maxBody: MOST_BODY, tooLarge: correctionTooLarge }),
  take('/foi/r/:no/reasons', takeReasons),
  take('/foi/r/:no/rate', takeRating),
  open('/foi/r/:no/:act', actForm),
  take('/foi/r/:no/:act', takeAct),
  desk('GET', FREQUENT, frequentList),
  desk('POST', `${FREQUENT}/look`, postLook),
  desk('GET', `${FREQUENT}/:id`, (c) => frequentPage(c)),
  desk('POST', `${FREQUENT}/:id/confirm`, postConfirm),
  desk('POST', `${FREQUENT}/:id/dismiss`, postDismiss),
  desk('POST', `${FREQUENT}/:id/draft`, postDraft),
  desk('POST', `${FREQUENT}/:id/join`, postJoin),
];

export const portalPermissions: PermissionTable = {
  // As whoever reads the applications and writes the pieces of the unit: the page quotes what people asked for.
  'foi:frequent': { roles: ['clerk'], reach: 'exact', say: '确认多人申请的同一项信息，起草主动公开稿' },
};

export const portalDuties: readonly DutySource[] = [frequentDuties];

export const portalLinks: readonly ConsoleLink[] = [
  { section: '公开', label: '多人申请', href: FREQUENT, icon: 'users', may: 'foi:frequent', order: 38 },
];

import { seeOther } from '../../../platform/http/answer.ts';
import { get, kept, post } from '../../../platform/http/routes.ts';
import type { Route } from '../../../platform/http/types.ts';
import type { ConsoleLink, DutySource } from '../../../platform/module.ts';
import type { PermissionTable } from '../../../platform/permission.ts';
import {
  actForm,
  correctionTooLarge,
  onItsPage,
  takeAct,
  takeCorrection,
  takeRating,
  takeReasons,
} from './act-pages.tsx';
import { applyForm, applyTooLarge, lookFirst, MOST_BODY, similar, takeApplication } from './apply.tsx';
import { ON_PAGE } from './duty-forms.tsx';
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

const CSV_PER_MINUTE = 20;
/** Guesses at passwords from one address a minute. */
const TRIES_PER_MINUTE = 20;
/** What a script asks while somebody types. */
const SIMILAR_PER_MINUTE = 120;

export const portalRoutes: readonly Route[] = [
  kept('/foi', foiHome),
  kept('/foi/guide', guidePage),
  kept('/foi/register', registerPage),
  get('/foi/register.csv', 'public', registerCsv, { perMinute: CSV_PER_MINUTE }),
  get('/foi/apply', 'public', applyForm),
  // No limit of its own: somebody who asks for very much is told so by the agency (条例 35), never dropped.
  post('/foi/apply', 'public', takeApplication, { maxBody: MOST_BODY, tooLarge: applyTooLarge }),
  // What a browser asks for when it opens such a page once more.
  get('/foi/apply/look', 'public', async () => seeOther('/foi/apply')),
  post('/foi/apply/look', 'public', lookFirst, { maxBody: MOST_BODY, tooLarge: applyTooLarge }),
  get('/foi/apply/similar', 'public', similar, { perMinute: SIMILAR_PER_MINUTE }),
  get('/foi/status', 'public', (c) => statusForm(c)),
  post('/foi/status', 'public', openStatus, { perMinute: TRIES_PER_MINUTE }),
  get('/foi/r/:no', 'public', (c) => statusPage(c)),
  get('/foi/r/:no/receipt', 'public', receiptAgain),
  get('/foi/r/:no/letter/:id', 'public', letterFile),
  get('/foi/r/:no/file/:id', 'public', answerFile),
  post('/foi/r/:no/correct', 'public', takeCorrection, { maxBody: MOST_BODY, tooLarge: correctionTooLarge }),
  post('/foi/r/:no/reasons', 'public', takeReasons),
  post('/foi/r/:no/rate', 'public', takeRating),
  ...ON_PAGE.map((act) => get(`/foi/r/:no/${act}`, 'public', onItsPage(act))),
  get('/foi/r/:no/:act', 'public', actForm),
  post('/foi/r/:no/:act', 'public', takeAct),
  get(FREQUENT, 'foi:frequent', frequentList),
  post(`${FREQUENT}/look`, 'foi:frequent', postLook),
  get(`${FREQUENT}/:id`, 'foi:frequent', (c) => frequentPage(c)),
  post(`${FREQUENT}/:id/confirm`, 'foi:frequent', postConfirm),
  post(`${FREQUENT}/:id/dismiss`, 'foi:frequent', postDismiss),
  post(`${FREQUENT}/:id/draft`, 'foi:frequent', postDraft),
  post(`${FREQUENT}/:id/join`, 'foi:frequent', postJoin),
];

export const portalPermissions: PermissionTable = {
  // As whoever reads the applications and writes the pieces of the unit: the page quotes what people asked for.
  'foi:frequent': { roles: ['clerk'], reach: 'exact', say: '确认多人申请的同一项信息，起草主动公开稿' },
};

export const portalDuties: readonly DutySource[] = [frequentDuties];

export const portalLinks: readonly ConsoleLink[] = [
  { section: '公开', label: '多人申请', href: FREQUENT, icon: 'users', may: 'foi:frequent', order: 38 },
];

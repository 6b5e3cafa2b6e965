import { periods } from '../../../law/index.ts';
import { type Period, periodInForce } from '../../lib/dated.ts';
import type { Day } from '../../lib/day.ts';
import { isTrial } from './rules/standing.ts';

const on =
  (rule: string) =>
  (today: Day): Period =>
    periodInForce(periods, rule, today);

/** How long a draft is put to the public, at least; a setting of the district, since no national number is known. */
export const consultation = on('policy.consultation');
/** How long after a round its outcome is expected; a setting of the district too. */
export const consultationAnswer = on('policy.consultation-answer');
export const reviewLeast = on('policy.legal-review-least');
export const reviewMost = on('policy.legal-review');
/** How long before its end a document is looked at. */
export const expiryLook = on('policy.expiry-look');
export const cleanupEvery = on('policy.cleanup');
export const validityOf = (title: string, today: Day): Period =>
  on(isTrial(title) ? 'policy.validity-trial' : 'policy.validity')(today);

/** Said after a number that is this district's own setting. */
export const settingNote = (p: Period): string => (p.mark === 'unconfirmed' ? '（本区设定，未见全国统一规定）' : '');

import { remarkPlace } from '../../platform/db/remarks.ts';
import type { Module } from '../../platform/module.ts';
import { cleanupRoutes } from './cleanup-routes.tsx';
import { draftRoutes } from './draft-routes.tsx';
import { campaignDuties, citeDuties, documentDuties, draftDuties } from './duties.ts';
import { forget } from './forget.ts';
import { jobs } from './jobs.ts';
import { ledgerRoutes } from './ledger-routes.tsx';
import { measures } from './measures.ts';
import { openapi } from './openapi.ts';
import { policyParts } from './parts.tsx';
import { permissions } from './permissions.ts';
import { publicRoutes } from './public-routes.ts';
import { reportFigures } from './report-figures.ts';
import { settingRoutes } from './settings-page.tsx';
import { spreadPolicies, spreadPolicy } from './take-in.ts';
import { verbs } from './verbs.ts';

export {
  answerRound,
  assessDraft,
  cleanupInventory,
  closeCampaign,
  createDraft,
  giveVerdict,
  groupComments,
  openCampaign,
  openRound,
  releaseCampaign,
  submitDraft,
  takeComment,
} from './actions/index.ts';
export { type Difference, type DifferenceRow, differenceOf, differenceOfPiece, drawnOf } from './difference.ts';
export { htmlOf as draftHtml } from './draft-text.ts';
export { lawOf, type PolicyLaw } from './law.ts';
export { isStopped, standingOn } from './rules/standing.ts';
export { commentsOf, documentsOfWorks } from './store/index.ts';
export { takeInAll } from './take-in.ts';

export const policy: Module = {
  name: 'policy',
  permissions,
  routes: [...draftRoutes, ...ledgerRoutes, ...cleanupRoutes, ...settingRoutes, ...publicRoutes],
  jobs,
  spread: spreadPolicy,
  remarks: [
    remarkPlace({
      table: 'policy.comment',
      place: '征求意见收到的意见',
      may: 'policy:read',
      columns: ['body'],
      unit: '(select d.unit_id from policy.draft d where d.id = t.draft_id)',
      href: "'/console/policy/drafts/' || t.draft_id",
    }),
    remarkPlace({
      table: 'policy.draft_event',
      place: '起草的经过',
      may: 'policy:read',
      idType: 'bigint',
      columns: ['detail'],
      unit: '(select d.unit_id from policy.draft d where d.id = t.draft_id)',
      href: "'/console/policy/drafts/' || t.draft_id",
    }),
  ],
  spreadMany: spreadPolicies,
  forget,
  duties: [draftDuties, documentDuties, campaignDuties, citeDuties],
  measures,
  reportFigures,
  parts: policyParts,
  verbs,
  openapi,
  links: [
    { section: '公开', label: '起草', href: '/console/policy/drafts', icon: 'edit', may: 'policy:read', order: 14 },
    { section: '公开', label: '政策文件台账', href: '/console/policy', icon: 'book', may: 'policy:read', order: 15 },
  ],
};

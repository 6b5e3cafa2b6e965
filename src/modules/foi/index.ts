import type { Module } from '../../platform/module.ts';
import { acts } from './audit-words.ts';
import { consoleRoutes } from './console/routes.ts';
import { duties } from './duties.ts';
import { measures, reportFigures } from './figures.ts';
import { jobs } from './jobs.ts';
import { letterRoutes } from './letters/routes.tsx';
import { permissions } from './permissions.ts';
import {
  forgetFrequent,
  portalDuties,
  portalJobs,
  portalLinks,
  portalPermissions,
  portalRoutes,
  spreadFrequent,
} from './portal/index.ts';
import { redactRoutes } from './redaction/routes.tsx';
import { remarks } from './remarks.ts';
import { heldFiles } from './store/index.ts';
import { verbs } from './verbs.ts';

export {
  answerFee,
  answerObjection,
  apply,
  approveExtension,
  archive,
  askReasons,
  attach,
  closeDispute,
  closeUncorrected,
  closeUnpaid,
  confirm,
  consult,
  decide,
  deliver,
  draftExtension,
  endConsultation,
  feeNotice,
  giveReasons,
  newQueryPassword,
  objectFee,
  offerHelp,
  openFile,
  own,
  propose,
  recordApplication,
  recordDispute,
  recordOpinion,
  recordPayment,
  recordReceived,
  refund,
  register,
  requestCorrection,
  returnProposal,
  saveSettings,
  seeIdentity,
  seeMoved,
  split,
  supplement,
  takeCorrection,
  takeOver,
  transfer,
  withdraw,
} from './actions/index.ts';
export { recompute } from './calendar.ts';
export { goesToApplicant, letterFile } from './letters/files.ts';
export { lookForFrequent } from './portal/index.ts';
export { beginRedaction, makeRedacted, redactJob, saveBars } from './redaction/actions.ts';
export { prepare as preparePages } from './redaction/source.ts';
export { answerClock, type ClockEvent } from './rules/clock.ts';
export type { LetterFacts } from './rules/types.ts';
export { sayFoi } from './say.ts';
export { type SeedCase, seedCases } from './seed.ts';
export { caseSnapshot } from './snapshot.ts';
export { settingOf } from './store/index.ts';

export const foi: Module = {
  name: 'foi',
  permissions: { ...permissions, ...portalPermissions },
  routes: [...consoleRoutes, ...letterRoutes, ...redactRoutes, ...portalRoutes],
  jobs: [...jobs, ...portalJobs],
  duties: [...duties, ...portalDuties],
  acts,
  measures,
  reportFigures,
  spread: spreadFrequent,
  forget: forgetFrequent,
  remarks,
  verbs,
  holds: (db, files) => heldFiles(db, files),
  links: [
    { section: '公开', label: '依申请公开', href: '/console/foi', icon: 'mail', may: 'foi:list', order: 34 },
    {
      section: '网站',
      label: '依申请公开设置',
      href: '/console/foi/settings',
      icon: 'settings',
      may: 'foi:manage',
      order: 63,
    },
    ...portalLinks,
  ],
};

import type { Module } from '../../platform/module.ts';
import { portalDuties, portalJobs, portalLinks, portalPermissions, portalRoutes, spreadFrequent } from './portal/index.ts';
import { verbs } from './verbs.ts';

export {
  type AnswerClock,
  answerClock,
  type ClockEvent,
  type ClockProblem,
  type ClockSettings,
} from './rules/clock.ts';
export { sayClock } from './say.ts';

export const foi: Module = {
  name: 'foi',
  permissions: portalPermissions,
  routes: portalRoutes,
  jobs: portalJobs,
  duties: portalDuties,
  links: portalLinks,
  spread: spreadFrequent,
  verbs,
};

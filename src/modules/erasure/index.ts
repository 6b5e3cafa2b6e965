import type { Module } from '../../platform/module.ts';
import { remember } from './actions.ts';
import { noticeDuties, waitingDuties } from './duties.ts';
import { routes } from './routes.tsx';

export { tickNotice } from './actions.ts';
export { type LeakReport, leakReport } from './report.ts';
export { ERASURE_CODES, sayErasure } from './say.ts';

export const erasure: Module = {
  name: 'erasure',
  routes,
  duties: [waitingDuties, noticeDuties],
  forget: remember,
  links: [
    { section: '监督', label: '泄露处置', href: '/console/erasures', icon: 'shield', may: 'erasure:ask', order: 55 },
  ],
};

import type { Module } from '../../platform/module.ts';
import { remember } from './actions.ts';
import { mentionDuties, noticeDuties, waitingDuties } from './duties.ts';
import { lookJob, sealFileWords, sealWords } from './looking.ts';
import { routes } from './routes.tsx';

export { tickNotice } from './actions.ts';
export { decideMention } from './mentions.ts';
export { leakReport } from './report.ts';

import { notedOf, readNoted } from './store.ts';

export const erasure: Module = {
  name: 'erasure',
  routes,
  duties: [waitingDuties, noticeDuties, mentionDuties],
  forget: remember,
  forgotten: sealWords,
  filesGo: sealFileWords,
  jobs: [lookJob],
  erasedNotes: { write: notedOf, read: readNoted },
  links: [
    { section: '监督', label: '泄露处置', href: '/console/erasures', icon: 'shield', may: 'erasure:ask', order: 55 },
  ],
};

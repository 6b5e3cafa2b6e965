import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { lawComparePage } from './compare-page.tsx';
import { answerCitationPage, citationsPage } from './console-page.tsx';
import { lawPage } from './law-page.tsx';
import { lawsPage } from './laws-page.tsx';

const kept = (path: string, run: (c: Req) => Promise<Answer>): Route => ({
  method: 'GET',
  path,
  may: 'public',
  keep: 'what it reads',
  run,
});

export const routes: readonly Route[] = [
  kept('/laws', lawsPage),
  kept('/laws/:id', lawPage),
  kept('/laws/:id/compare', lawComparePage),
  { method: 'GET', path: '/console/citations', may: 'regulation:answer', run: (c) => citationsPage(c) },
  { method: 'POST', path: '/console/citations', may: 'regulation:answer', run: answerCitationPage },
];

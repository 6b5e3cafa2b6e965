import { get, kept, post } from '../../platform/http/routes.ts';
import type { Route } from '../../platform/http/types.ts';
import { lawComparePage } from './compare-page.tsx';
import { answerCitationPage, citationsPage } from './console-page.tsx';
import { lawPage } from './law-page.tsx';
import { lawsPage } from './laws-page.tsx';

export const routes: readonly Route[] = [
  kept('/laws', lawsPage),
  kept('/laws/:id', lawPage),
  kept('/laws/:id/compare', lawComparePage),
  get('/console/citations', 'regulation:answer', (c) => citationsPage(c)),
  post('/console/citations', 'regulation:answer', answerCitationPage),
];

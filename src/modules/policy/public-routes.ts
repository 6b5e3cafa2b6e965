import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { compareArticlesPage } from './compare-articles.tsx';
import { draftPublicPage, draftsPage, takeCommentPage } from './public-drafts.tsx';
import { historyPage } from './public-history.tsx';
import { policiesApi, policiesPage } from './public-register.tsx';

/** Their facts are no editions and have no tags to depend on, so whatever moves the site's revision draws these anew. */
const keptUntilAnyChange = (path: string, run: (c: Req) => Promise<Answer>): Route =>
  get(path, 'public', run, { keep: 'any change' });

/** Remarks a minute from one address; who is refused keeps what was typed. */
const COMMENTS_PER_MINUTE = 6;

export const publicRoutes: readonly Route[] = [
  keptUntilAnyChange('/policies', policiesPage),
  keptUntilAnyChange('/p/:no/history', historyPage),
  keptUntilAnyChange('/p/:no/compare-articles', compareArticlesPage),
  get('/api/v1/policies', 'public', policiesApi, { perMinute: 120 }),
  keptUntilAnyChange('/drafts', draftsPage),
  get('/drafts/:id', 'public', (c) => draftPublicPage(c)),
  post('/drafts/:id/comments', 'public', takeCommentPage, { perMinute: COMMENTS_PER_MINUTE }),
];

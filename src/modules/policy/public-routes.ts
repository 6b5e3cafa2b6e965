import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { compareArticlesPage } from './compare-articles.tsx';
import { draftPublicPage, draftsPage, takeCommentPage } from './public-drafts.tsx';
import { historyPage } from './public-history.tsx';
import { policiesApi, policiesPage } from './public-register.tsx';

/** Kept and served while the database is away: everything these show moves the site's revision when it changes. */
const kept = (path: string, run: (c: Req) => Promise<Answer>): Route => ({
  method: 'GET',
  path,
  may: 'public',
  keep: 'any change',
  run,
});

/** Remarks a minute from one address; who is refused keeps what was typed. */
const COMMENTS_PER_MINUTE = 6;

export const publicRoutes: readonly Route[] = [
  kept('/policies', policiesPage),
  kept('/p/:no/history', historyPage),
  kept('/p/:no/compare-articles', compareArticlesPage),
  { method: 'GET', path: '/api/v1/policies', may: 'public', perMinute: 120, run: policiesApi },
  kept('/drafts', draftsPage),
  { method: 'GET', path: '/drafts/:id', may: 'public', run: (c) => draftPublicPage(c) },
  {
    method: 'POST',
    path: '/drafts/:id/comments',
    may: 'public',
    perMinute: COMMENTS_PER_MINUTE,
    run: takeCommentPage,
  },
];

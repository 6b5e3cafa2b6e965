import { get, kept } from '../../platform/http/routes.ts';
import type { Route } from '../../platform/http/types.ts';
import { reportApi, reportsApi } from './api.ts';
import { BASE, listPage, reportPage } from './public-pages.tsx';

export const publicRoutes: readonly Route[] = [
  kept(BASE, listPage),
  // Not kept: it says what the ledger has now, and the ledger does not tell when it moves.
  get(`${BASE}/:year/:unit`, 'public', reportPage, { perMinute: 120 }),
  get('/api/v1/reports', 'public', reportsApi, { perMinute: 120 }),
  get('/api/v1/reports/:year/:unit', 'public', reportApi, { perMinute: 120 }),
];

import type { Route } from '../../platform/http/types.ts';
import { reportApi, reportsApi } from './api.ts';
import { BASE, listPage, reportPage } from './public-pages.tsx';

export const publicRoutes: readonly Route[] = [
  { method: 'GET', path: BASE, may: 'public', keep: 'what it reads', run: listPage },
  // Not kept: it says what the ledger has now, and the ledger does not tell when it moves.
  { method: 'GET', path: `${BASE}/:year/:unit`, may: 'public', perMinute: 120, run: reportPage },
  { method: 'GET', path: '/api/v1/reports', may: 'public', perMinute: 120, run: reportsApi },
  { method: 'GET', path: '/api/v1/reports/:year/:unit', may: 'public', perMinute: 120, run: reportApi },
];

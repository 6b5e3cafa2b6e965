import { get, post } from '../../../platform/http/routes.ts';
import type { Route } from '../../../platform/http/types.ts';
import {
  casePage,
  getFile,
  HERE,
  postAct,
  postAttach,
  postIdentity,
  postParties,
  postPassword,
  postSeeMoved,
} from './case.tsx';
import { cellPage } from './cell.tsx';
import { listPage } from './list.tsx';
import { postRecord, recordPage } from './record.tsx';
import { postSettings, settingsPage } from './settings.tsx';

const FILE_BYTES = 52 * 1024 * 1024;

/** Acts check their own right at the case's very unit; a route only keeps out who has nothing to do with cases at all. */
export const consoleRoutes: readonly Route[] = [
  get(HERE, 'foi:list', listPage),
  get(`${HERE}/record`, 'foi:record', (c) => recordPage(c)),
  post(`${HERE}/record`, 'foi:record', postRecord, { maxBody: FILE_BYTES }),
  get(`${HERE}/settings`, 'foi:manage', (c) => settingsPage(c)),
  post(`${HERE}/settings`, 'foi:manage', postSettings),
  get(`${HERE}/cell`, 'foi:list', cellPage),
  get(`${HERE}/:id`, 'foi:list', (c) => casePage(c)),
  post(`${HERE}/:id/act/:act`, 'foi:list', postAct),
  post(`${HERE}/:id/identity`, 'foi:handle', postIdentity),
  post(`${HERE}/:id/password`, 'foi:handle', postPassword),
  post(`${HERE}/:id/parties`, 'foi:read', postParties),
  post(`${HERE}/:id/attach`, 'foi:handle', postAttach, { maxBody: FILE_BYTES }),
  post(`${HERE}/:id/moved`, 'foi:handle', postSeeMoved),
  get(`${HERE}/:id/files/:fileId`, 'foi:read', getFile),
];

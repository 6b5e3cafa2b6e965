import { readFile } from 'node:fs/promises';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../platform/errors.ts';
import type { Route } from '../platform/http/types.ts';
import { projectRoot } from '../platform/root.ts';

const dir = join(projectRoot, 'dist', 'assets');
const TYPES: Record<string, string> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' };

/** Changes with each build; the empty string when nothing is built (tests). */
export const assetVersion: string = existsSync(join(dir, 'version')) ? readFileSync(join(dir, 'version'), 'utf8') : '';

const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" fill="#0C4F60"/><path d="M9.2 4.5 5 12M14.8 4.5 19 12M12 10.5 8 19h8l-1.8-3.4" fill="none" stroke="#fff" stroke-width="2.4"/></svg>`;

/** Style sheets and scripts of the build. Their addresses carry the version, so they may be kept for ever. */
export const assetRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/assets/:name',
    may: 'public',
    run: async (c) => {
      const name = c.params.name ?? '';
      if (!existsSync(dir) || !readdirSync(dir).includes(name)) throw new AppError('not_found', c.path);
      return {
        status: 200,
        headers: {
          'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
          'cache-control': c.query.has('v') ? 'public, max-age=31536000, immutable' : 'no-cache',
        },
        body: await readFile(join(dir, name)),
      };
    },
  },
  {
    method: 'GET',
    path: '/favicon.ico',
    may: 'public',
    run: async () => ({ status: 200, headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }, body: MARK }),
  },
];

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../platform/errors.ts';
import { movedTo } from '../platform/http/answer.ts';
import type { Route } from '../platform/http/types.ts';
import { projectRoot } from '../platform/root.ts';

const dir = join(projectRoot, 'dist', 'assets');
const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Changes with each build; the empty string when nothing is built (tests). */
export const assetVersion: string = existsSync(join(dir, 'version')) ? readFileSync(join(dir, 'version'), 'utf8') : '';

/** Style sheets and scripts of the build. Their addresses carry the version, so they may be kept for ever. */
export const assetRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/assets/:name',
    may: 'public',
    // Reads nothing that changes while the program runs.
    keep: 'what it reads',
    run: async (c) => {
      const name = c.params.name ?? '';
      if (!existsSync(dir) || !readdirSync(dir).includes(name)) throw new AppError('not_found', c.path);
      return {
        status: 200,
        headers: {
          'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
          // Another version in the address is not this file's.
          'cache-control':
            c.query.toString() === `v=${assetVersion}` ? 'public, max-age=31536000, immutable' : 'no-cache',
        },
        body: await readFile(join(dir, name)),
      };
    },
  },
  // Browsers ask for it whatever the page says.
  { method: 'GET', path: '/favicon.ico', may: 'public', run: async () => movedTo('/assets/mark.svg') },
];

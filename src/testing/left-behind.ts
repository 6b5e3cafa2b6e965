import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runs, signature } from '../platform/db/process.ts';

/** A new folder in `parent` that says which process it belongs to. */
export function ownFolder(parent: string, prefix: string): string {
  const dir = mkdtempSync(join(parent, prefix));
  writeFileSync(join(dir, 'owner'), signature());
  return dir;
}

/** Such folders of runs that were killed. */
export const leftBehind = (parent: string, prefix: string): string[] =>
  readdirSync(parent)
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(parent, name))
    .filter((dir) => {
      const owner = join(dir, 'owner');
      return existsSync(owner) && runs(readFileSync(owner, 'utf8')) === undefined;
    });

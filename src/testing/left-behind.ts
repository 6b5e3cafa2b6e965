import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runs, signature } from '../platform/db/process.ts';

/** A new folder in `parent` that says which process it belongs to. */
export function ownFolder(parent: string, prefix: string): string {
  const dir = mkdtempSync(join(parent, prefix));
  // Whole or not at all: half a signature is nobody's.
  writeFileSync(join(dir, 'owner.new'), signature());
  renameSync(join(dir, 'owner.new'), join(dir, 'owner'));
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

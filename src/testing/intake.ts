import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { checks } from '../modules/checks/index.ts';
import { importAll, intake, type Report, sourcesOf } from '../modules/intake/index.ts';
import { org } from '../modules/org/index.ts';
import { publication } from '../modules/publication/index.ts';
import { sites } from '../modules/sites/index.ts';
import { SYSTEM } from '../platform/permission.ts';
import { seedUnits } from './editorial.ts';
import { type World, world } from './world.ts';

export async function importWorld(): Promise<World> {
  const w = await world({ modules: [org, publication, sites, checks, intake] });
  await seedUnits(w);
  return w;
}

export const notice = (n: number): string => `关于第${n}次防汛演练的通知\n\n各乡镇：\n\n　　请于4月${n}日参加演练。\n`;

export const TO = { unitId: 'shuiwu', column: 'zwgk/zcwj' };

/** A new folder for each test, what is put into it, and its import for 水务局. */
export function importDesk(w: () => World) {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'gongkai-import-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));
  return {
    dir: () => dir,
    put: async (name: string, text: string | Buffer): Promise<void> => {
      await mkdir(join(dir, name, '..'), { recursive: true });
      await writeFile(join(dir, name), text);
    },
    run: async (onEach: (done: number) => void = () => undefined): Promise<Report> =>
      importAll(w().system, { actor: SYSTEM }, await sourcesOf([dir]), TO, onEach),
  };
}

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger, runOnce } from 'graphile-worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importAll, sourcesOf } from '../modules/intake/index.ts';
import { seedOrg } from '../modules/org/index.ts';
import { seedSites } from '../modules/sites/index.ts';
import { verifyLeaves } from '../modules/translog/index.ts';
import { readConfig } from '../platform/config.ts';
import { one, openPool, rows, sql, transaction } from '../platform/db/connection.ts';
import { closeConverter } from '../platform/documents/index.ts';
import { silentLogger } from '../platform/log.ts';
import { SYSTEM } from '../platform/permission.ts';
import type { System } from '../platform/system.ts';
import { testDatabase } from '../testing/cluster.ts';
import { type Program, program } from '../testing/program.ts';
import { tasksOf } from './queue.ts';
import { openSystem } from './system.ts';

let loop: Program;
beforeAll(async () => {
  loop = await program('import-loop.ts');
});
afterAll(() => loop.remove());
const FILES = 200;
const KILLS = 4;

/** Ends the import with -9 after so many files are said to be done; answers whether it was ended before its end. */
function importAndKill(args: readonly string[], after: number): Promise<boolean> {
  const child = spawn(process.execPath, [loop.file, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let lines = 0;
  child.stdout.on('data', (b: Buffer) => {
    lines += b.toString().split('\n').length - 1;
    if (lines >= after) child.kill('SIGKILL');
  });
  return new Promise((done) => child.once('close', (_, signal) => done(signal === 'SIGKILL')));
}

async function seed(system: System): Promise<void> {
  const unit = { aliases: [], codeLetters: [], phone: '', address: '', hours: '', duties: '', position: 0 };
  const district = {
    ...unit,
    id: 'qu',
    parentId: null,
    kind: 'district' as const,
    name: '明河区人民政府',
    shortName: null,
    active: true,
    threePeople: true,
  };
  await transaction(system.db, (tx) => seedOrg(tx, { units: [district], people: [] }));
  const columns = [{ path: 'zcwj', name: '政策文件', class: '政策文件' as const }];
  await transaction(system.db, (tx) => seedSites(tx, { columns }, system.clock.now()));
}

/** What the worker would do with what is queued. */
async function work(system: System, url: string): Promise<void> {
  const pgPool = openPool(url, { name: 'jobs', max: 2 });
  await runOnce({
    pgPool,
    taskList: tasksOf(system),
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
  });
  await pgPool.end();
}

test('an import that is killed again and again and begun again publishes and indexes each file once', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'gongkai-import-kill-'));
  const folder = join(dir, 'files');
  await mkdir(folder);
  for (let i = 1; i <= FILES; i++)
    await writeFile(join(folder, `${i}.txt`), `关于第${i}次防汛演练的通知\n\n各乡镇：\n\n请参加第${i}次演练。\n`);
  const database = await testDatabase();
  const { system, close } = await openSystem(
    readConfig({ GONGKAI_DATA: dir }, dir),
    database.url,
    'check',
    silentLogger,
  );
  try {
    await seed(system);
    let kills = 0;
    for (let k = 1; k <= KILLS; k++)
      if (await importAndKill([database.url, dir, folder], Math.ceil(Math.random() * 20) + k * 30)) kills++;
    // Late ones may come after the end.
    expect(kills).toBeGreaterThan(0);
    const report = await importAll(
      system,
      { actor: SYSTEM },
      await sourcesOf([folder]),
      { unitId: 'qu', column: 'zcwj' },
      () => undefined,
    );
    expect(report.refused).toEqual([]);
    expect(report.imported + report.unchanged).toBe(FILES);
    // What came before the last kill was kept.
    expect(report.unchanged).toBeGreaterThan(0);
    await work(system, database.url);
    const truth = await one(
      system.db,
      sql`select (select count(*)::int from publication.work) as works, (select count(*)::int from publication.edition) as editions,
            (select count(*)::int from intake.item) as items, (select count(*)::int from search.document) as indexed,
            (select count(*)::int from checks.fingerprint) as sketched`,
    );
    expect(truth).toEqual({ works: FILES, editions: FILES, items: FILES, indexed: FILES, sketched: FILES });
    expect((await verifyLeaves(system.db)).fault).toBeUndefined();
    const left = await rows(
      system.db,
      sql`select t.identifier from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
          where t.identifier like 'publication.spread%'`,
    );
    expect(left).toEqual([]);
  } finally {
    await closeConverter();
    await close();
    await database.drop();
    await rm(dir, { recursive: true, force: true });
  }
});

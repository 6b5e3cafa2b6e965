import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedOrg } from '../modules/org/index.ts';
import { confirmErasure, openWork, publish, requestErasure, writeErasedLists } from '../modules/publication/index.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { backup, restore } from '../platform/db/backup.ts';
import { rows, sql, transaction } from '../platform/db/connection.ts';
import { ERASED_BESIDE, ERASED_LIST } from '../platform/db/restore.ts';
import { enqueueIn } from '../platform/jobs.ts';
import { silentLogger } from '../platform/log.ts';
import type { System } from '../platform/system.ts';
import { emptyDatabase } from '../testing/cluster.ts';
import { draft } from '../testing/drafts.ts';
import { allowed, staff } from '../testing/editorial.ts';
import { openSystem } from './system.ts';
import { withSystem } from './with-system.ts';

const WORD = '柳芽青';
let root: string;
let archive: string;
let sourceDir: string;
let source: Config;
const ends: (() => Promise<void>)[] = [];
const work = { leaked: 0, kept: 0, file: '', partly: 0, attached: '' };

const configOf = (dir: string, url: string): Config => readConfig({ GONGKAI_DATA: dir, DATABASE_URL: url }, dir);

/** An empty place to restore into. */
async function place(name: string): Promise<Config> {
  const db = await emptyDatabase('nothing');
  ends.push(() => db.drop());
  return configOf(join(root, name), db.url);
}

const publishIn = (system: System, over: Parameters<typeof draft>[0]): Promise<number> =>
  transaction(system.db, async (tx) => {
    const made = await publish(
      { tx, now: system.clock.now(), enqueue: enqueueIn(tx) },
      draft({ unitId: 'minzheng', unitName: '明河区民政局', ...over }),
    );
    return allowed(made).no;
  });

const ASK = { versions: [], kind: 'identity', reason: '表里有身份证号。', publicReason: '有个人信息。', hides: true };

/** Three works, a backup, and then two erasures that the backup knows nothing of. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gongkai-erase-restore-'));
  const db = await emptyDatabase('template');
  ends.push(() => db.drop());
  sourceDir = join(root, 'source');
  source = configOf(sourceDir, db.url);
  const { system, close } = await openSystem(source, db.url, 'test', silentLogger);
  ends.push(close);
  await transaction(system.db, (tx) => seedOrg(tx, { units: [], people: [] }));
  work.file = await system.files.put(Buffer.from(`${WORD},1\n`));
  work.attached = await system.files.put(Buffer.from(`${WORD},2\n`));
  const file = (sha256: string, name: string) => ({ name, sha256, size: 12, type: 'text/csv' });
  work.leaked = await publishIn(system, { title: `名单${WORD}`, attachments: [file(work.file, `${WORD}.csv`)] });
  work.kept = await publishIn(system, { title: '没有泄露的' });
  work.partly = await publishIn(system, { title: '附件泄露的', attachments: [file(work.attached, '名册.csv')] });
  archive = join(root, 'site.tar.gz');
  await backup(source, archive);
  for (const scope of [
    { no: work.leaked, whole: true, files: [] },
    { no: work.partly, whole: false, files: [work.attached] },
  ]) {
    const asked = allowed(await requestErasure(system, staff.clerk, { ...ASK, ...scope }));
    allowed(await confirmErasure(system, staff.approver, asked));
  }
  await writeErasedLists(system);
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await rm(root, { recursive: true, force: true });
});

/** Runs what is queued of one job, as the worker does. */
async function runErasing(system: System): Promise<void> {
  const due = await rows<{ payload: unknown }>(
    system.db,
    sql`select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'publication.erase-files'`,
  );
  const job = system.modules.flatMap((m) => [...(m.jobs ?? [])]).find((j) => j.name === 'publication.erase-files');
  for (const d of due) await job?.run(system, d.payload);
}

/** What a restored and started site shows of the three works. */
const shown = (config: Config) =>
  withSystem(config, silentLogger, async (system) => {
    await runErasing(system);
    const [leaked, kept, partly] = await Promise.all(
      [work.leaked, work.kept, work.partly].map((no) => openWork(system.db, no)),
    );
    return {
      leaked: leaked?.current.check,
      leakedTitle: leaked?.listing.title,
      why: leaked?.removals.map((r) => r.publicReason),
      kept: kept?.current.check,
      partly: partly?.current.check,
      gone: partly?.current.gone.size,
      files: await Promise.all([work.file, work.attached].map(async (f) => (await system.files.size(f)) !== undefined)),
      audit: (
        await rows<{ subject: string }>(
          system.db,
          sql`select subject from platform.audit where action = 'erasure.reapply' order by id`,
        )
      ).map((r) => r.subject),
    };
  });

const ERASED_AGAIN = {
  leaked: 'erased',
  leakedTitle: '（内容已删除）',
  why: ['有个人信息。'],
  kept: 'same',
  partly: 'same',
  gone: 1,
  files: [false, false],
};

test('the list stands in the data folder and beside the archive, with numbers and reasons and nothing of what leaked', async () => {
  for (const path of [join(sourceDir, ERASED_LIST), `${archive}${ERASED_BESIDE}`]) {
    const text = await readFile(path, 'utf8');
    expect(text.trim().split('\n')).toHaveLength(2);
    expect(text).not.toContain(WORD);
  }
});

test('an older archive with its list beside it comes back without what was erased since', async () => {
  const config = await place('beside');
  expect((await restore(config, archive)).erasures).toBe(2);
  expect(await shown(config)).toEqual({
    ...ERASED_AGAIN,
    audit: [`work:${work.leaked}`, `work:${work.partly}`],
  });
  // Started once more there is nothing left to do.
  expect((await shown(config)).audit).toHaveLength(2);
});

test('an archive that was carried elsewhere finds the list that was left in the data folder, or is given one', async () => {
  const alone = join(root, 'alone.tar.gz');
  await cp(archive, alone);
  const left = await place('left');
  await cp(join(sourceDir, ERASED_LIST), join(left.dataDir, ERASED_LIST));
  expect((await restore(left, alone)).erasures).toBe(2);
  expect((await shown(left)).leaked).toBe('erased');
  const given = await place('given');
  expect((await restore(given, alone, undefined, undefined, join(sourceDir, ERASED_LIST))).erasures).toBe(2);
  expect((await shown(given)).leaked).toBe('erased');
});

test('without any list the restore says that it found none, and a list that cannot be read stops it', async () => {
  const alone = join(root, 'alone.tar.gz');
  const config = await place('none');
  await expect(restore(config, alone, undefined, undefined, join(root, 'missing.jsonl'))).rejects.toThrow(
    'this list of erasures cannot be read',
  );
  expect((await restore(config, alone)).erasures).toBe(0);
  expect((await shown(config)).leaked).toBe('same');
});

test('an archive made after the erasure holds nothing of it', async () => {
  const later = join(root, 'later.tar.gz');
  await backup(source, later);
  const config = await place('later');
  await restore(config, later);
  const found = await shown(config);
  expect(found).toMatchObject({ leaked: 'erased', partly: 'same', gone: 1 });
  expect(found.audit).toEqual([]);
});

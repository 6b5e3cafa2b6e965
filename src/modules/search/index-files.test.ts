import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exec, rows, sql, transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { published } from '../../testing/drafts.ts';
import { seedUnits } from '../../testing/editorial.ts';
import { type World, world } from '../../testing/world.ts';
import { org } from '../org/index.ts';
import { publication, withdraw } from '../publication/index.ts';
import { packTerms } from './engine/index.ts';
import { fold, rebuildFiles, soundFiles } from './files.ts';
import { checkIndex, forget, indexEdition, reindex, search } from './index.ts';
import { state } from './index-store.ts';
import { ask, suggest } from './query.ts';
import { IN_MEMORY, pathOf, readerOf } from './reader.ts';

let w: World;
let no = 0;
const p = (text: string): string => `<p>${text}</p>`;
const found = async (text: string): Promise<number[]> => (await ask(w.system, { text })).found.map((f) => f.listed.no);
const files = (): string[] => readdirSync(join(w.system.config.dataDir, 'search')).sort();
const named = async (): Promise<string[]> => (await state(w.system.db)).segments.map((s) => `${s.id}.segment`).sort();
const acting = (tx: Parameters<Parameters<typeof transaction>[1]>[0]) => ({
  tx,
  now: w.clock.now(),
  enqueue: enqueueIn(tx),
});
const jobs = async (): Promise<string[]> =>
  (
    await rows<{ name: string }>(
      w.system.db,
      sql`select t.identifier as name from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier like 'search.%' order by 1`,
    )
  ).map((r) => r.name);

beforeAll(async () => {
  w = await world({ modules: [org, publication, { ...search, routes: [] }] });
  await seedUnits(w);
  no = (await published(w, { title: '柳桥村停水通知', html: p('3月30日停水，请储水。') })).no;
  await published(w, { title: '公交改线', html: p('5路改走滨河路。') });
  await w.runJobs();
});
afterAll(() => w.end());
beforeEach(async () => {
  readerOf(w.system).close();
  await reindex(w.system);
  await w.runJobs();
});

describe('a small site', () => {
  test('needs no file', async () => {
    expect(await named()).toEqual([]);
    expect(await found('停水')).toEqual([no]);
    expect(await checkIndex(w.system)).toBe('sound');
  });
});

describe('files', () => {
  test('hold what was folded; what changes afterwards is found beside them and before them', async () => {
    await fold(w.system, true);
    expect(files()).toEqual(await named());
    expect(await found('停水')).toEqual([no]);
    const { no: second } = await published(w, { title: '柳桥村停水结束', html: p('已经恢复供水。') });
    await w.runJobs();
    expect((await found('停水')).sort()).toEqual([no, second].sort());
    await transaction(w.system.db, (tx) => withdraw(acting(tx), second, '误发'));
    await w.runJobs();
    expect(await found('停水')).toEqual([no]);
    await fold(w.system, true);
    expect(await found('停水')).toEqual([no]);
    expect(files()).toEqual(await named());
    expect(await rows(w.system.db, sql`select * from search.gone`)).toEqual([]);
  });

  test.each(['deleted', 'cut off', 'empty', 'overwritten', 'with one byte turned in a list'])(
    '%s are noticed, the small site answers from the database, and the queued job mends them',
    async (how) => {
      await fold(w.system, true);
      const [id = ''] = (await state(w.system.db)).segments.map((s) => s.id);
      const path = pathOf(w.system, id);
      if (how === 'deleted') rmSync(path);
      if (how === 'cut off') truncateSync(path, 500);
      if (how === 'empty') truncateSync(path, 0);
      if (how === 'overwritten') writeFileSync(path, 'x'.repeat(5_000));
      if (how.startsWith('with one byte')) {
        const bytes = readFileSync(path);
        // Lists stand at the beginning; every one of them is turned.
        for (let i = 0; i < 1_000; i++) bytes[i] = (bytes[i] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      }
      expect(await soundFiles(w.system)).toBe(false);
      expect(await found('停水')).toEqual([no]);
      expect(await found('滨河路')).toHaveLength(1);
      expect(await jobs()).toContain('search.build');
      await w.runJobs();
      expect(await soundFiles(w.system)).toBe(true);
      expect(files()).toEqual(await named());
      expect(await named()).not.toContain(`${id}.segment`);
      expect(await found('停水')).toEqual([no]);
    },
  );

  test('lost on a large site: it says that it rebuilds, gives no answer meanwhile, and answers when it is done', async () => {
    await exec(
      w.system.db,
      sql`insert into search.document (no, edition_id, title, text, doc_no_key, unit_id, unit_name, kind, columns, published_on, valid_status, terms, change)
          select 1000000 + n, 'x', 'x', 'x', null, 'u', 'u', 'k', '{}', '2026-01-01', null, ${packTerms([['很多'], [], [], ['很多']])}, 0
          from generate_series(0, ${IN_MEMORY}::int) n`,
    );
    await rebuildFiles(w.system);
    expect((await ask(w.system, { text: '很多' })).total).toBe(IN_MEMORY + 1);
    const [segment] = (await state(w.system.db)).segments;
    rmSync(pathOf(w.system, segment?.id ?? ''));
    readerOf(w.system).close();
    await expect(ask(w.system, { text: '停水' })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(ask(w.system, { text: '停水' })).rejects.toMatchObject({ code: 'unavailable' });
    await rebuildFiles(w.system);
    expect(await found('停水')).toEqual([no]);
    await exec(w.system.db, sql`delete from search.document where no >= 1000000`);
    await rebuildFiles(w.system);
  });

  test('half-built are nothing: the old ones serve, and an hour later they are taken away', async () => {
    await fold(w.system, true);
    const dir = join(w.system.config.dataDir, 'search');
    for (const name of ['11111111.part', '22222222.part3', '33333333.segment']) writeFileSync(join(dir, name), 'half');
    expect(await found('停水')).toEqual([no]);
    await rebuildFiles(w.system);
    expect(files()).toContain('11111111.part');
    for (const name of files().filter((f) => /^[123]{8}/.test(f))) utimesSync(join(dir, name), 1, 1);
    await rebuildFiles(w.system);
    expect(files()).toEqual(await named());
  });

  test('folded and rebuilt by several at once end as one index that answers right', async () => {
    await fold(w.system, true);
    await published(w, { title: '停水结束', html: p('恢复供水。') });
    await w.runJobs();
    await Promise.all([
      fold(w.system, true),
      rebuildFiles(w.system),
      fold(w.system, true),
      reindex(w.system),
      found('停水'),
    ]);
    expect(files()).toEqual(await named());
    const all = await ask(w.system, { text: '停水' });
    expect(all.total).toBe(2);
    expect(all.found).toHaveLength(2);
    expect(await soundFiles(w.system)).toBe(true);
  });

  test('replaced while a reader has them open are read on, and the next question takes the new ones', async () => {
    await fold(w.system, true);
    expect(await found('停水')).toContain(no);
    const before = await named();
    await rebuildFiles(w.system);
    expect(await named()).not.toEqual(before);
    expect(await found('停水')).toContain(no);
  });
});

describe('documents', () => {
  test('lost are found missing by the nightly look, and come back from editions', async () => {
    await exec(w.system.db, sql`delete from search.document`);
    w.clock.set('2026-04-02T03:40:00+08:00');
    expect(await checkIndex(w.system)).toBe('reindexed');
    expect(await found('滨河路')).toHaveLength(1);
    expect(await checkIndex(w.system)).toBe('sound');
    w.clock.set('2026-03-31T09:30:00+08:00');
  });

  test('not yet built after an upgrade answer nothing, and are built by the job the first question queues', async () => {
    await exec(w.system.db, sql`update search.state set complete = false`);
    await expect(ask(w.system, { text: '停水' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(await jobs()).toContain('search.reindex');
    await w.runJobs();
    expect(await found('停水')).toContain(no);
  });

  test('that stand there as they should are left alone by a rebuilding', async () => {
    const before = await state(w.system.db);
    await reindex(w.system);
    expect((await state(w.system.db)).change).toBe(before.change);
  });
});

describe('a work that is erased', () => {
  test('is found by no question after the act, is no suggestion, and leaves no word in any file', async () => {
    const { no: leak, editionId } = await published(w, {
      title: '名单公示',
      html: p('独有词语甲乙丙 999901200001010011'),
    });
    await w.runJobs();
    await fold(w.system, true);
    expect(await found('999901200001010011')).toEqual([leak]);
    await expect(
      transaction(w.system.db, async (tx) => {
        await forget(acting(tx), leak);
        throw new Error('called off');
      }),
    ).rejects.toThrow('called off');
    expect(await found('999901200001010011')).toEqual([leak]);

    const words = (): boolean =>
      files().some((f) => readFileSync(join(w.system.config.dataDir, 'search', f)).includes('999901200001010011'));
    expect(words()).toBe(true);
    await transaction(w.system.db, (tx) => forget(acting(tx), leak));
    expect(await found('999901200001010011')).toEqual([]);
    expect((await ask(w.system, { text: '名单公示' })).total).toBe(0);
    expect(await suggest(w.system, '名单')).toEqual([]);
    await w.runJobs();
    expect(words()).toBe(false);
    expect(existsSync(join(w.system.config.dataDir, 'search'))).toBe(true);
    expect(await rows(w.system.db, sql`select from search.document where no = ${leak}`)).toEqual([]);
    // The work itself is still public in this test: a late job takes it in again, as it would any public work.
    await indexEdition(w.system, editionId);
    expect(await found('名单公示')).toEqual([leak]);
  });
});

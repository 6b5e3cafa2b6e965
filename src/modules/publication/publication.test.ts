import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { contentHash } from '../../lib/leaf.ts';
import type { Ruling } from '../../lib/ruling.ts';
import { exec, one, rows, sql, type Tx, transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { draft, published } from '../../testing/drafts.ts';
import { type World, world } from '../../testing/world.ts';
import { leafAt, size, verifyLeaves } from '../translog/index.ts';
import { type Act, type EditionContent, freeze, thaw } from './content.ts';
import {
  correct,
  count,
  countsBy,
  type Draft,
  list,
  listed,
  openVersion,
  openWork,
  PUBLICATION_CODES,
  type Published,
  publication,
  publicFile,
  publish,
  publishMany,
  revision,
  sayPublication,
  standing,
  withdraw,
} from './index.ts';
import { contentOf } from './store.ts';

let w: World;
beforeAll(async () => {
  w = await world({ modules: [publication] });
});
afterAll(() => w.end());

type Door = Parameters<typeof publish>[0];
const door = <T>(run: (ctx: Door) => Promise<Ruling<T>>): Promise<Ruling<T>> =>
  transaction(w.system.db, (tx) => run({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }));
const codes = (r: Ruling<unknown>): string[] => (r.ok ? [] : r.refusals.map((x) => x.code));
const allowed = <T>(r: Ruling<T>): T => {
  if (!r.ok) throw new Error(codes(r).join());
  return r.value;
};
const correctNow = async (no: number, d: Draft, reason = '金额写错'): Promise<Published> =>
  allowed(await door((ctx) => correct(ctx, no, d, reason)));
const withdrawNow = async (no: number, reason = '依据已经废止'): Promise<Published> =>
  allowed(await door((ctx) => withdraw(ctx, no, reason)));

/** Everything that a publication could leave behind, counted. */
const traces = () =>
  one<Record<string, number>>(
    w.system.db,
    sql`select (select count(*)::int from publication.work) as works, (select count(*)::int from publication.edition) as editions,
          (select count(*)::int from publication.content) as contents, (select count(*)::int from publication.listing) as lines,
          (select count(*)::int from publication.attachment) as files, (select count(*)::int from translog.leaf) as leaves,
          (select size from translog.head) as size, (select n from publication.revision) as revision,
          (select count(*)::int from graphile_worker._private_jobs) as jobs`,
  );

/** What only the owner of the tables can do: changes rows with the triggers off. */
const behindTheTriggers = (table: string, change: (tx: Tx) => Promise<unknown>): Promise<void> =>
  transaction(w.system.db, async (tx) => {
    await exec(tx, sql`alter table ${sql.raw(table)} disable trigger user`);
    await change(tx);
    await exec(tx, sql`alter table ${sql.raw(table)} enable trigger user`);
  });

const PDF = { name: '附表.pdf', sha256: 'b'.repeat(64), size: 1234, type: 'application/pdf' };

describe('publishing a piece', () => {
  test('leaves edition, content, leaf, line in the lists, attachment and spread job, all of one transaction', async () => {
    const before = await traces();
    const out = await published(w, { attachments: [PDF], docNo: '明应急〔2026〕3号', issuedOn: day('2026-03-30') });
    expect(await traces()).toEqual({
      works: Number(before.works) + 1,
      editions: Number(before.editions) + 1,
      contents: Number(before.contents) + 1,
      lines: Number(before.lines) + 1,
      files: Number(before.files) + 1,
      leaves: Number(before.leaves) + 1,
      size: Number(before.size) + 1,
      revision: Number(before.revision) + 1,
      jobs: Number(before.jobs) + 1,
    });
    expect(out).toMatchObject({ version: 1, logIndex: out.no });

    const work = await openWork(w.system.readDb, out.no);
    expect(work?.work).toEqual({ no: out.no, unitId: 'yingji', state: 'published' });
    expect(work?.editions).toHaveLength(1);
    expect(work?.current).toMatchObject({
      check: 'same',
      edition: { id: out.editionId, act: 'publish', reason: null, version: 1, publishedAt: w.clock.now() },
      content: { title: '关于做好防汛工作的通知', v: 1, version: 1, act: 'publish', at: '2026-03-31T01:30:00.000Z' },
    });
    expect(work?.listing).toMatchObject({
      title: '关于做好防汛工作的通知',
      docNo: '明应急〔2026〕3号',
      issuedOn: day('2026-03-30'),
      publishedOn: '2026-03-31',
      columns: ['zwgk', 'zwgk/tzgg'],
      state: 'published',
    });
    const leaf = await leafAt(w.system.db, out.logIndex);
    const kept = await contentOf(w.system.db, out.editionId);
    if (!leaf || !kept) throw new Error('leaf or content is missing');
    expect(JSON.parse(leaf.data.toString())).toEqual({
      v: 1,
      edition: out.editionId,
      kind: 'publish',
      content: contentHash(kept.salt, kept.bytes),
      at: '2026-03-31T01:30:00.000Z',
    });
    const job = await one(
      w.system.db,
      sql`select t.identifier, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
          where j.key = ${`publication.spread:${out.editionId}`}`,
    );
    expect(job).toEqual({ identifier: 'publication.spread', payload: { editionId: out.editionId } });
  });

  test('that is broken off afterwards in the same transaction leaves nothing at all', async () => {
    const before = await traces();
    const broken = door<Published>(async (ctx) => {
      await publish(ctx, draft());
      throw new Error('the power went');
    });
    await expect(broken).rejects.toThrow('the power went');
    expect(await traces()).toEqual(before);
  });

  test('twenty at the same moment get twenty numbers without a gap, and one register', async () => {
    const first = await size(w.system.db);
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => published(w, { title: `第${i + 1}号通知` })));
    const expected = Array.from({ length: 20 }, (_, i) => first + i);
    expect(all.map((p) => p.no).sort((a, b) => a - b)).toEqual(expected);
    expect(await verifyLeaves(w.system.db)).toEqual({ size: first + 20 });
  });

  test.each<[Partial<Draft>, string[], string]>([
    [{ title: ' \n' }, ['no_title'], 'a title of blanks is none'],
    [{ html: '' }, ['no_text'], 'nothing at all'],
    [{ html: '<p> </p><p><br></p>' }, ['no_text'], 'empty paragraphs'],
    [{ html: '<p>&nbsp;&nbsp;</p>' }, ['no_text'], 'what an editor leaves in an empty paragraph'],
    [{ columns: [] }, ['no_column'], 'it must stand somewhere'],
    [{ issuedOn: day('2026-04-01') }, ['issued_after_published'], 'signed tomorrow, published today'],
    [{ title: '', html: '', columns: [] }, ['no_title', 'no_column', 'no_text'], 'every reason at once'],
  ])('with %j is refused for %j and takes no number: %s', async (over, expected) => {
    const before = await traces();
    expect(codes(await door((ctx) => publish(ctx, draft(over))))).toEqual(expected);
    expect(await traces()).toEqual(before);
  });

  test.each<[Partial<Draft>, string]>([
    [{ html: '<p><img src="/files/x/map.png" alt="示意图"></p>' }, 'a picture alone is content'],
    [{ issuedOn: day('2026-03-31') }, 'signed and published on one day'],
    [{ html: '<p>&amp;</p>' }, 'a sign is text'],
  ])('with %j is allowed: %s', async (over) => {
    expect(codes(await door((ctx) => publish(ctx, draft(over))))).toEqual([]);
  });

  test('the day of publication is the day in China, also just after midnight', async () => {
    w.clock.set('2026-04-01T00:05:00+08:00');
    const { no } = await published(w, { issuedOn: day('2026-04-01') });
    expect((await listed(w.system.db, no))?.publishedOn).toBe('2026-04-01');
    w.clock.set('2026-03-31T09:30:00+08:00');
  });
});

describe('a correction', () => {
  test('is version 2, the list follows it, and the first publication does not move', async () => {
    const first = await published(w, { title: '高龄津贴每月100元' });
    const line = await listed(w.system.db, first.no);
    w.clock.set('2026-04-02T10:00:00+08:00');
    const second = await correctNow(first.no, draft({ title: '高龄津贴每月120元', columns: ['zwgk/zcwj'] }));
    expect(second).toMatchObject({ no: first.no, version: 2 });
    expect(second.logIndex).toBeGreaterThan(first.logIndex);
    expect(await listed(w.system.db, first.no)).toMatchObject({
      title: '高龄津贴每月120元',
      version: 2,
      columns: ['zwgk', 'zwgk/zcwj'],
      firstPublishedAt: line?.firstPublishedAt,
      publishedOn: '2026-03-31',
      changedAt: w.clock.now(),
    });
    const old = await openVersion(w.system.db, first.no, 1);
    expect(old).toMatchObject({ check: 'same', content: { title: '高龄津贴每月100元' } });
    expect((await openWork(w.system.db, first.no))?.current).toMatchObject({
      check: 'same',
      edition: { act: 'correct', reason: '金额写错' },
      content: { title: '高龄津贴每月120元', reason: '金额写错', version: 2 },
    });
    w.clock.set('2026-03-31T09:30:00+08:00');
  });

  test('by two people at once gives two versions, none lost', async () => {
    const { no } = await published(w);
    const both = await Promise.all(['甲', '乙'].map((t) => correctNow(no, draft({ title: t }))));
    expect(both.map((b) => b.version).sort()).toEqual([2, 3]);
    const latest = both.find((b) => b.version === 3);
    expect((await listed(w.system.db, no))?.editionId).toBe(latest?.editionId);
  });

  test('without a reason, without a text, or of what is withdrawn is refused and leaves no trace', async () => {
    const { no } = await published(w);
    const before = await traces();
    expect(codes(await door((ctx) => correct(ctx, no, draft(), '  ')))).toEqual(['no_reason']);
    expect(codes(await door((ctx) => correct(ctx, no, draft({ html: '' }), '金额写错')))).toEqual(['no_text']);
    expect(await traces()).toEqual(before);
    await withdrawNow(no);
    expect(codes(await door((ctx) => correct(ctx, no, draft(), '金额写错')))).toEqual(['not_published']);
  });

  test('of a number that nobody published is not found', async () => {
    await expect(door((ctx) => correct(ctx, 999_999, draft(), '金额写错'))).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a withdrawal', () => {
  test('takes the piece out of lists and counts, and its editions stay open under its reason', async () => {
    const { no } = await published(w, { unitId: 'shuiwu', topics: ['fangxun'] });
    await withdrawNow(no);
    for (const f of [{ unitId: 'shuiwu' }, { unitIds: ['shuiwu'] }, { topic: 'fangxun' }]) {
      expect(await list(w.system.db, f)).toEqual([]);
      expect(await count(w.system.db, f)).toBe(0);
      expect(await count(w.system.db, { ...f, withWithdrawn: true })).toBe(1);
    }
    expect((await countsBy(w.system.db, 'unit')).get('shuiwu')).toBeUndefined();
    const work = await openWork(w.system.db, no);
    expect(work?.work.state).toBe('withdrawn');
    expect(work?.current.edition).toMatchObject({ act: 'withdraw', version: 2, reason: '依据已经废止' });
    expect(await openVersion(w.system.db, no, 1)).toMatchObject({ check: 'same', content: { title: draft().title } });
    expect(await openVersion(w.system.db, no, 2)).toMatchObject({ check: 'same', content: { reason: '依据已经废止' } });
    expect(await openVersion(w.system.db, no, 3)).toBeUndefined();
  });

  test('twice, or without a reason, is refused', async () => {
    const { no } = await published(w);
    expect(codes(await door((ctx) => withdraw(ctx, no, '')))).toEqual(['no_reason']);
    await withdrawNow(no);
    expect(codes(await door((ctx) => withdraw(ctx, no, '依据已经废止')))).toEqual(['not_published']);
  });
});

describe('what is published is final', () => {
  const tables = ['publication.edition', 'publication.content', 'translog.leaf'];
  const acts = {
    update: (t: string) =>
      sql.raw(
        t === 'publication.content'
          ? `update ${t} set salt = salt`
          : `update ${t} set ${t === 'translog.leaf' ? 'hash = hash' : 'reason = reason'}`,
      ),
    delete: (t: string) => sql.raw(`delete from ${t}`),
    truncate: (t: string) => sql.raw(`truncate ${t} cascade`),
  };
  test.each(
    tables.flatMap((t) =>
      (Object.keys(acts) as (keyof typeof acts)[])
        // Erasing personal data deletes bytes and salt; the edition and its leaf stay and say that something was there.
        .filter((act) => !(t === 'publication.content' && act === 'delete'))
        .map((act) => [t, act] as const),
    ),
  )('%s refuses %s', async (table, act) => {
    await published(w);
    const before = await traces();
    await expect(exec(w.system.db, acts[act](table))).rejects.toThrow(/final|append-only/);
    expect(await traces()).toEqual(before);
  });
});

describe('the check that a reader sees', () => {
  const alter = (id: string, bytes: Buffer): Promise<void> =>
    behindTheTriggers('publication.content', (tx) =>
      exec(tx, sql`update publication.content set bytes = ${bytes} where edition_id = ${id}`),
    );

  test('says 同 for what was registered and 异 for one changed character', async () => {
    const { no, editionId } = await published(w, { title: '补贴每人600元' });
    expect((await openWork(w.system.db, no))?.current.check).toBe('same');
    const kept = await contentOf(w.system.db, editionId);
    await alter(editionId, Buffer.from(String(kept?.bytes).replace('600', '900')));
    expect((await openWork(w.system.db, no))?.current).toMatchObject({
      check: 'differs',
      content: { title: '补贴每人900元' },
    });
  });

  test('says 异 and does not fall over when the bytes are no longer an edition at all', async () => {
    const { no, editionId } = await published(w);
    await alter(editionId, Buffer.from('{"title":'));
    expect((await openWork(w.system.db, no))?.current).toMatchObject({ check: 'differs', content: undefined });
    await behindTheTriggers('publication.content', (tx) =>
      exec(tx, sql`update publication.content set salt = ''::bytea where edition_id = ${editionId}`),
    );
    expect((await openWork(w.system.db, no))?.current.check).toBe('differs');
  });

  test('says 异 when edition and content were changed together but the register was not', async () => {
    const { no, editionId } = await published(w, { title: '限期30日' });
    const kept = await contentOf(w.system.db, editionId);
    if (!kept) throw new Error('no content');
    const bytes = Buffer.from(String(kept.bytes).replace('30日', '90日'));
    await alter(editionId, bytes);
    await behindTheTriggers('publication.edition', (tx) =>
      exec(
        tx,
        sql`update publication.edition set content_hash = ${Buffer.from(contentHash(kept.salt, bytes), 'hex')} where id = ${editionId}`,
      ),
    );
    expect((await openWork(w.system.db, no))?.current.check).toBe('differs');
  });

  test('says 已擦除 when the content was erased; the edition and its leaf stay', async () => {
    const { no, editionId, logIndex } = await published(w);
    await exec(w.system.db, sql`delete from publication.content where edition_id = ${editionId}`);
    const work = await openWork(w.system.db, no);
    expect(work?.current).toMatchObject({ check: 'erased', content: undefined, salt: undefined });
    expect(work?.editions.map((e) => e.logIndex)).toEqual([logIndex]);
    expect((await verifyLeaves(w.system.db)).fault).toBeUndefined();
  });

  test('a leaf changed behind the triggers is found when the register is read again', async () => {
    const { logIndex } = await published(w);
    const { data } = await one<{ data: Buffer }>(
      w.system.db,
      sql`select data from translog.leaf where index = ${logIndex}`,
    );
    const put = (d: Buffer): Promise<void> =>
      behindTheTriggers('translog.leaf', (tx) =>
        exec(tx, sql`update translog.leaf set data = ${d} where index = ${logIndex}`),
      );
    await put(Buffer.from('{}'));
    expect((await verifyLeaves(w.system.db)).fault).toEqual({ index: logIndex, why: 'hash' });
    await put(data);
    expect((await verifyLeaves(w.system.db)).fault).toBeUndefined();
  });
});

describe('attachments', () => {
  test('are served only when a published edition shows them, also after its withdrawal', async () => {
    const file = { name: '名册.xlsx', sha256: 'c'.repeat(64), size: 9, type: 'application/vnd.ms-excel' };
    expect(await publicFile(w.system.db, file.sha256)).toBeUndefined();
    const { no } = await published(w, { attachments: [file, file] });
    expect(await publicFile(w.system.db, file.sha256)).toEqual({ name: '名册.xlsx', type: file.type, size: 9 });
    expect(await publicFile(w.system.db, 'd'.repeat(64))).toBeUndefined();
    await withdrawNow(no);
    expect(await publicFile(w.system.db, file.sha256)).toMatchObject({ name: '名册.xlsx' });
    await exec(w.system.db, sql`update publication.work set state = 'erased' where no = ${no}`);
    expect(await publicFile(w.system.db, file.sha256)).toBeUndefined();
  });
});

describe('lists', () => {
  test('hold a piece under its column and every column above, newest first, page by page', async () => {
    const all = [];
    for (let i = 0; i < 5; i++)
      all.push(await published(w, { columns: ['a/b/c', 'x'], title: `第${i}件`, kind: '公示' }));
    const nos = all.map((p) => p.no).reverse();
    for (const column of ['a', 'a/b', 'a/b/c', 'x']) {
      expect(
        (await list(w.system.db, { column })).map((l) => l.no),
        column,
      ).toEqual(nos);
      expect(await count(w.system.db, { column })).toBe(5);
      expect((await countsBy(w.system.db, 'column')).get(column)).toBe(5);
    }
    expect(await count(w.system.db, { column: 'a/b/cc' })).toBe(0);
    const pages = await Promise.all([0, 2, 4].map((offset) => list(w.system.db, { kind: '公示' }, 2, offset)));
    expect(pages.flat().map((l) => l.no)).toEqual(nos);
    expect((await countsBy(w.system.db, 'year', { kind: '公示' })).get('2026')).toBe(5);
    expect(await count(w.system.db, { kind: '公示', from: day('2026-03-31'), to: day('2026-03-31') })).toBe(5);
    expect(await count(w.system.db, { kind: '公示', from: day('2026-04-01') })).toBe(0);
  });

  test.each(['明人社〔2026〕18号', '明人社[2026]18号', '明人社【２０２６】第018号', ' 明人社（2026） 18号'])(
    'find a document by its number written as %s',
    async (written) => {
      const known = await list(w.system.db, { docNo: '明人社〔2026〕18号' });
      if (known.length === 0) await published(w, { docNo: '明人社〔2026〕18号', title: '社保缴费通知' });
      expect((await list(w.system.db, { docNo: written })).map((l) => l.title)).toEqual(['社保缴费通知']);
    },
  );
});

test('the revision moves with each publication, correction and withdrawal, and with nothing refused', async () => {
  const at = () => revision(w.system.db);
  const start = await at();
  const { no } = await published(w);
  expect(await at()).toBe(start + 1);
  await correctNow(no, draft({ title: '更正后的标题' }));
  expect(await at()).toBe(start + 2);
  await withdrawNow(no);
  expect(await at()).toBe(start + 3);
  await door((ctx) => publish(ctx, draft({ title: '' })));
  expect(await at()).toBe(start + 3);
});

describe('after the commit', () => {
  test('each module that hears of publications is told once for each edition, in the order of the modules', async () => {
    const told: string[] = [];
    const hearing = (name: string) => ({
      name,
      spread: async (_: unknown, id: string) => void told.push(`${name} ${id}`),
    });
    const other = await world({ modules: [publication, hearing('first'), hearing('second'), { name: 'deaf' }] });
    try {
      const { editionId } = await published(other);
      expect(await other.runJobs()).toEqual(['publication.spread', 'publication.spread-to', 'publication.spread-to']);
      expect(told).toEqual([`first ${editionId}`, `second ${editionId}`]);
      expect(await other.runJobs()).toEqual([]);
    } finally {
      await other.end();
    }
  });
});

describe('pieces published together', () => {
  const several = (o: World, n: number) =>
    transaction(o.system.db, (tx) =>
      publishMany(
        { tx, now: o.clock.now(), enqueue: enqueueIn(tx) },
        Array.from({ length: n }, (_, i) => draft({ title: `关于第${i + 1}次停水的通知` })),
      ),
    );

  test('each at its own time where a new database is filled: day, leaf and line say when, and a date after that is refused', async () => {
    const other = await world({ modules: [publication] });
    try {
      const times = ['2021-03-05T02:00:00Z', '2021-03-06T17:30:00Z', '2021-04-01T01:00:00Z'].map((t) => new Date(t));
      const drafts = [{}, {}, { issuedOn: day('2021-04-02') }].map((more) => draft(more));
      const out = await transaction(other.system.db, (tx) =>
        publishMany({ tx, now: other.clock.now(), enqueue: enqueueIn(tx) }, drafts, times),
      );
      expect(out.map(codes)).toEqual([[], [], ['issued_after_published']]);
      const works = await Promise.all(out.flatMap((r) => (r.ok ? [openWork(other.system.readDb, r.value.no)] : [])));
      // Half past one at night in China is the next day.
      expect(works.map((x) => [x?.listing.publishedOn, x?.current.content?.at, x?.current.check])).toEqual([
        ['2021-03-05', times[0]?.toISOString(), 'same'],
        ['2021-03-07', times[1]?.toISOString(), 'same'],
      ]);
      expect(
        await rows(
          other.system.db,
          sql`select l.at, w.created_at as began from publication.work w
              join publication.edition e on e.work_no = w.no join translog.leaf l on l.index = e.log_index order by w.no`,
        ),
      ).toEqual([times[0], times[1]].map((at) => ({ at, began: at })));
      expect((await verifyLeaves(other.system.db)).fault).toBeUndefined();
    } finally {
      await other.end();
    }
  });

  test('are told to a module together when it takes them so, and one by one when it does not', async () => {
    const told: string[] = [];
    const one = { name: 'one', spread: async (_: unknown, id: string) => void told.push(`one ${id}`) };
    const many = {
      ...one,
      name: 'many',
      spreadMany: async (_: unknown, ids: readonly string[]) => void told.push(`many ${ids.length}`),
    };
    const other = await world({ modules: [publication, many, one] });
    try {
      const ids = (await several(other, 70)).map((r) => allowed(r).editionId);
      await other.runJobs();
      expect(told.slice(0, 2)).toEqual(['many 64', 'many 6']);
      expect(told.slice(2).sort()).toEqual(ids.map((id) => `one ${id}`).sort());
    } finally {
      await other.end();
    }
  });

  test('are told one by one when together fails, so that one odd piece keeps no other from being heard of', async () => {
    const told: string[] = [];
    let odd = '';
    const picky = {
      name: 'picky',
      spread: async (_: unknown, id: string) => {
        if (id === odd) throw new Error('odd');
        told.push(id);
      },
      spreadMany: async () => {
        throw new Error('one of them is odd');
      },
    };
    const other = await world({ modules: [publication, picky] });
    try {
      const ids = (await several(other, 5)).map((r) => allowed(r).editionId);
      odd = ids[2] ?? '';
      await expect(other.runJobs()).rejects.toThrow('odd');
      expect(told.sort()).toEqual(ids.filter((id) => id !== odd).sort());
    } finally {
      await other.end();
    }
  });

  test('stand as they were published, until one is withdrawn, hidden or gone', async () => {
    const [a, b, c] = (await several(w, 3)).map((r) => allowed(r).no);
    if (a === undefined || b === undefined || c === undefined) throw new Error('three');
    await correctNow(b, draft({ title: '更正后的通知' }));
    await withdrawNow(c);
    const found = await standing(w.system.db, [a, b, c, 999_999]);
    expect([...found.keys()].sort((x, y) => x - y)).toEqual([a, b]);
    expect(found.get(b)?.content.title).toBe('更正后的通知');
    expect(found.get(a)?.listing.no).toBe(a);
    await exec(
      w.system.db,
      sql`delete from publication.content where edition_id in (select id from publication.edition where work_no = ${a})`,
    );
    expect([...(await standing(w.system.db, [a, b, c])).keys()]).toEqual([b]);
  });
});

describe('canonical bytes', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((s) => s.isWellFormed());
  const contents: fc.Arbitrary<EditionContent> = fc.record(
    {
      title: text,
      kind: text,
      unitId: text,
      unitName: text,
      columns: fc.array(text),
      topics: fc.array(text),
      html: text,
      answer: text,
      docNo: text,
      interprets: fc.nat(),
      basis: fc.array(fc.record({ law: text, article: text }, { requiredKeys: ['law'] })),
      attachments: fc.array(fc.record({ name: text, sha256: text, size: fc.nat(), type: text })),
      hands: fc.record({ writer: text, reviewer: text, approver: text }),
      v: fc.constant(1 as const),
      edition: text,
      version: fc.nat(),
      act: fc.constantFrom<Act>('publish', 'correct', 'withdraw'),
      at: text,
    },
    {
      requiredKeys: [
        'title',
        'kind',
        'unitId',
        'unitName',
        'columns',
        'topics',
        'html',
        'basis',
        'attachments',
        'hands',
        'v',
        'edition',
        'version',
        'act',
        'at',
      ],
    },
  );

  test('read back give the same content, and frozen again the same bytes, whatever the order of fields', () => {
    fc.assert(
      fc.property(contents, (c) => {
        const bytes = freeze(c);
        expect(thaw(bytes)).toEqual({ ...c });
        expect(freeze(thaw(bytes)).equals(bytes)).toBe(true);
        const turned = Object.fromEntries(Object.entries(c).reverse()) as EditionContent;
        expect(freeze(turned).equals(bytes)).toBe(true);
      }),
    );
  });

  test('come out of the database as they went in', async () => {
    const { editionId } = await published(w, { title: '“引号”、\\反斜线、\u2028和表情😀' });
    const kept = await contentOf(w.system.db, editionId);
    if (!kept) throw new Error('no content');
    expect(freeze(thaw(kept.bytes)).equals(kept.bytes)).toBe(true);
    const stored = await rows<{ salt: Buffer }>(w.system.db, sql`select salt from publication.content`);
    expect(new Set(stored.map((r) => r.salt.toString('hex'))).size).toBe(stored.length);
  });
});

test('every refusal of this door has its sentence', () => {
  for (const code of PUBLICATION_CODES)
    expect(
      sayPublication({ code, basis: '', detail: { issuedOn: day('2026-04-01'), publishedOn: '2026-03-31' } }),
    ).toMatch(/^[^{}]+。$/);
});

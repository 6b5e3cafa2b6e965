import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, rows, sql, transaction } from '../../platform/db/connection.ts';
import { remarkPlace } from '../../platform/db/remarks.ts';
import type { Module, RemarkPlace } from '../../platform/module.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, codesOf, seedUnits, staff } from '../../testing/editorial.ts';
import { seedSite } from '../../testing/site.ts';
import { type World, world } from '../../testing/world.ts';
import { checks } from '../checks/index.ts';
import { org } from '../org/index.ts';
import { confirmErasure, publication, refuseErasure, requestErasure } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import { translog } from '../translog/index.ts';
import { decideMention, erasure, tickNotice } from './index.ts';
import { lookJob } from './looking.ts';
import { noticesOf } from './store.ts';

/** Numbers of the fictional division 999901, and names that stand nowhere else. */
const FIRST = { name: '柳芽青', number: '999901198001010016' };
const SECOND = { name: '苗禾青', number: '999901197502030029' };
/** Eleven digits in words: no run of figures, and a telephone all the same. */
const IN_WORDS = '一三九〇〇〇〇〇〇一七';

let walks = 0;
const place = remarkPlace({
  table: 'typed.remark',
  place: '随手写的',
  may: 'erasure:decide',
  columns: ['words'],
  forget: ['words'],
});
const counted: RemarkPlace = {
  ...place,
  each: (db, visit) => {
    walks += 1;
    return place.each(db, visit);
  },
};
const typed: Module = { name: 'typed', remarks: [counted] };

let w: World;
const { clerk, approver } = staff;
beforeAll(async () => {
  w = await world({
    modules: [org, translog, publication, erasure, sites, checks, typed],
    at: '2026-03-31T09:30:00+08:00',
  });
  await seedUnits(w);
  await seedSite(w, { columns: [{ path: 'tzgg', name: '通知公告', class: '通知公告', inNav: true }] });
  await transaction(w.system.db, async (tx) => {
    await exec(tx, sql`create schema typed`);
    await exec(tx, sql`create table typed.remark (id text primary key, words text not null)`);
    await exec(
      tx,
      sql`insert into typed.remark values ('one', ${`${FIRST.name}来电`}), ('two', ${`打给${SECOND.name}，号码${SECOND.number}`}),
            ('none', '第三段写得不清楚')`,
    );
  });
});
afterAll(() => w.end());

const ASK = {
  whole: true,
  versions: [] as number[],
  files: [] as string[],
  kind: 'identity',
  reason: '有没有遮盖的身份证号。',
  publicReason: '有个人信息。',
  hides: true,
};
/** Each another file: bytes that were erased once are never published again. */
let lists = 0;
const listOf = (p: { name: string; number: string }): string =>
  `名册第${++lists}份\n姓名,身份证号\n${p.name},${p.number}\n`;
const textOf = (p: { name: string; number: string }): string => `<p>申请人${p.name}，身份证号${p.number}</p>`;
const erased = async (over: Partial<typeof ASK> & { no: number }): Promise<string> => {
  const { id } = allowed(await requestErasure(w.system, clerk, { ...ASK, ...over }));
  allowed(await confirmErasure(w.system, approver, { id }));
  return id;
};
const found = async (id: string): Promise<string[]> =>
  (
    await rows<{ ref: string; words: number }>(
      w.system.db,
      sql`select ref, words from erasure.mention where erasure_id = ${id} and place = 'typed.remark' order by ref`,
    )
  ).map((m) => `${m.ref} ${m.words}`);
const states = async (): Promise<string[]> =>
  (await rows<{ s: string }>(w.system.db, sql`select state as s from erasure.search order by erasure_id`)).map(
    (r) => r.s,
  );

test('however many erasures wait, every place is walked through once', async () => {
  const ids: string[] = [];
  for (const p of [FIRST, SECOND]) {
    const { no } = await published(w, { unitId: 'minzheng', columns: ['tzgg'], html: textOf(p) });
    ids.push(await erased({ no }));
  }
  walks = 0;
  await lookJob.run(w.system, {});
  expect(walks).toBe(1);
  expect(await found(ids[0] ?? '')).toEqual(['one 1']);
  expect(await found(ids[1] ?? '')).toEqual(['two 2']);
  expect(await states()).toEqual(['done', 'done']);
  await lookJob.run(w.system, {});
  expect(walks).toBe(1);
});

describe('a file', () => {
  const withFile = async (): Promise<{ no: number; sha256: string }> => {
    const bytes = Buffer.from(listOf(SECOND));
    const sha256 = await w.system.files.put(bytes);
    const attachments = [{ name: '名册.csv', sha256, size: bytes.length, type: 'text/csv' }];
    const { no } = await published(w, {
      unitId: 'minzheng',
      columns: ['tzgg'],
      html: '<p>名册见附件。</p>',
      attachments,
    });
    return { no, sha256 };
  };

  test('is read before it leaves the disk: its names and numbers are looked for as those of a text are', async () => {
    const { no, sha256 } = await withFile();
    const id = await erased({ no, whole: false, files: [sha256] });
    await w.runJobs();
    expect(await w.system.files.size(sha256)).toBeUndefined();
    expect(await found(id)).toEqual(['two 2']);
    // Only places are kept: neither the words nor the file's name stand in a job or a table.
    const kept = await rows(w.system.db, sql`select 1 from erasure.search where words is not null`);
    expect(kept).toEqual([]);
  });

  test('that cannot be read any more keeps nobody from erasing it', async () => {
    const { no, sha256 } = await withFile();
    const id = await erased({ no, whole: false, files: [sha256] });
    await w.system.files.remove(sha256);
    await w.runJobs();
    expect(await found(id)).toEqual([]);
  });

  test('beside a text: what is known later is added to what is looked for, and nothing is lost', async () => {
    const bytes = Buffer.from(listOf(SECOND));
    const sha256 = await w.system.files.put(bytes);
    const attachments = [{ name: '名册.CSV', sha256, size: bytes.length, type: 'text/csv' }];
    const { no } = await published(w, { unitId: 'minzheng', columns: ['tzgg'], html: textOf(FIRST), attachments });
    const id = await erased({ no });
    await w.runJobs();
    expect(await found(id)).toEqual(['one 1', 'two 2']);
  });
});

describe('a reason that is kept or shown meets the rules of the gate', () => {
  test.each<[Partial<typeof ASK>, string[], string]>([
    [{ publicReason: `手机${IN_WORDS}的那一条` }, ['public_reason_repeats_leak'], 'it would leak again'],
    [{ reason: `${FIRST.name}的手机${IN_WORDS}` }, ['reason_repeats_leak'], 'it is kept for good'],
    [{ reason: '第3行', publicReason: '有个人信息' }, [], 'where, and not what'],
  ])('%j: %j (%s)', async (over, codes, _why) => {
    const { no } = await published(w, { unitId: 'minzheng', columns: ['tzgg'], html: '<p>正文。</p>' });
    expect(codesOf(await requestErasure(w.system, clerk, { ...ASK, no, ...over }))).toEqual(codes);
  });

  test('why nothing was erased, how somebody was told, why a place stays', async () => {
    const { no } = await published(w, { unitId: 'minzheng', columns: ['tzgg'], html: textOf(FIRST) });
    const { id } = allowed(await requestErasure(w.system, clerk, { ...ASK, no }));
    const why = `问过${IN_WORDS}`;
    expect(codesOf(await refuseErasure(w.system, approver, { id, refusal: why }))).toEqual(['reason_repeats_leak']);
    allowed(await confirmErasure(w.system, approver, { id }));
    await w.runJobs();
    const [notice] = await noticesOf(w.system.db, id);
    const told = await tickNotice(w.system, clerk, { id, code: notice?.code ?? '', note: why });
    expect(codesOf(told)).toEqual(['note_repeats_leak']);
    const stays = { id, place: 'typed.remark', ref: 'one', act: 'keep', note: why };
    expect(codesOf(await decideMention(w.system, staff.office, stays))).toEqual(['note_repeats_leak']);
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { writeAudit } from '../../platform/audit.ts';
import { exec, one, rows, sql, transaction } from '../../platform/db/connection.ts';
import { remarkPlace } from '../../platform/db/remarks.ts';
import type { Module } from '../../platform/module.ts';
import type { Actor } from '../../platform/permission.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, codesOf, seedUnits, staff } from '../../testing/editorial.ts';
import { seedSite } from '../../testing/site.ts';
import { actor, type World, world } from '../../testing/world.ts';
import { checks } from '../checks/index.ts';
import { duties, dutiesFor } from '../duties/index.ts';
import { createPiece, editorial, returnPiece, savePiece, submitPiece } from '../editorial/index.ts';
import { org } from '../org/index.ts';
import { confirmErasure, publication, reapplyErasures, requestErasure } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import { translog } from '../translog/index.ts';
import { decideMention, erasure, tickNotice } from './index.ts';
import { lookJob } from './looking.ts';
import { mentionsOf } from './mentions.ts';
import { noticesOf } from './store.ts';

/** A name that stands nowhere else, and an identity number of the fictional division 999901. */
const NAME = '柳芽青';
const NUMBER = '999901198001010016';

/** A module whose rows belong to no unit. */
const nobody: Module = {
  name: 'nobody',
  remarks: [
    remarkPlace({
      table: 'nobody.remark',
      place: '没有单位的记录',
      may: 'piece:read',
      columns: ['words'],
      forget: ['words'],
    }),
  ],
};

let w: World;
let id = '';
let no = 0;
const { clerk, reviewer, approver, office } = staff;

/** Another piece, returned with a remark that names the person. */
async function returnedWith(remark: string): Promise<string> {
  const p = allowed(await createPiece(w.system, clerk, { unitId: 'minzheng' }));
  const fields = { title: '另一篇', html: '<p>正文。</p>', columns: ['tzgg'] };
  const saved = allowed(await savePiece(w.system, clerk, { id: p.id, seen: 1, fields }));
  const sent = allowed(await submitPiece(w.system, clerk, { id: p.id, seen: saved.version, inSpite: '先看' }));
  allowed(await returnPiece(w.system, reviewer, { id: p.id, seen: sent.version, remark }));
  return p.id;
}

beforeAll(async () => {
  w = await world({
    modules: [duties, org, translog, publication, erasure, sites, checks, editorial, nobody],
    at: '2026-03-31T09:30:00+08:00',
  });
  await seedUnits(w);
  await seedSite(w, { columns: [{ path: 'tzgg', name: '通知公告', class: '通知公告', inNav: true }] });
  await returnedWith(`${NAME}那一行号码没遮，改了再交`);
  await returnedWith('第三段写得不清楚');
  await transaction(w.system.db, async (tx) => {
    await exec(tx, sql`create schema nobody`);
    await exec(tx, sql`create table nobody.remark (id text primary key, words text not null)`);
    await exec(tx, sql`insert into nobody.remark values ('n1', ${`无单位的一行：${NAME}`})`);
    await exec(
      tx,
      sql`insert into sites.error_report (id, page, unit_id, kind, what, created_at)
          values ('r1', '/c/tzgg', 'shuiwu', 'other', ${`${NAME}的身份证号${NUMBER}露出来了`}, ${w.clock.now()})`,
    );
    await writeAudit(tx, w.clock.now(), {
      actor: clerk,
      action: 'piece.save',
      outcome: 'done',
      detail: { reason: `${NAME}来电` },
    });
  });
  ({ no } = await published(w, {
    unitId: 'minzheng',
    columns: ['tzgg'],
    html: `<table><thead><tr><th>姓名</th><th>身份证号</th></tr></thead><tbody><tr><td>${NAME}</td><td>${NUMBER}</td></tr></tbody></table>`,
  }));
  const asked = await requestErasure(w.system, clerk, {
    no,
    whole: true,
    versions: [],
    files: [],
    kind: 'identity',
    reason: '有没有遮盖的身份证号。',
    publicReason: '有个人信息。',
    hides: true,
  });
  ({ id } = allowed(asked));
  allowed(await confirmErasure(w.system, approver, { id }));
});
afterAll(() => w.end());

const PAGE = () => `/console/erasures/${id}/mentions`;
const shown = async () =>
  (await mentionsOf(w.system, id)).map((m) => `${m.at.place}：${m.words}${m.at.forget ? '' : '，不能直接换'}`);
const refOf = async (place: string): Promise<string> =>
  (await mentionsOf(w.system, id)).find((m) => m.place === place)?.ref ?? '';
const owed = async (who: Actor): Promise<string[]> =>
  (await dutiesFor(w.system, who, day('2026-03-31'), false))
    .filter((d) => d.key.includes(':mentions'))
    .map((d) => `${d.unitId} ${d.note.slice(0, 2)}`);
const kept = () => rows<{ t: string }>(w.system.db, sql`select t::text as t from erasure.mention t`);
const waiting = () =>
  one<{ words: Buffer | null; state: string }>(w.system.db, sql`select words, state from erasure.search`);

describe('the act that erases', () => {
  test('only seals the words for a job: it holds its locks no longer than it must', async () => {
    expect(await kept()).toEqual([]);
    const { words, state } = await waiting();
    expect(state).toBe('waiting');
    expect(words?.includes(NAME)).toBe(false);
    expect(words?.includes(NUMBER)).toBe(false);
    expect((await w.request('GET', `/console/erasures/${id}`, { as: clerk })).text).toContain('正在大家随手写的');
  });

  test('of a job that dies in the middle nothing is lost: the next run finds all', async () => {
    const broken: Module = {
      name: 'broken',
      remarks: [
        {
          key: 'broken.remark',
          place: '坏掉的',
          may: 'erasure:ask',
          each: () => Promise.reject(new Error('killed')),
          some: async () => [],
        },
      ],
    };
    await expect(lookJob.run({ ...w.system, modules: [...w.system.modules, broken] }, {})).rejects.toThrow('killed');
    expect(await kept()).toEqual([]);
    expect((await waiting()).state).toBe('waiting');
    expect(await w.runJobs()).toContain('erasure.look');
    expect(await kept()).toHaveLength(4);
    expect(await waiting()).toEqual({ words: null, state: 'done' });
  });
});

describe('names of the erased text that people had typed elsewhere', () => {
  test('are found, each place once, and the words are written down nowhere', async () => {
    const found = ['稿件的经过：1', '找错的留言和答复：2，不能直接换', '审计记录：1，不能直接换', '没有单位的记录：1'];
    expect((await shown()).sort()).toEqual(found.sort());
    await lookJob.run(w.system, {});
    expect((await shown()).sort()).toEqual(found.sort());
    expect((await kept()).some((r) => r.t.includes(NAME) || r.t.includes(NUMBER))).toBe(false);
  });

  test('are a duty of who may read them: the approver’s own unit, and the office for the rest', async () => {
    expect(await owed(approver)).toEqual(['minzheng 1处']);
    // The audit trail and the row of no unit; 找错 of 水务局. What the approver may read is theirs.
    expect((await owed(office)).sort()).toEqual(['minzheng 1处', 'minzheng 1处', 'shuiwu 1处']);
    expect(await owed(clerk)).toEqual([]);
  });

  test.each<[string, Actor, string[], string[], string]>([
    [
      'the approver',
      approver,
      [`${NAME}那一行号码没遮`],
      ['露出来了', '来电', '无单位'],
      'the rest is not theirs to read',
    ],
    ['the office', office, [`${NAME}那一行号码没遮`, '露出来了', '来电', '无单位'], [], 'it reads all of these anyway'],
  ])('%s sees on the page of the places what is theirs to read', async (_, as, seen, unseen) => {
    const page = await w.request('GET', PAGE(), { as });
    expect(page.status).toBe(200);
    for (const words of seen) expect(page.text).toContain(words);
    for (const words of unseen) expect(page.text).not.toContain(words);
  });

  test.each<[string, Actor, string]>([
    ['a clerk who may ask for erasures', clerk, 'asking is not deciding'],
    [
      'an approver of another unit without a place there',
      actor('cj', 'cunju', ['approver']),
      'nothing of theirs is named',
    ],
    [
      'an approver of another unit whose place takes another right',
      actor('sw', 'shuiwu', ['approver']),
      '找错 is the office’s',
    ],
  ])('%s does not see the page', async (_, as) => {
    expect((await w.request('GET', PAGE(), { as })).status).toBe(403);
    const own = await w.request('GET', `/console/erasures/${id}`, { as });
    for (const words of ['露出来了', '那一行号码没遮', '来电']) expect(own.text).not.toContain(words);
  });

  test.each<[string, Actor, string]>([
    ['a clerk', clerk, 'editorial.step'],
    ['the approver', approver, 'sites.error_report'],
    ['the approver', approver, 'platform.audit'],
    ['the approver', approver, 'nobody.remark'],
  ])('%s may not decide over %o', async (_, as, place) => {
    const input = { id, place, ref: await refOf(place), act: 'keep', note: '看过了' };
    await expect(decideMention(w.system, as, input)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a remark goes for the fixed words; its piece keeps who returned it and when', async () => {
    const ref = await refOf('editorial.step');
    const form = { place: 'editorial.step', ref, act: 'forget', note: '' };
    expect((await w.request('POST', PAGE(), { as: approver, form })).status).toBe(303);
    const step = await one<{ remark: string; act: string }>(
      w.system.db,
      sql`select remark, act from editorial.step where id = ${ref}::bigint`,
    );
    expect(step).toEqual({ remark: '（内容已删除）', act: 'return' });
    const again = await decideMention(w.system, approver, { id, ...form });
    expect(codesOf(again)).toEqual(['mention_decided']);
    expect(await owed(approver)).toEqual([]);
  });

  test.each([
    ['the audit trail cannot be changed', 'platform.audit', 'forget', '', ['mention_stays']],
    ['staying wants a reason', 'platform.audit', 'keep', ' ', ['no_mention_note']],
    ['the reason may not repeat the leak', 'platform.audit', 'keep', `号码${NUMBER}`, ['note_repeats_leak']],
    ['with a reason it is done', 'platform.audit', 'keep', '审计改不了，能看的只有两人', []],
  ])('%s', async (_, place, act, note, codes) => {
    const out = await decideMention(w.system, office, { id, place, ref: await refOf(place), act, note });
    expect(codesOf(out)).toEqual(codes);
  });

  test('a refused decision comes back with what was typed', async () => {
    const note = `同名，电话13900000001`;
    const form = { place: 'sites.error_report', ref: 'r1', act: 'keep', note };
    const page = await w.request('POST', PAGE(), { as: office, form });
    expect(page.status).toBe(422);
    expect(page.text).toContain(note);
    expect(page.text).toContain('里面像是有号码');
  });

  test('a place that went meanwhile is nobody’s duty any more, and cannot be decided', async () => {
    const ref = await refOf('nobody.remark');
    await exec(w.system.db, sql`delete from nobody.remark`);
    expect(await owed(office)).toEqual(['shuiwu 1处']);
    const out = await decideMention(w.system, office, { id, place: 'nobody.remark', ref, act: 'keep', note: '看过' });
    expect(codesOf(out)).toEqual(['mention_gone']);
    await exec(w.system.db, sql`update sites.error_report set what = '错字', answer = '' where id = 'r1'`);
    allowed(
      await decideMention(w.system, office, {
        id,
        place: 'sites.error_report',
        ref: 'r1',
        act: 'keep',
        note: '已请改',
      }),
    );
    expect(await owed(office)).toEqual([]);
  });
});

describe('a restored backup', () => {
  test('whose words were sealed with another key says so, and nobody waits for ever', async () => {
    await exec(
      w.system.db,
      sql`update erasure.search set state = 'waiting', words = ${Buffer.alloc(60)} where erasure_id = ${id}`,
    );
    await lookJob.run(w.system, {});
    expect((await waiting()).state).toBe('unreadable');
    expect((await w.request('GET', `/console/erasures/${id}`, { as: approver })).text).toContain('换了密钥');
  });
});

describe('who was told', () => {
  test('stands in the list outside the database, and a backup older than the tick learns it again', async () => {
    const [first] = await noticesOf(w.system.db, id);
    const code = first?.code ?? '';
    allowed(await tickNotice(w.system, clerk, { id, code, note: '当面告知，已签收' }));
    await w.runJobs();
    const list = await readFile(join(w.system.config.dataDir, 'erased.jsonl'), 'utf8');
    expect(list).toContain('当面告知，已签收');
    // A restored database that knows the erasure and not yet the tick.
    await exec(
      w.system.db,
      sql`update erasure.notice set done_on = null, done_label = null, note = '' where erasure_id = ${id}`,
    );
    expect(await reapplyErasures(w.system)).toBe(0);
    const after = (await noticesOf(w.system.db, id)).find((n) => n.code === code);
    expect(after).toMatchObject({ doneOn: '2026-03-31', note: '当面告知，已签收' });
    // Others stay open.
    expect((await noticesOf(w.system.db, id)).filter((n) => n.doneOn === null).length).toBeGreaterThan(0);
  });
});

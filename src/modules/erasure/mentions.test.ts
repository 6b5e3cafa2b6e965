import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { writeAudit } from '../../platform/audit.ts';
import { exec, one, rows, sql, transaction } from '../../platform/db/connection.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, codesOf, seedUnits, staff } from '../../testing/editorial.ts';
import { seedSite } from '../../testing/site.ts';
import { type World, world } from '../../testing/world.ts';
import { checks } from '../checks/index.ts';
import { duties, dutiesFor } from '../duties/index.ts';
import { createPiece, editorial, returnPiece, savePiece, submitPiece } from '../editorial/index.ts';
import { org } from '../org/index.ts';
import { confirmErasure, publication, reapplyErasures, requestErasure } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import { translog } from '../translog/index.ts';
import { decideMention, erasure, tickNotice } from './index.ts';
import { mentionsOf } from './mentions.ts';
import { noticesOf } from './store.ts';

/** A name that stands nowhere else, and an identity number of the fictional division 999901. */
const NAME = '柳芽青';
const NUMBER = '999901198001010016';

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
    modules: [duties, org, translog, publication, erasure, sites, checks, editorial],
    at: '2026-03-31T09:30:00+08:00',
  });
  await seedUnits(w);
  await seedSite(w, { columns: [{ path: 'tzgg', name: '通知公告', class: '通知公告', inNav: true }] });
  await returnedWith(`${NAME}那一行号码没遮，改了再交`);
  await returnedWith('第三段写得不清楚');
  await transaction(w.system.db, async (tx) => {
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

const shown = async () =>
  (await mentionsOf(w.system, id)).map((m) => `${m.placeName}：${m.words}${m.mayForget ? '' : '，不能直接换'}`);
const refOf = async (place: string): Promise<string> =>
  (await mentionsOf(w.system, id)).find((m) => m.place === place)?.ref ?? '';

describe('names of the erased text that people had typed elsewhere', () => {
  test('are found in the act, each place once, and the words are written down nowhere', async () => {
    expect((await shown()).sort()).toEqual(
      ['稿件的经过：1', '找错的留言和答复：2，不能直接换', '审计记录：1，不能直接换'].sort(),
    );
    const kept = await rows<{ t: string }>(w.system.db, sql`select t::text as t from erasure.mention t`);
    expect(kept.some((r) => r.t.includes(NAME) || r.t.includes(NUMBER))).toBe(false);
  });

  test('are a duty of who decides, until each was looked at', async () => {
    const mine = await dutiesFor(w.system, approver, day('2026-03-31'), false);
    expect(mine.some((d) => d.key === `erasure:${id}:mentions`)).toBe(true);
  });

  test('stand on the page of the erasure with their text, for who may see that unit’s', async () => {
    const page = await w.request('GET', `/console/erasures/${id}`, { as: office });
    expect(page.status).toBe(200);
    for (const words of ['别处也写到的姓名和号码', `${NAME}那一行号码没遮`, '露出来了'])
      expect(page.text).toContain(words);
    const own = await w.request('GET', `/console/erasures/${id}`, { as: clerk });
    expect(own.text).toContain(`${NAME}那一行号码没遮`);
    expect(own.text).not.toContain('露出来了');
    expect(own.text).toContain('是别的单位的');
  });

  test('a remark goes for the fixed words; its piece keeps who returned it and when', async () => {
    const ref = await refOf('editorial.step');
    const form = { place: 'editorial.step', ref, act: 'forget', note: '' };
    expect((await w.request('POST', `/console/erasures/${id}/mentions`, { as: clerk, form })).status).toBe(303);
    const step = await one<{ remark: string; act: string }>(
      w.system.db,
      sql`select remark, act from editorial.step where id = ${ref}::bigint`,
    );
    expect(step).toEqual({ remark: '（内容已删除）', act: 'return' });
    const again = await decideMention(w.system, clerk, { id, ...form });
    expect(codesOf(again)).toEqual(['mention_decided']);
  });

  test.each([
    ['the audit trail cannot be changed', 'platform.audit', 'forget', '', ['mention_stays']],
    ['staying wants a reason', 'platform.audit', 'keep', ' ', ['no_mention_note']],
    ['the reason may not repeat the leak', 'platform.audit', 'keep', `号码${NUMBER}`, ['note_repeats_leak']],
    ['with a reason it is done', 'platform.audit', 'keep', '审计改不了，能看的只有两人', []],
  ])('%s', async (_, place, act, note, codes) => {
    const out = await decideMention(w.system, clerk, { id, place, ref: await refOf(place), act, note });
    expect(codesOf(out)).toEqual(codes);
  });

  test('another unit’s place is for that unit or the office', async () => {
    const input = { id, place: 'sites.error_report', ref: 'r1', act: 'keep', note: '已请水务局改' };
    await expect(decideMention(w.system, clerk, input)).rejects.toMatchObject({ code: 'forbidden' });
    allowed(await decideMention(w.system, office, input));
    expect(
      (await dutiesFor(w.system, approver, day('2026-03-31'), false)).some((d) => d.key === `erasure:${id}:mentions`),
    ).toBe(false);
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

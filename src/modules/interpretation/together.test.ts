import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, sql, transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import type { Actor } from '../../platform/permission.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, codesOf, seedUnits, staff } from '../../testing/editorial.ts';
import { actor, type World, world } from '../../testing/world.ts';
import { checks } from '../checks/index.ts';
import {
  createPiece,
  discardPiece,
  editorial,
  type Piece,
  type PieceFields,
  passPiece,
  pieceById,
  releasePiece,
  savePiece,
  schedulePiece,
  submitPiece,
} from '../editorial/index.ts';
import { org } from '../org/index.ts';
import { confirmErasure, list, publication, requestErasure, withdraw } from '../publication/index.ts';
import { seedSites, sites } from '../sites/index.ts';
import { translog } from '../translog/index.ts';
import { interpretation } from './index.ts';

/** Of the fictional division 999901; it passes the arithmetic. */
const NUMBER = '999901193911040019';
const EIGHT = '2026-04-01T08:00:00+08:00';
const SECRET = '这一句只在民政局的稿子里';

let w: World;
beforeAll(async () => {
  w = await world({
    modules: [org, translog, publication, sites, checks, editorial, interpretation],
    at: '2026-03-31T09:30:00+08:00',
  });
  await seedUnits(w);
  await exec(w.system.db, sql`update org.unit set code_letters = '{明政规发}' where id = 'qu'`);
  await transaction(w.system.db, (tx) =>
    seedSites(tx, { columns: [{ path: 'zcjd', name: '政策解读' }] }, w.clock.now()),
  );
});
afterAll(() => w.end());

const { clerk, approver } = staff;
const strangers = {
  clerk: actor('sw-clerk', 'shuiwu', ['clerk']),
  reviewer: actor('sw-reviewer', 'shuiwu', ['reviewer']),
};

const now = async (id: string): Promise<Piece> => {
  const p = await pieceById(w.system.db, id);
  if (!p) throw new Error('no piece');
  return p;
};
const at = async (id: string): Promise<{ id: string; seen: number }> => ({ id, seen: (await now(id)).version });
const begin = (fields: Partial<PieceFields>, as: Actor = clerk) =>
  createPiece(w.system, as, { unitId: as.unitId ?? '', fields: { columns: ['zcjd'], ...fields } });
const begun = async (fields: Partial<PieceFields>, as: Actor = clerk): Promise<string> =>
  allowed(await begin(fields, as)).id;
const TEXT = `<p>第一条　${SECRET}。</p><p>第八条　完全失能的，每人每月六百元。</p>`;
/** Of the department alone: it owes no interpretation, so that nothing but what goes along is in question. */
const policy = (title: string): Promise<string> => begun({ title, kind: '政策文件', html: TEXT });
const told = (forPiece: string, over: Partial<PieceFields> = {}): Partial<PieceFields> => ({
  title: '办法解读',
  kind: '解读',
  html: '<p>老人在家也能领到钱，先到村里登记。</p>',
  forPiece,
  ...over,
});
const through = async (id: string, by: { clerk: Actor; reviewer: Actor } = staff): Promise<void> => {
  allowed(await submitPiece(w.system, by.clerk, { ...(await at(id)), inSpite: '请签发人定' }));
  allowed(await passPiece(w.system, by.reviewer, await at(id)));
};
/** As it could stand in an older database: the form no longer lets it be said. */
const tied = async (policyId: string): Promise<string> => {
  const id = await begun(told(policyId, { title: '别单位的解读', forPiece: null }), strangers.clerk);
  await exec(w.system.db, sql`update editorial.piece set for_piece = ${policyId} where id = ${id}`);
  return id;
};
const schedule = async (id: string, inSpite = '') =>
  schedulePiece(w.system, approver, { ...(await at(id)), at: new Date(EIGHT), inSpite });
/** The clock strikes eight. */
const come = async (id: string): Promise<void> => {
  w.clock.set(EIGHT);
  try {
    await editorial.jobs?.find((j) => j.name === 'editorial.release')?.run(w.system, { id });
  } finally {
    w.clock.set('2026-03-31T09:30:00+08:00');
  }
};
const duties = async () =>
  (
    await Promise.all(
      (editorial.duties ?? []).map((d) => d(w.system.db, { today: w.clock.today(), units: ['minzheng'] }, w.system)),
    )
  ).flat();
const lastStep = async (id: string) =>
  (
    await sql<{ act: string; remark: string; findings: unknown[] | null }>`
      select act, remark, findings from editorial.step where piece_id = ${id} order by id desc limit 1`.execute(
      w.system.db,
    )
  ).rows[0];

describe('what a piece may name as what it explains', () => {
  test.each<[string, () => Promise<string>, string]>([
    ['another unit’s piece', () => policy('民政局的办法'), 'it is not its business, and not theirs to wait for'],
    ['a piece that is not there', async () => '01ABCDEF', 'nothing stands there'],
    [
      'a discarded piece',
      async () => {
        const id = await begun({ title: '作废' }, strangers.clerk);
        allowed(await discardPiece(w.system, strangers.clerk, { id, seen: 1 }));
        return id;
      },
      'it will never come out',
    ],
  ])('%s is refused, beginning and saving', async (_, target) => {
    const forPiece = await target();
    expect(codesOf(await begin(told(forPiece), strangers.clerk))).toEqual(['not_explainable']);
    const id = await begun(told('', { forPiece: null }), strangers.clerk);
    expect(codesOf(await savePiece(w.system, strangers.clerk, { id, seen: 1, fields: { forPiece } }))).toEqual([
      'not_explainable',
    ]);
  });

  test('itself is refused, a number that is not registered too', async () => {
    const id = await begun({ kind: '解读' });
    expect(codesOf(await savePiece(w.system, clerk, { id, seen: 1, fields: { forPiece: id } }))).toEqual([
      'not_explainable',
    ]);
    expect(codesOf(await savePiece(w.system, clerk, { id, seen: 1, fields: { interprets: 987_654 } }))).toEqual([
      'no_such_work',
    ]);
  });

  test('in the form the address stays as typed, the rest is kept, and no word of the other draft is shown', async () => {
    const target = await policy('民政局的办法');
    const id = await begun({ kind: '解读' }, strangers.clerk);
    const typed = `https://example.gov.cn/console/pieces/${target}?x=1`;
    const form = {
      act: 'save',
      seen: '1',
      title: '水务局的解读',
      kind: '解读',
      html: '<p>写了很久。</p>',
      interprets: typed,
    };
    const page = await w.request('POST', `/console/pieces/${id}`, { as: strangers.clerk, form });
    expect(page.status).toBe(422);
    for (const words of ['只能填本单位还没公开的稿子', `value="${typed}"`, '写了很久'])
      expect(page.text).toContain(words);
    expect(page.text).not.toContain(SECRET);
    expect(await now(id)).toMatchObject({ title: '水务局的解读', forPiece: null });
  });

  test('a piece that came out meanwhile is named by its number', async () => {
    const p = await policy('先公开的办法');
    await through(p);
    const { no } = allowed(await releasePiece(w.system, approver, { ...(await at(p)), inSpite: '先公开' }));
    const id = await begun(told(p));
    expect(await now(id)).toMatchObject({ interprets: no, forPiece: null });
  });

  test('a draft whose policy was discarded is let go, and says why; the form that was open meanwhile keeps its text', async () => {
    const p = await policy('不办了的办法');
    const id = await begun(told(p));
    allowed(await discardPiece(w.system, clerk, { id: p, seen: 1 }));
    expect(await now(id)).toMatchObject({ forPiece: null, interprets: null, version: 1 });
    expect(await lastStep(id)).toMatchObject({ act: 'let_go', remark: '它解读的稿子作废了，这一件单独办' });
    const form = { act: 'save', seen: '1', title: '改了标题', kind: '解读', interprets: `/console/pieces/${p}` };
    const page = await w.request('POST', `/console/pieces/${id}`, {
      as: clerk,
      form: { ...form, html: '<p>新的。</p>' },
    });
    expect([page.status, page.text.includes('只能填本单位还没公开的稿子')]).toEqual([422, true]);
    expect(await now(id)).toMatchObject({ title: '改了标题', html: '<p>新的。</p>', forPiece: null });
  });

  test('one whose policy was erased explains nothing any more, drafted or handed on, and says why', async () => {
    const p = await policy('泄露了的办法');
    await through(p);
    const { no } = allowed(await releasePiece(w.system, approver, { ...(await at(p)), inSpite: '先公开' }));
    const drafted = await begun(told(p, { title: '还在写的解读' }));
    const passed = await begun(told(p, { title: '审过的解读' }));
    const set = await begun(told(p, { title: '定了时间的解读' }));
    for (const id of [passed, set]) await through(id);
    allowed(await schedule(set, '解读先定了'));
    const seen = (await now(passed)).version;
    const ask = { no, whole: true, versions: [], files: [], kind: 'identity', hides: true };
    const asked = await requestErasure(w.system, clerk, {
      ...ask,
      reason: '有身份证号。',
      publicReason: '有个人信息。',
    });
    allowed(await confirmErasure(w.system, approver, { id: allowed(asked).id }));
    for (const id of [drafted, passed, set]) {
      expect(await now(id)).toMatchObject({ interprets: null, forPiece: null });
      expect((await lastStep(id))?.remark).toContain('因为泄露删除了');
    }
    // Who decides on it next has to see that.
    expect([(await now(drafted)).version, (await now(passed)).version]).toEqual([1, seen + 1]);
    // The clock decides on nothing that nobody has seen so.
    expect(await now(set)).toMatchObject({ state: 'passed', releaseAt: null });
    await come(set);
    expect(await now(set)).toMatchObject({ state: 'passed', no: null });
  });
});

describe('what another unit has tied to a policy', () => {
  test('does not go out with it, by hand or by the clock, and then explains a work of which its own unit decides', async () => {
    for (const byClock of [false, true]) {
      const p = await policy('失能补贴办法');
      const theirs = await tied(p);
      await through(theirs, strangers);
      await through(p);
      if (byClock) {
        allowed(await schedule(p));
        await come(p);
      } else allowed(await releasePiece(w.system, approver, await at(p)));
      const { no, state } = await now(p);
      expect(state).toBe('published');
      expect(await now(theirs)).toMatchObject({ state: 'passed', interprets: no, forPiece: null, no: null });
      expect(await list(w.system.readDb, { interprets: no ?? 0 })).toEqual([]);
    }
  });

  test('does not hold it up, whatever is wrong with it', async () => {
    const p = await policy('失能补贴办法');
    const theirs = await tied(p);
    await exec(w.system.db, sql`update editorial.piece set html = ${`<p>${NUMBER}</p>`} where id = ${theirs}`);
    await through(theirs, strangers);
    await through(p);
    allowed(await schedule(p));
    await come(p);
    expect((await now(p)).state).toBe('published');
  });

  test('is no interpretation that lets a policy of the government out', async () => {
    const p = await begun({ title: '区政府的办法', kind: '政策文件', docNo: '明政规发〔2026〕9号', html: TEXT });
    const theirs = await tied(p);
    await through(theirs, strangers);
    const out = await submitPiece(w.system, clerk, await at(p));
    expect(out.ok ? [] : out.refusals.map((r) => r.detail?.message)).toEqual(['这份政策文件还没有解读']);
  });
});

describe('a set time, with an interpretation that goes along', () => {
  const both = async (): Promise<[string, string]> => {
    const p = await policy('定时的办法');
    const i = await begun(told(p, { html: `<p>凭身份证${NUMBER}领取。</p>` }));
    await through(i);
    await through(p);
    return [p, i];
  };

  test('is refused while that has an error nobody answered for, with its title and reason', async () => {
    const [p] = await both();
    const out = await schedule(p);
    expect(codesOf(out)).toEqual(['together']);
    expect(out.ok ? '' : out.refusals[0]?.detail?.why).toContain('身份证号没有遮盖');
    expect((await now(p)).state).toBe('passed');
    const page = await w.request('POST', `/console/pieces/${p}/step`, {
      as: approver,
      form: { act: 'schedule', seen: String((await now(p)).version), at: '2026-04-01T08:00' },
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('一起公开的解读“办法解读”还不能公开');
    // Seen before anybody presses a button.
    expect((await w.request('GET', `/console/pieces/${p}`, { as: approver })).text).toContain('1处错误');
  });

  test('with a reason it is set, the reason stands in both histories, and both come out at the time', async () => {
    const [p, i] = await both();
    allowed(await schedule(p, '依规定写全'));
    expect(await lastStep(i)).toMatchObject({
      act: 'schedule',
      remark: '依规定写全',
      findings: expect.arrayContaining([expect.objectContaining({ rule: 'personal.id-number' })]),
    });
    await come(p);
    expect([(await now(p)).state, (await now(i)).state]).toEqual(['published', 'published']);
  });

  test('when it fails at the time nothing comes out, and the approver’s duty says why', async () => {
    const [p, i] = await both();
    allowed(await schedule(p, '依规定写全'));
    // Meanwhile the approver had a hand in the interpretation: who wrote it may not release it.
    await exec(
      w.system.db,
      sql`insert into editorial.step (piece_id, at, actor_id, actor_label, act, remark, version)
          values (${i}, ${w.clock.now()}, ${approver.id}, '签发', 'save', '', 1)`,
    );
    await come(p);
    expect(await now(p)).toMatchObject({ state: 'passed', no: null, releaseAt: null });
    expect((await now(i)).state).toBe('passed');
    expect(await lastStep(p)).toMatchObject({ act: 'stop', remark: expect.stringContaining('办法解读') });
    const duty = (await duties()).find((d) => d.act.href.endsWith(p));
    expect(duty).toMatchObject({ may: 'piece:release', title: '没有按时公开：定时的办法' });
    expect(duty?.note).toContain('这件您写过或改过');
    // Run again by the queue it does nothing more.
    await come(p);
    expect((await lastStep(p))?.act).toBe('stop');
  });

  test('what was passed after the time was set was seen by no approver: nothing comes out, and the duty says why', async () => {
    const id = await policy('后来才通过解读的办法');
    await through(id);
    const words = await begun(told(id, { title: '后来才通过的解读' }));
    allowed(await schedule(id, '没有解读先定时'));
    await through(words);
    await come(id);
    expect((await now(id)).state).not.toBe('published');
    expect((await now(words)).state).toBe('passed');
    expect((await duties()).map((d) => `${d.title} ${d.note} ${d.why ?? ''}`).join()).toContain('后来才通过解读的办法');
    expect((await lastStep(id))?.remark).toContain('签发人还没有看过');
  });

  test('whose policy is given up is a piece of its own again', async () => {
    const id = await policy('不要了的办法');
    const words = await begun(told(id, { title: '留下来的解读' }));
    await through(words);
    allowed(await discardPiece(w.system, clerk, await at(id)));
    expect((await now(words)).forPiece).toBeNull();
  });

  test('an interpretation that waits for its policy is no duty of its own', async () => {
    const [p, i] = await both();
    const shown = (await duties()).map((d) => d.act.href);
    expect(shown.some((href) => href.endsWith(p))).toBe(true);
    expect(shown.some((href) => href.endsWith(i))).toBe(false);
  });
});

test('a correction whose work was withdrawn meanwhile stops at its time with the reason', async () => {
  const { no } = await published(w, { unitId: 'minzheng', unitName: '明河区民政局', columns: ['zcjd'] });
  const id = await begun({ title: '更正', html: '<p>改为六百元。</p>', correction: '写错' });
  await exec(w.system.db, sql`update editorial.piece set no = ${no} where id = ${id}`);
  await through(id);
  allowed(await schedule(id));
  await transaction(w.system.db, (tx) =>
    withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, '依据已废止'),
  );
  await come(id);
  expect((await now(id)).state).toBe('passed');
  expect((await duties()).find((d) => d.act.href.endsWith(id))?.title).toBe('没有按时公开：更正');
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ruling } from '../../lib/ruling.ts';
import { auditRows } from '../../platform/audit.ts';
import { exec, one, sql } from '../../platform/db/connection.ts';
import type { Actor } from '../../platform/permission.ts';
import { allowed, codesOf, seedUnits, staff } from '../../testing/editorial.ts';
import { pieceNow } from '../../testing/pieces.ts';
import { actor, type World, world } from '../../testing/world.ts';
import { org } from '../org/index.ts';
import { openWork, publication } from '../publication/index.ts';
import * as actions from './actions/index.ts';
import { pieceDuties } from './duties.ts';
import { jobs } from './jobs.ts';
import { permissions } from './permissions.ts';
import type { PieceState } from './rules.ts';
import { historyOf, type Piece, type PieceFields } from './store.ts';

let w: World;
beforeAll(async () => {
  w = await world({
    modules: [org, publication, { name: 'editorial', permissions, jobs }],
    at: '2027-03-31T09:30:00+08:00',
  });
  await seedUnits(w);
});
afterAll(() => w.end());

const { clerk, reviewer, approver } = staff;
const WHOLE: Partial<PieceFields> = { title: '高龄津贴标准', html: '<p>每人每月100元。</p>', columns: ['zwgk/tzgg'] };

const fresh = async (fields: Partial<PieceFields> = WHOLE, who = clerk): Promise<Piece> =>
  allowed(await actions.createPiece(w.system, who, { unitId: who.unitId ?? '', fields }));
const now = (id: string) => pieceNow(w, id);
type Step = (
  system: World['system'],
  who: Actor,
  input: { id: string; seen: number; remark?: string },
) => Promise<Ruling<unknown>>;
/** One step on the piece as it stands now. */
const take = async (step: Step, who: Actor, id: string, remark?: string): Promise<Ruling<unknown>> =>
  step(w.system, who, { id, seen: (await now(id)).version, ...(remark === undefined ? {} : { remark }) });

/** Brings a fresh piece to a state by the hands that may. */
async function pieceIn(state: PieceState): Promise<Piece> {
  const { id } = await fresh();
  const way: Partial<Record<PieceState, [Step, Actor, string?][]>> = {
    submitted: [[actions.submitPiece, clerk]],
    returned: [
      [actions.submitPiece, clerk],
      [actions.returnPiece, reviewer, '金额核对一下'],
    ],
    passed: [
      [actions.submitPiece, clerk],
      [actions.passPiece, reviewer],
    ],
    scheduled: [
      [actions.submitPiece, clerk],
      [actions.passPiece, reviewer],
      [scheduleTomorrow, approver],
    ],
    published: [
      [actions.submitPiece, clerk],
      [actions.passPiece, reviewer],
      [actions.releasePiece, approver],
    ],
    discarded: [[actions.discardPiece, clerk]],
  };
  for (const [step, who, remark] of way[state] ?? []) allowed(await take(step, who, id, remark));
  return now(id);
}
const TOMORROW = new Date('2027-04-01T08:00:00+08:00');
const scheduleTomorrow: Step = (s, a, input) => actions.schedulePiece(s, a, { ...input, at: TOMORROW });
const saveTitle: Step = (s, a, input) => actions.savePiece(s, a, { ...input, fields: { title: '改过的标题' } });

describe('the way of a piece', () => {
  test('leads from the clerk over the reviewer, once back, to the approver and to the public; every step stands in its history', async () => {
    const { id } = await fresh({ ...WHOLE, html: '<p>每人每月10元。</p>' });
    allowed(await take(actions.submitPiece, clerk, id));
    allowed(await take(actions.returnPiece, reviewer, id, '金额少写一个0'));
    allowed(await actions.savePiece(w.system, clerk, { id, seen: 3, fields: { html: '<p>每人每月100元。</p>' } }));
    allowed(await take(actions.submitPiece, clerk, id));
    allowed(await take(actions.passPiece, reviewer, id));
    const out = allowed(await actions.releasePiece(w.system, approver, { id, seen: 6 }));

    const piece = await now(id);
    expect(piece).toMatchObject({
      state: 'published',
      no: out.no,
      reviewerId: 'mz-reviewer',
      approverId: 'mz-approver',
      version: 7,
    });
    const work = await openWork(w.system.readDb, out.no);
    expect(work?.current).toMatchObject({
      check: 'same',
      content: {
        html: '<p>每人每月100元。</p>',
        unitName: '明河区民政局',
        hands: { writer: clerk.label, reviewer: reviewer.label, approver: approver.label },
      },
    });
    expect((await historyOf(w.system.db, id)).map((s) => [s.act, s.actorId, s.remark])).toEqual([
      ['create', 'mz-clerk', ''],
      ['submit', 'mz-clerk', ''],
      ['return', 'mz-reviewer', '金额少写一个0'],
      ['submit', 'mz-clerk', ''],
      ['pass', 'mz-reviewer', ''],
      ['release', 'mz-approver', ''],
      ['published', 'mz-approver', `登记号${out.logIndex}`],
    ]);
    const audit = await auditRows(w.system.db, { subject: `piece:${id}` }, 20);
    expect(audit.map((a) => a.action).reverse()).toEqual([
      'piece.create',
      'piece.submit',
      'piece.return',
      'piece.save',
      'piece.submit',
      'piece.pass',
      'piece.release',
    ]);
    expect(audit.every((a) => a.outcome === 'done' && a.unitId === 'minzheng')).toBe(true);
  });

  test('its history can be neither changed nor deleted', async () => {
    const { id } = await pieceIn('submitted');
    for (const statement of [
      'update editorial.step set remark = $$x$$',
      'delete from editorial.step',
      'truncate editorial.step',
    ])
      await expect(exec(w.system.db, sql.raw(statement))).rejects.toThrow('final');
    expect(await historyOf(w.system.db, id)).toHaveLength(2);
  });

  test('what waits shows to the one whose turn it is', async () => {
    const returned = await pieceIn('returned');
    const submitted = await pieceIn('submitted');
    const passed = await pieceIn('passed');
    const duties = await pieceDuties(w.system.db, { today: w.clock.today(), units: ['minzheng'] }, w.system);
    const of = (p: Piece) => duties.find((d) => d.act.href.endsWith(p.id));
    expect(of(returned)).toMatchObject({ may: 'piece:write', note: '退回意见：金额核对一下' });
    expect(of(submitted)).toMatchObject({ may: 'piece:review' });
    expect(of(passed)).toMatchObject({ may: 'piece:release' });
    expect(await pieceDuties(w.system.db, { today: w.clock.today(), units: ['shuiwu'] }, w.system)).toEqual([]);
  });
});

describe('who may do what', () => {
  const ACTS: [string, PieceState, Step, keyof typeof staff | (keyof typeof staff)[]][] = [
    ['save', 'draft', saveTitle, 'clerk'],
    ['submit', 'draft', actions.submitPiece, 'clerk'],
    ['take back', 'submitted', actions.takeBackPiece, 'clerk'],
    ['discard', 'draft', actions.discardPiece, 'clerk'],
    ['pass', 'submitted', actions.passPiece, 'reviewer'],
    ['return', 'submitted', actions.returnPiece, 'reviewer'],
    ['return', 'passed', actions.returnPiece, 'approver'],
    ['return', 'scheduled', actions.returnPiece, 'approver'],
    ['release', 'passed', actions.releasePiece, 'approver'],
    ['schedule', 'passed', scheduleTomorrow, 'approver'],
    ['unschedule', 'scheduled', actions.unschedulePiece, 'approver'],
    ['create', 'draft', (s, a) => actions.createPiece(s, a, { unitId: 'minzheng' }), 'clerk'],
    [
      'correct',
      'published',
      async (s, a, { id }) => actions.startCorrection(s, a, { no: (await now(id)).no ?? 0 }),
      'clerk',
    ],
    [
      'withdraw',
      'published',
      async (s, a, { id }) => actions.withdrawPiece(s, a, { no: (await now(id)).no ?? 0, reason: '依据已经废止' }),
      ['approver', 'office'],
    ],
  ];
  test.each(ACTS)('only who holds the role may %s a piece that is %s', async (_, state, step, role) => {
    const piece = await pieceIn(state);
    const may = [role].flat();
    for (const who of Object.keys(staff) as (keyof typeof staff)[]) {
      if (may.includes(who)) continue;
      await expect(take(step, staff[who], piece.id, '请核对'), who).rejects.toMatchObject({ code: 'forbidden' });
    }
    // The same roles held at another unit, or at a unit above, are of no use for writing, reviewing and releasing.
    const elsewhere = [
      actor('sw', 'shuiwu', ['clerk', 'reviewer', 'approver']),
      ...(may.includes('office') ? [] : [actor('above', 'qu', ['clerk', 'reviewer', 'approver'], ['minzheng'])]),
    ];
    for (const who of elsewhere)
      await expect(take(step, who, piece.id, '请核对'), who.id).rejects.toMatchObject({ code: 'forbidden' });
    expect(await now(piece.id)).toEqual(piece);
    for (const who of may.slice(0, 1))
      expect(codesOf(await take(step, staff[who], piece.id, '请核对')), who).toEqual([]);
  });

  test('a piece that does not exist is not found, whatever the step', async () => {
    for (const step of [actions.submitPiece, actions.returnPiece, actions.releasePiece])
      await expect(
        step(w.system, actor('all', 'minzheng', ['clerk', 'reviewer', 'approver']), { id: 'none', seen: 1 }),
      ).rejects.toMatchObject({
        code: 'not_found',
      });
  });
});

describe('three different people', () => {
  const everything = (id: string, unitId = 'minzheng') => actor(id, unitId, ['clerk', 'reviewer', 'approver']);

  test('who wrote may neither review nor release, and who reviewed may not release: each with its reason', async () => {
    const writer = everything('zhang');
    const second = everything('li');
    const { id } = await fresh(WHOLE, writer);
    allowed(await take(actions.submitPiece, writer, id));
    expect(codesOf(await take(actions.passPiece, writer, id))).toEqual(['reviewer_is_writer']);
    expect(codesOf(await take(actions.returnPiece, writer, id, '退回'))).toEqual(['reviewer_is_writer']);
    allowed(await take(actions.passPiece, second, id));
    for (const step of [actions.releasePiece, scheduleTomorrow]) {
      expect(codesOf(await take(step, writer, id))).toEqual(['approver_is_writer']);
      expect(codesOf(await take(step, second, id))).toEqual(['approver_is_reviewer']);
    }
    expect((await now(id)).state).toBe('passed');
    allowed(await take(actions.releasePiece, everything('wang'), id));
    expect(
      (await auditRows(w.system.db, { subject: `piece:${id}`, outcome: 'refused' }, 10)).map((a) => a.detail.refusals),
    ).toContainEqual(['approver_is_reviewer']);
  });

  test('whoever changed the text has written it too and may not review it', async () => {
    const second = everything('li');
    const { id } = await fresh(WHOLE, everything('zhang'));
    allowed(await take(saveTitle, second, id));
    allowed(await take(saveTitle, second, id));
    allowed(await take(actions.submitPiece, everything('zhang'), id));
    expect(codesOf(await take(actions.passPiece, second, id))).toEqual(['reviewer_is_writer']);
    allowed(await take(actions.passPiece, everything('wang'), id));
    expect(codesOf(await take(actions.releasePiece, second, id))).toEqual(['approver_is_writer']);
    // One line for each who had a hand in it, not one for each save.
    expect((await historyOf(w.system.db, id)).map((s) => `${s.act} ${s.actorId}`)).toEqual([
      'create zhang',
      'save li',
      'submit zhang',
      'pass wang',
    ]);
  });

  test('are not asked for where the unit’s policy says so', async () => {
    const alone = everything('cun', 'cunju');
    const { id } = await fresh(WHOLE, alone);
    for (const step of [actions.submitPiece, actions.passPiece, actions.releasePiece])
      allowed(await take(step, alone, id));
    expect((await now(id)).state).toBe('published');
  });
});

describe('two editors of one piece', () => {
  test('the second is told of the conflict and the text of the first stays', async () => {
    const { id } = await fresh();
    allowed(await actions.savePiece(w.system, clerk, { id, seen: 1, fields: { html: '<p>甲的文字</p>' } }));
    const second = await actions.savePiece(w.system, clerk, { id, seen: 1, fields: { html: '<p>乙的文字</p>' } });
    expect(second).toMatchObject({ ok: false, refusals: [{ code: 'stale', detail: { seen: 1, now: 2 } }] });
    expect(await now(id)).toMatchObject({ html: '<p>甲的文字</p>', version: 2 });
  });

  test('at the same moment, one of them saves and the other is told', async () => {
    const { id } = await fresh();
    const both = await Promise.all(
      ['甲', '乙'].map((text) =>
        actions.savePiece(w.system, clerk, { id, seen: 1, fields: { html: `<p>${text}</p>` } }),
      ),
    );
    expect(both.map((b) => codesOf(b)).sort()).toEqual([[], ['stale']]);
    const saved = both.find((b) => b.ok);
    expect(saved?.ok && saved.value.html).toBe((await now(id)).html);
  });

  test('a decision on a text that was changed meanwhile is a conflict', async () => {
    const { id } = await pieceIn('submitted');
    allowed(await take(actions.takeBackPiece, clerk, id));
    allowed(await take(saveTitle, clerk, id));
    allowed(await take(actions.submitPiece, clerk, id));
    expect(codesOf(await actions.passPiece(w.system, reviewer, { id, seen: 2 }))).toEqual(['stale']);
  });
});

describe('what is written', () => {
  test.each([
    ['<p>好</p><script>alert(1)</script>', '<p>好</p>', 'a script goes with its text'],
    ['<p onclick="x()">好</p>', '<p>好</p>', 'nothing runs on a click'],
    ['<a href="javascript:x()">好</a>', '好', 'nor on a link'],
    ['<img src="https://elsewhere.example/x.png">', '', 'no picture from elsewhere'],
    ['<h1>标题</h1>', '<h2>标题</h2>', 'the page has its own first heading'],
  ])('%s is kept as %s: %s', async (html, clean) => {
    const { id } = await fresh({ ...WHOLE, html });
    expect((await now(id)).html).toBe(clean);
    allowed(await actions.savePiece(w.system, clerk, { id, seen: 1, fields: { html } }));
    expect((await now(id)).html).toBe(clean);
  });

  test.each([
    [{ title: '' }, ['no_title']],
    [{ html: '<p>&nbsp;</p>' }, ['no_text']],
    [{ columns: [] }, ['no_column']],
  ])('%j cannot be submitted: %j', async (over, expected) => {
    const { id } = await fresh({ ...WHOLE, ...over });
    expect(codesOf(await take(actions.submitPiece, clerk, id))).toEqual(expected);
  });

  test('what the publication door refuses at release leaves the piece where it was, and no edition', async () => {
    const { id } = await fresh({ ...WHOLE, issuedOn: '2027-04-02' as PieceFields['issuedOn'] });
    allowed(await take(actions.submitPiece, clerk, id));
    allowed(await take(actions.passPiece, reviewer, id));
    const before = await one(w.system.db, sql`select count(*)::int as n from publication.edition`);
    expect(codesOf(await take(actions.releasePiece, approver, id))).toEqual(['issued_after_published']);
    expect(await one(w.system.db, sql`select count(*)::int as n from publication.edition`)).toEqual(before);
    expect((await now(id)).state).toBe('passed');
    expect((await historyOf(w.system.db, id)).at(-1)?.act).toBe('pass');
  });
});

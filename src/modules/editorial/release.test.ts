import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditRows } from '../../platform/audit.ts';
import { one, sql, transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, codesOf, seedUnits, staff } from '../../testing/editorial.ts';
import { pieceNow } from '../../testing/pieces.ts';
import { type World, world } from '../../testing/world.ts';
import { org } from '../org/index.ts';
import { list, openVersion, openWork, publication, withdraw } from '../publication/index.ts';
import * as actions from './actions/index.ts';
import { pieceDuties } from './duties.ts';
import { jobs } from './jobs.ts';
import { permissions } from './permissions.ts';
import { historyOf, type Piece } from './store.ts';

let w: World;
beforeAll(async () => {
  w = await world({
    modules: [org, publication, { name: 'editorial', permissions, jobs }],
    at: '2027-03-31T09:30:00+08:00',
  });
  await seedUnits(w);
});
afterAll(() => w.end());

const { clerk, reviewer, approver, office } = staff;
const EIGHT = new Date('2027-04-01T08:00:00+08:00');
const atTime = async <T>(iso: string, run: () => Promise<T>): Promise<T> => {
  const back = w.clock.now().toISOString();
  w.clock.set(iso);
  try {
    return await run();
  } finally {
    w.clock.set(back);
  }
};

const now = (id: string) => pieceNow(w, id);
async function passed(title = '高龄津贴标准'): Promise<Piece> {
  const { id } = allowed(
    await actions.createPiece(w.system, clerk, {
      unitId: 'minzheng',
      fields: { title, html: '<p>每人每月100元。</p>', columns: ['zwgk/tzgg'], topics: [] },
    }),
  );
  allowed(await actions.submitPiece(w.system, clerk, { id, seen: 1 }));
  allowed(await actions.passPiece(w.system, reviewer, { id, seen: 2 }));
  return now(id);
}
async function scheduled(title?: string): Promise<Piece> {
  const { id, version } = await passed(title);
  return allowed(await actions.schedulePiece(w.system, approver, { id, seen: version, at: EIGHT }));
}
const queued = async (id: string): Promise<Date | undefined> =>
  (
    await one<{ at: Date | null }>(
      w.system.db,
      sql`select max(run_at) as at from graphile_worker._private_jobs where key = ${`editorial.release:${id}`}`,
    )
  ).at ?? undefined;
const editions = async (): Promise<number> =>
  (await one<{ n: number }>(w.system.db, sql`select count(*)::int as n from publication.edition`)).n;

describe('a release at a set time', () => {
  test('waits in the queue until then, and nothing is public before', async () => {
    const piece = await scheduled('定时的一件');
    expect(piece).toMatchObject({ state: 'scheduled', releaseAt: EIGHT, approverId: 'mz-approver', no: null });
    expect(await queued(piece.id)).toEqual(EIGHT);
    const before = await editions();
    await w.runJobs();
    expect(await editions()).toBe(before);
    expect((await now(piece.id)).state).toBe('scheduled');
  });

  test('asked for too early, by a clock that runs ahead, is put off and not lost', async () => {
    const piece = await scheduled();
    const before = await editions();
    const [job] = jobs;
    await atTime('2027-04-01T07:59:59+08:00', () =>
      expect(job?.run(w.system, { id: piece.id })).rejects.toThrow('not_due'),
    );
    expect(await editions()).toBe(before);
    expect((await now(piece.id)).state).toBe('scheduled');
  });

  test('comes out at its time by the job, in the approver’s name, and run twice comes out once', async () => {
    const piece = await scheduled('准时公开的一件');
    const before = await editions();
    await atTime('2027-04-01T08:00:00+08:00', async () => {
      expect(await w.runJobs()).toContain('editorial.release');
      await jobs[0]?.run(w.system, { id: piece.id });
      allowed(await actions.releaseDue(w.system, SYSTEM, { id: piece.id }));
    });
    const out = await now(piece.id);
    expect(out).toMatchObject({ state: 'published', approverId: 'mz-approver', updatedBy: '系统' });
    const found = (await list(w.system.readDb, { column: 'zwgk' }, 100)).filter((l) => l.title === '准时公开的一件');
    expect(found).toMatchObject([{ no: out.no, publishedOn: '2027-04-01', firstPublishedAt: EIGHT }]);
    expect(await editions()).toBeGreaterThan(before);
    expect((await openWork(w.system.db, out.no ?? 0))?.current.content?.hands.approver).toBe(approver.label);
    expect((await historyOf(w.system.db, piece.id)).map((s) => `${s.act} ${s.actorId}`)).toEqual([
      'create mz-clerk',
      'submit mz-clerk',
      'pass mz-reviewer',
      'schedule mz-approver',
      'published system',
    ]);
    expect(
      (await auditRows(w.system.db, { subject: `piece:${piece.id}`, action: 'piece.release_due' }, 5)).map(
        (a) => a.actorId,
      ),
    ).toEqual(['system']);
  });

  test('called off leaves neither job nor time, and the piece waits for the approver again', async () => {
    const piece = await scheduled();
    const back = allowed(await actions.unschedulePiece(w.system, approver, { id: piece.id, seen: piece.version }));
    expect(back).toMatchObject({ state: 'passed', releaseAt: null, approverId: null });
    expect(await queued(piece.id)).toBeUndefined();
    const before = await editions();
    await atTime('2027-04-01T08:00:00+08:00', () => jobs[0]?.run(w.system, { id: piece.id }) ?? Promise.resolve());
    expect(await editions()).toBe(before);
  });

  test('moved to another time has one job, at the new time', async () => {
    const piece = await scheduled();
    const later = new Date('2027-04-02T08:00:00+08:00');
    allowed(await actions.schedulePiece(w.system, approver, { id: piece.id, seen: piece.version, at: later }));
    expect(await queued(piece.id)).toEqual(later);
  });

  test('sent back before its time has no job and no approver any more', async () => {
    const piece = await scheduled();
    allowed(await actions.returnPiece(w.system, approver, { id: piece.id, seen: piece.version, remark: '附表缺一页' }));
    expect(await now(piece.id)).toMatchObject({ state: 'returned', releaseAt: null, approverId: null, approver: null });
    expect(await queued(piece.id)).toBeUndefined();
  });

  test('released by hand before its time comes out once', async () => {
    const piece = await scheduled();
    const before = await editions();
    allowed(await actions.releasePiece(w.system, approver, { id: piece.id, seen: piece.version }));
    expect(await queued(piece.id)).toBeUndefined();
    await atTime('2027-04-01T08:00:00+08:00', () => jobs[0]?.run(w.system, { id: piece.id }) ?? Promise.resolve());
    expect(await editions()).toBe(before + 1);
  });

  test.each(['2027-03-31T09:30:00+08:00', '2027-03-30T08:00:00+08:00', 'no time at all'])(
    'at %s is refused',
    async (at) => {
      const { id, version } = await passed();
      const out = await actions.schedulePiece(w.system, approver, { id, seen: version, at: new Date(at) });
      expect(codesOf(out)).toEqual(['not_in_future']);
      expect(await queued(id)).toBeUndefined();
    },
  );

  test('that did not come out shows the approver that it is late', async () => {
    const piece = await scheduled();
    const shown = (iso: string) =>
      atTime(iso, async () =>
        (await pieceDuties(w.system.db, { today: w.clock.today(), units: ['minzheng'] }, w.system)).find((d) =>
          d.act.href.endsWith(piece.id),
        ),
      );
    expect(await shown('2027-04-01T08:05:00+08:00')).toBeUndefined();
    expect(await shown('2027-04-01T08:15:00+08:00')).toMatchObject({
      may: 'piece:release',
      title: '没有按时公开：高龄津贴标准',
    });
  });
});

describe('a correction', () => {
  const out = async (title?: string): Promise<number> => {
    const { id, version } = await passed(title);
    return allowed(await actions.releasePiece(w.system, approver, { id, seen: version })).no;
  };

  test('starts from the text as it stands, goes through the same hands, and becomes version 2 with its reason', async () => {
    const no = await out('每月100元');
    const draft = allowed(await actions.startCorrection(w.system, clerk, { no }));
    expect(draft).toMatchObject({
      no,
      title: '每月100元',
      html: '<p>每人每月100元。</p>',
      correction: '',
      state: 'draft',
    });
    const { id } = draft;
    expect(codesOf(await actions.submitPiece(w.system, clerk, { id, seen: 1 }))).toEqual(['no_correction_reason']);
    allowed(
      await actions.savePiece(w.system, clerk, {
        id,
        seen: 1,
        fields: { title: '每月120元', correction: '标准写错，应为120元' },
      }),
    );
    allowed(await actions.submitPiece(w.system, clerk, { id, seen: 2 }));
    expect((await openWork(w.system.db, no))?.editions).toHaveLength(1);
    allowed(await actions.passPiece(w.system, reviewer, { id, seen: 3 }));
    expect(allowed(await actions.releasePiece(w.system, approver, { id, seen: 4 }))).toMatchObject({ no, version: 2 });
    expect((await openWork(w.system.db, no))?.current).toMatchObject({
      edition: { act: 'correct', reason: '标准写错，应为120元' },
      content: { title: '每月120元' },
    });
    expect((await openVersion(w.system.db, no, 1))?.content?.title).toBe('每月100元');
  });

  test('is open once for each piece, also for two clerks at the same moment', async () => {
    const no = await out();
    const both = await Promise.all([1, 2].map(() => actions.startCorrection(w.system, clerk, { no })));
    expect(both.map((b) => codesOf(b)).sort()).toEqual([[], ['correction_open']]);
    const first = both.find((b) => b.ok);
    if (!first?.ok) throw new Error('none');
    expect(await actions.startCorrection(w.system, clerk, { no })).toMatchObject({
      refusals: [{ code: 'correction_open', detail: { id: first.value.id } }],
    });
    allowed(await actions.discardPiece(w.system, clerk, { id: first.value.id, seen: 1 }));
    allowed(await actions.startCorrection(w.system, clerk, { no }));
  });

  test('of another unit’s piece is forbidden, of a withdrawn one refused, of none not found', async () => {
    const theirs = await published(w, { unitId: 'shuiwu', unitName: '明河区水务局' });
    await expect(actions.startCorrection(w.system, clerk, { no: theirs.no })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const no = await out();
    allowed(await actions.withdrawPiece(w.system, approver, { no, reason: '依据已经废止' }));
    expect(codesOf(await actions.startCorrection(w.system, clerk, { no }))).toEqual(['not_published']);
    await expect(actions.startCorrection(w.system, clerk, { no: 999_999 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('on its way when the piece is withdrawn is refused at release and stays where it was', async () => {
    const no = await out();
    const { id } = allowed(await actions.startCorrection(w.system, clerk, { no }));
    allowed(await actions.savePiece(w.system, clerk, { id, seen: 1, fields: { correction: '电话写错' } }));
    allowed(await actions.submitPiece(w.system, clerk, { id, seen: 2 }));
    allowed(await actions.passPiece(w.system, reviewer, { id, seen: 3 }));
    await transaction(w.system.db, (tx) =>
      withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, '依据已经废止'),
    );
    expect(codesOf(await actions.releasePiece(w.system, approver, { id, seen: 4 }))).toEqual(['not_published']);
    expect((await now(id)).state).toBe('passed');
  });

  test('a withdrawal by the office stands in the history of the piece', async () => {
    const { id, version } = await passed();
    const { no } = allowed(await actions.releasePiece(w.system, approver, { id, seen: version }));
    expect(codesOf(await actions.withdrawPiece(w.system, office, { no, reason: ' ' }))).toEqual(['no_reason']);
    allowed(await actions.withdrawPiece(w.system, office, { no, reason: '依据已经废止' }));
    expect((await historyOf(w.system.db, id)).at(-1)).toMatchObject({
      act: 'withdraw',
      actorId: 'office',
      remark: '依据已经废止',
    });
    expect((await openWork(w.system.db, no))?.work.state).toBe('withdrawn');
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, rows, sql } from '../../platform/db/connection.ts';
import { PUBLIC } from '../../platform/permission.ts';
import { questionWorld } from '../../testing/consultation.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import type { World } from '../../testing/world.ts';
import { dutiesFor } from '../duties/index.ts';
import { closeSecond, doneFollowing } from './again.ts';
import { approveAnswer, askQuestion, submitAnswer } from './index.ts';
import { jobs } from './jobs.ts';
import { seconds } from './second.ts';
import { askersOf, clausesAsked } from './store.ts';

/** A telephone of nobody. */
const PHONE = '13900000017';
const DRAFT = {
  kind: '补贴',
  answer: '就高享受。',
  publicWords: '能一起领吗？',
  publicAnswer: '就高享受。',
  keepPrivate: '',
  citedClause: '',
};

let w: World;
let no = 0;
beforeAll(async () => {
  ({ w, no } = await questionWorld());
  w.clock.set('2026-04-02T10:00:00+08:00');
});
afterAll(() => w.end());

let sent = 0;
const ask = (over: Partial<Parameters<typeof askQuestion>[2]> = {}) =>
  askQuestion(w.system, PUBLIC, {
    workNo: no,
    clause: 'art-9',
    kind: '补贴',
    words: '长护险和补贴能一起领吗？',
    contact: '',
    mayPublish: true,
    secret: `form-${++sent}`,
    ip: `192.0.2.${sent}`,
    ...over,
  });

describe('several askers about one clause', () => {
  test('three different ones raise a second interpretation; the same one twice counts once', async () => {
    const about = { clause: 'art-9', words: '长护险和补贴能一起领吗？' };
    for (const contact of [PHONE, '139-0000-0017', '13900000018']) allowed(await ask({ ...about, contact }));
    expect(await seconds(w.system.db, 'all', 9)).toEqual([]);
    allowed(await ask({ ...about, ip: '198.51.100.1' }));
    expect(await seconds(w.system.db, ['minzheng'], 9)).toMatchObject([
      { clause: 'art-9', askers: 3, unitId: 'minzheng' },
    ]);
    const owed = (await dutiesFor(w.system, staff.clerk, w.clock.today(), true)).map((d) => d.title);
    expect(owed).toContain('二次解读：明河区居家养老服务补贴办法第九条');
    // While people decide whether the policy leaks, nobody explains it.
    await exec(w.system.db, sql`update publication.listing set state = 'hidden' where no = ${no}`);
    const meanwhile = (await dutiesFor(w.system, staff.clerk, w.clock.today(), true)).map((d) => d.title);
    expect(meanwhile.filter((t) => t.startsWith('二次解读'))).toEqual([]);
    await exec(w.system.db, sql`update publication.listing set state = 'published' where no = ${no}`);
  });

  test('it is closed by an interpretation that exists, with a day to look again', async () => {
    const [s] = await seconds(w.system.db, 'all', 9);
    const close = (explainedBy: number | null, followOn: string) =>
      closeSecond(w.system, staff.clerk, { id: s?.id ?? 0, explainedBy, note: '写了例子。', followOn });
    expect(codesOf(await close(no, '2026-04-01'))).toEqual(['no_interpretation', 'no_follow_day']);
    const words = await published(w, { title: '第九条怎么理解', kind: '解读', unitId: 'minzheng', interprets: no });
    allowed(await close(words.no, '2026-05-06'));
    expect((await seconds(w.system.db, 'all', 9))[0]).toMatchObject({ explainedBy: words.no, followOn: '2026-05-06' });
    allowed(await doneFollowing(w.system, staff.clerk, { id: s?.id ?? 0 }));
    expect(await seconds(w.system.db, 'all', 9)).toEqual([]);
  });
});

describe('askers who were forgotten', () => {
  const kept = (contact: string, words: string) =>
    ask({ clause: 'art-1', contact, words }).then((r) => allowed(r).question.id);
  const answer = async (id: string) => {
    allowed(await submitAnswer(w.system, staff.clerk, { id, draft: DRAFT }));
    allowed(await approveAnswer(w.system, staff.approver, { id }));
  };
  const askers = async () => (await clausesAsked(w.system.readDb, no)).find((a) => a.clause === 'art-1')?.askers;

  test('are as many people as they were: one who asked three times is one, before and after', async () => {
    w.clock.set('2026-04-02T10:00:00+08:00');
    for (const words of ['一问', '二问', '三问']) await answer(await kept(PHONE, words));
    expect(await askers()).toBe(1);
    w.clock.set('2026-08-03T10:00:00+08:00');
    await jobs[0]?.run(w.system, null);
    expect(
      await rows(w.system.db, sql`select 1 from consultation.question where clause = 'art-1' and asker is not null`),
    ).toEqual([]);
    expect(await askers()).toBe(1);
    await kept('13900000018', '另一个人问');
    expect(await askers()).toBe(2);
    // Two people are too few for a second interpretation, whatever was forgotten.
    expect((await seconds(w.system.db, 'all', 9)).filter((s) => s.clause === 'art-1')).toEqual([]);
    await kept('13900000019', '第三个人问');
    expect((await seconds(w.system.db, 'all', 9)).filter((s) => s.clause === 'art-1')).toMatchObject([{ askers: 3 }]);
  });

  test('since it was explained once more, who asked before counts again as one', async () => {
    await exec(w.system.db, sql`update consultation.second set closed_at = ${w.clock.now()} where clause = 'art-1'`);
    w.clock.set('2026-08-03T10:05:00+08:00');
    const since = new Date('2026-08-03T10:00:00+08:00');
    for (const words of ['还是不明白', '真的不明白']) await kept('13900000019', words);
    expect(await askersOf(w.system.db, no, 'art-1', since)).toBe(1);
    expect(await askers()).toBe(3);
    w.clock.set('2026-04-02T10:00:00+08:00');
  });
});

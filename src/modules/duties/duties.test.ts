import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { exec, sql, transaction } from '../../platform/db/connection.ts';
import type { Duty, Module } from '../../platform/module.ts';
import { unit } from '../../testing/editorial.ts';
import { actor, type World, world } from '../../testing/world.ts';
import { org, seedOrg } from '../org/index.ts';
import { dutiesFor, dutiesOf } from './gather.ts';
import { jobs } from './jobs.ts';
import { permissions } from './permissions.ts';
import { byUrgency, sayDueAt, stageOf, urgencyOf } from './rules.ts';
import { markSeen, remindersOf, unseen } from './store.ts';

type Mail = { to: string[]; text: string };
const mails: Mail[] = [];
let refusing = false;
const post = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, session, done) {
    let text = '';
    stream.on('data', (b: Buffer) => {
      text += b.toString('utf8');
    });
    stream.on('end', () => {
      if (refusing) return done(new Error('451 try later'));
      mails.push({ to: session.envelope.rcptTo.map((r) => r.address), text });
      done();
    });
  },
});

/** What the units owe, as some module would list it. */
let owed: Duty[] = [];
const owing: Module = {
  name: 'owing',
  permissions: {
    'thing:write': { roles: ['clerk'], reach: 'exact', say: '写' },
    'thing:release': { roles: ['approver'], reach: 'within', say: '签发' },
    'thing:keep': { roles: ['clerk'], reach: 'within', say: '办，连同下面的' },
  },
  duties: [async (_db, at) => owed.filter((d) => at.units === 'all' || at.units.includes(d.unitId))],
};
const duty = (key: string, over: Partial<Duty> = {}): Duty => ({
  key,
  icon: 'edit',
  title: `改稿：${key}`,
  note: '',
  unitId: 'minzheng',
  may: 'thing:write',
  act: { label: '去改', href: `/console/pieces/${key}` },
  ...over,
});

const person = (id: string, unitId: string, role: 'clerk' | 'approver') => ({
  id,
  username: id,
  label: id,
  unitId,
  roles: [role],
  password: 'x',
});

let w: World;
beforeAll(async () => {
  await new Promise<void>((done) => post.listen(0, '127.0.0.1', done));
  const { port } = post.server.address() as AddressInfo;
  w = await world({
    modules: [org, owing, { name: 'duties', permissions, jobs }],
    env: {
      GONGKAI_SMTP_URL: `smtp://127.0.0.1:${port}`,
      GONGKAI_PUBLIC_URL: 'https://www.example.gov.cn',
      GONGKAI_MAIL_FROM: 'gongkai@example.gov.cn',
    },
  });
  await transaction(w.system.db, (tx) =>
    seedOrg(tx, {
      units: [
        unit('qu', '明河区人民政府', { parentId: null, kind: 'district' }),
        unit('minzheng', '明河区民政局'),
        unit('shuiwu', '明河区水务局'),
        unit('zhen', '白塔镇人民政府', { kind: 'township' }),
        unit('cun', '白塔村', { kind: 'village', parentId: 'zhen' }),
      ],
      people: [
        person('zhen-clerk', 'zhen', 'clerk'),
        person('qu-clerk', 'qu', 'clerk'),
        person('mz-clerk', 'minzheng', 'clerk'),
        person('sw-clerk', 'shuiwu', 'clerk'),
        person('mz-approver', 'minzheng', 'approver'),
        person('qu-approver', 'qu', 'approver'),
      ],
    }),
  );
  await exec(w.system.db, sql`update org.person set email = id || '@example.gov.cn' where id <> 'sw-clerk'`);
});
afterAll(async () => {
  await w.end();
  await new Promise<void>((done) => post.close(done));
});
beforeEach(async () => {
  mails.length = 0;
  owed = [];
  refusing = false;
  await exec(w.system.db, sql`truncate duties.reminder`);
  await exec(w.system.db, sql`delete from graphile_worker._private_jobs`);
  w.clock.set('2026-03-31T08:00:00+08:00');
});

const run = async (name: string, payload: unknown = {}): Promise<void> => {
  const job = jobs.find((j) => j.name === name);
  if (!job) throw new Error(name);
  await job.run(w.system, payload);
};
const told = async (id: string): Promise<string[]> =>
  (await remindersOf(w.system.db, id)).map((r) => `${r.dutyKey} ${r.stage}`).sort();
/** The body of a letter, from whichever of the two encodings it was sent in. */
const decoded = (m: Mail | undefined): string => {
  const [head = '', body = ''] = (m?.text ?? '').split('\r\n\r\n');
  return /base64/i.test(head)
    ? Buffer.from(body, 'base64').toString('utf8')
    : decodeURIComponent(body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, '%$1'));
};

describe('reminders', () => {
  test('are given once for each stage and person, however often the job runs', async () => {
    owed = [duty('a', { due: day('2026-04-03') })];
    const days: [string, string[]][] = [
      ['2026-03-30', []],
      ['2026-03-31', ['a soon']],
      ['2026-04-01', ['a soon']],
      ['2026-04-03', ['a soon', 'a today']],
      ['2026-04-04', ['a overdue', 'a soon', 'a today']],
      ['2026-05-04', ['a overdue', 'a soon', 'a today']],
    ];
    for (const [date, expected] of days) {
      w.clock.set(`${date}T08:00:00+08:00`);
      await run('duties.remind');
      await run('duties.remind');
      expect(await told('mz-clerk'), date).toEqual(expected);
    }
  });

  test('of what has no day are given when it appears', async () => {
    owed = [duty('waiting')];
    await run('duties.remind');
    expect(await told('mz-clerk')).toEqual(['waiting new']);
  });

  test('go only to those who may do it, at the unit where they hold the role', async () => {
    owed = [
      duty('theirs', { unitId: 'shuiwu' }),
      duty('release', { may: 'thing:release' }),
      duty('top', { may: 'thing:release', unitId: 'qu' }),
    ];
    await run('duties.remind');
    expect(await told('mz-clerk')).toEqual([]);
    expect(await told('sw-clerk')).toEqual(['theirs new']);
    expect(await told('qu-approver')).toEqual(['top new']);
  });

  test('of a village go to the clerk of its township, for there is nobody else who would be told', async () => {
    owed = [
      duty('cun', { unitId: 'cun', may: 'thing:keep' }),
      duty('zhen', { unitId: 'zhen', may: 'thing:keep' }),
      duty('ju', { may: 'thing:keep' }),
    ];
    await run('duties.remind');
    expect(await told('zhen-clerk')).toEqual(['cun new', 'zhen new']);
    // Who stands higher up is not told what somebody nearer is told.
    expect(await told('qu-clerk')).toEqual([]);
    const township = actor('zhen-clerk', 'zhen', ['clerk'], ['cun']);
    const today = day('2026-03-31');
    expect((await dutiesFor(w.system, township, today, false)).map((d) => d.key)).toEqual(['cun', 'zhen']);
    // Once the village has a clerk, it is the village's.
    await transaction(w.system.db, (tx) => seedOrg(tx, { units: [], people: [person('cun-clerk', 'cun', 'clerk')] }));
    expect((await dutiesFor(w.system, township, today, false)).map((d) => d.key)).toEqual(['zhen']);
  });

  test('are counted as unseen until the person says that they were seen', async () => {
    owed = [duty('a'), duty('b')];
    await run('duties.remind');
    expect(await unseen(w.system.db, 'mz-clerk')).toBe(2);
    await transaction(w.system.db, (tx) => markSeen(tx, 'mz-clerk', w.clock.now()));
    expect(await unseen(w.system.db, 'mz-clerk')).toBe(0);
    await run('duties.remind');
    expect(await unseen(w.system.db, 'mz-clerk')).toBe(0);
  });
});

describe('the mail', () => {
  test('tells everything new in one letter, with the addresses to go to, and comes once however often the jobs run', async () => {
    owed = [duty('a', { due: day('2026-03-31') }), duty('b', { due: day('2026-03-20') })];
    await run('duties.remind');
    await run('duties.remind');
    expect(await w.runJobs()).toEqual(['duties.mail']);
    await run('duties.mail', { personId: 'mz-clerk', email: 'mz-clerk@example.gov.cn' });
    await run('duties.remind');
    await w.runJobs();
    expect(mails.map((m) => m.to)).toEqual([['mz-clerk@example.gov.cn']]);
    const text = decoded(mails[0]);
    expect(text).toContain('今天到期　改稿：a');
    expect(text).toContain('已逾期　改稿：b');
    expect(text).toContain('https://www.example.gov.cn/console/pieces/a');
    expect(mails[0]?.text).toMatch(/^From: gongkai@example\.gov\.cn/m);
  });

  test('of two workers at the same moment is sent once', async () => {
    owed = [duty('a')];
    await run('duties.remind');
    await Promise.all(
      [1, 2, 3].map(() => run('duties.mail', { personId: 'mz-clerk', email: 'mz-clerk@example.gov.cn' })),
    );
    expect(mails).toHaveLength(1);
  });

  test('that the server did not take is tried again and not forgotten', async () => {
    owed = [duty('a')];
    await run('duties.remind');
    refusing = true;
    const again = { personId: 'mz-clerk', email: 'mz-clerk@example.gov.cn' };
    await expect(run('duties.mail', again)).rejects.toThrow();
    expect(mails).toEqual([]);
    refusing = false;
    await run('duties.mail', again);
    expect(mails).toHaveLength(1);
    expect((await remindersOf(w.system.db, 'mz-clerk'))[0]?.mailedAt).toEqual(w.clock.now());
  });

  test('does not go to someone without an address; the reminder stands in the console', async () => {
    owed = [duty('theirs', { unitId: 'shuiwu' })];
    await run('duties.remind');
    expect(await w.runJobs()).toEqual([]);
    expect(await told('sw-clerk')).toEqual(['theirs new']);
  });

  test('of a later stage holds only what is new', async () => {
    owed = [duty('a', { due: day('2026-04-03') }), duty('b')];
    await run('duties.remind');
    await w.runJobs();
    w.clock.set('2026-04-03T08:00:00+08:00');
    await run('duties.remind');
    await w.runJobs();
    expect(mails).toHaveLength(2);
    expect(decoded(mails[1])).toContain('今天到期　改稿：a');
    expect(decoded(mails[1])).not.toContain('改稿：b');
  });
});

describe('the day of a clerk', () => {
  const today = day('2026-03-31');
  const sunday = day('2026-04-05');

  test('goes from overdue over today and what waits to this week and later, each by its day', () => {
    const list = [
      duty('later', { due: day('2026-04-20') }),
      duty('open'),
      duty('sunday', { due: day('2026-04-05') }),
      duty('monday', { due: day('2026-04-06') }),
      duty('today', { due: today }),
      duty('old', { due: day('2026-01-05') }),
      duty('thursday', { due: day('2026-04-02') }),
      duty('yesterday', { due: day('2026-03-30') }),
    ];
    expect(list.sort(byUrgency(today, sunday)).map((d) => d.key)).toEqual([
      'old',
      'yesterday',
      'today',
      'open',
      'thursday',
      'sunday',
      'monday',
      'later',
    ]);
  });

  test.each([
    ['2026-03-30', 'overdue', 'overdue', '逾期1个工作日'],
    ['2026-03-31', 'today', 'today', '今天'],
    ['2026-04-01', 'soon', 'week', '4月1日'],
    ['2026-04-03', 'soon', 'week', '4月3日'],
    ['2026-04-04', undefined, 'week', '4月4日'],
    ['2026-04-06', undefined, 'later', '4月6日'],
  ])('due on %s: reminded as %s, standing under %s, said as %s', (due, stage, urgency, says) => {
    expect(stageOf(day(due), today, 3)).toBe(stage);
    expect(urgencyOf(day(due), today, sunday)).toBe(urgency);
    expect(sayDueAt(day(due), today, w.system.calendar)).toBe(says);
  });

  test('due on a Saturday is on Sunday not yet a working day late', () => {
    expect(sayDueAt(day('2026-03-28'), day('2026-03-29'), w.system.calendar)).toBe('3月28日已过');
  });

  test('shows what one may do oneself, and on asking what the whole unit owes', async () => {
    owed = [duty('mine'), duty('colleague', { may: 'thing:release' }), duty('theirs', { unitId: 'shuiwu' })];
    const clerk = actor('mz-clerk', 'minzheng', ['clerk']);
    const keys = async (whole: boolean) => (await dutiesFor(w.system, clerk, today, whole)).map((d) => d.key);
    expect(await keys(false)).toEqual(['mine']);
    expect(await keys(true)).toEqual(['mine', 'colleague']);
    expect((await dutiesOf(w.system, w.system.db, 'all', today)).map((d) => d.key)).toEqual([
      'mine',
      'colleague',
      'theirs',
    ]);
    expect(await dutiesFor(w.system, actor('x', 'qu', []), today, true)).toEqual([]);
  });
});

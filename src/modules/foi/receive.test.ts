import { afterAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { exec, one, sql } from '../../platform/db/connection.ts';
import { PNG } from '../../platform/documents/fixtures.ts';
import { PUBLIC } from '../../platform/permission.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { application, foiWorld } from '../../testing/foi.ts';
import { actor } from '../../testing/world.ts';
import { passwordMatches } from '../org/index.ts';
import { nthOf, priceOf } from './actions/index.ts';
import { apply, askReasons, confirm, recordApplication, takeOver } from './index.ts';
import { applicationByNo, eventsOf, lettersOf, requestById } from './store/index.ts';
import { workOf } from './work.ts';

const w = await foiWorld();
afterAll(() => w.end());

const recorded = (over: object = {}) => ({
  ...application(),
  channel: 'counter',
  arrivedOn: day('2026-03-02'),
  submittedOn: null,
  filledByOffice: false,
  helpOffered: '',
  ...over,
});

describe('on the portal', () => {
  test('a number, a password, a case that waits until both sides have confirmed', async () => {
    const r = allowed(await apply(w.system, PUBLIC, application()));
    expect(r).toMatchObject({ no: expect.stringMatching(/^SQ-2026-0000\d$/), again: false, lacks: [] });
    expect(r.password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/);
    expect(await requestById(w.system.db, r.id)).toMatchObject({
      state: 'awaitingConfirmation',
      receivedOn: null,
      due: null,
      nextDue: '2026-03-02',
      unitId: 'minzheng',
    });
  });

  test('a double click is one application with the same number and password, and no number is lost', async () => {
    const same = application({ secret: 'one form', description: '同一份表点了两下' });
    const both = (await Promise.all([apply(w.system, PUBLIC, same), apply(w.system, PUBLIC, same)])).map(allowed);
    const [a, b] = both;
    expect(a?.no).toBe(b?.no);
    expect(a?.password).toBe(b?.password);
    expect(both.map((r) => r.again).sort()).toEqual([false, true]);
    const next = allowed(
      await apply(w.system, PUBLIC, application({ secret: 'one form', description: '同一份表问别的' })),
    );
    expect(Number(next.no.slice(-5))).toBe(Number(a?.no.slice(-5)) + 1);
    const { password } = await one<{ password: string }>(
      w.system.db,
      sql`select password from foi.application where no = ${a?.no}`,
    );
    expect(await passwordMatches(password, a?.password ?? '')).toBe(true);
  });

  test('a script, a smiley in the name and a zero-width joiner are words like others', async () => {
    const odd = application({ name: '柳😀芽青', description: '<script>alert(1)</script> 👨‍👩‍👧 要这份名册' });
    const r = allowed(await apply(w.system, PUBLIC, odd));
    expect((await applicationByNo(w.system.db, r.no))?.description).toBe(odd.description);
  });

  test('everything missing is said at once, with the article; nothing the law does not ask for', async () => {
    const none = application({
      name: '',
      idKind: '',
      idNumber: '',
      phone: '12',
      description: '  ',
      wantedForm: '',
      wantedWay: 'pigeon',
      applicantKind: 'king',
      unitId: 'nowhere',
    });
    const out = await apply(w.system, PUBLIC, none);
    const all = 'no_name no_identity no_contact no_description no_form no_way no_kind no_unit';
    expect(codesOf(out)).toEqual(all.split(' '));
    expect(JSON.stringify(out)).toContain('第二十九条');
  });

  test.each<[string, string, object]>([
    ['a forged number fails its own arithmetic', 'bad_identity', { idNumber: '999901198001010015' }],
    ['born on a day that does not exist', 'bad_identity', { idNumber: '999901198002310014' }],
    ['far too short', 'bad_identity', { idNumber: '12345' }],
    ['somebody acts, nobody is named', 'no_agent_name', { agent: { name: '', idKind: '', idNumber: '', phone: '' } }],
    ['longer than anybody reads', 'too_long', { description: '字'.repeat(5001) }],
    ['a name of two hundred characters', 'line_too_long', { name: '名'.repeat(201) }],
    ['a program is no identity card', 'bad_file', { proof: { name: 'a.exe', bytes: Buffer.from('MZ') } }],
    ['not what its name says', 'bad_file', { proof: { name: 'a.png', bytes: Buffer.from('%PDF-1.4') } }],
    ['a table is no identity card', 'bad_file', { proof: { name: 'a.csv', bytes: Buffer.from('a,b') } }],
    ['a scan too large to keep', 'bad_file', { proof: { name: 'a.png', bytes: Buffer.alloc(21 * 1024 * 1024) } }],
  ])('%s: %s', async (_because, code, over) => {
    expect(codesOf(await apply(w.system, PUBLIC, application(over)))).toEqual([code]);
  });

  test('a passport needs no arithmetic, a scan replaces the number, a company has its own', async () => {
    for (const over of [
      { idKind: '护照', idNumber: 'E00000000' },
      { idKind: '', idNumber: '', proof: { name: '身份证.png', bytes: PNG } },
      { applicantKind: 'business', idKind: '统一社会信用代码', idNumber: '99999999MA00000000' },
    ])
      allowed(await apply(w.system, PUBLIC, application(over)));
  });

  test('without a unit it goes to the office at the root', async () => {
    const r = allowed(await apply(w.system, PUBLIC, application({ unitId: null })));
    expect((await requestById(w.system.db, r.id))?.unitId).toBe('qu');
  });
});

test('five hundred in one day from one person are all taken and counted', async () => {
  w.clock.set('2026-04-01T09:30:00+08:00');
  const send = async (n: number) =>
    allowed(
      await recordApplication(w.system, staff.clerk, {
        ...recorded({ description: `第${n}份台账`, idNumber: 'E00000077', idKind: '护照' }),
        arrivedOn: day('2026-04-01'),
      }),
    );
  const first = await send(1);
  // The 2nd to the 499th as copies of the first: what each costs is its password's hash, and that is not what is asked here.
  await exec(
    w.system.db,
    sql`insert into foi.application (id, no, channel, submitted_at, arrived_on, applicant_kind, applicant, description, created_at)
        select a.id || n, a.no || n, channel, submitted_at, arrived_on, applicant_kind, applicant, description, created_at
        from foi.application a, generate_series(2, 499) n where a.id = ${first.applicationId}`,
  );
  await exec(
    w.system.db,
    sql`insert into foi.request (id, application_id, part, no, unit_id, state, wanted, received_on, created_at)
        select r.id || n, r.application_id || n, 1, r.no || n, unit_id, state, wanted, received_on, created_at
        from foi.request r, generate_series(2, 499) n where r.id = ${first.id}`,
  );
  const last = await requestById(w.system.db, (await send(500)).id);
  if (!last) throw new Error('dropped');
  const work = await workOf(w.system.db, last, day('2026-04-01'), w.system.calendar);
  expect(await nthOf(w.system.db, work)).toBe(500);
  expect(work.facts.reasons).toBeNull();
  // Article 35 is offered and decides nothing: the case goes its way, and the 500th costs what the tariff says.
  const asked = await askReasons(w.system, staff.clerk, {
    id: last.id,
    version: last.version,
    why: '本月第500件，请说明理由',
    by: day('2026-04-15'),
  });
  expect(allowed(asked).state).toBe('received');
  expect(
    await priceOf({ tx: w.system.db as never, today: w.clock.today() }, work, { tariff: 'items', pages: 0 }),
  ).toMatchObject({
    count: 500,
    yuan: 4800,
  });
  w.clock.set('2026-03-02T09:30:00+08:00');
});

describe('the day of receipt', () => {
  test.each<[string, string, string | null, string]>([
    ['counter', '2026-02-27', '2026-02-27', 'handed in: that day'],
    ['post-signed', '2026-02-27', '2026-02-27', 'signed for: that day'],
    ['post-plain', '2026-02-27', null, 'an ordinary letter waits for the confirmation'],
    ['fax', '2026-02-27', null, 'a fax too'],
    ['email', '2026-02-27', null, 'and an e-mail: 条例 31 prevails over the reading of 2015'],
  ])('by %s, arrived %s: %s, since %s', async (channel, arrivedOn, receivedOn) => {
    const r = allowed(await recordApplication(w.system, staff.clerk, recorded({ channel, arrivedOn: day(arrivedOn) })));
    const c = await requestById(w.system.db, r.id);
    expect(c?.receivedOn).toBe(receivedOn);
    expect(c?.state).toBe(receivedOn ? 'received' : 'awaitingConfirmation');
    if (receivedOn) {
      // 2026-02-28 is a Saturday that is worked: day one.
      expect(c?.due).toBe('2026-03-26');
      expect((await lettersOf(w.system.db, r.id)).map((l) => [l.kind, l.state])).toEqual([['receipt', 'issued']]);
    }
  });

  test('an ordinary letter is confirmed on the very day; later is written down, not hidden', async () => {
    const r = allowed(
      await recordApplication(w.system, staff.clerk, recorded({ channel: 'post-plain', arrivedOn: day('2026-02-27') })),
    );
    allowed(await takeOver(w.system, staff.clerk, { id: r.id, version: 1 }));
    const out = await confirm(w.system, staff.clerk, { id: r.id, version: 2, on: day('2026-03-02'), how: '电话' });
    expect(allowed(out)).toMatchObject({ state: 'received', due: '2026-03-30' });
    const e = (await eventsOf(w.system.db, r.id)).find((x) => x.what === 'confirmed');
    expect(e?.detail).toMatchObject({ lateBy: '2026-02-27' });
  });

  test('what a letter lacks is no reason to turn it away; days that cannot be are', async () => {
    const bare = recorded({
      name: '',
      idNumber: '',
      phone: '',
      wantedForm: '',
      wantedWay: '',
      description: '要那个报告',
    });
    const r = allowed(await recordApplication(w.system, staff.clerk, bare));
    expect(r.lacks).toEqual(['no_name', 'no_identity', 'no_contact', 'no_form', 'no_way']);
    for (const [over, code] of [
      [{ arrivedOn: day('2026-03-03') }, 'future_day'],
      [{ arrivedOn: day('2018-01-02') }, 'before_law'],
      [{ arrivedOn: null }, 'bad_day'],
      [{ submittedOn: day('2026-03-03') }, 'sent_after_arrival'],
      [{ channel: 'net' }, 'no_channel'],
      [{ name: '', description: '' }, 'nothing_written'],
    ] as const)
      expect(codesOf(await recordApplication(w.system, staff.clerk, recorded(over)))).toEqual([code]);
  });

  test('a clerk of another unit enters nothing here', async () => {
    const other = actor('sw-clerk', 'shuiwu', ['clerk']);
    await expect(recordApplication(w.system, other, recorded())).rejects.toMatchObject({ code: 'forbidden' });
  });
});

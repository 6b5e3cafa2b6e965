import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exec, one, rows, sql, transaction } from '../../platform/db/connection.ts';
import { actorIn, auditOf, auditText, orgWorld, passwordOf } from '../../testing/org-world.ts';
import type { World } from '../../testing/world.ts';
import { changePassword, confirmTotp, dropTotp, offerTotp, revokeSession } from './actions/account.ts';
import { changePerson, setSecondFactor } from './actions/admin.ts';
import { type From, type SignedIn, signIn, signInSecond, signOut } from './actions/sign-in.ts';
import { jobs } from './jobs.ts';
import { authenticate, COOKIE } from './session.ts';

const FROM: From = { ip: '192.0.2.7', agent: 'a browser', requestId: 'req-1' };
const START = '2026-03-31T09:30:00+08:00';
let w: World;
beforeAll(async () => {
  w = await orgWorld();
});
afterAll(() => w.end());
beforeEach(async () => {
  w.clock.set(START);
  await exec(w.system.db, sql`delete from org.session`);
  await exec(w.system.db, sql`delete from org.unknown_login`);
  await exec(w.system.db, sql`update org.setting set second_factor = 'optional'`);
  await exec(
    w.system.db,
    sql`update org.person set failures = 0, locked_until = null, totp_on = false, totp_secret = null, totp_used = 0, must_change = false, active = true`,
  );
});

const minutesLater = (n: number): void => w.clock.set(new Date(new Date(START).getTime() + n * 60_000).toISOString());
const tryAs = (login: string, password = passwordOf(login)) => signIn(w.system, { login, password }, FROM);
async function inAs(login: string): Promise<SignedIn> {
  const out = await tryAs(login);
  if (!out.ok) throw new Error(JSON.stringify(out.refusals));
  return out.value;
}
const whoIs = (token: string) => authenticate(w.system, { cookies: { [COOKIE]: token } });
const refused = (out: { ok: boolean; refusals?: { code: string; detail?: Record<string, string | number> }[] }) =>
  out.refusals?.[0];

describe('signing in by password', () => {
  test('gives a session that knows the person, the roles and the units below', async () => {
    const s = await inAs('baita-shenhe');
    const actor = await whoIs(s.token);
    expect(actor).toMatchObject({ kind: 'person', id: 'baita-shenhe', label: '白塔镇·审核', unitId: 'baita' });
    expect(actor.grants).toEqual([{ role: 'reviewer', unitId: 'baita', covers: new Set(['baita', 'baita-cun']) }]);
    expect(await auditOf(w.system, 'org.sign_in')).toContainEqual(
      expect.objectContaining({ outcome: 'done', actor_id: 'baita-shenhe' }),
    );
  });

  test('takes the account name in capitals and with blanks around it', async () => {
    expect((await tryAs(' MZJ-xinxiyuan ', passwordOf('mzj-xinxiyuan'))).ok).toBe(true);
  });

  test('keeps only the hash of the token', async () => {
    const s = await inAs('mzj-xinxiyuan');
    const kept = await one<{ t: string }>(
      w.system.db,
      sql`select string_agg(row_to_json(s)::text, '') as t from org.session s`,
    );
    expect(kept.t).not.toContain(s.token);
    expect(Buffer.from(s.token, 'base64url').byteLength).toBe(32);
  });

  test('five wrong ones lock for fifteen minutes, then the right one works', async () => {
    for (const left of [4, 3, 2, 1])
      expect(refused(await tryAs('mzj-xinxiyuan', 'wrong'))).toMatchObject({
        code: 'wrong',
        detail: { left, tries: 5, minutes: 15 },
      });
    expect(refused(await tryAs('mzj-xinxiyuan', 'wrong'))).toMatchObject({ code: 'locked', detail: { minutes: 15 } });
    minutesLater(14);
    expect(refused(await tryAs('mzj-xinxiyuan'))).toMatchObject({ code: 'locked', detail: { minutes: 1 } });
    minutesLater(15);
    expect((await tryAs('mzj-xinxiyuan')).ok).toBe(true);
  });

  test('a name nobody has gets the same words, count and lock as an account', async () => {
    const known: unknown[] = [];
    const unknown: unknown[] = [];
    for (let i = 0; i < 6; i++) {
      known.push(refused(await tryAs('mzj-shenhe', 'wrong')));
      unknown.push(refused(await tryAs('nobody-here', 'wrong')));
    }
    expect(unknown).toEqual(known);
    minutesLater(15);
    expect(refused(await tryAs('nobody-here', 'wrong'))).toEqual(refused(await tryAs('mzj-shenhe', 'wrong')));
  });

  test('a name nobody has is written down as a hash only', async () => {
    await tryAs('my-secret-typed-into-the-name', 'x');
    expect(await auditText(w.system)).not.toContain('my-secret');
    const traces = await auditOf(w.system, 'org.sign_in');
    expect(traces.at(-1)).toMatchObject({
      outcome: 'refused',
      actor_id: 'public',
      detail: { name: expect.stringMatching(/^[0-9a-f]{12}$/) },
    });
  });

  test('ten wrong ones at the same moment count as ten', async () => {
    await Promise.all(Array.from({ length: 10 }, () => tryAs('mzj-qianfa', 'wrong')));
    const { failures } = await one<{ failures: number }>(
      w.system.db,
      sql`select failures from org.person where id = 'mzj-qianfa'`,
    );
    expect(failures).toBe(5);
    expect(refused(await tryAs('mzj-qianfa'))?.code).toBe('locked');
  });

  test('an account out of use is refused in the words of a wrong password', async () => {
    await exec(w.system.db, sql`update org.person set active = false where id = 'jyj-xinxiyuan'`);
    expect(refused(await tryAs('jyj-xinxiyuan'))?.code).toBe('wrong');
  });
});

describe('a session', () => {
  test('ends after two hours without use, and slides while it is used', async () => {
    const s = await inAs('mzj-xinxiyuan');
    minutesLater(119);
    expect((await whoIs(s.token)).kind).toBe('person');
    minutesLater(119 + 119);
    expect((await whoIs(s.token)).kind).toBe('person');
    minutesLater(119 + 119 + 120);
    expect((await whoIs(s.token)).kind).toBe('public');
  });

  test('ends after twelve hours, however busy', async () => {
    const s = await inAs('mzj-xinxiyuan');
    for (let m = 60; m < 720; m += 60) {
      minutesLater(m);
      expect((await whoIs(s.token)).kind).toBe('person');
    }
    minutesLater(720);
    expect((await whoIs(s.token)).kind).toBe('public');
  });

  test('writes down its use once a minute, not at each request', async () => {
    const s = await inAs('mzj-xinxiyuan');
    const seen = async () =>
      (await one<{ at: Date }>(w.system.db, sql`select seen_at as at from org.session`)).at.toISOString();
    const before = await seen();
    w.clock.set('2026-03-31T09:30:59+08:00');
    await whoIs(s.token);
    expect(await seen()).toBe(before);
    w.clock.set('2026-03-31T09:31:01+08:00');
    await whoIs(s.token);
    expect(await seen()).not.toBe(before);
  });

  test('is over for its owner at sign-out, elsewhere it goes on', async () => {
    const [here, there] = [await inAs('mzj-xinxiyuan'), await inAs('mzj-xinxiyuan')];
    await signOut(w.system, await whoIs(here.token), {});
    expect((await whoIs(here.token)).kind).toBe('public');
    expect((await whoIs(there.token)).kind).toBe('person');
  });

  test('can be ended from elsewhere by its owner, and by nobody else but the administrator', async () => {
    const s = await inAs('mzj-xinxiyuan');
    const { sessionId = '' } = await whoIs(s.token);
    await revokeSession(w.system, await actorIn(w.system, 'jyj-xinxiyuan'), { id: sessionId });
    expect((await whoIs(s.token)).kind).toBe('person');
    await revokeSession(w.system, await actorIn(w.system, 'mzj-xinxiyuan'), { id: sessionId });
    expect((await whoIs(s.token)).kind).toBe('public');
    const again = await inAs('mzj-xinxiyuan');
    await changePerson(w.system, await actorIn(w.system, 'admin'), { personId: 'mzj-xinxiyuan', act: 'sign_out' });
    expect((await whoIs(again.token)).kind).toBe('public');
  });

  test('elsewhere ends when the password is changed, and the one here goes on', async () => {
    const [here, there] = [await inAs('jyj-xinxiyuan'), await inAs('jyj-xinxiyuan')];
    const next = '教育局新的长密码一二三';
    const out = await changePassword(w.system, await whoIs(here.token), { old: passwordOf('jyj-xinxiyuan'), next });
    expect(out.ok).toBe(true);
    expect((await whoIs(here.token)).kind).toBe('person');
    expect((await whoIs(there.token)).kind).toBe('public');
    expect((await tryAs('jyj-xinxiyuan')).ok).toBe(false);
    expect((await tryAs('jyj-xinxiyuan', next)).ok).toBe(true);
    expect(
      (await changePassword(w.system, await whoIs(here.token), { old: next, next: passwordOf('jyj-xinxiyuan') })).ok,
    ).toBe(true);
  });

  test('of a person put out of use ends at once', async () => {
    const s = await inAs('jyj-xinxiyuan');
    await changePerson(w.system, await actorIn(w.system, 'admin'), { personId: 'jyj-xinxiyuan', act: 'deactivate' });
    expect((await whoIs(s.token)).kind).toBe('public');
  });

  test('that has run out is swept away, one that has not stays', async () => {
    const old = await inAs('mzj-xinxiyuan');
    minutesLater(121);
    const young = await inAs('mzj-xinxiyuan');
    for (const j of jobs) await j.run(w.system, {});
    expect(await rows(w.system.db, sql`select 1 from org.session`)).toHaveLength(1);
    expect((await whoIs(old.token)).kind).toBe('public');
    expect((await whoIs(young.token)).kind).toBe('person');
  });

  test('holds no role until the first password is changed', async () => {
    await exec(w.system.db, sql`update org.person set must_change = true where id = 'admin'`);
    const s = await inAs('admin');
    expect(s.owes).toBe('password');
    expect((await whoIs(s.token)).grants).toEqual([]);
  });
});

describe('the second factor', () => {
  const codeAt = (secret: string, at = w.clock.now()): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
  async function enrol(id: string): Promise<{ secret: string; codes: string[] }> {
    const me = await actorIn(w.system, id);
    const offer = await offerTotp(w.system, me, {});
    if (!offer.ok) throw new Error('no offer');
    const on = await confirmTotp(w.system, me, { code: codeAt(offer.value.secret) });
    if (!on.ok) throw new Error('not on');
    return { secret: offer.value.secret, codes: on.value.codes };
  }
  const second = (s: SignedIn, code: string) => signInSecond(w.system, { token: s.token, code }, FROM);

  test('is asked for after the password, and the token is another one afterwards', async () => {
    const { secret } = await enrol('mzj-qianfa');
    minutesLater(1);
    const half = await inAs('mzj-qianfa');
    expect(half.complete).toBe(false);
    expect((await whoIs(half.token)).kind).toBe('public');
    const whole = await second(half, codeAt(secret));
    expect(whole.ok && whole.value.token !== half.token && (await whoIs(whole.value.token)).kind).toBe('person');
    expect((await whoIs(half.token)).kind).toBe('public');
    expect(refused(await second(half, codeAt(secret)))?.code).toBe('half_expired');
  });

  test('takes a code once, also not the one of the enrolment again', async () => {
    const { secret } = await enrol('mzj-qianfa');
    const enrolled = codeAt(secret);
    expect(refused(await second(await inAs('mzj-qianfa'), enrolled))?.code).toBe('wrong_code');
    minutesLater(1);
    const code = codeAt(secret);
    expect((await second(await inAs('mzj-qianfa'), code)).ok).toBe(true);
    expect(refused(await second(await inAs('mzj-qianfa'), code))?.code).toBe('wrong_code');
  });

  test('takes each recovery code once, with dashes or without', async () => {
    const { codes } = await enrol('mzj-qianfa');
    expect(new Set(codes).size).toBe(8);
    const [first = ''] = codes;
    expect((await second(await inAs('mzj-qianfa'), first.replaceAll('-', ' ').toUpperCase())).ok).toBe(true);
    expect((await second(await inAs('mzj-qianfa'), first)).ok).toBe(false);
  });

  test('the password alone does not win back tries at the code', async () => {
    await enrol('mzj-qianfa');
    for (let i = 0; i < 4; i++) expect((await second(await inAs('mzj-qianfa'), '000000')).ok).toBe(false);
    expect(refused(await second(await inAs('mzj-qianfa'), '000000'))?.code).toBe('locked');
    expect(refused(await tryAs('mzj-qianfa'))?.code).toBe('locked');
  });

  test('a recovery code is not used up while the account is locked', async () => {
    const { codes } = await enrol('mzj-qianfa');
    const half = await inAs('mzj-qianfa');
    for (let i = 0; i < 5; i++) await tryAs('mzj-qianfa', 'wrong');
    expect(refused(await second(half, codes[0] ?? ''))?.code).toBe('locked');
    await changePerson(w.system, await actorIn(w.system, 'admin'), { personId: 'mzj-qianfa', act: 'unlock' });
    expect((await second(half, codes[0] ?? '')).ok).toBe(true);
  });

  test('must be given within ten minutes of the password', async () => {
    const { secret } = await enrol('mzj-qianfa');
    const half = await inAs('mzj-qianfa');
    minutesLater(10);
    expect(refused(await second(half, codeAt(secret)))?.code).toBe('half_expired');
  });

  test('cannot be replaced from inside a session without the password', async () => {
    await enrol('mzj-qianfa');
    const me = await actorIn(w.system, 'mzj-qianfa');
    expect(refused(await offerTotp(w.system, me, {}))?.code).toBe('totp_is_on');
    expect(refused(await dropTotp(w.system, me, { password: 'guess' }))?.code).toBe('old_password_wrong');
    expect((await dropTotp(w.system, me, { password: passwordOf('mzj-qianfa') })).ok).toBe(true);
    expect((await inAs('mzj-qianfa')).complete).toBe(true);
  });

  test('where it is required, approvers hold no role before they have it, and cannot drop it', async () => {
    await setSecondFactor(w.system, await actorIn(w.system, 'admin'), { value: 'required' });
    const s = await inAs('mzj-qianfa');
    expect(s.owes).toBe('second_factor');
    expect((await whoIs(s.token)).grants).toEqual([]);
    expect((await whoIs((await inAs('mzj-xinxiyuan')).token)).grants).toHaveLength(1);
    await enrol('mzj-qianfa');
    expect((await whoIs(s.token)).grants).toHaveLength(1);
    expect(refused(await dropTotp(w.system, await whoIs(s.token), { password: passwordOf('mzj-qianfa') }))?.code).toBe(
      'totp_required',
    );
  });

  test('is not asked for where the site has turned it off', async () => {
    await enrol('mzj-qianfa');
    await setSecondFactor(w.system, await actorIn(w.system, 'admin'), { value: 'off' });
    expect((await inAs('mzj-qianfa')).complete).toBe(true);
  });

  test('the secret lies encrypted in the database, with a key only its owner can read', async () => {
    const { secret } = await enrol('mzj-qianfa');
    const { sealed } = await one<{ sealed: Buffer }>(
      w.system.db,
      sql`select totp_secret as sealed from org.person where id = 'mzj-qianfa'`,
    );
    expect(sealed.toString('latin1')).not.toContain(secret);
    const key = await stat(join(w.system.config.dataDir, 'keys', 'secret.key'));
    expect(key.mode & 0o777).toBe(0o600);
    expect(key.size).toBe(32);
  });

  test('no password, token, code or secret is in the audit trail or the log', async () => {
    const lines: string[] = [];
    const keep = (fields: Record<string, unknown>, message: string) =>
      void lines.push(JSON.stringify({ fields, message }));
    const system = { ...w.system, log: { info: keep, warn: keep, error: keep } };
    const { secret, codes } = await enrol('mzj-qianfa');
    minutesLater(1);
    const half = await inAs('mzj-qianfa');
    await signIn(system, { login: 'mzj-qianfa', password: 'a-wrong-password-typed' }, FROM);
    const whole = await signInSecond(system, { token: half.token, code: codeAt(secret) }, FROM);
    if (!whole.ok) throw new Error('not in');
    const everything = `${await auditText(w.system)}\n${lines.join('\n')}`;
    const hidden = [
      passwordOf('mzj-qianfa'),
      'a-wrong-password-typed',
      half.token,
      whole.value.token,
      secret,
      codeAt(secret),
      ...codes,
    ];
    for (const h of hidden) expect(everything).not.toContain(h);
  });
});

test('the audit trail of signing in cannot be changed or emptied through the application’s connection', async () => {
  await tryAs('mzj-xinxiyuan', 'wrong');
  const { n } = await one<{ n: number }>(w.system.db, sql`select count(*)::int as n from platform.audit`);
  for (const attack of [
    sql`update platform.audit set actor_label = '别人'`,
    sql`delete from platform.audit`,
    sql`truncate platform.audit`,
  ])
    await expect(transaction(w.system.db, (tx) => exec(tx, attack))).rejects.toThrow(/append-only/);
  expect((await one<{ n: number }>(w.system.db, sql`select count(*)::int as n from platform.audit`)).n).toBe(n);
});

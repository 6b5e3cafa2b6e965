import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { exec, rows, sql } from '../../platform/db/connection.ts';
import { may } from '../../platform/permission.ts';
import { actorIn, auditOf, orgWorld, passwordOf } from '../../testing/org-world.ts';
import type { World } from '../../testing/world.ts';
import { delegate, endDelegation } from './actions/account.ts';
import { addPerson, changePerson, saveUnit, setRole } from './actions/admin.ts';
import { signIn } from './actions/sign-in.ts';
import { type Unit, unitById, unitPolicy, unitsById, unitTree } from './store.ts';

const FROM = { ip: '192.0.2.7', agent: 'a browser' };
let w: World;
beforeAll(async () => {
  w = await orgWorld();
});
afterAll(() => w.end());
beforeEach(() => w.clock.set('2026-03-31T09:30:00+08:00'));

const codes = (out: { ok: boolean; refusals?: { code: string }[] }): string[] => out.refusals?.map((r) => r.code) ?? [];
const admin = () => actorIn(w.system, 'admin');
async function changed(id: string, over: Partial<Unit>) {
  const unit = await unitById(w.system.db, id);
  if (!unit) throw new Error(id);
  return saveUnit(w.system, await admin(), { unit: { ...unit, ...over }, isNew: false });
}
async function added(id: string, over: Partial<Unit> = {}) {
  const unit = await unitById(w.system.db, 'minzheng');
  if (!unit) throw new Error('minzheng');
  return saveUnit(w.system, await admin(), { unit: { ...unit, id, name: `明河区${id}`, ...over }, isNew: true });
}

describe('units', () => {
  test('a unit is added, renamed and put out of use; its old name stays in the trail', async () => {
    expect(
      (await added('shuiwu', { name: '明河区水务局', shortName: '水务局', aliases: ['区水务局', '水利局'] })).ok,
    ).toBe(true);
    expect((await changed('shuiwu', { name: '明河区水利局' })).ok).toBe(true);
    expect((await auditOf(w.system, 'org.unit')).at(-1)).toMatchObject({
      subject: 'unit:shuiwu',
      detail: { renamedFrom: '明河区水务局', to: '明河区水利局' },
    });
    expect((await changed('shuiwu', { active: false })).ok).toBe(true);
    expect((await unitTree(w.system.db)).map((u) => u.id)).not.toContain('shuiwu');
    expect((await unitsById(w.system.db)).get('shuiwu')?.name).toBe('明河区水利局');
  });

  test.each([
    ['its own village', () => changed('baita', { parentId: 'baita-cun' }), ['unit_ring']],
    ['a parent that is not there', () => changed('baita', { parentId: 'nowhere' }), ['no_parent']],
    ['no parent, beside the district', () => changed('baita', { parentId: null }), ['no_parent']],
    ['the name of another', () => changed('jiaoyu', { name: '明河区民政局' }), ['unit_exists']],
    ['no name', () => changed('jiaoyu', { name: '  ' }), ['no_name']],
    ['a sign that is no letter', () => added('水务'), ['bad_id']],
    ['a sign that is taken', () => added('jiaoyu'), ['unit_exists']],
    [
      'a village in use, out of use itself',
      () => changed('baita', { active: false }),
      ['unit_has_units', 'unit_has_people'],
    ],
    ['people in use', () => changed('jiaoyu', { active: false }), ['unit_has_people']],
  ])('a unit with %s is refused', async (_what, act, want) => {
    const before = await rows(w.system.db, sql`select * from org.unit order by id`);
    expect(codes(await act())).toEqual(want);
    expect(await rows(w.system.db, sql`select * from org.unit order by id`)).toEqual(before);
    expect((await auditOf(w.system, 'org.unit')).at(-1)).toMatchObject({
      outcome: 'refused',
      detail: { refusals: want },
    });
  });

  test('three people unless the unit says otherwise', async () => {
    expect(await unitPolicy(w.system.db, 'minzheng')).toEqual({ threePeople: true });
    await changed('baita', { threePeople: false });
    expect(await unitPolicy(w.system.db, 'baita')).toEqual({ threePeople: false });
    expect(await unitPolicy(w.system.db, 'a unit that is not there')).toEqual({ threePeople: true });
  });

  test.each(['gongkaiban', 'mzj-xinxiyuan', 'mzj-shenhe', 'mzj-qianfa'])(
    '%s cannot change a unit, and the attempt is in the trail',
    async (id) => {
      const unit = await unitById(w.system.db, 'jiaoyu');
      if (!unit) throw new Error('jiaoyu');
      await expect(saveUnit(w.system, await actorIn(w.system, id), { unit, isNew: false })).rejects.toMatchObject({
        code: 'forbidden',
      });
      expect((await auditOf(w.system, 'org.unit')).at(-1)).toMatchObject({ outcome: 'forbidden', actor_id: id });
    },
  );
});

describe('people', () => {
  const add = async (over: Partial<{ login: string; label: string; unitId: string }> = {}) =>
    addPerson(w.system, await admin(), {
      login: 'jyj-shenhe',
      label: '教育局·审核',
      unitId: 'jiaoyu',
      email: null,
      ...over,
    });

  test('a new account has a first password that works once it is typed, and must be changed', async () => {
    const out = await add();
    if (!out.ok) throw new Error('not added');
    expect(out.value.password).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    const first = await signIn(w.system, { login: 'jyj-shenhe', password: out.value.password }, FROM);
    expect(first.ok && first.value.owes).toBe('password');
    expect(JSON.stringify(await auditOf(w.system, 'org.person'))).not.toContain(out.value.password);
  });

  test.each<[Partial<{ login: string; label: string; unitId: string }>, string[], string]>([
    [{ login: 'MZJ-Shenhe' }, ['login_exists'], 'taken, in capitals'],
    [{ login: '张三' }, ['bad_login'], 'not a login name'],
    [{ login: 'x y' }, ['bad_login'], 'a blank inside'],
    [{ login: 'x' }, ['bad_login'], 'one letter'],
    [{ label: ' ' }, ['no_name'], 'no label'],
    [{ login: 'new-one', unitId: 'nowhere' }, ['no_unit'], 'a unit that is not there'],
  ])('an account with %j is refused: %s (%s)', async (over, want) => {
    expect(codes(await add(over))).toEqual(want);
  });

  test('a role gives its permission below the unit, and taking it ends that at once', async () => {
    const role = { personId: 'gongkaiban', unitId: 'baita', role: 'admin' as const };
    await setRole(w.system, await admin(), { ...role, on: true });
    expect(may(w.system.permissions, await actorIn(w.system, 'gongkaiban'), 'org:admin')).toBe(true);
    await setRole(w.system, await admin(), { ...role, on: false });
    expect(may(w.system.permissions, await actorIn(w.system, 'gongkaiban'), 'org:admin')).toBe(false);
  });

  test('the last administrator can neither give the role up nor be put out of use', async () => {
    expect(
      codes(await setRole(w.system, await admin(), { personId: 'admin', unitId: 'minghe', role: 'admin', on: false })),
    ).toEqual(['last_admin']);
    expect(codes(await changePerson(w.system, await admin(), { personId: 'admin', act: 'deactivate' }))).toEqual([
      'last_admin',
    ]);
    await setRole(w.system, await admin(), { personId: 'jyj-xinxiyuan', unitId: 'minghe', role: 'admin', on: true });
    await exec(w.system.db, sql`update org.person set active = false where id = 'jyj-xinxiyuan'`);
    expect(
      codes(await changePerson(w.system, await admin(), { personId: 'admin', act: 'deactivate' })),
      'one out of use does not count',
    ).toEqual(['last_admin']);
    await exec(w.system.db, sql`update org.person set active = true where id = 'jyj-xinxiyuan'`);
    await setRole(w.system, await admin(), { personId: 'jyj-xinxiyuan', unitId: 'minghe', role: 'admin', on: false });
  });

  test('two administrators who take the role from one another at the same moment leave one', async () => {
    await setRole(w.system, await admin(), { personId: 'gongkaiban', unitId: 'minghe', role: 'admin', on: true });
    const [a, b] = [await admin(), await actorIn(w.system, 'gongkaiban')];
    const outs = await Promise.all([
      setRole(w.system, a, { personId: 'gongkaiban', unitId: 'minghe', role: 'admin', on: false }),
      setRole(w.system, b, { personId: 'admin', unitId: 'minghe', role: 'admin', on: false }),
    ]);
    expect(outs.filter((o) => o.ok)).toHaveLength(1);
    expect(await rows(w.system.db, sql`select 1 from org.role where role = 'admin'`)).toHaveLength(1);
    await exec(w.system.db, sql`delete from org.role where role = 'admin'`);
    await exec(w.system.db, sql`insert into org.role values ('admin', 'minghe', 'admin')`);
  });

  test('unlocking opens the account at once', async () => {
    for (let i = 0; i < 5; i++) await signIn(w.system, { login: 'baita-shenhe', password: 'wrong' }, FROM);
    expect((await signIn(w.system, { login: 'baita-shenhe', password: passwordOf('baita-shenhe') }, FROM)).ok).toBe(
      false,
    );
    await changePerson(w.system, await admin(), { personId: 'baita-shenhe', act: 'unlock' });
    expect((await signIn(w.system, { login: 'baita-shenhe', password: passwordOf('baita-shenhe') }, FROM)).ok).toBe(
      true,
    );
  });
});

describe('delegation', () => {
  const give = async (over: Partial<Parameters<typeof delegate>[2]> = {}) =>
    delegate(w.system, await actorIn(w.system, 'mzj-qianfa'), {
      toLogin: 'mzj-shenhe',
      unitId: 'minzheng',
      role: 'approver',
      starts: day('2026-04-01'),
      ends: day('2026-04-03'),
      ...over,
    });
  const held = async (id: string, at: string) => {
    w.clock.set(`${at}T09:30:00+08:00`);
    return (await actorIn(w.system, id)).grants.map((g) => [g.role, g.onBehalfOf]);
  };
  beforeEach(() => exec(w.system.db, sql`delete from org.delegation`));

  test('lends the role from its first to its last day, on behalf of its holder', async () => {
    expect((await give()).ok).toBe(true);
    expect(await held('mzj-shenhe', '2026-03-31')).toEqual([['reviewer', undefined]]);
    for (const at of ['2026-04-01', '2026-04-03'])
      expect(await held('mzj-shenhe', at)).toEqual(
        expect.arrayContaining([
          ['reviewer', undefined],
          ['approver', 'mzj-qianfa'],
        ]),
      );
    expect(await held('mzj-shenhe', '2026-04-04')).toEqual([['reviewer', undefined]]);
    expect((await auditOf(w.system, 'org.delegate')).at(-1)).toMatchObject({
      actor_id: 'mzj-qianfa',
      subject: 'person:mzj-shenhe',
      detail: { role: 'approver', starts: '2026-04-01', ends: '2026-04-03' },
    });
  });

  test('counts by the day in China, not by the hour in Greenwich', async () => {
    await give({ starts: day('2026-04-01'), ends: day('2026-04-01') });
    w.clock.set('2026-03-31T16:00:00Z');
    expect((await actorIn(w.system, 'mzj-shenhe')).grants).toHaveLength(2);
    w.clock.set('2026-04-01T16:00:00Z');
    expect((await actorIn(w.system, 'mzj-shenhe')).grants).toHaveLength(1);
  });

  test('ends when it is taken back, when its holder loses the role, and when its holder is put out of use', async () => {
    await give();
    const [d] = await rows<{ id: number }>(w.system.db, sql`select id from org.delegation`);
    await endDelegation(w.system, await actorIn(w.system, 'mzj-shenhe'), { id: d?.id ?? 0 });
    expect(await held('mzj-shenhe', '2026-04-01'), 'only the giver takes back').toHaveLength(2);
    await exec(w.system.db, sql`update org.person set active = false where id = 'mzj-qianfa'`);
    expect(await held('mzj-shenhe', '2026-04-01')).toHaveLength(1);
    await exec(w.system.db, sql`update org.person set active = true where id = 'mzj-qianfa'`);
    await exec(w.system.db, sql`delete from org.role where person_id = 'mzj-qianfa'`);
    expect(await held('mzj-shenhe', '2026-04-01')).toHaveLength(1);
    await exec(w.system.db, sql`insert into org.role values ('mzj-qianfa', 'minzheng', 'approver')`);
    await endDelegation(w.system, await actorIn(w.system, 'mzj-qianfa'), { id: d?.id ?? 0 });
    expect(await held('mzj-shenhe', '2026-04-01')).toHaveLength(1);
  });

  test.each<[Partial<Parameters<typeof delegate>[2]>, string[], string]>([
    [{ toLogin: 'jyj-xinxiyuan' }, ['other_unit'], 'another department'],
    [{ toLogin: 'nobody' }, ['other_unit'], 'nobody'],
    [{ toLogin: 'mzj-qianfa' }, ['to_self'], 'oneself'],
    [{ role: 'admin' }, ['not_held'], 'a role one does not hold'],
    [{ unitId: 'jiaoyu' }, ['not_held', 'other_unit'], 'a role at another unit'],
    [{ ends: day('2026-03-30'), starts: day('2026-03-29') }, ['past'], 'days gone by'],
  ])('with %j is refused: %s (%s)', async (over, want) => {
    expect(codes(await give(over))).toEqual(want);
    expect(await rows(w.system.db, sql`select 1 from org.delegation`)).toHaveLength(0);
  });

  test('somebody of the district may stand in', async () => {
    expect((await give({ toLogin: 'gongkaiban' })).ok).toBe(true);
  });

  test('a role held only by delegation cannot be passed on', async () => {
    await give({ starts: day('2026-03-31') });
    const on = await delegate(w.system, await actorIn(w.system, 'mzj-shenhe'), {
      toLogin: 'mzj-xinxiyuan',
      unitId: 'minzheng',
      role: 'approver',
      starts: day('2026-04-01'),
      ends: day('2026-04-01'),
    });
    expect(codes(on)).toEqual(['not_held']);
  });
});

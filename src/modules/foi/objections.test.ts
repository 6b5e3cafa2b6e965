import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { desk, foiWorld, GRANTED } from '../../testing/foi.ts';
import type { World } from '../../testing/world.ts';
import * as acts from './index.ts';
import * as store from './store/index.ts';

let w: World;
let d: ReturnType<typeof desk>;
beforeAll(async () => {
  w = await foiWorld();
  d = desk(w);
});
afterAll(() => w.end());

/** A case in which so many third parties said no. */
async function against(n: number): Promise<{ id: string; parties: string[] }> {
  const id = await d.opened();
  const parties: string[] = [];
  for (let i = 0; i < n; i++) parties.push(await d.consult(id));
  for (const p of parties) await d.opinion(id, p, 'object', '单价是商业秘密');
  return { id, parties };
}
const propose = async (id: string, draft: object) =>
  acts.propose(w.system, staff.clerk, {
    ...(await d.at(id)),
    draft: { ...GRANTED, ...draft },
    keepLetter: false,
  });
const told = async (id: string): Promise<string[]> =>
  (await store.lettersOf(w.system.db, id))
    .filter((l) => l.kind === 'thirdNotice')
    .map((l) => l.once.split(':')[1] ?? '');
const overrides = async (id: string): Promise<[string, string][]> =>
  (await store.partiesOf(w.system.db, id)).map((p) => [p.id, p.override]);

const WHY = '单价由财政资金支付，公开关系公共利益';
const PART = { key: 'partial', reasons: '第4页的单价不公开' };

describe('a third party objects', () => {
  test('its part is withheld and the rest goes out: no overriding, and nobody is told of a disclosure', async () => {
    const { id } = await against(1);
    allowed(await propose(id, { ...PART, grounds: ['denied.thirdParty'] }));
    allowed(await acts.decide(w.system, staff.approver, await d.at(id)));
    expect(await told(id)).toEqual([]);
    expect((await overrides(id)).map(([, why]) => why)).toEqual(['']);
  });

  test.each<[object, string[], string]>([
    [{ key: 'granted' }, ['objected'], 'everything goes out, the objection too'],
    [{ ...PART, grounds: ['denied.internalAffairs'] }, ['objected'], 'what is withheld is something else'],
    [{ key: 'granted', override: WHY }, [], 'with reasons it may'],
    [{ ...PART, grounds: ['denied.internalAffairs'], override: WHY }, [], 'so it may in part'],
  ])('%j: %j, %s', async (draft, codes, _why) => {
    const { id } = await against(1);
    expect(codesOf(await propose(id, draft))).toEqual(codes);
  });

  test('of two objections one is respected, one overridden: the overridden one is told, the other is not', async () => {
    const { id, parties } = await against(2);
    const [first = '', second = ''] = parties;
    const draft = { ...PART, grounds: ['denied.thirdParty'], override: WHY };
    expect(codesOf(await propose(id, draft))).toEqual(['no_overridden']);
    expect(codesOf(await propose(id, { ...draft, overridden: ['nobody'] }))).toEqual(['no_overridden']);
    allowed(await propose(id, { ...draft, overridden: [second] }));
    await d.decide(id);
    expect(await told(id)).toEqual([second]);
    expect(new Map(await overrides(id))).toEqual(
      new Map([
        [first, ''],
        [second, WHY],
      ]),
    );
  });

  test('a whole disclosure is against all who objected, whoever was ticked', async () => {
    const { id, parties } = await against(2);
    allowed(await propose(id, { key: 'granted', override: WHY, overridden: [parties[0]] }));
    await d.decide(id);
    expect((await told(id)).sort()).toEqual([...parties].sort());
  });

  test('the reasons for overriding of an earlier draft tell nobody of a disclosure when the answer is a refusal', async () => {
    const { id, parties } = await against(1);
    allowed(await propose(id, { key: 'granted', override: WHY }));
    // The form still holds what was typed for the first draft.
    const refusal = {
      key: 'denied.thirdParty',
      reasons: '单价是商业秘密',
      supply: '',
      override: WHY,
      overridden: parties,
    };
    allowed(await propose(id, refusal));
    await d.decide(id);
    expect(await told(id)).toEqual([]);
    expect((await overrides(id)).map(([, why]) => why)).toEqual(['']);
  });

  test('in the browser the field may stay empty, and several who objected are ticked by name or number', async () => {
    const { id, parties } = await against(2);
    const page = await w.request('GET', `/console/foi/${id}`, { as: staff.clerk });
    expect(page.text).toContain('部分公开的，对哪几家仍公开');
    for (const p of parties) expect(page.text).toContain(`value="${p}"`);
    const sent = await w.request('POST', `/console/foi/${id}/act/propose`, {
      as: staff.clerk,
      form: {
        version: String((await d.at(id)).version),
        ...PART,
        grounds: ['denied.thirdParty'],
        secrecy: '不涉密',
        supply: '本网站',
        override: WHY,
      },
    });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain('还没选是对哪几家');
    expect(sent.text).toContain('href="#overridden"');
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditRows } from '../../platform/audit.ts';
import { closeConverter } from '../../platform/documents/index.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { gateDesk, gateWorld, ID, learned, ROSTER } from '../../testing/gate.ts';
import type { World } from '../../testing/world.ts';
import { openWork } from '../publication/index.ts';
import * as actions from './actions/index.ts';
import { pieceDuties } from './duties.ts';
import { gateOf } from './gate.ts';
import { editorial } from './index.ts';
import { mendPiece } from './mend.ts';
import { historyOf, type PieceFields } from './store.ts';

const { clerk, reviewer, approver } = staff;
let w: World;
beforeAll(async () => {
  w = await gateWorld();
});
afterAll(async () => {
  await closeConverter();
  await w.end();
});
const { now, at, begun, passed } = gateDesk(() => w);
const found = async (id: string) => (await gateOf(w.system, w.system.db, await now(id))).findings;

describe('an error', () => {
  test('blocks submission with its words, place and basis, and the piece stays a draft', async () => {
    const { id } = await begun({ html: ROSTER });
    const out = await actions.submitPiece(w.system, clerk, await at(id));
    expect(codesOf(out)).toContain('finding');
    expect(out).toMatchObject({
      refusals: [{ basis: expect.stringContaining('第十五条'), detail: { rule: 'personal.id-number' } }],
    });
    expect((await now(id)).state).toBe('draft');
  });

  test('is handed on with a reason, which the history and the next hand see', async () => {
    const { id } = await begun({ html: ROSTER });
    allowed(await actions.submitPiece(w.system, clerk, { ...(await at(id)), inSpite: '公示对象本人要求写全' }));
    expect((await historyOf(w.system.db, id)).at(-1)).toMatchObject({
      act: 'submit',
      remark: '公示对象本人要求写全',
      findings: expect.arrayContaining([expect.objectContaining({ rule: 'personal.id-number', severity: 'error' })]),
    });
    const page = await w.request('GET', `/console/pieces/${id}`, { as: reviewer });
    expect(page.text).toContain('公示对象本人要求写全');
    expect(page.text).toContain('class="flaw flaw-error"');
  });

  test('blocks the release until the approver overrides it; what was overridden is named in history and audit', async () => {
    const p = await passed({ html: ROSTER });
    expect(codesOf(await actions.releasePiece(w.system, approver, { id: p.id, seen: p.version }))).toContain('finding');
    expect(
      codesOf(
        await actions.schedulePiece(w.system, approver, { id: p.id, seen: p.version, at: new Date('2027-04-02') }),
      ),
    ).toContain('finding');
    allowed(await actions.releasePiece(w.system, approver, { id: p.id, seen: p.version, inSpite: '依规定应当写全' }));
    const history = await historyOf(w.system.db, p.id);
    expect(history.find((h) => h.act === 'release')).toMatchObject({
      remark: '依规定应当写全',
      findings: expect.arrayContaining([expect.objectContaining({ rule: 'personal.id-number' })]),
    });
    const [audit] = await auditRows(w.system.db, { subject: `piece:${p.id}`, action: 'piece.release' }, 1);
    expect(audit?.detail).toMatchObject({
      inSpiteOf: expect.arrayContaining([expect.objectContaining({ rule: 'personal.id-number', severity: 'error' })]),
    });
    expect(JSON.stringify([history.map((h) => h.findings), audit])).not.toContain(ID);
  });

  test('in a correction is one too', async () => {
    const p = await passed();
    const { no } = allowed(await actions.releasePiece(w.system, approver, { id: p.id, seen: p.version }));
    const { id } = allowed(await actions.startCorrection(w.system, clerk, { no }));
    allowed(
      await actions.savePiece(w.system, clerk, { id, seen: 1, fields: { html: ROSTER, correction: '补上名册' } }),
    );
    expect(codesOf(await actions.submitPiece(w.system, clerk, await at(id)))).toContain('finding');
    expect((await openWork(w.system.db, no))?.editions).toHaveLength(1);
  });

  test('in a field beside the text is found too, and mended there', async () => {
    const { id } = await begun({ answer: `凭身份证${ID}领取。` });
    const [f] = await found(id);
    expect(f).toMatchObject({ rule: 'personal.id-number', severity: 'error' });
    allowed(await mendPiece(w.system, clerk, { ...(await at(id)), key: f?.key ?? '' }));
    expect((await now(id)).answer).toMatch(/^凭身份证9999\*+0019领取。$/);
  });
});

describe('what goes out beside the text', () => {
  test.each<[string, Partial<PieceFields>, string]>([
    ['the document number', { docNo: `证${ID}` }, '发文字号'],
    ['the index number', { indexNo: ID }, '索引号'],
    ['a basis', { basis: [{ law: '办法', article: `第八条（${ID}）` }] }, '公开依据'],
    ['the note of a validity', { validity: { note: `王五${ID}` } }, '有效期的说明'],
    [
      'the name of the old document',
      {
        explanation: {
          form: 'text',
          answers: [],
          change: { oldName: ID, rows: [{ what: '甲', old: '乙', now: '丙' }] },
        },
      },
      '原来的文件怎么称呼',
    ],
  ])('%s passes the gate too', async (_, fields, where) => {
    const { id } = await begun(fields);
    expect(await found(id)).toContainEqual(
      expect.objectContaining({ rule: 'personal.id-number', severity: 'error', at: expect.stringContaining(where) }),
    );
    expect(codesOf(await actions.submitPiece(w.system, clerk, await at(id)))).toContain('finding');
  });

  test('an ordinary number beside the text is no finding', async () => {
    const { id } = await begun({
      docNo: '明民发〔2027〕1号',
      indexNo: '000014349/2027-00007',
      basis: [{ law: '《政府信息公开条例》', article: '第二十条第（十一）项' }],
    });
    expect((await found(id)).filter((f) => f.rule.startsWith('personal.'))).toEqual([]);
  });

  test('the reason of a withdrawal, which readers see, may not name a person by number', async () => {
    const p = await passed();
    const { no } = allowed(await actions.releasePiece(w.system, approver, { id: p.id, seen: p.version }));
    const reason = `名册里有王五的身份证号${ID}`;
    expect(codesOf(await actions.withdrawPiece(w.system, approver, { no, reason }))).toEqual(['finding']);
    expect((await openWork(w.system.db, no))?.work.state).toBe('published');
    const page = await w.request('POST', `/console/works/${no}/withdraw`, { as: approver, form: { reason } });
    expect([page.status, page.text.includes('身份证号没有遮盖')]).toEqual([422, true]);
    allowed(await actions.withdrawPiece(w.system, approver, { no, reason: '依据已经废止，咨询电话：0999-55501234' }));
  });

  test('a column that the site does not have is not taken from a form', async () => {
    const { id } = await begun();
    const form = { seen: String((await now(id)).version), act: 'save', column: ID };
    const page = await w.request('POST', `/console/pieces/${id}`, { as: clerk, form });
    expect(page.status).toBe(422);
    expect((await now(id)).columns).toEqual([]);
  });
});

describe('an element of the catalogue’s form', () => {
  test('goes out with the piece, so it is looked at and masked where it stands', async () => {
    const { id } = await begun({
      item: { id: '04-03', title: '高龄津贴' },
      elements: [
        { key: 'note', label: '说明', type: 'long', value: `凭身份证${ID}领取。` },
        {
          key: 'roll',
          label: '发放名册',
          type: 'table',
          head: ['序号', '姓名', '身份证号'],
          rows: [['1', '王五', '999901194202180021']],
          nums: [true, false, false],
        },
      ],
    });
    const places = (await found(id)).filter((f) => f.rule === 'personal.id-number').map((f) => f.at);
    expect(places.some((p) => p.includes('要素“发放名册”'))).toBe(true);
    expect(places.some((p) => p.includes('要素“说明”'))).toBe(true);
    for (
      let f = (await found(id)).find((x) => x.rule === 'personal.id-number');
      f;
      f = (await found(id)).find((x) => x.rule === 'personal.id-number')
    )
      allowed(await mendPiece(w.system, clerk, { ...(await at(id)), key: f.key }));
    expect((await now(id)).elements).toMatchObject([
      { value: expect.stringMatching(/^凭身份证9999\*+0019领取。$/) },
      { rows: [['1', '王五', expect.stringMatching(/^9999\*+0021$/)]] },
    ]);
  });
});

describe('a set time', () => {
  const EIGHT = new Date('2027-04-01T08:00:00+08:00');
  const come = async (id: string): Promise<unknown> => {
    w.clock.set('2027-04-01T08:00:00+08:00');
    try {
      return await editorial.jobs?.find((j) => j.name === 'editorial.release')?.run(w.system, { id });
    } finally {
      w.clock.set('2027-03-31T09:30:00+08:00');
    }
  };

  test('looks again: a new error stops it, puts it back before the approver and tells them why', async () => {
    const p = await passed({ html: '<p>旧站名不再使用。</p>' });
    allowed(await actions.schedulePiece(w.system, approver, { id: p.id, seen: p.version, at: EIGHT }));
    learned.add('旧站名');
    await come(p.id);
    expect(await now(p.id)).toMatchObject({ state: 'passed', no: null, releaseAt: null, approverId: null });
    expect((await historyOf(w.system.db, p.id)).at(-1)).toMatchObject({
      act: 'stop',
      actorId: 'system',
      findings: [{ rule: 'test.late' }],
    });
    const duties = await pieceDuties(w.system.db, { today: w.clock.today(), units: ['minzheng'] }, w.system);
    expect(duties.find((d) => d.act.href.endsWith(p.id))).toMatchObject({
      may: 'piece:release',
      title: '没有按时公开：高龄津贴名册公示',
      note: expect.stringContaining('“旧站名”不能公开'),
    });
    expect((await w.request('GET', `/console/pieces/${p.id}`, { as: approver })).text).toContain(
      '到了定好的时间，没有公开成',
    );
    learned.clear();
  });

  test('lets out what the approver has answered for', async () => {
    learned.add('旧站名');
    const p = await passed({ html: '<p>旧站名不再使用。</p>' });
    allowed(
      await actions.schedulePiece(w.system, approver, {
        id: p.id,
        seen: p.version,
        at: EIGHT,
        inSpite: '公告说的就是改名',
      }),
    );
    await come(p.id);
    expect((await now(p.id)).state).toBe('published');
    learned.clear();
  });
});

describe('the page', () => {
  test('shows the findings beside the text, numbered as in it, the count in words and what was looked at', async () => {
    const { id } = await begun({ html: ROSTER });
    const { text } = await w.request('GET', `/console/pieces/${id}`, { as: clerk });
    expect(text).toContain('1个身份证号没有遮盖');
    expect(text).toMatch(/<b>1处错误<\/b> 要改，才能提交。/);
    expect(text).toContain(`id="mark-1-1"`);
    expect(text).toMatch(/另外查了\d+项，没有问题。/);
    expect(text).toContain('有1项规则自己出了故障，没有查成，不影响别的：坏了的规则。');
  });

  test('answers the script with the parts that follow the text', async () => {
    const { id } = await begun();
    const reply = await w.request('POST', `/console/pieces/${id}/autosave`, {
      as: clerk,
      form: { seen: '1', title: '名册', html: ROSTER },
    });
    const live = reply.json<{ blocked: boolean; marks: { n: number }[]; parts: Record<string, string> }>();
    expect(live).toMatchObject({ blocked: true, marks: [{ n: 1, nth: 1, look: 'error' }] });
    expect(live.parts.findings).toContain('1个身份证号没有遮盖');
    expect(live.parts.gate).toContain('1处错误');
    // Marks are for the eye: nothing of them is stored.
    expect((await now(id)).html).not.toContain('flaw');
  });
});

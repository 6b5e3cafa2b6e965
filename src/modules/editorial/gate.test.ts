import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Check } from '../../lib/finding.ts';
import { auditRows } from '../../platform/audit.ts';
import { one as oneRow, rows, sql } from '../../platform/db/connection.ts';
import { closeConverter } from '../../platform/documents/index.ts';
import { allowed, codesOf, seedUnits, staff } from '../../testing/editorial.ts';
import { pieceNow } from '../../testing/pieces.ts';
import { type World, world } from '../../testing/world.ts';
import { checks } from '../checks/index.ts';
import { org } from '../org/index.ts';
import { openWork, publication } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import * as actions from './actions/index.ts';
import { pieceDuties } from './duties.ts';
import { gateOf } from './gate.ts';
import { editorial } from './index.ts';
import { keepFinding, mendPiece } from './mend.ts';
import { historyOf, type Piece, type PieceFields } from './store.ts';

/** A rule of this test alone: it learns a word between the setting of a time and the time. */
const learned = new Set<string>();
const late: Check = {
  id: 'test.late',
  title: '后来才有的规则',
  basis: '测试',
  run: (s) =>
    [...learned].flatMap((word) => {
      const from = s.layers[0]?.text.indexOf(word) ?? -1;
      return from < 0
        ? []
        : [
            {
              rule: 'test.late',
              severity: 'error' as const,
              message: `“${word}”不能公开`,
              why: '后来才知道。',
              quote: word,
              at: '第1段',
              basis: '测试',
              spans: [{ layer: 0, from, to: from + word.length }],
              remedy: {
                kind: 'replace' as const,
                label: '删掉',
                layer: 0,
                edits: [{ from, to: from + word.length, with: '某处' }],
              },
            },
          ];
    }),
};
const warns: Check = {
  id: 'test.warns',
  title: '提醒',
  basis: '测试',
  run: (s) =>
    s.layers[0]?.text.includes('尽快')
      ? [
          {
            rule: 'test.warns',
            severity: 'warning',
            message: '“尽快”没有期限',
            why: '看不出哪一天。',
            quote: '尽快',
            at: '第1段',
            basis: '测试',
          },
        ]
      : [],
};
const faulty: Check = {
  id: 'test.faulty',
  title: '坏了的规则',
  basis: '测试',
  run: () => {
    throw new Error('a fault of ours');
  },
};

let w: World;
beforeAll(async () => {
  const own = { name: 'own', checks: [late, warns, faulty] };
  w = await world({ modules: [org, publication, sites, checks, own, editorial], at: '2027-03-31T09:30:00+08:00' });
  await seedUnits(w);
});
afterAll(async () => {
  await closeConverter();
  await w.end();
});

const { clerk, reviewer, approver } = staff;
// Passes the arithmetic, under the fictional division.
const ID = '999901193911040019';
const ROSTER = `<p>现予公示。</p><table><tbody><tr><th>序号</th><th>姓名</th><th>身份证号</th></tr><tr><td>1</td><td>王五</td><td>${ID}</td></tr></tbody></table>`;
const WHOLE: Partial<PieceFields> = { title: '高龄津贴名册公示', html: '<p>现予公示。</p>', columns: ['zwgk/tzgg'] };

const begun = async (fields: Partial<PieceFields> = {}): Promise<Piece> =>
  allowed(await actions.createPiece(w.system, clerk, { unitId: 'minzheng', fields: { ...WHOLE, ...fields } }));
const now = (id: string) => pieceNow(w, id);
const found = async (id: string) => (await gateOf(w.system, w.system.db, await now(id))).findings;
const at = async (id: string): Promise<{ id: string; seen: number }> => ({ id, seen: (await now(id)).version });
const passed = async (fields: Partial<PieceFields> = {}): Promise<Piece> => {
  const { id } = await begun(fields);
  allowed(await actions.submitPiece(w.system, clerk, { ...(await at(id)), inSpite: '请签发人定' }));
  allowed(await actions.passPiece(w.system, reviewer, await at(id)));
  return now(id);
};

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

describe('a remedy', () => {
  test('masks the list in the text, and the mark and the finding are gone', async () => {
    const { id } = await begun({ html: ROSTER });
    const f = (await found(id)).find((x) => x.remedy?.kind === 'mask');
    allowed(await mendPiece(w.system, clerk, { ...(await at(id)), key: f?.key ?? '' }));
    expect((await now(id)).html).not.toContain(ID);
    expect((await now(id)).html).toMatch(/<td>9999\*+0019<\/td>/);
    expect((await found(id)).filter((x) => x.severity === 'error')).toEqual([]);
    allowed(await actions.submitPiece(w.system, clerk, await at(id)));
  });

  test('for a version that somebody else changed is a conflict with both versions, and nothing is mended', async () => {
    const { id, version } = await begun({ html: ROSTER });
    const [f] = await found(id);
    allowed(await actions.savePiece(w.system, clerk, { id, seen: version, fields: { title: '别人改的标题' } }));
    expect(codesOf(await mendPiece(w.system, clerk, { id, seen: version, key: f?.key ?? '' }))).toEqual(['stale']);
    const form = { seen: String(version), remedy: f?.key ?? '' };
    const plain = await w.request('POST', `/console/pieces/${id}/remedy`, {
      as: clerk,
      form: { ...form, title: '我写的标题', html: ROSTER },
    });
    expect(plain.status).toBe(409);
    for (const words of ['别人改的标题', '我写的标题', '也改了这件稿子']) expect(plain.text).toContain(words);
    const script = await w.request('POST', `/console/pieces/${id}/remedy`, {
      as: clerk,
      form: { ...form, as: 'json' },
    });
    expect([script.status, script.json()]).toMatchObject([409, { saved: false, codes: ['stale'] }]);
    expect((await now(id)).html).toContain(ID);
  });

  test('for something that is no longer there is refused in words', async () => {
    const { id } = await begun();
    const reply = await w.request('POST', `/console/pieces/${id}/remedy`, {
      as: clerk,
      form: { as: 'json', seen: '1', remedy: 'f'.repeat(16) },
    });
    expect([reply.status, reply.json()]).toMatchObject([422, { codes: ['finding_gone'] }]);
  });

  test('without script saves first what was typed, and then mends it', async () => {
    const { id } = await begun({ html: ROSTER });
    const f = (await found(id)).find((x) => x.remedy?.kind === 'mask');
    const reply = await w.request('POST', `/console/pieces/${id}/remedy`, {
      as: clerk,
      form: { seen: '1', title: '改过的标题', html: ROSTER, remedy: f?.key ?? '' },
    });
    expect([reply.status, reply.headers.location]).toEqual([303, `/console/pieces/${id}#findings`]);
    expect(await now(id)).toMatchObject({ title: '改过的标题' });
    expect((await now(id)).html).not.toContain(ID);
  });
});

describe('a warning', () => {
  test('stays for a reason, which stands in the history; an error does not', async () => {
    const { id } = await begun({ html: `<p>请尽快报送，联系人证号${ID}。</p>` });
    const list = await found(id);
    const warning = list.find((f) => f.rule === 'test.warns');
    const error = list.find((f) => f.severity === 'error');
    expect(
      codesOf(await keepFinding(w.system, clerk, { ...(await at(id)), key: warning?.key ?? '', remark: ' ' })),
    ).toEqual(['no_reason_kept']);
    expect(
      codesOf(await keepFinding(w.system, clerk, { ...(await at(id)), key: error?.key ?? '', remark: '就这样' })),
    ).toEqual(['error_not_kept']);
    allowed(await keepFinding(w.system, clerk, { ...(await at(id)), key: warning?.key ?? '', remark: '引用原文' }));
    expect((await found(id)).at(-1)).toMatchObject({
      rule: 'test.warns',
      kept: { reason: '引用原文', by: clerk.label },
    });
    expect((await historyOf(w.system.db, id)).at(-1)).toMatchObject({
      act: 'keep',
      remark: '引用原文',
      findings: [{ rule: 'test.warns' }],
    });
    // Other words changed: it is still the same warning.
    allowed(await actions.savePiece(w.system, clerk, { ...(await at(id)), fields: { title: '另一个标题' } }));
    expect((await found(id)).at(-1)?.kept).toBeDefined();
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

describe('an attachment', () => {
  const attach = async (id: string, name: string, bytes: Buffer) => {
    const form = new FormData();
    form.append('seen', String((await now(id)).version));
    form.append('attachmentsSent', '1');
    form.append('act', 'save');
    form.append('attachment', new Blob([new Uint8Array(bytes)]), name);
    return w.request('POST', `/console/pieces/${id}`, { as: clerk, form });
  };
  const CSV = Buffer.from(`序号,姓名,身份证号\n1,王五,${ID}\n2,赵六,999901194202180021\n`);

  test('is looked into, named with its place, and read once', async () => {
    const { id } = await begun();
    expect((await attach(id, '名册.csv', CSV)).status).toBe(303);
    const list = await found(id);
    expect(list[0]).toMatchObject({
      severity: 'error',
      file: { name: '名册.csv' },
      at: expect.stringContaining('附件 名册.csv · '),
    });
    const page = (await w.request('GET', `/console/pieces/${id}`, { as: clerk })).text;
    expect(page).toContain('附件 名册.csv');
    // A faulty rule keeps it from being remembered; without one it is read once.
    expect(await rows(w.system.db, sql`select 1 from editorial.examined`)).toEqual([]);
    const sound = { ...w.system, modules: w.system.modules.filter((m) => m.name !== 'own') };
    await gateOf(sound, w.system.db, await now(id));
    const kept = await oneRow<{ found: { findings: unknown[] } }>(
      w.system.db,
      sql`select found from editorial.examined`,
    );
    expect(JSON.stringify(kept)).not.toContain(ID);
    const gone = { ...sound, files: { ...sound.files, get: () => Promise.reject(new Error('read again')) } };
    expect((await gateOf(gone, w.system.db, await now(id))).findings).toHaveLength(kept.found.findings.length);
  });

  test('is replaced by its masked copy, and the original leaves the disk unless something else refers to it', async () => {
    const [{ id }, other] = [await begun(), await begun({ title: '另一件' })];
    const bytes = Buffer.concat([CSV, Buffer.from('3,周八,9999**********0033\n')]);
    await attach(id, '名册.csv', bytes);
    await attach(other.id, '名册.csv', bytes);
    const was = (await now(id)).attachments[0]?.sha256 ?? '';
    const mend = async (piece: string) => {
      const f = (await found(piece)).find((x) => x.file && x.remedy?.kind === 'mask');
      return mendPiece(w.system, clerk, { ...(await at(piece)), key: f?.key ?? '' });
    };
    allowed(await mend(id));
    const copy = (await now(id)).attachments[0];
    expect(copy).toMatchObject({ name: '名册.csv' });
    const text = (await w.system.files.get(copy?.sha256 ?? '')).toString();
    expect(text).toMatch(/1,王五,9999\*+0019/);
    expect(text).not.toContain(ID);
    expect((await found(id)).filter((f) => f.file && f.severity === 'error')).toEqual([]);
    await w.runJobs();
    expect(await w.system.files.size(was)).toBe(bytes.length);
    allowed(await mend(other.id));
    await w.runJobs();
    expect(await w.system.files.size(was)).toBeUndefined();
    expect((await w.request('GET', `/console/pieces/${id}/files/${was}`, { as: clerk })).status).toBe(404);
  });

  test('with nothing in it says that it was looked into', async () => {
    const { id } = await begun();
    await attach(id, '安排.csv', Buffer.from('日期,地点\n4月1日,柳河村\n'));
    expect((await w.request('GET', `/console/pieces/${id}`, { as: clerk })).text).toContain('隐藏列、批注已查');
  });
});

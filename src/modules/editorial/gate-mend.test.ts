import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { one as oneRow, rows, sql } from '../../platform/db/connection.ts';
import { closeConverter } from '../../platform/documents/index.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { gateDesk, gateWorld, ID, ROSTER } from '../../testing/gate.ts';
import type { World } from '../../testing/world.ts';
import * as actions from './actions/index.ts';
import { gateOf } from './gate.ts';
import { keepFinding, mendPiece } from './mend.ts';
import { historyOf } from './store.ts';

const { clerk } = staff;
let w: World;
beforeAll(async () => {
  w = await gateWorld();
});
afterAll(async () => {
  await closeConverter();
  await w.end();
});
const { now, at, begun } = gateDesk(() => w);
const found = async (id: string) => (await gateOf(w.system, w.system.db, await now(id))).findings;

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

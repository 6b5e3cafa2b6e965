import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  confirmErasure,
  correct,
  openVersion,
  openWork,
  publishMany,
  refuseErasure,
  withdraw,
} from '../modules/publication/index.ts';
import { transaction } from '../platform/db/connection.ts';
import { enqueueIn } from '../platform/jobs.ts';
import type { Remark } from '../platform/module.ts';
import { draft, published } from '../testing/drafts.ts';
import { allowed, codesOf, staff } from '../testing/editorial.ts';
import { type ASK, ask, erasureWorld, NAME, NUMBER, pathsOf, WORDS, whereStands } from '../testing/erasure.ts';
import type { World } from '../testing/world.ts';
import { modules } from './modules.ts';

let w: World;
beforeAll(async () => {
  w = await erasureWorld();
});
afterAll(() => w.end());

describe('a part of a work', () => {
  const at = (iso: string) => w.clock.set(iso);
  const fix = (no: number, over: Parameters<typeof draft>[0], reason: string) =>
    transaction(w.system.db, (tx) =>
      correct({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, draft(over), reason),
    );
  const base = { unitId: 'minzheng', unitName: '明河区民政局', columns: ['tzgg'] };

  test('an old version goes, the present one stays as it is, in lists too', async () => {
    at('2026-03-31T13:00:00+08:00');
    const { no } = await published(w, { ...base, title: '高龄津贴发放', html: `<p>${NAME} ${NUMBER}</p>` });
    allowed(await fix(no, { ...base, title: '高龄津贴发放', html: '<p>柳某 9999**********0016</p>' }, '遮盖号码'));
    await w.runJobs();
    const asked = allowed(await ask(w, no, { whole: false, versions: [1] }));
    expect((await w.request('GET', `/p/${no}/v/1`)).status).toBe(404);
    expect((await w.request('GET', `/p/${no}`)).status).toBe(200);
    allowed(await confirmErasure(w.system, staff.office, asked));
    await w.runJobs();
    expect((await w.request('GET', `/p/${no}/v/1`)).status).toBe(410);
    const now = await w.request('GET', `/p/${no}`);
    expect(now.status).toBe(200);
    expect(now.text).toContain('文本与登记一致');
    expect(now.text).toContain('这一版不能看了');
    expect((await w.request('GET', `/p/${no}/compare`)).status).toBe(410);
    expect((await w.request('GET', '/api/v1/pieces?per=100')).text).toContain(`/p/${no}"`);
    expect(await whereStands(w, WORDS, pathsOf(no, []))).toEqual([]);
    expect((await openVersion(w.system.readDb, no, 2))?.check).toBe('same');
  });

  test('the present version goes: old ones keep their address, lists lose it, and a clean one may follow', async () => {
    const { no } = await published(w, { ...base, title: '临时救助名册', html: '<p>甲某等12人。</p>' });
    allowed(await fix(no, { ...base, title: `临时救助名册${NAME}`, html: `<p>${NUMBER}</p>` }, '补充'));
    await w.runJobs();
    const asked = allowed(await ask(w, no, { whole: false, versions: [2] }));
    allowed(await confirmErasure(w.system, staff.approver, asked));
    await w.runJobs();
    expect((await w.request('GET', `/p/${no}`)).status).toBe(410);
    expect((await w.request('GET', `/p/${no}/v/1`)).text).toContain('甲某等12人');
    expect((await w.request('GET', '/api/v1/pieces?per=100')).text).not.toContain(`/p/${no}"`);
    expect(await whereStands(w, WORDS, pathsOf(no, []))).toEqual([]);
    const gone = await transaction(w.system.db, (tx) =>
      withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, '不要了'),
    );
    expect(codesOf(gone)).toEqual(['content_erased']);
    allowed(await fix(no, { ...base, title: '临时救助名册', html: '<p>甲某等13人。</p>' }, '换成遮盖过的一版'));
    expect((await w.request('GET', `/p/${no}`)).text).toContain('甲某等13人');
  });

  test('a single attachment goes, text and proof stay; bytes that another work shows stay on the disk', async () => {
    const leak = await w.system.files.put(Buffer.from(`${NAME},${NUMBER}`));
    const shared = await w.system.files.put(Buffer.from('乡镇,人数\n白塔镇,12\n'));
    const files = [
      { name: '名册.csv', sha256: leak, size: 1, type: 'text/csv' },
      { name: '汇总.csv', sha256: shared, size: 1, type: 'text/csv' },
    ];
    const { no } = await published(w, { ...base, title: '带附件的', attachments: files });
    const other = await published(w, {
      ...base,
      title: '另一件',
      attachments: [files[1] ?? files[0]].flatMap((f) => (f ? [f] : [])),
    });
    const asked = allowed(await ask(w, no, { whole: false, files: [leak, shared] }));
    expect((await w.request('GET', `/files/${leak}/x.csv`)).status).toBe(410);
    allowed(await confirmErasure(w.system, staff.approver, asked));
    await w.runJobs();
    const page = await w.request('GET', `/p/${no}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('有2个附件不能看了');
    expect(page.text).not.toContain('名册.csv');
    expect((await openWork(w.system.readDb, no))?.current.check).toBe('same');
    expect((await w.request('GET', `/files/${leak}/x.csv`)).status).toBe(410);
    expect(await w.system.files.size(leak)).toBeUndefined();
    expect(await w.system.files.size(shared)).toBeGreaterThan(0);
    expect((await w.request('GET', `/files/${shared}/x.csv`)).status).toBe(200);
    expect((await w.request('GET', `/p/${other.no}`)).text).toContain('汇总.csv');
    // The same bytes are not published again, under whatever name.
    const again = await fix(
      no,
      { ...base, attachments: [{ name: '新名册.csv', sha256: leak, size: 1, type: 'text/csv' }] },
      '补附件',
    );
    expect(codesOf(again)).toEqual(['file_erased']);
    const [imported] = await transaction(w.system.db, (tx) =>
      publishMany({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, [
        draft({ attachments: [{ name: '旧名册.csv', sha256: leak, size: 1, type: 'text/csv' }] }),
      ]),
    );
    expect(imported && codesOf(imported)).toEqual(['file_erased']);
  });
});

describe('a request that is refused', () => {
  test('needs a reason, and brings everything back as it was', async () => {
    const { no } = await published(w, {
      unitId: 'minzheng',
      unitName: '明河区民政局',
      columns: ['tzgg'],
      title: '依法公示的名单',
    });
    await w.runJobs();
    const before = (await w.request('GET', `/p/${no}`)).text;
    const asked = allowed(await ask(w, no));
    expect((await w.request('GET', `/search?q=${encodeURIComponent('依法公示的名单')}`)).text).not.toContain(
      `/p/${no}`,
    );
    expect(codesOf(await refuseErasure(w.system, staff.approver, { ...asked, refusal: ' ' }))).toEqual([
      'no_refusal_reason',
    ]);
    allowed(await refuseErasure(w.system, staff.approver, { ...asked, refusal: '依法公示，号码已遮盖。' }));
    await w.runJobs();
    expect((await w.request('GET', `/p/${no}`)).text).toBe(before);
    expect((await w.request('GET', `/search?q=${encodeURIComponent('依法公示的名单')}`)).text).toContain(`/p/${no}`);
    expect(codesOf(await confirmErasure(w.system, staff.office, asked))).toEqual(['erasure_decided']);
  });

  test('readers go on reading meanwhile only when the asker says so', async () => {
    const { no } = await published(w, { unitId: 'minzheng', unitName: '明河区民政局', columns: ['tzgg'] });
    allowed(await ask(w, no, { hides: false }));
    expect((await w.request('GET', `/p/${no}`)).status).toBe(200);
  });

  test.each<[Partial<typeof ASK>, string[], string]>([
    [{ kind: '' }, ['no_leak_kind'], 'nobody can tell whom to inform'],
    [{ reason: ' ' }, ['no_erasure_reason'], 'the second person decides on it'],
    [{ publicReason: '' }, ['no_public_reason'], 'readers are told why'],
    [{ whole: false }, ['nothing_chosen'], 'parts, but none ticked'],
    [{ whole: false, versions: [7] }, ['no_such_version'], 'a version that never was'],
    [{ whole: false, files: ['a'.repeat(64)] }, ['no_such_file'], 'a file of another work'],
    [{ reason: `有号码${NUMBER}` }, ['reason_repeats_leak'], 'the trail is kept for good'],
    [{ publicReason: '电话0999-0000 0001' }, ['public_reason_repeats_leak'], 'it would leak again'],
    [
      { kind: 'x', reason: '', publicReason: '', whole: false },
      ['nothing_chosen', 'no_leak_kind', 'no_erasure_reason', 'no_public_reason'],
      'every reason at once',
    ],
  ])('%j is refused: %j (%s)', async (over, codes) => {
    const { no } = await published(w, { unitId: 'minzheng', unitName: '明河区民政局', columns: ['tzgg'] });
    expect(codesOf(await ask(w, no, over))).toEqual(codes);
    expect((await w.request('GET', `/p/${no}`)).status).toBe(200);
  });

  test('a form that is refused comes back with everything typed', async () => {
    const { no } = await published(w, { unitId: 'minzheng', unitName: '明河区民政局', columns: ['tzgg'] });
    const r = await w.request('POST', `/console/erasures?no=${no}`, {
      as: staff.clerk,
      form: { sent: '1', scope: 'parts', version: '1', kind: 'health', reason: '第3页有病情', publicReason: '' },
    });
    expect(r.status).toBe(422);
    expect(r.text).toContain('还没写对外的原因');
    expect(r.text).toContain('第3页有病情');
    expect(r.text).toMatch(/name="version" value="1" checked/);
    expect(r.text).not.toMatch(/name="hides" value="1" checked/);
  });
});

test('every place where people type freely can be read, found again by its own key, and names a right that exists', async () => {
  const places = modules.flatMap((m) => m.remarks ?? []);
  expect(new Set(places.map((p) => p.key)).size).toBe(places.length);
  let seen = 0;
  for (const p of places) {
    expect(w.system.permissions[p.may], `${p.key} ${p.may}`).toBeDefined();
    const all: Remark[] = [];
    await p.each(w.system.db, (r) => all.push(r));
    const some = all.slice(0, 3);
    const byId = (a: Remark, b: Remark): number => (a.id < b.id ? -1 : 1);
    const again = await p.some(
      w.system.db,
      some.map((r) => r.id),
    );
    expect(again.sort(byId), p.key).toEqual(some.sort(byId));
    seen += some.length;
    expect(await p.some(w.system.db, ['0'])).toEqual([]);
  }
  expect(seen).toBeGreaterThan(3);
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createPiece,
  passPiece,
  releasePiece,
  returnPiece,
  savePiece,
  submitPiece,
} from '../modules/editorial/index.ts';
import {
  confirmErasure,
  correct,
  openVersion,
  openWork,
  publishMany,
  refuseErasure,
  requestErasure,
  withdraw,
} from '../modules/publication/index.ts';
import { addReads, failurePage } from '../modules/sites/index.ts';
import { verifyLeaves } from '../modules/translog/index.ts';
import { exec, one, rows, sql, transaction } from '../platform/db/connection.ts';
import { enqueueIn } from '../platform/jobs.ts';
import type { Remark } from '../platform/module.ts';
import { draft, published } from '../testing/drafts.ts';
import { allowed, codesOf, seedUnits, staff } from '../testing/editorial.ts';
import { seedSite } from '../testing/site.ts';
import { actor, type World, world } from '../testing/world.ts';
import { modules } from './modules.ts';

/** A name that stands nowhere else, and an identity number of the fictional division 999901. */
const NAME = '柳芽青';
const NUMBER = '999901198001010016';
const WORDS = [NAME, NUMBER];

let w: World;
beforeAll(async () => {
  w = await world({ modules, failurePage });
  await seedUnits(w);
  await seedSite(w, {
    site: { name: '明河区人民政府', domain: 'www.minghe.example.gov.cn' },
    columns: [{ path: 'tzgg', name: '通知公告', class: '通知公告', inNav: true }],
  });
});
afterAll(() => w.end());

const ASK = {
  whole: true,
  versions: [] as number[],
  files: [] as string[],
  kind: 'identity',
  reason: '附件和正文里有没有遮盖的身份证号。',
  publicReason: '其中有不应公开的个人信息。',
  hides: true,
};
const ask = (no: number, over: Partial<typeof ASK> = {}, as = staff.clerk) =>
  requestErasure(w.system, as, { ...ASK, no, ...over });

/** Every row of every table of ours and of the job queue, as one text a table. */
async function everything(): Promise<Map<string, string>> {
  const tables = await rows<{ name: string }>(
    w.system.db,
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname !~ '^(pg_|information_schema)' order by 1`,
  );
  const found = new Map<string, string>();
  for (const { name } of tables) {
    const all = await rows<{ t: string }>(w.system.db, sql`select t::text as t from ${sql.raw(name)} t`);
    found.set(name, all.map((r) => r.t).join('\n'));
  }
  // Kept files, the search's own files, lists: whatever lies in the data folder.
  for (const file of await readdir(w.system.config.dataDir, { recursive: true, withFileTypes: true }))
    if (file.isFile()) found.set(`file ${file.name}`, await readFile(join(file.parentPath, file.name), 'utf8'));
  return found;
}

/** Where the words stand: tables (bytes are shown in hex there), files, addresses. */
async function whereStands(words: readonly string[], paths: readonly string[]): Promise<string[]> {
  const places: string[] = [];
  const holds = (text: string): boolean =>
    words.some((x) => text.includes(x) || text.includes(Buffer.from(x).toString('hex')));
  for (const [name, text] of await everything()) if (holds(text)) places.push(name);
  for (const path of paths) {
    const r = await w.request('GET', path);
    if (holds(r.text) || holds(decodeURIComponent(r.headers.location ?? ''))) places.push(path);
  }
  return places;
}

const pathsOf = (no: number, files: readonly string[]): string[] => [
  '/',
  '/feed.xml',
  '/c/tzgg',
  '/c/tzgg/feed.xml',
  '/u/minzheng',
  `/p/${no}`,
  ...[1, 2, 3].map((v) => `/p/${no}/v/${v}`),
  `/p/${no}/compare`,
  `/p/${no}/compare?from=1&to=2`,
  `/p/${no}/why`,
  `/p/${no}/check`,
  `/p/${no}/stub.json`,
  ...files.map((f) => `/files/${f}/name.csv`),
  '/register',
  '/sitemap.xml',
  '/sitemaps/1.xml',
  '/api/v1/pieces',
  `/api/v1/pieces/${no}`,
  `/api/v1/search?q=${encodeURIComponent('发放名单')}`,
  `/search?q=${encodeURIComponent('发放名单')}`,
  `/search/suggest?q=${encodeURIComponent('柳')}`,
];

/** A piece through all hands, with the words in every field that takes text, then corrected, cited, asked for and reported. */
async function leakyWork(): Promise<{ no: number; file: string }> {
  const { system } = w;
  const csv = Buffer.from(`姓名,身份证号\n${NAME},${NUMBER}\n`);
  const file = await system.files.put(csv);
  const attachments = [{ name: `${NAME}.csv`, sha256: file, size: csv.byteLength, type: 'text/csv' }];
  const fields = {
    title: `发放名单：${NAME}`,
    columns: ['tzgg'],
    html: `<p>${NAME}，${NUMBER}，每月600元。</p>`,
    answer: `${NAME}可以领`,
    attachments,
  };
  const p = allowed(await createPiece(system, staff.clerk, { unitId: 'minzheng', fields }));
  const sent = allowed(await submitPiece(system, staff.clerk, { id: p.id, seen: p.version, inSpite: '本人同意写全' }));
  const back = allowed(
    await returnPiece(system, staff.reviewer, { id: p.id, seen: sent.version, remark: `${NAME}的金额不对` }),
  );
  await w.request('GET', '/console', { as: staff.clerk });
  await transaction(system.db, (tx) =>
    exec(
      tx,
      sql`insert into duties.reminder (duty_key, stage, person_id, at, title, href)
          values (${`piece:${p.id}:returned`}, 'new', 'mz-clerk', ${w.clock.now()}, ${`改稿：${fields.title}`}, ${`/console/pieces/${p.id}`})`,
    ),
  );
  const mended = allowed(await savePiece(system, staff.clerk, { id: p.id, seen: back.version, fields }));
  const again = allowed(
    await submitPiece(system, staff.clerk, { id: p.id, seen: mended.version, inSpite: '本人同意写全' }),
  );
  const passed = allowed(await passPiece(system, staff.reviewer, { id: p.id, seen: again.version }));
  const { no } = allowed(
    await releasePiece(system, staff.approver, { id: p.id, seen: passed.version, inSpite: '已核对同意书' }),
  );
  await transaction(system.db, (tx) =>
    correct(
      { tx, now: w.clock.now(), enqueue: enqueueIn(tx) },
      no,
      { ...draft(fields), unitId: 'minzheng', unitName: '明河区民政局', columns: ['tzgg'], attachments },
      `${NAME}的金额写错`,
    ),
  );
  await w.runJobs();
  await addReads(system.db, [{ day: w.clock.today(), path: `/files/${file}`, kind: 'browser', n: 1 }]);
  for (const q of [NAME, NUMBER]) await w.request('GET', `/search?q=${encodeURIComponent(q)}`);
  await w.request('POST', '/error-report', {
    form: { page: `/p/${no}`, kind: '泄露个人信息', what: `页面上有${NAME}的${NUMBER}`, contact: '' },
  });
  await transaction(system.db, async (tx) => {
    await exec(
      tx,
      sql`insert into ledger.plan (id, title, year, fingerprint, source_name, imported_at, imported_by)
      values (${`plan${no}`}, '2026年工作要点', 2026, ${`f${no}`}, 'a.docx', now(), '政务公开办')`,
    );
    await exec(
      tx,
      sql`insert into ledger.task (id, plan_id, seq, no, section, title, text) values (${`task${no}`}, ${`plan${no}`}, 1, '3', '', '公开名单', '公开名单')`,
    );
    await exec(
      tx,
      sql`insert into ledger.report (id, task_id, unit_id, at, author_id, author, text, state)
      values (${`report${no}`}, ${`task${no}`}, 'minzheng', ${w.clock.now()}, 'mz-clerk', '信息员', ${`已公开《${fields.title}》`}, 'accepted')`,
    );
    await exec(
      tx,
      sql`insert into ledger.evidence (id, report_id, kind, target, name, probe) values (${`ev${no}`}, ${`report${no}`}, 'edition', ${String(no)}, ${fields.title}, 'ok')`,
    );
    await exec(
      tx,
      sql`insert into ledger.event (task_id, at, actor, act, detail) values (${`task${no}`}, now(), '信息员', 'report', ${`已公开《${fields.title}》`})`,
    );
    await exec(
      tx,
      sql`insert into intake.item (unit_id, path, sha256, no, imported_at) values ('minzheng', ${`${NAME}.docx`}, ${'e'.repeat(64)}, ${no}, now())`,
    );
  });
  return { no, file };
}

describe('a leak found after publication', () => {
  let no = 0;
  let file = '';
  let hashes: string[] = [];
  const hashesOf = async (): Promise<string[]> =>
    (
      await rows<{ h: string }>(
        w.system.db,
        sql`select encode(content_hash, 'hex') as h from publication.edition where work_no = ${no} order by version`,
      )
    ).map((r) => r.h);

  test('stands in many places before', async () => {
    ({ no, file } = await leakyWork());
    hashes = await hashesOf();
    const places = await whereStands(WORDS, pathsOf(no, [file]));
    for (const place of [
      'publication.content',
      'publication.listing',
      'publication.attachment',
      'publication.edition',
      'editorial.piece',
      'editorial.step',
      'search.document',
      'search.asked',
      'sites.error_report',
      'ledger.evidence',
      'ledger.event',
      'ledger.report',
      'intake.item',
      'duties.reminder',
      `file ${file}`,
      '/feed.xml',
      `/p/${no}`,
      `/p/${no}/stub.json`,
      '/register',
      `/api/v1/pieces/${no}`,
    ])
      expect(places).toContain(place);
  });

  test('is hidden from every public page as soon as one person asks, and is still there for the second to look at', async () => {
    w.clock.set('2026-03-31T11:00:00+08:00');
    const asked = allowed(await ask(no));
    const paths = pathsOf(no, [file]);
    for (const path of paths) {
      const r = await w.request('GET', path);
      for (const word of WORDS) expect(r.text, path).not.toContain(word);
    }
    const page = await w.request('GET', `/p/${no}`);
    expect(page.status).toBe(404);
    expect(page.text).toContain('正在核查，暂时不能看');
    expect(page.headers['x-robots-tag']).toContain('noarchive');
    expect((await w.request('GET', '/feed.xml')).text).toContain(`正在核查，暂时不能看：第${no}号`);
    expect((await openWork(w.system.db, no, 'staff'))?.current.content?.title).toContain(NAME);
    const console_ = await w.request('GET', `/console/works/${no}`, { as: staff.approver });
    expect(console_.text).toContain(NAME);
    expect((await w.request('GET', `/console/erasures/${asked.id}`, { as: staff.approver })).text).toContain('由您定');
    // Nothing new goes over it meanwhile.
    const over = await transaction(w.system.db, (tx) =>
      withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, '撤下'),
    );
    expect(codesOf(over)).toEqual(['under_erasure']);
  });

  test('takes two people: the same one twice is refused with the reason, and the database holds it too', async () => {
    const asked = await one<{ id: string }>(w.system.db, sql`select id from publication.erasure where work_no = ${no}`);
    const both = actor('mz-clerk', 'minzheng', ['clerk', 'approver']);
    expect(codesOf(await confirmErasure(w.system, both, asked))).toEqual(['same_person']);
    expect(codesOf(await refuseErasure(w.system, both, { ...asked, refusal: '没有' }))).toEqual(['same_person']);
    const page = await w.request('POST', `/console/erasures/${asked.id}/confirm`, { as: both, form: {} });
    expect(page.status).toBe(422);
    expect(page.text).toContain('是您提出的，要由另一个人定');
    await expect(confirmErasure(w.system, staff.clerk, asked)).rejects.toThrow('may not erasure:decide');
    const stranger = actor('sw-approver', 'shuiwu', ['approver']);
    await expect(confirmErasure(w.system, stranger, asked)).rejects.toThrow('may not erasure:decide at minzheng');
    await expect(
      transaction(w.system.db, (tx) =>
        exec(
          tx,
          sql`update publication.erasure set state = 'done', decided_at = now(), decided_by = asked_by, decided_label = '同一人' where id = ${asked.id}`,
        ),
      ),
    ).rejects.toThrow('erasure_takes_two_people');
  });

  test('is gone from every table, file, job and public page once the second confirms', async () => {
    w.clock.set('2026-03-31T11:20:00+08:00');
    const asked = await one<{ id: string }>(w.system.db, sql`select id from publication.erasure where work_no = ${no}`);
    allowed(await confirmErasure(w.system, staff.approver, asked));
    // In the database it is gone with the commit; the job takes the file.
    expect((await whereStands(WORDS, pathsOf(no, [file]))).filter((p) => p !== `file ${file}`)).toEqual([]);
    // Deleted rows are swept out of the database's files, too.
    expect(await w.runJobs()).toEqual(expect.arrayContaining(['publication.erase-files', 'publication.sweep']));
    expect(await whereStands(WORDS, pathsOf(no, [file]))).toEqual([]);
    expect(await w.system.files.size(file)).toBeUndefined();
    // The fingerprint of the file would tell anyone who guesses the file that it was here; it stands nowhere.
    for (const [name, text] of await everything()) expect(text.includes(file), name).toBe(false);
  });

  test('leaves number, hashes and leaves, and the register verifies', async () => {
    expect(await hashesOf()).toEqual(hashes);
    expect(hashes).toHaveLength(2);
    expect((await verifyLeaves(w.system.db)).fault).toBeUndefined();
    const left = await one<{ n: number }>(
      w.system.db,
      sql`select count(*)::int as n from publication.content c join publication.edition e on e.id = c.edition_id where e.work_no = ${no}`,
    );
    expect(left.n).toBe(0);
    const open = await openWork(w.system.readDb, no);
    expect(open?.work.state).toBe('erased');
    expect(open?.current.check).toBe('erased');
  });

  test('says on each public page that it was removed, when and why, and answers 410', async () => {
    for (const path of [`/p/${no}`, `/p/${no}/v/1`]) {
      const r = await w.request('GET', path);
      expect(r.status, path).toBe(410);
      expect(r.text).toContain('3月31日 11:20');
      expect(r.text).toContain('其中有不应公开的个人信息。');
      expect(r.text).toContain('登记号');
    }
    expect((await w.request('GET', `/p/${no}/check`)).text).toContain('内容已删除，只能核对登记还在。');
    const stub = await w.request('GET', `/p/${no}/stub.json`);
    expect(stub.status).toBe(410);
    expect(stub.json<{ leaf: { data: { content: string } }; removed: unknown[] }>()).toMatchObject({
      leaf: { data: { content: hashes[1] } },
      removed: [{ state: 'erased', whole: true, reason: '其中有不应公开的个人信息。', at: '2026-03-31T03:20:00.000Z' }],
    });
    const api = await w.request('GET', `/api/v1/pieces/${no}`);
    expect(api.status).toBe(410);
    expect(api.json<{ removed: unknown[] }>().removed).toHaveLength(1);
    expect((await w.request('GET', `/files/${file}/x.csv`)).status).toBe(404);
    expect((await w.request('GET', '/feed.xml')).text).toContain(`内容已删除：第${no}号`);
    expect((await w.request('GET', '/c/tzgg/feed.xml')).text).toContain(`内容已删除：第${no}号`);
    expect((await w.request('GET', '/register')).text).toContain('内容已删除，登记号保留');
    expect((await w.request('GET', '/sitemaps/1.xml')).text).not.toContain(`/p/${no}<`);
  });

  test('breaks the evidence that pointed to it, and stops its file from being imported again', async () => {
    const e = await one<{ probe: string; name: string }>(
      w.system.db,
      sql`select probe, name from ledger.evidence where target = ${String(no)}`,
    );
    expect(e).toEqual({ probe: 'broken', name: `登记号${no}（内容已删除）` });
    expect(
      await rows(w.system.db, sql`select no::int as no from intake.barred where sha256 = ${'e'.repeat(64)}`),
    ).toEqual([{ no }]);
  });

  test('leaves in the audit trail who asked, who confirmed and why', async () => {
    const trail = await rows<{ action: string; outcome: string; actor_id: string; detail: Record<string, unknown> }>(
      w.system.db,
      sql`select action, outcome, actor_id, detail from platform.audit where action like 'erasure.%' and subject = ${`work:${no}`} and outcome = 'done' order by id`,
    );
    expect(trail).toMatchObject([
      {
        action: 'erasure.request',
        actor_id: 'mz-clerk',
        detail: { whole: true, kind: 'identity', reason: ASK.reason },
      },
      { action: 'erasure.confirm', actor_id: 'mz-approver', detail: { whole: true, reason: ASK.publicReason } },
    ]);
  });

  test('cannot be asked for a second time, corrected or withdrawn', async () => {
    expect(codesOf(await ask(no))).toEqual(['already_erased']);
    const c = await transaction(w.system.db, (tx) =>
      correct({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, draft(), '换一版'),
    );
    expect(codesOf(c)).toEqual(['not_published']);
  });
});

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
    const asked = allowed(await ask(no, { whole: false, versions: [1] }));
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
    expect(await whereStands(WORDS, pathsOf(no, []))).toEqual([]);
    expect((await openVersion(w.system.readDb, no, 2))?.check).toBe('same');
  });

  test('the present version goes: old ones keep their address, lists lose it, and a clean one may follow', async () => {
    const { no } = await published(w, { ...base, title: '临时救助名册', html: '<p>甲某等12人。</p>' });
    allowed(await fix(no, { ...base, title: `临时救助名册${NAME}`, html: `<p>${NUMBER}</p>` }, '补充'));
    await w.runJobs();
    const asked = allowed(await ask(no, { whole: false, versions: [2] }));
    allowed(await confirmErasure(w.system, staff.approver, asked));
    await w.runJobs();
    expect((await w.request('GET', `/p/${no}`)).status).toBe(410);
    expect((await w.request('GET', `/p/${no}/v/1`)).text).toContain('甲某等12人');
    expect((await w.request('GET', '/api/v1/pieces?per=100')).text).not.toContain(`/p/${no}"`);
    expect(await whereStands(WORDS, pathsOf(no, []))).toEqual([]);
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
    const asked = allowed(await ask(no, { whole: false, files: [leak, shared] }));
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
    const asked = allowed(await ask(no));
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
    allowed(await ask(no, { hides: false }));
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
    expect(codesOf(await ask(no, over))).toEqual(codes);
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

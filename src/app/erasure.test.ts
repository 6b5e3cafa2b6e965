import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmErasure, correct, openWork, refuseErasure, withdraw } from '../modules/publication/index.ts';
import { verifyLeaves } from '../modules/translog/index.ts';
import { exec, one, rows, sql, transaction } from '../platform/db/connection.ts';
import { enqueueIn } from '../platform/jobs.ts';
import { draft } from '../testing/drafts.ts';
import { allowed, codesOf, staff } from '../testing/editorial.ts';
import {
  ASK,
  ask,
  erasureWorld,
  everythingIn,
  leakyWork,
  NAME,
  pathsOf,
  WORDS,
  whereStands,
} from '../testing/erasure.ts';
import { actor, type World } from '../testing/world.ts';

let w: World;
beforeAll(async () => {
  w = await erasureWorld();
});
afterAll(() => w.end());

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
    ({ no, file } = await leakyWork(w));
    hashes = await hashesOf();
    const places = await whereStands(w, WORDS, pathsOf(no, [file]));
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
    const asked = allowed(await ask(w, no));
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
    expect((await whereStands(w, WORDS, pathsOf(no, [file]))).filter((p) => p !== `file ${file}`)).toEqual([]);
    // Deleted rows are swept out of the database's files, too.
    expect(await w.runJobs()).toEqual(expect.arrayContaining(['publication.erase-files', 'publication.sweep']));
    expect(await whereStands(w, WORDS, pathsOf(no, [file]))).toEqual([]);
    expect(await w.system.files.size(file)).toBeUndefined();
    // The fingerprint of the file would tell anyone who guesses the file that it was here; it stands nowhere.
    for (const [name, text] of await everythingIn(w)) expect(text.includes(file), name).toBe(false);
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
    expect(codesOf(await ask(w, no))).toEqual(['already_erased']);
    const c = await transaction(w.system.db, (tx) =>
      correct({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, draft(), '换一版'),
    );
    expect(codesOf(c)).toEqual(['not_published']);
  });
});

/** A leak in every place where words can be, for the tests that erase it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modules } from '../app/modules.ts';
import {
  createPiece,
  passPiece,
  releasePiece,
  returnPiece,
  savePiece,
  submitPiece,
} from '../modules/editorial/index.ts';
import { correct, requestErasure } from '../modules/publication/index.ts';
import { addReads, failurePage } from '../modules/sites/index.ts';
import { exec, rows, sql, transaction } from '../platform/db/connection.ts';
import { enqueueIn } from '../platform/jobs.ts';
import { draft } from './drafts.ts';
import { allowed, seedUnits, staff } from './editorial.ts';
import { seedSite } from './site.ts';
import { type World, world } from './world.ts';

/** A name that stands nowhere else, and an identity number of the fictional division 999901. */
export const NAME = '柳芽青';
export const NUMBER = '999901198001010016';
export const WORDS = [NAME, NUMBER];

/** The whole system, with a site that has one column. */
export async function erasureWorld(): Promise<World> {
  const w = await world({ modules, failurePage });
  await seedUnits(w);
  await seedSite(w, {
    site: { name: '明河区人民政府', domain: 'www.minghe.example.gov.cn' },
    columns: [{ path: 'tzgg', name: '通知公告', class: '通知公告', inNav: true }],
  });
  return w;
}

export const ASK = {
  whole: true,
  versions: [] as number[],
  files: [] as string[],
  kind: 'identity',
  reason: '附件和正文里有没有遮盖的身份证号。',
  publicReason: '其中有不应公开的个人信息。',
  hides: true,
};
export const ask = (w: World, no: number, over: Partial<typeof ASK> = {}, as = staff.clerk) =>
  requestErasure(w.system, as, { ...ASK, no, ...over });

/** Every row of every table of ours and of the job queue, as one text a table. */
export async function everythingIn(w: World): Promise<Map<string, string>> {
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
export async function whereStands(w: World, words: readonly string[], paths: readonly string[]): Promise<string[]> {
  const places: string[] = [];
  const holds = (text: string): boolean =>
    words.some((x) => text.includes(x) || text.includes(Buffer.from(x).toString('hex')));
  for (const [name, text] of await everythingIn(w)) if (holds(text)) places.push(name);
  for (const path of paths) {
    const r = await w.request('GET', path);
    if (holds(r.text) || holds(decodeURIComponent(r.headers.location ?? ''))) places.push(path);
  }
  return places;
}

export const pathsOf = (no: number, files: readonly string[]): string[] => [
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
export async function leakyWork(w: World): Promise<{ no: number; file: string }> {
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

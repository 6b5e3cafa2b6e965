import { mkdir, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Config } from '../config.ts';
import { fileStore } from '../files.ts';
import { projectRoot } from '../root.ts';
import { kindOf, type Manifest, type Progress, tableName, unusable } from './archive-format.ts';
import { bytesOf, readArchive, verifyArchive } from './archive-read.ts';
import { OURS, quoted, tablesOf } from './catalog.ts';
import { openPool } from './connection.ts';
import { lockDataDir, RESTORING, removeEmbedded, withDatabase } from './embedded.ts';
import { migrate, readMigrations } from './migrate.ts';

/** What was erased on purpose and must not come back: one line each, in the data folder and beside each archive. */
export const ERASED_LIST = 'erased.jsonl';
export const ERASED_BESIDE = '.erased.jsonl';

type RestoreResult = {
  madeAt: string;
  tables: number;
  rows: number;
  jobs: number;
  files: number;
  /** Lines of the lists of erasures that were found; the next start erases again what came back. */
  erasures: number;
};

/**
 * Brings a backup back into an empty data folder and an empty database: reads the whole archive first and refuses a damaged
 * one, then creates the tables as they were in the archive (the next start migrates further) and fills them in one
 * transaction. After a failure everything is empty again. Throws AppError `bad_request`, one line, on unusable input.
 * An archive may hold what was erased after it was made: the lists of erasures left in the data folder, beside the archive
 * or given as `erasedList` are put together in the data folder, and the next start applies them before it serves anything.
 */
export async function restore(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  inFile: string,
  progress: Progress = () => undefined,
  migrations = join(projectRoot, 'migrations'),
  erasedList?: string,
): Promise<RestoreResult> {
  const file = resolve(inFile);
  let read = 0;
  const manifest = await verifyArchive(file, (bytes) => {
    read += bytes;
    progress({ step: 'verify', name: file, done: read, total: 0 });
  });
  await checkMigrations(file, manifest, migrations);
  const given = erasedList === undefined ? undefined : await readFile(resolve(erasedList), 'utf8').catch(() => null);
  if (given === null)
    throw unusable(erasedList ?? '', '打不开这份删除清单，没有恢复', 'this list of erasures cannot be read');
  let erasures = 0;
  await mkdir(config.dataDir, { recursive: true, mode: 0o751 });
  const lock = lockDataDir(config.dataDir);
  if ('heldByPid' in lock)
    throw unusable(config.dataDir, '正在使用，请先停止', `in use by process ${lock.heldByPid}, stop it first`);
  try {
    await checkEmpty(config.dataDir);
    await writeFile(join(config.dataDir, RESTORING), `${file}\n`);
    try {
      // Before the data: an interrupted restore must not leave the data without its list.
      erasures = await gatherErased(config.dataDir, file, given);
      await fill(config, file, manifest, migrations, progress);
    } catch (e) {
      await emptyAgain(config.dataDir);
      throw e;
    }
    await unlink(join(config.dataDir, RESTORING));
  } finally {
    lock.release();
  }
  return {
    madeAt: manifest.madeAt,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, t) => sum + t.rows, 0),
    jobs: manifest.jobs,
    files: Object.keys(manifest.members).filter((n) => kindOf(n)?.kind === 'file').length,
    erasures,
  };
}

/** Puts every known list into one in the data folder; returns how many different lines it holds. */
async function gatherErased(dataDir: string, archive: string, given: string | undefined): Promise<number> {
  const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
  const path = join(dataDir, ERASED_LIST);
  const texts = [await read(path), await read(`${archive}${ERASED_BESIDE}`), given ?? ''];
  const lines = new Set(texts.flatMap((t) => t.split('\n')).filter((l) => l.trim() !== ''));
  if (lines.size > 0) await writeFile(path, `${[...lines].join('\n')}\n`, { mode: 0o640 });
  return lines.size;
}

async function checkMigrations(file: string, manifest: Manifest, dir: string): Promise<void> {
  const known = new Map((await readMigrations(dir)).map((m) => [m.name, m.sha256]));
  const strange = manifest.migrations.find((m) => known.get(m.name) !== m.sha256);
  if (strange)
    throw unusable(
      file,
      '备份的数据结构与本程序不同，请用备份时的程序或更新的程序恢复',
      `its migration ${strange.name} is not the one of this program, use the program that made it or a newer one`,
    );
}

/** What a file system or our own lock puts there does not count; the list of erasures is meant to outlive the rest. */
const NOTHING = new Set(['server.lock', 'lost+found', ERASED_LIST]);

async function checkEmpty(dataDir: string): Promise<void> {
  const there = (await readdir(dataDir)).filter((n) => !NOTHING.has(n));
  if (there.length === 0) return;
  if (there.includes(RESTORING))
    throw unusable(
      dataDir,
      '上次恢复没有完成，请清空这个目录后再恢复',
      'an earlier restore did not finish, empty the folder first',
    );
  throw unusable(
    dataDir,
    '数据目录不是空的，只能恢复到空目录',
    `not empty (${there[0]}), restore into an empty folder`,
  );
}

async function emptyAgain(dataDir: string): Promise<void> {
  await removeEmbedded(dataDir);
  for (const name of await readdir(dataDir))
    if (!NOTHING.has(name)) await rm(join(dataDir, name), { recursive: true, force: true });
}

async function fill(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  file: string,
  manifest: Manifest,
  migrations: string,
  progress: Progress,
): Promise<void> {
  const database = await withDatabase(config, { restoring: true });
  const pool = openPool(database.url, { name: 'gongkai restore', max: 1, statementTimeout: 0 });
  let created = false;
  try {
    const client = await pool.connect();
    try {
      await checkNoTables(client, config.databaseUrl ?? config.dataDir);
      created = true;
      await migrate(
        database.url,
        migrations,
        manifest.migrations.map((m) => m.name),
      );
      await client.query('begin');
      const constraints = await openUp(client, file, manifest);
      await load(client, config.dataDir, file, manifest, progress);
      await closeUp(client, manifest, constraints);
      await client.query('commit');
      await client.query('analyze');
    } catch (e) {
      await client.query('rollback').catch(() => undefined);
      if (created) await dropAll(client).catch(() => undefined);
      throw e;
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
    await database.stop();
  }
}

async function checkNoTables(client: pg.PoolClient, where: string): Promise<void> {
  const found = await client.query(
    `select 1 from pg_namespace n where n.nspname = 'graphile_worker' or ${OURS} limit 1`,
  );
  // Without the password that the address may hold.
  const shown = where.replace(/\/\/[^@/]*@/, '//');
  if (found.rowCount)
    throw unusable(shown, '数据库不是空的，只能恢复到空数据库', 'the database is not empty, restore into an empty one');
}

async function dropAll(client: pg.PoolClient): Promise<void> {
  const found = await client.query<{ name: string }>(
    `select n.nspname as name from pg_namespace n where n.nspname = 'graphile_worker' or ${OURS}`,
  );
  for (const { name } of found.rows) await client.query(`drop schema ${quoted(name)} cascade`);
}

type Constraint = { on: string; name: string; is: string };

/**
 * Takes away what stands in the way of loading, inside the transaction: triggers that refuse or add rows, references
 * between tables, and the rows that migrations put there. Needs no superuser, only the tables' owner.
 */
async function openUp(client: pg.PoolClient, file: string, manifest: Manifest): Promise<Constraint[]> {
  const shape = (t: { schema: string; name: string; columns: string[] }): string =>
    `${tableName(t)} (${t.columns.join(', ')})`;
  const want = manifest.tables.map(shape).join('; ');
  const tables = await tablesOf(client);
  const got = tables.map(shape).join('; ');
  if (want !== got)
    throw unusable(
      file,
      '备份的表与其数据结构版本不符，没有恢复',
      'its tables are not those of its migrations, nothing was restored',
    );
  await client.query(`set local search_path = ''`);
  await client.query('set local lock_timeout = 0');
  const constraints = await client.query<Constraint>(
    `select k.conrelid::regclass::text as on, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as is
     from pg_constraint k join pg_namespace n on n.oid = k.connamespace where k.contype = 'f' and ${OURS} order by 1, 2`,
  );
  for (const k of constraints.rows) await client.query(`alter table ${k.on} drop constraint ${k.name}`);
  for (const t of tables) await client.query(`alter table ${quoted(t.schema, t.name)} disable trigger user`);
  await client.query(`truncate ${tables.map((t) => quoted(t.schema, t.name)).join(', ')}`);
  return constraints.rows;
}

async function closeUp(client: pg.PoolClient, manifest: Manifest, constraints: Constraint[]): Promise<void> {
  for (const s of manifest.sequences) await client.query('select setval($1, $2)', [quoted(s.schema, s.name), s.value]);
  for (const t of manifest.tables) await client.query(`alter table ${quoted(t.schema, t.name)} enable trigger user`);
  for (const k of constraints) await client.query(`alter table ${k.on} add constraint ${k.name} ${k.is}`);
  await client.query(
    `select graphile_worker.add_job(identifier, payload, queue_name, run_at, max_attempts, key, priority, nullif(flags, '{}'))
     from pg_temp.job order by no`,
  );
}

/** Goes through the archive once more, in order, and puts every member where it belongs. */
async function load(
  client: pg.PoolClient,
  dataDir: string,
  file: string,
  manifest: Manifest,
  progress: Progress,
): Promise<void> {
  await client.query(
    `create temporary table job (no bigint generated always as identity, identifier text, payload json, queue_name text,
       run_at timestamptz, max_attempts int, key text, priority int, flags text[]) on commit drop`,
  );
  const into = new Map(
    manifest.tables.map((t) => [
      tableName(t),
      `${quoted(t.schema, t.name)} (${t.columns.map((c) => quoted(c)).join(', ')})`,
    ]),
  );
  const files = fileStore(join(dataDir, 'files'));
  const total = Object.keys(manifest.members).length;
  let done = 0;
  await readArchive(file, async (name, body) => {
    const kind = kindOf(name);
    progress({ step: kind?.kind === 'file' ? 'files' : 'tables', name, done: done++, total });
    if (kind?.kind === 'rows') await copy(client, into.get(kind.table) ?? '', body);
    else if (kind?.kind === 'jobs')
      await copy(
        client,
        'pg_temp.job (identifier, payload, queue_name, run_at, max_attempts, key, priority, flags)',
        body,
      );
    else if (kind?.kind === 'file') await files.put(await bytesOf(body));
    else if (kind?.kind === 'key') await putKey(join(dataDir, 'keys'), kind.name, body);
    else await bytesOf(body);
  });
}

async function copy(client: pg.PoolClient, into: string, body: AsyncIterable<Buffer>): Promise<void> {
  await pipeline(Readable.from(body), client.query(copyFrom(`copy ${into} from stdin`)));
}

async function putKey(dir: string, name: string, body: AsyncIterable<Buffer>): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(join(dir, name), await bytesOf(body), { mode: 0o644, flag: 'wx' });
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Config } from '../config.ts';
import { projectRoot } from '../root.ts';
import {
  FORMAT,
  FORMAT_VERSION,
  HEADER,
  kindOf,
  MANIFEST,
  type Manifest,
  type Progress,
  type TableShape,
  tableName,
} from './archive-format.ts';
import { type ArchiveWriter, writeArchive } from './archive-write.ts';
import { noteBackup } from './backups.ts';
import { JOBS, OURS, quoted, tablesOf } from './catalog.ts';
import { connect, maybe, openPool, sql } from './connection.ts';
import { withDatabase } from './embedded.ts';

export { restore } from './restore.ts';

export type BackupResult = {
  file: string;
  bytes: number;
  tables: number;
  rows: number;
  jobs: number;
  files: number;
  /** Kept files whose bytes are no longer those of their name; they are left out. */
  damagedFiles: string[];
};

/** One piece of a table held in memory at a time. */
const PIECE = 4 * 1024 * 1024;

/**
 * Writes one archive with everything a site is made of: all tables of ours as of one moment, queued jobs, kept files and
 * the public halves of keys. Private keys and the database's passwords are not in it. The site may go on running.
 */
export async function backup(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  outFile: string,
  progress: Progress = () => undefined,
): Promise<BackupResult> {
  const file = resolve(outFile);
  const database = await withDatabase(config);
  const pool = openPool(database.url, { name: 'gongkai backup', max: 1, readOnly: true, statementTimeout: 0 });
  try {
    const damagedFiles: string[] = [];
    let manifest: Manifest | undefined;
    const bytes = await writeArchive(file, async (to) => {
      await addText(to, HEADER, { format: FORMAT, version: FORMAT_VERSION });
      const client = await pool.connect();
      try {
        await client.query('begin isolation level repeatable read read only');
        manifest = await addDatabase(client, to, progress);
        await client.query('commit');
      } finally {
        client.release(true);
      }
      // After the tables, so that every file the tables speak of was kept before.
      damagedFiles.push(...(await addFiles(join(config.dataDir, 'files'), to, progress)));
      await addKeys(join(config.dataDir, 'keys'), to);
      await addText(to, MANIFEST, { ...manifest, members: { ...to.members } });
    });
    await note(database.url, file, bytes, new Date(manifest?.madeAt ?? Date.now()));
    const members = Object.keys(manifest?.members ?? {}).map(kindOf);
    return {
      file,
      bytes,
      tables: manifest?.tables.length ?? 0,
      rows: manifest?.tables.reduce((sum, t) => sum + t.rows, 0) ?? 0,
      jobs: manifest?.jobs ?? 0,
      files: members.filter((k) => k?.kind === 'file').length,
      damagedFiles,
    };
  } finally {
    await pool.end();
    await database.stop();
  }
}

/** The archive holds what was there then, whatever is erased later; so it is known when and where it was made. */
async function note(url: string, file: string, bytes: number, madeAt: Date): Promise<void> {
  const { db, end } = connect(url, { name: 'gongkai backup (note)', max: 1 });
  try {
    // A site that was not started since an update may not have the table yet; its backup is good all the same.
    if ((await maybe<{ t: string | null }>(db, sql`select to_regclass('platform.backup')::text as t`))?.t)
      await noteBackup(db, { madeAt, file, bytes });
  } finally {
    await end();
  }
}

const addText = (to: ArchiveWriter, name: string, value: unknown): Promise<void> => {
  const text = Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
  return to.add(name, text.byteLength, [text]);
};

async function addDatabase(client: pg.PoolClient, to: ArchiveWriter, progress: Progress): Promise<Manifest> {
  const about = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')) as { version: string };
  const shapes = await tablesOf(client);
  const tables: TableShape[] = [];
  for (const [i, t] of shapes.entries()) {
    progress({ step: 'tables', name: tableName(t), done: i, total: shapes.length });
    const source = `${quoted(t.schema, t.name)} (${t.columns.map((c) => quoted(c)).join(', ')})`;
    const rows = await addRows(client, to, `tables/${tableName(t)}`, `copy ${source} to stdout`);
    tables.push({ ...t, rows });
  }
  const jobs = await addRows(client, to, 'jobs', `copy (${JOBS}) to stdout`);
  const migrations = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from platform.migration order by name',
  );
  const sequences = await client.query<{ schema: string; name: string; value: string }>(
    `select n.nspname as schema, c.relname as name, s.last_value::text as value from pg_sequences s
       join pg_namespace n on n.nspname = s.schemaname join pg_class c on c.relnamespace = n.oid and c.relname = s.sequencename
     where ${OURS} and s.last_value is not null order by 1, 2`,
  );
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    app: about.version,
    madeAt: new Date().toISOString(),
    migrations: migrations.rows,
    tables,
    sequences: sequences.rows,
    jobs,
    members: to.members,
  };
}

/**
 * Streams a COPY into pieces of a few MB, since a tar must know a member's size before its first byte. A piece ends where
 * a row ends (in COPY text that is every line end), so that each can be copied back by itself.
 */
async function addRows(client: pg.PoolClient, to: ArchiveWriter, name: string, statement: string): Promise<number> {
  const rows = client.query(copyTo(statement));
  let piece: Buffer[] = [];
  let size = 0;
  let no = 0;
  const add = async (chunks: Buffer[]): Promise<void> => {
    const bytes = chunks.reduce((sum, c) => sum + c.byteLength, 0);
    if (bytes > 0) await to.add(`${name}/${String(++no).padStart(6, '0')}`, bytes, chunks);
  };
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    piece.push(chunk);
    size += chunk.byteLength;
    const end = size < PIECE ? 0 : chunk.lastIndexOf(10) + 1;
    if (end === 0) continue;
    await add([...piece.slice(0, -1), chunk.subarray(0, end)]);
    piece = [chunk.subarray(end)];
    size = chunk.byteLength - end;
  }
  await add(piece);
  return rows.rowCount;
}

/** Kept files lie two levels deep, named by their SHA-256. Answers those whose bytes are not what the name says. */
async function addFiles(dir: string, to: ArchiveWriter, progress: Progress): Promise<string[]> {
  const all = await readdir(dir, { recursive: true }).catch(() => []);
  const names = all.filter((n) => /^[0-9a-f]{64}$/.test(basename(n))).sort();
  const damaged: string[] = [];
  for (const [i, name] of names.entries()) {
    progress({ step: 'files', name: basename(name), done: i, total: names.length });
    const path = join(dir, name);
    const size = (await stat(path).catch(() => undefined))?.size;
    // Erased since the folder was listed.
    if (size === undefined) continue;
    if (await isItself(path)) await to.add(`files/${basename(name)}`, size, createReadStream(path));
    else damaged.push(basename(name));
  }
  return damaged;
}

async function isItself(path: string): Promise<boolean> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex') === basename(path);
}

async function addKeys(dir: string, to: ArchiveWriter): Promise<void> {
  for (const name of (await readdir(dir).catch(() => [])).filter((n) => kindOf(`keys/${n}`)).sort()) {
    const text = await readFile(join(dir, name));
    await to.add(`keys/${name}`, text.byteLength, [text]);
  }
}

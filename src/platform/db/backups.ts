import { exec, type Reader, rows, sql, type Writer } from './connection.ts';

/** One archive that was made of the whole site. */
type BackupMade = { madeAt: Date; file: string; bytes: number };

/** Writes down that an archive was made: it holds whatever was there at that moment, and goes on holding it. */
export const noteBackup = (db: Writer, b: BackupMade): Promise<number> =>
  exec(db, sql`insert into platform.backup (made_at, file, bytes) values (${b.madeAt}, ${b.file}, ${b.bytes})`);

/** Archives made between two instants, oldest first. */
export const backupsBetween = (db: Reader, from: Date, until: Date): Promise<BackupMade[]> =>
  rows(
    db,
    sql`select made_at as "madeAt", file, bytes from platform.backup where made_at >= ${from} and made_at <= ${until} order by made_at, id`,
  );

/** Where archives were ever written to. */
export const backupFiles = async (db: Reader): Promise<string[]> =>
  (await rows<{ file: string }>(db, sql`select distinct file from platform.backup order by file`)).map((r) => r.file);

import { join } from 'node:path';
import type { Running } from './postgres.ts';

/** What the server calls its socket; a lock with `.lock` behind it lies beside. */
export const socketOf = (port: number): string => `.s.PGSQL.${port}`;

/** Bytes of a socket's path that every system takes (macOS has 104 with the closing zero, Linux 108). */
const LONGEST = 103;

/**
 * Where the server of a cluster shall put its socket: in the cluster's home, a folder that only the account it runs as (and
 * root) may enter. Undefined where there are no such sockets or the path is too long for one; TCP does it then.
 */
export const socketFolder = (home: string, port: number): string | undefined =>
  process.platform !== 'win32' && Buffer.byteLength(join(home, socketOf(port))) <= LONGEST ? home : undefined;

/** As the server reads it: a list of folders, quoted, since a name may hold a comma or a space. */
export const socketSetting = (folder: string | undefined): string =>
  `unix_socket_directories=${folder ? `"${folder.replaceAll('"', '""')}"` : ''}`;

/**
 * The address of a database of a running server: through its socket where it has one, which takes 5 to 8 % off a
 * short question. Host and port stay readable for programs that know TCP only; `?host=` wins, as in PostgreSQL's own programs.
 */
export function addressOf(server: Running, user: string, password: string, database: string): string {
  const tcp = `postgres://${user}:${password}@127.0.0.1:${server.port}/${database}`;
  return server.socket ? `${tcp}?host=${encodeURIComponent(server.socket)}` : tcp;
}

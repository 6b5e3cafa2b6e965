import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBinaries, type RunAs } from './binaries.ts';
import { connect, isDatabaseAway, one, rows, sql } from './connection.ts';
import { startEmbedded } from './embedded.ts';
import { runningOn, startPostgres, stopPostgres } from './postgres.ts';
import { socketFolder, socketOf } from './socket.ts';

let above: string;
let data: string;
beforeAll(async () => {
  above = mkdtempSync(join(tmpdir(), 'gongkai-socket-'));
  chmodSync(above, 0o755);
  data = join(above, '数据, "二"');
  await (await startEmbedded(data)).stop();
});
afterAll(() => rmSync(above, { recursive: true, force: true }));

const portIn = (dir: string): number =>
  (JSON.parse(readFileSync(join(dir, 'database.json'), 'utf8')) as { port: number }).port;
/** The same address for a program that knows nothing of sockets. */
const overTcp = (url: string): string => url.replace(/\?.*$/, '');

async function came(url: string): Promise<{ by: 'socket' | 'tcp' }> {
  const c = connect(url, { name: 'test', max: 1 });
  try {
    return await one(
      c.db,
      sql`select case when client_addr is null then 'socket' else 'tcp' end as by
          from pg_stat_activity where pid = pg_backend_pid()`,
    );
  } finally {
    await c.end();
  }
}

describe('the socket of the embedded server', () => {
  test('is how it is reached, whatever signs its folder has; TCP goes on for programs that know nothing else', async () => {
    const { url, stop } = await startEmbedded(data);
    expect(await came(url)).toEqual({ by: 'socket' });
    expect(await came(overTcp(url))).toEqual({ by: 'tcp' });
    await stop();
  });

  test('is entered by nobody but the account of the server, and even that one needs the password', async () => {
    const { url, stop } = await startEmbedded(data);
    const home = join(data, 'postgres');
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, socketOf(portIn(data)))).mode & 0o777).toBe(0o700);
    for (const way of [url, overTcp(url)])
      await expect(came(way.replace(/:[0-9a-f]+@/, ':guess@'))).rejects.toThrow(/password authentication failed/);
    await stop();
  });

  test('is gone with the server, which then counts as away and not as a fault of the question', async () => {
    const { url, stop } = await startEmbedded(data);
    const c = connect(url, { name: 'survivor', max: 1 });
    await stop();
    expect(existsSync(join(data, 'postgres', socketOf(portIn(data))))).toBe(false);
    const away = await rows(c.db, sql`select 1`).catch((e: unknown) => e);
    expect(away).toMatchObject({ code: 'ENOENT' });
    expect(isDatabaseAway(away)).toBe(true);
    await c.end();
    expect(isDatabaseAway(Object.assign(new Error('a file'), { code: 'ENOENT', syscall: 'open' }))).toBe(false);
  });

  test('left by a killed server, with a lock that names a process that lives, keeps nobody from starting', async () => {
    const home = join(data, 'postgres');
    const owner = statSync(home);
    const as: RunAs = process.getuid?.() === 0 ? { uid: owner.uid, gid: owner.gid } : {};
    const bystander = spawn('sleep', ['60'], as);
    const lock = join(home, `${socketOf(portIn(data))}.lock`);
    writeFileSync(lock, `${bystander.pid}\n${home}/data\n1\n${portIn(data)}\n${home}\n`);
    const { url, stop } = await startEmbedded(data);
    expect(await came(url)).toEqual({ by: 'socket' });
    await stop();
    expect(bystander.exitCode).toBeNull();
    bystander.kill();
  });

  test('is done without where the folder cannot hold one', async () => {
    // A folder of that name stands in the way, as a file system without sockets would.
    const inTheWay = join(data, 'postgres', socketOf(portIn(data)));
    mkdirSync(inTheWay);
    const { url, stop } = await startEmbedded(data);
    expect(url).not.toContain('host=');
    expect(await came(url)).toEqual({ by: 'tcp' });
    await stop();
    rmSync(inTheWay, { recursive: true });
  });

  test('is done without where its path would be too long', async () => {
    const deep = join(above, '很深的目录'.repeat(6), 'data');
    const { url, stop } = await startEmbedded(deep);
    expect(await came(url)).toEqual({ by: 'tcp' });
    await stop();
  });

  test('is not looked for in a server that an earlier release started without one', async () => {
    const home = join(data, 'postgres');
    const owner = statSync(home);
    const as: RunAs = process.getuid?.() === 0 ? { uid: owner.uid, gid: owner.gid } : {};
    const cluster = { home, as, binaries: findBinaries(as, data) };
    const old = await startPostgres(cluster, portIn(data), ['unix_socket_directories=']);
    const { url, adopted, stop } = await startEmbedded(data);
    expect(adopted).toBe(true);
    expect(await came(url)).toEqual({ by: 'tcp' });
    await stop();
    if (runningOn(home)) await stopPostgres(old.pid);
  });

  test.each<[home: string, folder: string | undefined, why: string]>([
    ['/srv/gongkai/postgres', '/srv/gongkai/postgres', 'the usual place'],
    [`/${'x'.repeat(87)}`, `/${'x'.repeat(87)}`, 'with the name of the socket just as long as macOS takes'],
    [`/${'x'.repeat(88)}`, undefined, 'one byte more'],
    [`/${'公'.repeat(30)}`, undefined, 'bytes count, not signs'],
  ])('of %s lies in %s: %s', (home, folder) => {
    expect(socketFolder(home, 20_000)).toBe(folder);
  });
});

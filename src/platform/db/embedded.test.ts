import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { projectRoot } from '../root.ts';
import { canEnter } from './binaries.ts';
import { connect, exec, isDatabaseAway, one, rows, sql } from './connection.ts';
import { attachEmbedded, startEmbedded, withDatabase } from './embedded.ts';
import { explain } from './embedded-error.ts';
import { runningOn, stopPostgres } from './postgres.ts';
import { isAlive } from './process.ts';

const asRoot = process.getuid?.() === 0;
/** Somebody without rights can run our programs only where the folders above let them pass: not in a private checkout. */
const nobodyRuns =
  asRoot && [dirname(process.execPath), projectRoot].every((dir) => canEnter(dir, { uid: 65534, gid: 65534 }));
let above: string;
let data: string;
const children: ChildProcess[] = [];

let prepared: string;
beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), 'gongkai-prepared-'));
  chmodSync(prepared, 0o755);
  await (await startEmbedded(join(prepared, 'data'))).stop();
});
afterAll(() => rmSync(prepared, { recursive: true, force: true }));
/** The data folder as a first start and a stop leave it; quicker than starting for the first time again. */
const usedBefore = (): void => void execFileSync('cp', ['-a', join(prepared, 'data'), data]);

beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'gongkai-embedded-'));
  // mkdtemp makes it private; a server's data usually lies where any account can pass.
  chmodSync(above, 0o755);
  data = join(above, 'data');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  const home = existsSync(join(data, 'database.json')) ? homeOf(data) : undefined;
  const left = home && existsSync(join(home, 'data')) ? runningOn(home) : undefined;
  if (left) await stopPostgres(left.pid, 'immediate');
  if (home && dirname(home) !== data)
    for (const p of [home, `${home}.belongs-to`]) rmSync(p, { recursive: true, force: true });
  rmSync(above, { recursive: true, force: true });
});

const homeOf = (dir: string): string =>
  resolve(dir, (JSON.parse(readFileSync(join(dir, 'database.json'), 'utf8')) as { home: string }).home);

/** Another process that does something with the data folder and says so on its first line; then it waits. */
async function elsewhere(dir: string, what: string): Promise<{ child: ChildProcess; said: string }> {
  const program = `import * as e from ${JSON.stringify(join(projectRoot, 'src/platform/db/embedded.ts'))};
    const data = ${JSON.stringify(dir)};
    process.stdin.on('data', () => process.exit(0));
    console.log(JSON.stringify(await (${what})));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('\n')) break;
  }
  return { child, said };
}
const ended = (child: ChildProcess): Promise<void> =>
  new Promise((done) =>
    child.exitCode !== null || child.signalCode !== null ? done() : child.once('exit', () => done()),
  );

async function ask<T>(url: string, text: string): Promise<T[]> {
  const c = connect(url, { name: 'test', max: 1 });
  try {
    return await rows<T>(c.db, sql.raw(text));
  } finally {
    await c.end();
  }
}

describe('the embedded database', () => {
  test('is created on first use, keeps what was written, and is gone after stop', async () => {
    const first = await startEmbedded(data);
    expect(first.adopted).toBe(false);
    await ask(first.url, `create table note (t text)`);
    await ask(first.url, `insert into note values ('公开')`);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    expect(await attachEmbedded(data)).toBeUndefined();
    const second = await startEmbedded(data);
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select t from note')).toEqual([{ t: '公开' }]);
    await second.stop();
  });

  test('is careful with what it is given: no superuser, loopback only, durable, Unicode, a password nobody else can read', async () => {
    usedBefore();
    const { url, pid, stop } = await startEmbedded(data);
    const [settings] = await ask<Record<string, unknown>>(
      url,
      `select current_setting('fsync') fsync, current_setting('full_page_writes') pages, current_setting('listen_addresses') addresses,
         current_setting('server_encoding') encoding, current_setting('password_encryption') passwords,
         (select rolsuper from pg_roles where rolname = current_user) super,
         lower('ÀÉ') lower, '政府' ~ '^[[:alpha:]]+$' letters`,
    );
    expect(settings).toEqual({
      fsync: 'on',
      pages: 'on',
      addresses: '127.0.0.1',
      encoding: 'UTF8',
      passwords: 'scram-sha-256',
      super: false,
      lower: 'àé',
      letters: true,
    });
    expect(statSync(join(data, 'database.secret')).mode & 0o777).toBe(0o600);
    const wrong = url.replace(/:[0-9a-f]+@/, ':guess@');
    await expect(ask(wrong, 'select 1')).rejects.toThrow(/password authentication failed/);
    if (asRoot) expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
    await stop();
  });

  test('is shared by several processes and stops with the last of them', async () => {
    usedBefore();
    const { stop, pid, url } = await startEmbedded(data);
    const other = await elsewhere(data, `e.startEmbedded(data).then((s) => [s.adopted, s.pid])`);
    expect(JSON.parse(other.said)).toEqual([true, pid]);
    expect(await attachEmbedded(data)).toBe(url);
    await stop();
    expect(isAlive(pid)).toBe(true);
    other.child.stdin?.write('go\n');
    await ended(other.child);
    // The other process ends without stopping it by name; its exit asks the server to go.
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  test('goes on after its process was killed, and is adopted by the next', async () => {
    usedBefore();
    const killed = await elsewhere(data, `e.startEmbedded(data).then((s) => s.pid)`);
    killed.child.kill('SIGKILL');
    await ended(killed.child);
    const next = await withDatabase({ dataDir: data, databaseUrl: undefined });
    expect(runningOn(homeOf(data))?.pid).toBe(Number(killed.said));
    expect(await ask(next.url, 'select 1 as v')).toEqual([{ v: 1 }]);
    await next.stop();
    expect(isAlive(Number(killed.said))).toBe(false);
  });

  test('recovers what was committed after its own kill, and a pool of before works again', async () => {
    usedBefore();
    const first = await startEmbedded(data);
    const c = connect(first.url, { name: 'survivor', max: 2 });
    await exec(c.db, sql`create table note (n int)`);
    await exec(c.db, sql`insert into note select generate_series(1, 1000)`);
    process.kill(first.pid, 'SIGKILL');
    await expect.poll(() => isAlive(first.pid)).toBe(false);
    // A backend that has not yet heard of it may answer once more.
    await expect.poll(() => rows(c.db, sql`select 1`).then(() => false, isDatabaseAway)).toBe(true);
    const second = await startEmbedded(data);
    expect(second.url).toBe(first.url);
    expect(await one(c.db, sql`select count(*) as n from note`)).toEqual({ n: 1000 });
    await c.end();
    await second.stop();
  });

  test('starts although the note of a dead server names a process that lives', async () => {
    usedBefore();
    const home = homeOf(data);
    const as = asRoot ? { uid: statSync(home).uid, gid: statSync(home).gid } : {};
    const bystander = spawn('sleep', ['60'], as);
    children.push(bystander);
    writeFileSync(
      join(home, 'data', 'postmaster.pid'),
      `${bystander.pid}\n${home}/data\n1\n20000\n\n127.0.0.1\n\nready   \n`,
    );
    const again = await startEmbedded(data);
    expect(again.adopted).toBe(false);
    await again.stop();
    expect(isAlive(Number(bystander.pid))).toBe(true);
  });

  test('takes another port when its own was taken meanwhile, and remembers it', async () => {
    usedBefore();
    const first = await startEmbedded(data);
    await first.stop();
    const squatter: Server = createServer();
    const port = Number(new URL(first.url).port);
    await new Promise<void>((go) => squatter.listen(port, '127.0.0.1', go));
    const second = await startEmbedded(data);
    expect(new URL(second.url).port).not.toBe(String(port));
    await second.stop();
    await new Promise((go) => squatter.close(go));
    const third = await startEmbedded(data);
    expect(third.url).toBe(second.url);
    await third.stop();
  });

  test('begins again after a first start that was cut off while creating', async () => {
    usedBefore();
    // As a kill in the middle leaves it: half a cluster, nothing noted as ready.
    const home = homeOf(data);
    renameSync(join(home, 'data'), join(home, 'data.new'));
    const place = JSON.parse(readFileSync(join(data, 'database.json'), 'utf8')) as object;
    writeFileSync(join(data, 'database.json'), JSON.stringify({ ...place, ready: false }));
    const again = await startEmbedded(data);
    expect(await ask(again.url, 'select 1 as v')).toEqual([{ v: 1 }]);
    await again.stop();
  });

  test('never puts an empty database in the place of one that is lost', async () => {
    usedBefore();
    rmSync(homeOf(data), { recursive: true });
    await expect(startEmbedded(data)).rejects.toThrow(/restore a backup/);
  });

  test('runs below /var/lib/gongkai when a folder above is private to root', { skip: !asRoot }, async () => {
    chmodSync(above, 0o700);
    const first = await startEmbedded(data);
    const home = homeOf(data);
    expect(home).toMatch(/^\/var\/lib\/gongkai\/[0-9a-f]{12}$/);
    await ask(first.url, 'create table note (t text)');
    await first.stop();
    const second = await startEmbedded(data);
    expect(await ask(second.url, 'select t from note')).toEqual([]);
    await second.stop();
    const copy = join(above, 'copy');
    cpSync(data, copy, { recursive: true });
    await expect(startEmbedded(copy)).rejects.toThrow(/is a copy of/);
  });

  test('is not started by one who may not write the folder', { skip: !nobodyRuns }, async () => {
    mkdirSync(data);
    const said = await asNobody(data, `e.startEmbedded(data).then(() => 'started', (x) => x.message)`);
    expect(said).toMatch(/没有权限使用.*no permission to use/);
    expect(said).not.toMatch(/\n./);
  });

  test('is not asked for when another is configured; one that is away is told at once, in one line', async () => {
    await expect(withDatabase({ dataDir: data, databaseUrl: 'postgres://a:b@127.0.0.1:1/x' })).rejects.toThrow(
      /^DATABASE_URL 的数据库连不上（connect ECONNREFUSED 127\.0\.0\.1:1）；[^\n]+$/,
    );
  });

  test('is not started on a file', async () => {
    writeFileSync(data, '');
    await expect(startEmbedded(data)).rejects.toThrow(/不是文件夹.*not a folder/);
  });
});

function asNobody(dir: string, what: string): Promise<string> {
  const program = `import * as e from ${JSON.stringify(join(projectRoot, 'src/platform/db/embedded.ts'))};
    const data = ${JSON.stringify(dir)}; console.log(await (${what}));`;
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { uid: 65534, gid: 65534, cwd: '/' });
    let said = '';
    child.on('error', fail);
    child.stdout.on('data', (s) => {
      said += s;
    });
    child.on('close', () => done(said));
  });
}

describe('what the system says becomes one line for the operator', () => {
  test.each([
    ['PANIC:  could not write to file "pg_wal/xlogtemp.9": No space left on device', /磁盘已满/],
    [Object.assign(new Error("ENOSPC: no space left on device, mkdir '/d'"), { code: 'ENOSPC' }), /磁盘已满/],
    ['initdb: error: could not create directory: Read-only file system', /只读/],
    ['FATAL:  could not create any TCP/IP sockets', /端口被占用/],
    [
      'LOG:  starting\nFATAL:  database files are incompatible with server\n',
      /没有启动：FATAL: {2}database files are incompatible/,
    ],
  ])('%s', (said, line) => {
    const { message } = explain(said, '/srv/data');
    expect(message).toMatch(line);
    expect(message).not.toContain('\n');
  });
});

import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { unitTree } from '../modules/org/index.ts';
import { reapplyErasures } from '../modules/publication/index.ts';
import { ConfigError, readConfig } from '../platform/config.ts';
import { lockDataDir, makeDataDir, withDatabase } from '../platform/db/embedded.ts';
import { migrate } from '../platform/db/migrate.ts';
import { jsonLogger } from '../platform/log.ts';
import { projectRoot } from '../platform/root.ts';
import type { DemoAccount } from './demo.ts';
import { demoLoader, forgetUnfinished, markFinished, markUnfinished } from './demo-loader.ts';
import { migrationsDir, openSystem } from './system.ts';
import { webServer } from './web.ts';

/** Each step undoes itself when the site stops, last one first. */
const undo: (() => Promise<void> | void)[] = [];
let stopping = false;

async function stop(code: number): Promise<never> {
  if (!stopping) {
    stopping = true;
    for (const step of undo.reverse())
      await Promise.resolve(step()).catch((e: unknown) => process.stderr.write(`${String(e)}\n`));
  }
  process.exit(code);
}

async function main(): Promise<void> {
  const config = readConfig(process.env, process.cwd());
  const log = jsonLogger();
  makeDataDir(config.dataDir);
  const lock = await lockDataDir(config.dataDir);
  if ('heldByPid' in lock) {
    process.stderr.write(
      `${config.dataDir} 正在被另一个 ./start 使用（进程 ${lock.heldByPid}）。already running on this data folder.\n`,
    );
    process.exit(1);
  }
  undo.push(() => lock.release());

  if (!config.databaseUrl) await forgetUnfinished(config.dataDir);
  // Nothing here yet: what the demonstration needs is made ready on another core while the database is created.
  const isNew = !config.databaseUrl && !existsSync(join(config.dataDir, 'database.json'));
  // Only what this start makes itself may be forgotten by the next one.
  if (config.demo && isNew) await markUnfinished(config.dataDir);
  let loader = config.demo && isNew ? demoLoader() : undefined;
  undo.push(() => loader?.leave());
  const database = await withDatabase(config);
  undo.push(() => database.stop());
  await migrate(database.url, migrationsDir);

  const { system, close } = await openSystem(config, database.url, 'gongkai web', log);
  undo.push(close);
  // A restored backup may have brought back what was erased; nothing is served before that is gone again.
  await reapplyErasures(system);
  let accounts: DemoAccount[] | undefined;
  if (config.demo && (await unitTree(system.db)).length === 0) {
    loader ??= demoLoader();
    accounts = await loader.load(database.url);
  }

  // Before anything is served: from here on nothing may be forgotten again.
  if (accounts) tellAccounts(accounts);
  if (!config.databaseUrl) await markFinished(config.dataDir);

  const web = await webServer(system, database.url);
  undo.push(() => web.close());
  await web.server.listen({
    host: config.host,
    port: config.port,
    ...(config.host === '::' ? { ipv6Only: false } : {}),
  });
  const address = web.server.server.address();
  const port = address && typeof address === 'object' ? address.port : config.port;

  undo.push(keepWorker(database.url));
  const host = ['::', '0.0.0.0'].includes(config.host)
    ? 'localhost'
    : config.host.includes(':')
      ? `[${config.host}]`
      : config.host;
  process.stdout.write(`公开已开始服务 serving at http://${host}:${port}/\n`);
}

const forkOf = (program: string, databaseUrl: string): ChildProcess =>
  fork(join(projectRoot, 'dist', program), {
    env: { ...process.env, GONGKAI_WORKER_DB: databaseUrl },
    // Small young generations: two processes on a county's machine should stay below 300 MB.
    execArgv: ['--enable-source-maps', '--max-semi-space-size=4'],
  });

/** Starts the worker and starts it again when it dies, a little later each time. Returns how to stop it. */
function keepWorker(databaseUrl: string): () => Promise<void> {
  let child: ChildProcess | undefined;
  let ended = false;
  let wait = 500;
  const begin = (): void => {
    const began = Date.now();
    child = forkOf('worker.js', databaseUrl);
    child.on('exit', () => {
      if (ended) return;
      wait = Date.now() - began > 60_000 ? 500 : Math.min(wait * 2, 30_000);
      setTimeout(begin, wait);
    });
  };
  begin();
  return () =>
    new Promise((done) => {
      ended = true;
      if (!child || child.exitCode !== null || child.signalCode !== null) return done();
      const patience = setTimeout(() => child?.kill('SIGKILL'), 8000);
      child.once('exit', () => {
        clearTimeout(patience);
        done();
      });
      child.kill('SIGTERM');
    });
}

function tellAccounts(accounts: readonly DemoAccount[]): void {
  process.stdout.write('\n演示账号（只显示这一次）demonstration accounts, shown once:\n');
  for (const a of accounts) process.stdout.write(`  ${a.username.padEnd(20)} ${a.password}   ${a.label}\n`);
  process.stdout.write('\n');
}

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
main().catch((e: unknown) => {
  const { code, syscall } = e as { code?: string; syscall?: string };
  if (e instanceof ConfigError) process.stderr.write(`配置不对 bad configuration: ${e.message}\n`);
  else if (code === 'EADDRINUSE') process.stderr.write(`端口被占用，换一个 GONGKAI_PORT 再试。the port is taken.\n`);
  else if (['listen', 'getaddrinfo'].includes(syscall ?? ''))
    process.stderr.write(`不能在 GONGKAI_HOST、GONGKAI_PORT 上服务。cannot serve there: ${(e as Error).message}\n`);
  else
    process.stderr.write(
      `${e instanceof Error ? e.message : String(e)}\n${process.env.GONGKAI_DEBUG && e instanceof Error ? e.stack : ''}`,
    );
  void stop(e instanceof ConfigError ? 2 : 1);
});

/**
 * Serving: the built site with the demonstration district beside nginx, which gives the same bytes as a static file. Web
 * process and nginx (one worker) are held to one core, wrk to another. Needs the Debian packages nginx and wrk.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Draft, publish } from '../src/modules/publication/index.ts';
import { connect, transaction } from '../src/platform/db/connection.ts';
import { startEmbedded } from '../src/platform/db/embedded.ts';
import { enqueueIn } from '../src/platform/jobs.ts';
import { type Row, Skip } from './kit.ts';

export const title = 'Serving: a public page, warm, drawn anew, at half load, and after a publication';

const execute = promisify(execFile);
const root = join(import.meta.dirname, '..');
const CONNECTIONS = 32;
/** How much more memory than before still counts as the same. */
const FLAT = 1.1;
const IDLE_MB = 300;

const SERVER_CORE = '0';
const CLIENT_CORE = '1';

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const s = createServer().once('error', fail);
    s.listen(0, '127.0.0.1', () => {
      const at = s.address();
      s.close(() => (at && typeof at === 'object' ? done(at.port) : fail(new Error('no port'))));
    });
  });

async function find(program: string): Promise<string> {
  for (const path of [`/usr/sbin/${program}`, `/usr/bin/${program}`, `/usr/local/bin/${program}`])
    if (
      await execute(path, ['-v']).then(
        () => true,
        (e: { code?: unknown }) => typeof e.code === 'number',
      )
    )
      return path;
  throw new Skip(`${program} is not here (Debian package ${program}): nothing measured`);
}

const taskset = (core: string, command: readonly string[]): [string, string[]] =>
  availableParallelism() > 1 ? ['taskset', ['-c', core, ...command]] : [command[0] ?? '', [...command.slice(1)]];

type Load = { perSecond: number; p50: number; p99: number; errors: number; requests: number };

const MS: Record<string, number> = { us: 0.001, ms: 1, s: 1000, m: 60_000 };
const ms = (text: string, p: string): number => {
  const [, n = 'NaN', unit = 'ms'] = new RegExp(`${p}%\\s+([\\d.]+)(us|ms|s|m)`).exec(text) ?? [];
  return Number(n) * (MS[unit] ?? 1);
};

/** One run of wrk. `lua` makes requests that differ. */
async function load(
  wrk: string,
  url: string,
  o: { seconds: number; connections?: number; lua?: string; headers?: string[]; dir: string },
): Promise<Load> {
  const script = join(o.dir, 'load.lua');
  if (o.lua) writeFileSync(script, o.lua);
  const [program, args] = taskset(CLIENT_CORE, [
    wrk,
    '-t1',
    `-c${o.connections ?? CONNECTIONS}`,
    `-d${o.seconds}s`,
    '--latency',
    ...(o.headers ?? []).flatMap((h) => ['-H', h]),
    ...(o.lua ? ['-s', script] : []),
    url,
  ]);
  const { stdout } = await execute(program, args);
  const wrong = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0);
  const socket = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout);
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? 0),
    requests: Number(/(\d+) requests in/.exec(stdout)?.[1] ?? 0),
    p50: ms(stdout, '50'),
    p99: ms(stdout, '99'),
    errors: wrong + (socket ? socket.slice(1).reduce((a, n) => a + Number(n), 0) : 0),
  };
}

const rssMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
/** User and system time of a process in seconds. */
const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

const nameOf = (pid: number): string => readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

/** What `./start` gives the engine. */
function flags(): string[] {
  const found = /^exec node (.*) dist\/start\.js/m.exec(readFileSync(join(root, 'start'), 'utf8'))?.[1];
  if (found === undefined) throw new Error('./start does not say how it calls node');
  return found.split(' ');
}

async function site(dir: string): Promise<{ child: ChildProcess; origin: string }> {
  await execute(process.execPath, ['scripts/build.ts'], { cwd: root });
  const port = await freePort();
  const child = spawn(process.execPath, [...flags(), 'dist/start.js'], {
    cwd: root,
    env: { ...process.env, GONGKAI_DATA: dir, GONGKAI_PORT: String(port), GONGKAI_PER_MINUTE: '1000000000' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((done, fail) => {
    let said = '';
    child.stdout?.on('data', (b: Buffer) => {
      said += b.toString();
      if (said.includes('serving at http')) done();
    });
    child.once('exit', (code) => fail(new Error(`the site ended with ${code}`)));
  });
  if (availableParallelism() > 1 && child.pid) await execute('taskset', ['-a', '-cp', SERVER_CORE, String(child.pid)]);
  return { child, origin: `http://127.0.0.1:${port}` };
}

/** nginx with one worker and the page as a file, its headers of the same kind. */
async function peer(
  nginx: string,
  dir: string,
  body: Buffer,
  headers: Headers,
): Promise<{ child: ChildProcess; url: string }> {
  const port = await freePort();
  mkdirSync(join(dir, 'www'), { recursive: true });
  chmodSync(dir, 0o755);
  writeFileSync(join(dir, 'www', 'page'), body);
  const same = [...headers].filter(
    ([k]) => !/^(date|connection|keep-alive|content-length|content-type|etag|x-ratelimit.*)$/.test(k),
  );
  writeFileSync(
    join(dir, 'nginx.conf'),
    `worker_processes 1; daemon off; pid ${dir}/nginx.pid; error_log ${dir}/nginx.log;
     events { worker_connections 1024; }
     http { access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 1000000000;
       default_type "text/html; charset=utf-8";
       server { listen 127.0.0.1:${port}; root ${dir}/www;
         ${same.map(([k, v]) => `add_header ${k} "${v.replaceAll('"', '\\"')}";`).join('\n')} } }`,
  );
  const [program, args] = taskset(SERVER_CORE, [nginx, '-c', join(dir, 'nginx.conf')]);
  const child = spawn(program, args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/page`;
  for (
    let i = 0;
    i < 100 &&
    !(await fetch(url).then(
      (r) => r.ok,
      () => false,
    ));
    i++
  )
    await new Promise((go) => setTimeout(go, 50));
  return { child, url };
}

const plain = { 'accept-encoding': 'identity' };
const get = async (url: string): Promise<{ body: Buffer; headers: Headers }> => {
  const r = await fetch(url, { headers: plain });
  if (!r.ok) throw new Error(`${url}: ${r.status}`);
  return { body: Buffer.from(await r.arrayBuffer()), headers: r.headers };
};

/** Addresses of published pieces, from the site's own map. */
async function articles(origin: string): Promise<string[]> {
  const parts = [...(await get(`${origin}/sitemap.xml`)).body.toString().matchAll(/<loc>([^<]+)<\/loc>/g)].map(
    (m) => m[1] ?? '',
  );
  const all = await Promise.all(parts.map(async (p) => (await get(`${origin}${new URL(p).pathname}`)).body.toString()));
  return [...new Set([...all.join('').matchAll(/<loc>[^<]*?(\/p\/\d+)<\/loc>/g)].map((m) => m[1] ?? ''))];
}

const rate = (n: number): string => `${Math.round(n).toLocaleString('en-US')}/s`;
const time = (n: number): string => `${n < 10 ? n.toFixed(2) : Math.round(n)} ms`;
const median = (all: readonly number[]): number =>
  [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;

/** Each address in turn, `unique` adding a question that no one asked before, so that nothing is kept. */
const lua = (paths: readonly string[], o: { unique: number; delay?: number }): string => `
local paths = {${paths.map((p) => `"${p}"`).join(',')}}
local n = 0
local seed = ${Date.now()}
request = function()
  n = n + 1
  local p = paths[n % #paths + 1]
  if ${o.unique} > 0 and n % ${Math.max(1, o.unique)} == 0 then p = p .. "?x=" .. seed .. "-" .. n end
  return wrk.format("GET", p)
end
${o.delay ? `delay = function() return ${o.delay} end` : ''}`;

/** Half of what was measured: so many connections, each pausing between its requests. */
const half = (perSecond: number): { connections: number; delay: number } => {
  const delay = perSecond > 10_000 ? 4 : 40;
  return { connections: Math.max(2, Math.round(((perSecond / 2) * delay) / 1000)), delay };
};

export async function run(args: readonly string[]): Promise<Row[]> {
  const seconds = Number(args[0] ?? 4);
  // `./gongkai bench serving 4 short` leaves out the hundred thousand requests.
  const short = args.includes('short');
  const wrk = await find('wrk');
  const nginx = await find('nginx');
  const dir = mkdtempSync(join(tmpdir(), 'gongkai-bench-'));
  chmodSync(dir, 0o755);
  const s = await site(join(dir, 'data'));
  const pid = s.child.pid ?? 0;
  let stopNginx: ChildProcess | undefined;
  const database = await startEmbedded(join(dir, 'data'));
  const writing = connect(database.url, { name: 'bench', max: 2 });
  const rows: Row[] = [];
  try {
    const all = await articles(s.origin);
    const nodes = [pid, ...childrenOf(pid)].filter((p) => nameOf(p).startsWith('node') || nameOf(p) === 'MainThread');
    const idle = nodes.map(rssMb);
    rows.push({
      what: `memory of the ${nodes.length} Node processes after the start`,
      ours: idle.map((m) => `${Math.round(m)} MB`).join(' + '),
      asked: `≤ ${IDLE_MB} MB`,
      met: nodes.length === 2 && idle.reduce((a, b) => a + b, 0) <= IDLE_MB,
    });
    const sized = await Promise.all(
      all.map(async (p) => ({ p, size: (await get(`${s.origin}${p}`)).body.byteLength })),
    );
    const page = sized.sort((a, b) => a.size - b.size)[Math.floor(sized.length / 2)]?.p ?? '/';
    const ours = await get(`${s.origin}${page}`);
    const beside = await peer(nginx, dir, ours.body, ours.headers);
    stopNginx = beside.child;
    const same = (await get(beside.url)).body.equals((await get(`${s.origin}${page}`)).body);
    rows.push({
      what: `the page: ${page}, ${ours.body.byteLength} bytes of HTML, ${[...ours.headers].length} headers`,
      ours: 'bytes',
      peer: 'bytes',
      ratio: same ? 'equal' : 'differ',
      asked: 'equal',
      met: same,
    });
    const o = { seconds, dir };
    await load(wrk, `${s.origin}${page}`, { ...o, seconds: 2 });
    const warm: [Load, Load][] = [];
    for (let i = 0; i < 3; i++) warm.push([await load(wrk, `${s.origin}${page}`, o), await load(wrk, beside.url, o)]);
    const ratio = median(warm.map(([a, b]) => a.perSecond / b.perSecond));
    const mid = warm.find(([a, b]) => a.perSecond / b.perSecond === ratio) ?? warm[0];
    if (!mid) throw new Error('no run');
    rows.push({
      what: 'warm, plain; nginx static file (median of 3 pairs)',
      ours: rate(mid[0].perSecond),
      peer: rate(mid[1].perSecond),
      ratio: ratio.toFixed(2),
      asked: '≥ 0.50',
      met: ratio >= 0.5 && mid[0].errors === 0,
    });
    const tag = ours.headers.get('etag') ?? '';
    const cases: [string, string[], string[]][] = [
      ['warm, gzip; nginx gzip_static is not set, so it gives plain', ['accept-encoding: gzip'], []],
      [
        'warm, 304 to a reader who has it',
        [`if-none-match: ${tag}`],
        [`if-none-match: ${(await get(beside.url)).headers.get('etag') ?? ''}`],
      ],
    ];
    for (const [what, mine, theirs] of cases) {
      const a = await load(wrk, `${s.origin}${page}`, { ...o, headers: mine });
      const b = await load(wrk, beside.url, { ...o, headers: theirs });
      rows.push({
        what,
        ours: rate(a.perSecond),
        peer: rate(b.perSecond),
        ratio: (a.perSecond / b.perSecond).toFixed(2),
      });
    }

    // Other work on the machine can only slow it, so the best of three is the nearest to what it can do.
    await load(wrk, s.origin, { ...o, lua: lua(all, { unique: 1 }) });
    const colds: (Load & { spent: number })[] = [];
    for (let i = 0; i < 3; i++) {
      const before = cpuOf(pid);
      const l = await load(wrk, s.origin, { ...o, lua: lua(all, { unique: 1 }) });
      colds.push({ ...l, spent: cpuOf(pid) - before });
    }
    const cold = colds.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
    rows.push({
      what: `articles drawn anew from the database, ${all.length} in turn (best of 3)`,
      ours: `${rate(cold.perSecond)}, ${((1000 * cold.spent) / cold.requests).toFixed(2)} ms of the core each`,
      asked: '≥ 800/s',
      met: cold.perSecond >= 800 && colds.every((c) => c.errors === 0),
    });

    for (const [what, full, unique] of [
      ['p99 at half load, warm', mid[0].perSecond, 0],
      ['p99 at half load, drawn anew', cold.perSecond, 1],
    ] as const) {
      const h = half(full);
      const l = await load(wrk, s.origin, {
        ...o,
        connections: h.connections,
        lua: lua(unique ? all : [page], { unique, delay: h.delay }),
      });
      rows.push({
        what: `${what} (${rate(l.perSecond)} of ${rate(full)})`,
        ours: `p50 ${time(l.p50)}, p99 ${time(l.p99)}`,
        asked: '≤ 30 ms',
        met: l.p99 <= 30 && l.errors === 0,
      });
    }

    const mixed = lua([...all, '/', '/feed.xml', '/register', '/u', '/t', '/sitemap'], { unique: 20 });
    let done = 0;
    const marks: { at: number; mb: number }[] = [];
    while (!short && done < 120_000) {
      done += (await load(wrk, s.origin, { ...o, seconds: 3, lua: mixed })).requests;
      marks.push({ at: done, mb: rssMb(pid) });
    }
    // The first 20,000 fill the memory that pages are kept in.
    const counted = marks.filter((m) => m.at >= 20_000).map((m) => m.mb);
    const third = Math.max(1, Math.floor(counted.length / 3));
    const [first, last] = [median(counted.slice(0, third)), median(counted.slice(-third))];
    if (!short)
      rows.push({
        what: `memory of the web process over ${(done - 20_000).toLocaleString('en-US')} requests, one in 20 drawn anew`,
        ours: `${Math.round(first)} → ${Math.round(last)} MB`,
        asked: 'flat (≤ +10 %)',
        met: last <= first * FLAT,
      });

    rows.push(await refresh(s.origin, writing.db, all));
  } finally {
    stopNginx?.kill();
    await writing.end();
    await database.stop();
    s.child.removeAllListeners('exit');
    const ended = new Promise((go) => s.child.once('exit', go));
    s.child.kill('SIGTERM');
    await ended;
    rmSync(dir, { recursive: true, force: true });
  }
  return rows;
}

/** Publishes pieces and waits until home, column, unit and feed show each; meanwhile readers ask for all of them. */
async function refresh(origin: string, db: Parameters<typeof transaction>[0], all: readonly string[]): Promise<Row> {
  const draft = (n: number): Draft => ({
    title: `基准测试第${n}件`,
    kind: '通知公告',
    unitId: 'minzheng',
    unitName: '民政局',
    columns: ['tzgg'],
    topics: [],
    html: '<p>正文。</p>',
    basis: [],
    attachments: [],
    hands: { writer: '信息员', reviewer: '审核', approver: '签发' },
  });
  const places = ['/', '/c/tzgg', '/u/minzheng', '/feed.xml'];
  const took: number[] = [];
  for (let n = 1; n <= 10; n++) {
    for (const p of [...places, ...all.slice(0, 20)]) await get(`${origin}${p}`);
    const out = await transaction(db, (tx) => publish({ tx, now: new Date(), enqueue: enqueueIn(tx) }, draft(n)));
    if (!out.ok) throw new Error('refused');
    const at = performance.now();
    for (const p of places)
      while (!(await get(`${origin}${p}`)).body.includes(draft(n).title))
        if (performance.now() - at > 5000) throw new Error(`${p} stays old`);
    took.push(performance.now() - at);
  }
  const worst = Math.max(...took);
  return {
    what: 'from the commit of a publication until home, column, unit and feed show it (worst of 10)',
    ours: time(worst),
    asked: '≤ 1 s',
    met: worst <= 1000,
  };
}

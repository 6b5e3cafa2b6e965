/**
 * `./gongkai bench NAME`: runs one benchmark and prints its table, as JSON with --json. `all` runs every one after the other,
 * each in a process of its own. Exit 1 when a figure falls short.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { type Bench, printTable, type Row, Skip } from './kit.ts';

const files = readdirSync(import.meta.dirname)
  .filter((f) => f.endsWith('.ts') && !['kit.ts', 'main.ts'].includes(f))
  .map((f) => f.slice(0, -3));
// What only holds data of another has no figures of its own.
const names = files.filter((f) => !files.some((other) => f.startsWith(`${other}-`)));
const args = process.argv.slice(2);
const json = args.includes('--json');
const [name, ...rest] = args.filter((a) => a !== '--json');

/** The worst of the exit statuses; a benchmark that breaks does not keep the others from running. */
function runAll(): number {
  let worst = 0;
  for (const n of names) {
    const { status } = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, n, ...args.slice(1)], {
      stdio: 'inherit',
    });
    worst = Math.max(worst, status ?? 3);
  }
  return worst;
}

if (name === 'all') process.exit(runAll());
if (!name || !names.includes(name)) {
  process.stderr.write(`${name ? `no benchmark ${name}. ` : ''}benchmarks: ${names.join(', ')}, or all of them: all\n`);
  process.exit(2);
}
const bench = (await import(`./${name}.ts`)) as Bench;
let rows: Row[];
try {
  rows = await bench.run(rest);
} catch (e) {
  if (!(e instanceof Skip)) throw e;
  process.stderr.write(`${e.message}\n`);
  process.exit(process.env.CI === 'true' ? 2 : 0);
}
if (json) process.stdout.write(`${JSON.stringify({ bench: name, rows })}\n`);
else printTable(bench.title, rows);
process.exit(rows.some((r) => r.met === false) ? 1 : 0);

/** `./gongkai bench NAME`: runs one benchmark and prints its table, as JSON with --json. Exit 1 when a figure falls short. */
import { readdirSync } from 'node:fs';
import { type Bench, printTable, type Row, Skip } from './kit.ts';

const names = readdirSync(import.meta.dirname)
  .filter((f) => f.endsWith('.ts') && !['kit.ts', 'main.ts'].includes(f))
  .map((f) => f.slice(0, -3));
const args = process.argv.slice(2);
const json = args.includes('--json');
const [name, ...rest] = args.filter((a) => a !== '--json');

if (!name || !names.includes(name)) {
  process.stderr.write(`${name ? `no benchmark ${name}. ` : ''}benchmarks: ${names.join(', ')}\n`);
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

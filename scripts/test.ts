/** Runs every check and every test, one after the other, and closes with one line that counts them all. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
process.chdir(root);
const fast = process.argv.includes('fast');
let passed = 0;
let failed = 0;

const title = (text: string): void => void process.stdout.write(`\n── ${text}\n`);
function step(name: string, command: string, args: string[]): boolean {
  title(name);
  const ok = spawnSync(command, args, { stdio: 'inherit' }).status === 0;
  if (ok) passed++;
  else failed++;
  return ok;
}

/** Vitest counts its own tests; a run that breaks before the first one counts as one failure. */
function vitest(name: string, args: string[]): void {
  title(name);
  const dir = mkdtempSync(join(tmpdir(), 'gongkai-report-'));
  const report = join(dir, 'report.json');
  const bin = 'node_modules/vitest/vitest.mjs';
  const run = spawnSync(
    process.execPath,
    [bin, 'run', '--reporter=dot', '--reporter=json', `--outputFile=${report}`, ...args],
    // A run that hangs ends before whoever waits for it gives up, and is counted.
    { stdio: 'inherit', timeout: 40 * 60_000 },
  );
  type Report = {
    numPassedTests: number;
    numFailedTests: number;
    testResults: { status: string; assertionResults: unknown[] }[];
  };
  const counted: Report = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 1, testResults: [] };
  rmSync(dir, { recursive: true, force: true });
  passed += counted.numPassedTests;
  // A file that could not even be loaded has no test that failed; it is a failure all the same.
  const broken = counted.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0).length;
  failed += counted.numFailedTests + broken;
  if (run.status !== 0 && counted.numFailedTests + broken === 0) failed++;
}

step('build', process.execPath, ['scripts/build.ts']);
step('format and lint', 'node_modules/.bin/biome', ['check', '--diagnostic-level=error', '.']);
step('types', 'node_modules/.bin/tsc', ['--noEmit', '-p', '.']);
vitest('unit and database tests', []);
if (!fast) {
  if (step('browser', process.execPath, ['scripts/browser.ts', '--install']))
    vitest('journeys in a browser', ['--config', 'vitest.e2e.config.ts']);
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

test.each([
  ['./start', ['--help'], 0, ''],
  [
    './start',
    ['--port', '80'],
    2,
    './start 不认识 --port；设置都在环境变量里，见 ./start --help。no such argument: --port\n',
  ],
  ['./test', ['-h'], 0, ''],
  ['./test', ['quick'], 2, '用法 usage: ./test [fast]\n'],
  ['./test', ['fast', 'src'], 2, '用法 usage: ./test [fast]\n'],
])('%s %j ends with %i and one line, before anything is installed or built', (command, args, status, said) => {
  const run = spawnSync(join(root, command), args, { cwd: '/', encoding: 'utf8' });
  expect({ status: run.status, said: run.stderr }).toEqual({ status, said });
});

test('./start --help names every setting', () => {
  const help = spawnSync(join(root, 'start'), ['--help'], { encoding: 'utf8' }).stdout;
  const settings = readFileSync(join(root, 'src/platform/config.ts'), 'utf8').match(/env\.\w+/g) ?? [];
  expect(settings.length).toBeGreaterThan(10);
  for (const name of settings) expect(help).toContain(name.slice('env.'.length));
});

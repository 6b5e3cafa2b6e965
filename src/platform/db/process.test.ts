import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockDataDir } from './embedded.ts';
import { lockFile, runs, signature, startOf, whileLocked } from './process.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gongkai-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the lock of a data folder', () => {
  test('is held once, and free after release', () => {
    const mine = lockDataDir(dir);
    expect(lockDataDir(dir)).toEqual({ heldByPid: process.pid });
    if ('release' in mine) mine.release();
    const again = lockDataDir(dir);
    expect(again).toHaveProperty('release');
    if ('release' in again) again.release();
    expect(readdirSync(dir)).toEqual([]);
  });

  test('held by another process it names that process, and a killed holder does not count', async () => {
    const other = spawn('sleep', ['60']);
    writeFileSync(join(dir, 'server.lock'), signature(other.pid));
    expect(lockDataDir(dir)).toEqual({ heldByPid: other.pid });
    const gone = new Promise((go) => other.once('exit', go));
    other.kill('SIGKILL');
    await gone;
    expect(lockDataDir(dir)).toHaveProperty('release');
  });

  test.each([
    [(pid: number, start: string) => `${pid}\n${start}\nanother-boot\n`, 'an earlier boot of the machine'],
    [(pid: number) => `${pid}\n1\n`, 'an earlier process of the same number'],
    [() => '', 'a power cut in the middle of writing'],
    [() => 'nonsense', 'anything else'],
  ])('left by %s does not count: %s', (content) => {
    writeFileSync(join(dir, 'server.lock'), content(process.pid, startOf(process.pid) ?? ''));
    expect(lockDataDir(dir)).toHaveProperty('release');
  });

  test('of a dead holder is taken by exactly one of many who try', () => {
    for (let round = 0; round < 20; round++) {
      const path = join(dir, `lock-${round}`);
      writeFileSync(path, '1\n1\nlong ago\n');
      const taken = Array.from({ length: 10 }, () => lockFile(path)).filter((l) => 'release' in l);
      expect(taken).toHaveLength(1);
    }
  });
});

test('work under one lock is done one after the other', async () => {
  const path = join(dir, 'lock');
  let inside = 0;
  let most = 0;
  const work = (): Promise<void> =>
    whileLocked(path, async () => {
      most = Math.max(most, ++inside);
      await new Promise((go) => setImmediate(go));
      inside--;
    });
  await Promise.all([work(), work(), work()]);
  expect(most).toBe(1);
  await expect(whileLocked(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(readdirSync(dir)).toEqual([]);
});

test('a process is known by number and start together', () => {
  expect(runs(signature())).toBe(process.pid);
  expect(startOf(0)).toBeUndefined();
  expect(startOf(2 ** 22 + 1)).toBeUndefined();
});

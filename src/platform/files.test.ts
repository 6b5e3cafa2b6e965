import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FileStore, fileStore } from './files.ts';

let dir: string;
let files: FileStore;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gongkai-files-'));
  files = fileStore(dir);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const onDisk = async (): Promise<string[]> =>
  (await readdir(dir, { recursive: true, withFileTypes: true })).filter((e) => e.isFile()).map((e) => e.name);

describe('a kept file', () => {
  test('is named by its bytes, comes back as it was, and is kept once however often it is put', async () => {
    const bytes = Buffer.from('附表：2026年3月高龄津贴发放名册');
    const sha = createHash('sha256').update(bytes).digest('hex');
    expect(await Promise.all([files.put(bytes), files.put(bytes), files.put(bytes)])).toEqual([sha, sha, sha]);
    expect(await files.put(bytes)).toBe(sha);
    expect(await files.get(sha)).toEqual(bytes);
    expect(await buffer(files.stream(sha))).toEqual(bytes);
    expect(await files.size(sha)).toBe(bytes.length);
    expect(await onDisk()).toEqual([sha]);
  });

  test('may be empty', async () => {
    const sha = await files.put(new Uint8Array());
    expect(await files.get(sha)).toEqual(Buffer.alloc(0));
    expect(await files.size(sha)).toBe(0);
  });

  test('is gone after it was removed, and removing it again is no fault', async () => {
    const sha = await files.put(Buffer.from('要删的'));
    await files.remove(sha);
    await files.remove(sha);
    expect(await files.size(sha)).toBeUndefined();
    await expect(files.get(sha)).rejects.toThrow('ENOENT');
  });

  test('that was cut short by a broken disk is written anew', async () => {
    const bytes = Buffer.from('完整的内容');
    const sha = await files.put(bytes);
    await truncate(join(dir, sha.slice(0, 2), sha), 3);
    await files.put(bytes);
    expect(await files.get(sha)).toEqual(bytes);
  });

  test('that cannot be written leaves nothing half behind', async () => {
    const bytes = Buffer.from('放不下的内容');
    const sha = createHash('sha256').update(bytes).digest('hex');
    const before = await onDisk();
    // Something else stands in its place, so the last step fails.
    await mkdir(join(dir, sha.slice(0, 2), sha), { recursive: true });
    await expect(files.put(bytes)).rejects.toThrow();
    expect(await onDisk()).toEqual(before);
  });
});

test.each([
  '',
  '../../etc/passwd',
  'a'.repeat(63),
  'A'.repeat(64),
  `${'a'.repeat(64)}/../x`,
  `${'a'.repeat(64)}\n`,
  'g'.repeat(64),
])('%j names no file', async (name) => {
  expect(() => files.stream(name)).toThrow(RangeError);
  expect(() => files.get(name)).toThrow(RangeError);
  await expect(files.size(name)).rejects.toThrow(RangeError);
  await expect(files.remove(name)).rejects.toThrow(RangeError);
});

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes kept by what they are: the name of a file is its SHA-256, so the same bytes are kept once and cannot be swapped. */
export type FileStore = {
  /** Returns the SHA-256 in hex once the bytes are on the disk and synced. */
  put(bytes: Uint8Array): Promise<string>;
  get(sha256: string): Promise<Buffer>;
  /** From byte `start` to byte `end`, both included; all of it unless told. */
  stream(sha256: string, part?: { start: number; end: number }): ReadStream;
  size(sha256: string): Promise<number | undefined>;
  remove(sha256: string): Promise<void>;
};

const HEX = /^[0-9a-f]{64}$/;

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function fileStore(dir: string): FileStore {
  const at = (sha: string): string => {
    if (!HEX.test(sha)) throw new RangeError(`not a file name: ${sha}`);
    return join(dir, sha.slice(0, 2), sha);
  };
  return {
    async put(bytes) {
      const sha = createHash('sha256').update(bytes).digest('hex');
      const path = at(sha);
      if ((await stat(path).catch(() => undefined))?.size === bytes.byteLength) return sha;
      await mkdir(dirname(path), { recursive: true });
      // Written beside and renamed, so that a kill or a full disk never leaves half a file under its final name.
      const beside = `${path}.${randomUUID()}`;
      const handle = await open(beside, 'wx', 0o640);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
        await handle.close();
        await rename(beside, path);
        // A name is on the disk only when its folder is.
        await syncFolder(dirname(path));
        await syncFolder(dir);
      } catch (e) {
        await handle.close().catch(() => undefined);
        await unlink(beside).catch(() => undefined);
        throw e;
      }
      return sha;
    },
    get: (sha) => readFile(at(sha)),
    stream: (sha, part) => createReadStream(at(sha), part),
    size: async (sha) => (await stat(at(sha)).catch(() => undefined))?.size,
    remove: async (sha) => {
      await unlink(at(sha)).catch((e: NodeJS.ErrnoException) => {
        if (e.code !== 'ENOENT') throw e;
      });
    },
  };
}

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { type Manifest, unusable } from './archive-format.ts';

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export type ArchiveWriter = {
  /** Adds a member; `chunks` must come to `size` bytes. */
  add(name: string, size: number, chunks: Chunks): Promise<void>;
  /** What was added so far. */
  members: Manifest['members'];
};

/**
 * Writes an archive beside its final name, syncs it and moves it there, so that a kill or a full disk never leaves half a
 * backup under the name of a whole one. `fill` adds the members. Answers the size in bytes. Only its owner may read it:
 * it holds personal data.
 */
export async function writeArchive(file: string, fill: (to: ArchiveWriter) => Promise<void>): Promise<number> {
  await keepOthers(file);
  const beside = `${file}.part`;
  const tar = pack();
  const members: Manifest['members'] = {};
  const filling = fill({ members, add: (name, size, chunks) => add(tar, members, name, size, chunks) }).then(
    () => tar.finalize(),
    // Whichever fails first ends the other; the error travels with the stream.
    (e: unknown) => tar.destroy(e instanceof Error ? e : new Error(String(e))),
  );
  try {
    // Most of the bytes are compressed already (.docx, .pdf); a higher level only takes longer.
    await pipeline(
      tar as unknown as NodeJS.ReadableStream,
      createGzip({ level: 4 }),
      createWriteStream(beside, { mode: 0o600 }),
    );
    await filling;
    const handle = await open(beside, 'r+');
    await handle.sync();
    const { size } = await handle.stat();
    await handle.close();
    await rename(beside, file);
    return size;
  } catch (e) {
    await filling;
    await rm(beside, { force: true });
    const code = (e as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw unusable(file, '磁盘已满，没有备份', 'the disk is full, no backup was made', e);
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EROFS' || code === 'EISDIR')
      throw unusable(file, '无法写入这个位置，没有备份', `cannot be written (${code}), no backup was made`, e);
    throw e;
  }
}

/** An earlier backup may be replaced, and an empty file; anything else under that name is somebody's. */
async function keepOthers(file: string): Promise<void> {
  const there = await stat(file).catch(() => undefined);
  if (!there || (there.isFile() && there.size === 0)) return;
  if (there.isFile()) {
    const handle = await open(file, 'r');
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    await handle.close();
    if (buffer[0] === 0x1f && buffer[1] === 0x8b) return;
  }
  throw unusable(file, '这个名字已有别的文件，请换一个文件名', 'something else has this name, choose another');
}

async function add(tar: Pack, members: Manifest['members'], name: string, size: number, chunks: Chunks): Promise<void> {
  const hash = createHash('sha256');
  const hashed = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(Readable.from(hashed()), tar.entry({ name, size, mode: 0o600 }) as unknown as NodeJS.WritableStream);
  members[name] = { bytes: size, sha256: hash.digest('hex') };
}

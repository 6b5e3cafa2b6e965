import { Buffer } from 'node:buffer';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { Limits } from './limits.ts';
import { Refused, SAY } from './refusal.ts';

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

async function open(bytes: Uint8Array, autoClose: boolean): Promise<ZipFile> {
  try {
    return await yauzl.fromBufferPromise(asBuffer(bytes), { lazyEntries: true, validateEntrySizes: false, autoClose });
  } catch {
    throw new Refused('broken', SAY.broken());
  }
}

/** Names in a zip's central directory, without inflating anything. Throws `Refused` when it cannot be read. */
export async function zipNames(bytes: Uint8Array, limits: Limits): Promise<{ names: string[]; encrypted: boolean }> {
  const names: string[] = [];
  let encrypted = false;
  await eachEntry(bytes, limits, async (entry) => {
    names.push(entry.fileName);
    encrypted ||= entry.isEncrypted();
  });
  return { names, encrypted };
}

async function eachEntry(
  bytes: Uint8Array,
  limits: Limits,
  visit: (entry: Entry, zip: ZipFile) => Promise<void>,
  autoClose = true,
): Promise<void> {
  const zip = await open(bytes, autoClose);
  try {
    let count = 0;
    for await (const entry of zip.eachEntry()) {
      count += 1;
      if (count > limits.entries) throw new Refused('bomb', SAY.entries(limits));
      await visit(entry, zip);
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused('broken', SAY.broken());
  }
}

/**
 * Inflates every entry, counting what really comes out: sizes written in a zip are the sender's claim.
 * Keeps the bytes of entries that `keep` wants (those it calls text count against `textBytes`); the others are
 * counted and dropped. Throws `Refused`: bomb, too-big, broken, encrypted.
 */
export async function readZip(
  bytes: Uint8Array,
  limits: Limits,
  keep: (name: string) => 'text' | 'bytes' | undefined,
): Promise<Map<string, Buffer>> {
  const kept = new Map<string, Buffer>();
  let out = 0;
  let text = 0;
  await eachEntry(bytes, limits, async (entry, zip) => {
    if (entry.fileName.endsWith('/')) return;
    if (entry.isEncrypted()) throw new Refused('encrypted', SAY.encrypted());
    const wanted = keep(entry.fileName);
    const chunks: Buffer[] = [];
    let size = 0;
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      out += chunk.length;
      if (out > limits.unpackedBytes) throw new Refused('bomb', SAY.bomb(limits));
      if (out > limits.unpackedBytes / 10 && out > bytes.length * limits.ratio) throw new Refused('bomb', SAY.ratio());
      if (wanted === 'text') text += chunk.length;
      if (text > limits.textBytes) throw new Refused('too-big', SAY.text(limits));
      if (wanted) chunks.push(chunk);
    }
    if (size !== entry.uncompressedSize) throw new Refused('bomb', SAY.lying());
    // The first of two entries with one name is the one a check would look at; a second is an attempt to differ from it.
    if (kept.has(entry.fileName)) throw new Refused('broken', SAY.broken());
    if (wanted) kept.set(entry.fileName, Buffer.concat(chunks, size));
  });
  return kept;
}

/** A zip opened for reading one entry after another, in any order, under one budget. */
export type Zip = {
  names: readonly string[];
  /** Text that zips may carry beside their entries. */
  comments: readonly string[];
  has(name: string): boolean;
  /** Chunks of an entry as they are inflated. Throws `Refused` once the budget is spent. */
  stream(name: string): AsyncGenerator<Buffer>;
  /** A whole entry; undefined when there is none, or when it is larger than `most` bytes. */
  read(name: string, most?: number): Promise<Buffer | undefined>;
};

/** Opens a zip without inflating anything. Throws `Refused`: broken, bomb (too many entries), encrypted. */
export async function openZip(bytes: Uint8Array, limits: Limits): Promise<Zip> {
  const entries = new Map<string, Entry>();
  const comments: string[] = [];
  let zip: ZipFile | undefined;
  let out = 0;
  await eachEntry(
    bytes,
    limits,
    async (entry, file) => {
      zip = file;
      const name = entry.fileName.replace(/^\/+/, '');
      if (entry.fileComment) comments.push(String(entry.fileComment));
      if (name.endsWith('/')) return;
      if (entry.isEncrypted()) throw new Refused('encrypted', SAY.encrypted());
      if (entries.has(name)) throw new Refused('broken', SAY.broken());
      entries.set(name, entry);
    },
    false,
  );
  if (zip?.comment) comments.push(zip.comment);
  async function* stream(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name);
    if (!entry || !zip) return;
    let size = 0;
    try {
      const from = await zip.openReadStreamPromise(entry);
      for await (const chunk of from as AsyncIterable<Buffer>) {
        size += chunk.length;
        out += chunk.length;
        if (out > limits.unpackedBytes) throw new Refused('bomb', SAY.bomb(limits));
        if (out > limits.unpackedBytes / 10 && out > bytes.length * limits.ratio)
          throw new Refused('bomb', SAY.ratio());
        yield chunk;
      }
    } catch (error) {
      throw error instanceof Refused ? error : new Refused('broken', SAY.broken());
    }
    if (size !== entry.uncompressedSize) throw new Refused('bomb', SAY.lying());
  }
  return {
    names: [...entries.keys()],
    comments,
    has: (name) => entries.has(name),
    stream,
    async read(name, most = limits.textBytes) {
      if (!entries.has(name)) return undefined;
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of stream(name)) {
        size += chunk.length;
        if (size > most) return undefined;
        chunks.push(chunk);
      }
      return Buffer.concat(chunks, size);
    },
  };
}

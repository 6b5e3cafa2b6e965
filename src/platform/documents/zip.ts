import { Buffer } from 'node:buffer';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { Limits } from './limits.ts';
import { Refused, SAY } from './refusal.ts';

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

async function open(bytes: Uint8Array): Promise<ZipFile> {
  try {
    return await yauzl.fromBufferPromise(asBuffer(bytes), { lazyEntries: true, validateEntrySizes: false });
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
): Promise<void> {
  const zip = await open(bytes);
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

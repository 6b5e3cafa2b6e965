import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { AppError } from '../errors.ts';
import { FORMAT_VERSION, HEADER, kindOf, MANIFEST, Manifest, tableName, unusable } from './archive-format.ts';

/** Walks through an archive in order; `visit` must read each body to its end. */
export async function readArchive(
  file: string,
  visit: (name: string, body: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const tar = extract();
  const reading = pipeline(createReadStream(file), createGunzip(), tar as unknown as NodeJS.WritableStream);
  // Its error comes out of the loop as well.
  reading.catch(() => undefined);
  for await (const entry of tar) {
    if (entry.header.type !== 'file') throw new Error(`${entry.header.name} is no plain file`);
    await visit(entry.header.name, entry as AsyncIterable<Buffer>);
  }
  await reading;
}

type Seen = { bytes: number; sha256: string; lines: number };

/**
 * Reads an archive from end to end, writes nothing, and answers its manifest. Refuses, with one line, an archive that is
 * cut off, changed in any byte, or holds more or less than its manifest says. `read` hears of bytes as they pass.
 */
export async function verifyArchive(file: string, read?: (bytes: number) => void): Promise<Manifest> {
  const seen = new Map<string, Seen>();
  let manifest: string | undefined;
  try {
    await readArchive(file, async (name, body) => {
      if (seen.size === 0 && name !== HEADER) throw foreign(file);
      if (manifest !== undefined || seen.has(name)) throw damaged(file, `${name} does not belong there`);
      if (name === MANIFEST) {
        manifest = (await bytesOf(body)).toString('utf8');
        return;
      }
      const found = await measure(body);
      seen.set(name, found);
      read?.(found.bytes);
    });
  } catch (e) {
    if (e instanceof AppError) throw e;
    const code = (e as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw unusable(file, '没有这个文件', 'no such file', e);
    if (code === 'EISDIR' || code === 'EACCES') throw unusable(file, '无法读取', 'cannot be read', e);
    throw seen.size === 0 ? foreign(file, e) : damaged(file, e instanceof Error ? e.message : String(e), e);
  }
  if (manifest === undefined) throw seen.size === 0 ? foreign(file) : damaged(file, 'the end is missing');
  const claimed = parse(file, manifest);
  const wrong = differences(claimed, seen);
  if (wrong) throw damaged(file, wrong);
  return claimed;
}

const foreign = (file: string, e?: unknown): AppError =>
  unusable(file, '不是本平台的备份文件', 'not a backup of this platform', e);
const damaged = (file: string, why: string, e?: unknown): AppError =>
  unusable(file, '备份文件已损坏，没有恢复任何内容', `the backup is damaged, nothing was restored (${why})`, e);

function parse(file: string, text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (e) {
    throw damaged(file, 'the manifest cannot be read', e);
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > FORMAT_VERSION)
    throw unusable(file, '由更新的程序备份，请先升级程序', 'made by a newer program, update this one first');
  const parsed = Manifest.safeParse(value);
  if (!parsed.success) throw damaged(file, 'the manifest cannot be read', parsed.error);
  return parsed.data;
}

/** The first thing in which the members are not what the manifest says; undefined when they are. */
function differences(claimed: Manifest, seen: Map<string, Seen>): string | undefined {
  const lines = new Map<string, number>();
  for (const [name, want] of Object.entries(claimed.members)) {
    const got = seen.get(name);
    const kind = kindOf(name);
    if (!got) return `${name} is missing`;
    if (got.bytes !== want.bytes || got.sha256 !== want.sha256) return `${name} was changed`;
    if (!kind || (kind.kind === 'file' && kind.name !== got.sha256)) return `${name} is not what its name says`;
    const counted = kind.kind === 'rows' ? kind.table : kind.kind;
    // In COPY text a line end is always the end of a row: those within values are written `\n`.
    lines.set(counted, (lines.get(counted) ?? 0) + got.lines);
    seen.delete(name);
  }
  for (const name of seen.keys()) return `${name} is not in the manifest`;
  const short = claimed.tables.find((t) => t.rows !== (lines.get(tableName(t)) ?? 0));
  if (short) return `${tableName(short)} has not the rows it should`;
  return claimed.jobs === (lines.get('jobs') ?? 0) ? undefined : 'the queue has not the jobs it should';
}

/** A whole body in memory. */
export async function bytesOf(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of body) parts.push(chunk);
  return Buffer.concat(parts);
}

async function measure(body: AsyncIterable<Buffer>): Promise<Seen> {
  const hash = createHash('sha256');
  let bytes = 0;
  let lines = 0;
  for await (const chunk of body) {
    hash.update(chunk);
    bytes += chunk.byteLength;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
  }
  return { bytes, sha256: hash.digest('hex'), lines };
}

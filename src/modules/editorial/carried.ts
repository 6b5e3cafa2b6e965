/**
 * Attachments that came with a form which could not be saved, since somebody else had saved first: the page that shows both
 * versions carries them, signed, so that the next save has them. Nobody can write another file's fingerprint into it.
 */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Req } from '../../platform/http/types.ts';
import type { System } from '../../platform/system.ts';
import { keyed } from '../org/index.ts';
import type { Attachment } from '../publication/index.ts';

/** Signed lines by the file's SHA-256. */
export type Carried = ReadonlyMap<string, string>;

const ATTACHMENT = z.strictObject({
  name: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number().int(),
  type: z.string(),
  seconds: z.number().optional(),
});

const sign = (system: System, pieceId: string, body: string): Promise<Buffer> =>
  keyed(system.config.dataDir, `editorial.carried ${pieceId} ${body}`);

export async function carry(system: System, pieceId: string, files: readonly Attachment[]): Promise<Carried> {
  const out = new Map<string, string>();
  for (const a of files) {
    const body = Buffer.from(JSON.stringify(a)).toString('base64url');
    out.set(a.sha256, `${body}.${(await sign(system, pieceId, body)).toString('base64url')}`);
  }
  return out;
}

/** What this piece's form carries; a line that is not ours, or whose file has gone since, is left out. */
export async function carriedIn(c: Req, pieceId: string): Promise<Attachment[]> {
  const out: Attachment[] = [];
  for (const token of c.form.all('carried')) {
    const [body = '', mac = ''] = token.split('.');
    const right = await sign(c.system, pieceId, body);
    const given = Buffer.from(mac, 'base64url');
    if (given.length !== right.length || !timingSafeEqual(given, right)) continue;
    const read = ATTACHMENT.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    if (!read.success || (await c.system.files.size(read.data.sha256)) === undefined) continue;
    const { seconds, ...rest } = read.data;
    out.push({ ...rest, ...(seconds === undefined ? {} : { seconds }) });
  }
  return out;
}

import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { Refused } from './refusal.ts';
import type { Refusal } from './workers.ts';
import { readZip } from './zip.ts';
import { writeZip } from './zip-write.ts';

/** A zip of these entries in this order; the same entries give the same bytes. */
export const packZip = (entries: Iterable<readonly [name: string, content: Buffer | string]>): Promise<Buffer> =>
  writeZip(entries);

/** Everything in a zip of ours, counted while it is inflated. What is broken or too large is an answer with a Chinese line. */
export async function unpackZip(
  bytes: Uint8Array,
  limits: Partial<Limits> = {},
): Promise<{ ok: true; entries: Map<string, Buffer> } | Refusal> {
  try {
    return {
      ok: true,
      entries: await readZip(bytes, { ...DEFAULT_LIMITS, unpackedBytes: 2 ** 30, ...limits }, () => 'bytes'),
    };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason, say: error.say };
    throw error;
  }
}

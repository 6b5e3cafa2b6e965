import { gunzipSync, gzipSync } from 'node:zlib';
import type { Answer } from './types.ts';

type Kept = { stamp: string; status: number; headers: Record<string, string>; packed: Buffer };

/**
 * Rendered public pages, packed, newest use last. A page is fresh while its stamp (site revision and day) is the current
 * one; a stale page is served only when it cannot be rendered anew because the database is away.
 */
export class KeptPages {
  private readonly pages = new Map<string, Kept>();
  private bytes = 0;
  private readonly maxBytes: number;

  constructor(maxBytes = 48 * 1024 * 1024) {
    this.maxBytes = maxBytes;
  }

  get(key: string, stamp: string | null): Answer | undefined {
    const kept = this.pages.get(key);
    if (!kept || (stamp !== null && kept.stamp !== stamp)) return undefined;
    this.pages.delete(key);
    this.pages.set(key, kept);
    return { status: kept.status, headers: { ...kept.headers }, body: gunzipSync(kept.packed) };
  }

  put(key: string, stamp: string, answer: Answer): void {
    if (typeof answer.body !== 'string' || answer.status !== 200) return;
    const old = this.pages.get(key);
    if (old) {
      this.bytes -= old.packed.byteLength;
      this.pages.delete(key);
    }
    const packed = gzipSync(answer.body, { level: 5 });
    this.pages.set(key, { stamp, status: answer.status, headers: { ...answer.headers }, packed });
    this.bytes += packed.byteLength;
    for (const [k, v] of this.pages) {
      if (this.bytes <= this.maxBytes) break;
      this.pages.delete(k);
      this.bytes -= v.packed.byteLength;
    }
  }
}

import type { Converted } from './convert-file.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { inWorker } from './workers.ts';

/**
 * Turns an uploaded file into sanitised HTML and text, in a worker that is stopped when it takes more time or memory
 * than `limits` allow (missing ones are `DEFAULT_LIMITS`). Never rejects: a file that cannot be read, and a worker
 * that dies of it, are answers with a Chinese line. `file.bytes` is copied, not taken.
 */
export const convert = (file: { name: string; bytes: Uint8Array }, limits: Partial<Limits> = {}): Promise<Converted> =>
  inWorker('convert', file, { ...DEFAULT_LIMITS, ...limits });

import type { Grid } from '../../lib/specimen.ts';
import type { Cleaned } from './clean-file.ts';
import { EXAMINE_LIMITS } from './examine.ts';
import type { Limits } from './limits.ts';
import { inWorker } from './workers.ts';

/**
 * A copy of a file with what it shows and nothing else: .xlsx and .csv built anew, .docx without comments, open changes,
 * hidden text, properties and files inside, .html sanitised. Grids of the file's own specimen that were changed (masked)
 * take their place in it, found by `at`. Runs in the workers of `examine`. PDFs and others are refused with a line that
 * says what to do. Never rejects.
 */
export const cleanCopy = (
  file: { name: string; bytes: Uint8Array },
  grids: readonly Grid[] = [],
  limits: Partial<Limits> = {},
): Promise<Cleaned> => inWorker('clean', file, { ...EXAMINE_LIMITS, ...limits }, { grids });

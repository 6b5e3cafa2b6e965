import type { Specimen } from '../../lib/specimen.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { inWorker, type Refusal } from './workers.ts';

const MB = 1024 * 1024;

/** A list may be far larger than a text that is to be published as a page; sheets are read as streams. */
export const EXAMINE_LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  unpackedBytes: 400 * MB,
  // A sheet of empty rows compresses a thousandfold and is no bomb; what comes out is counted all the same.
  ratio: 2_000,
  textBytes: 48 * MB,
  millis: 40_000,
  memoryMb: 512,
};

/**
 * Every text a file carries, shown or hidden, each with its place: what the gate looks at. Runs in the workers that
 * `convert` uses, under `limits` (missing ones are `EXAMINE_LIMITS`). What could not be looked at is named in
 * `specimen.blind`; a file that cannot be read at all is an answer with a Chinese line. Never rejects.
 */
export const examine = (
  file: { name: string; bytes: Uint8Array },
  limits: Partial<Limits> = {},
): Promise<{ ok: true; specimen: Specimen } | Refusal> => inWorker('examine', file, { ...EXAMINE_LIMITS, ...limits });

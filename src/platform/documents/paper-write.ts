import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { Paper } from './paper.ts';
import type { PaperFormat, Written } from './paper-file.ts';
import { inWorker } from './workers.ts';

/** Nothing here comes from outside, so the clock is only there for what hangs: a busy machine may take its time. */
const LIMITS: Limits = { ...DEFAULT_LIMITS, millis: 120_000 };

/**
 * Writes a paper as .docx or .pdf, with the same words and the layout of GB/T 9704. The same paper gives the same bytes:
 * nothing of the hour, the machine or a person is in them, and the day in the properties is `about.date`. Runs in the
 * workers of `convert`, which load the typeface and give it back when idle. Never rejects; a paper that does not fit the
 * model (`readPaper`) is refused with a Chinese line.
 */
export const writePaper = (paper: Paper, format: PaperFormat): Promise<Written> =>
  inWorker('paper', { name: `paper.${format}`, bytes: Buffer.from(JSON.stringify(paper)) }, LIMITS);

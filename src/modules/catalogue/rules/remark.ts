import type { Severity } from '../../../lib/finding.ts';

/** What reading a cell found; the table adds the place. */
export type Remark = {
  rule: string;
  severity: Severity;
  message: string;
  why: string;
  quote: string;
  suggestion?: string;
};

/** Words of a cell, short enough to be quoted. */
export const quoted = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

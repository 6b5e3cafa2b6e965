import { clean } from './text.ts';
import type { PlanBlock } from './types.ts';

const isTabbed = (line: string): boolean => /\S\t/.test(line) || /^\t\S/.test(line);
const isPiped = (line: string): boolean => /^\s*\|.*\|\s*$/.test(line);
const cells = (line: string): string[] =>
  isPiped(line)
    ? line
        .trim()
        .slice(1, -1)
        .split('|')
        .map((c) => c.trim())
    : line.split('\t').map((c) => c.trim());
const isRule = (row: string[]): boolean => row.every((c) => /^:?-+:?$/.test(c));

/**
 * Splits plain text (or Markdown) into blocks. Two or more neighbouring lines with tabs, or with pipes at both ends,
 * are a table when at least two of them fill two cells or more: a single indented line is not.
 */
export function planFromText(text: string): PlanBlock[] {
  const blocks: PlanBlock[] = [];
  let prose: string[] = [];
  let run: string[] = [];
  const endProse = (): void => {
    if (prose.some((l) => l.trim() !== '')) blocks.push({ kind: 'text', text: prose.join('\n') });
    prose = [];
  };
  const endRun = (): void => {
    const rows = run.filter((l) => l.trim() !== '').map(cells);
    if (rows.filter((r) => r.filter((c) => c !== '').length >= 2).length >= 2) {
      endProse();
      blocks.push({ kind: 'table', rows: rows.filter((r) => !isRule(r)) });
    } else {
      for (const line of run) prose.push(line);
    }
    run = [];
  };
  for (const line of clean(text).split('\n')) {
    if (isTabbed(line) || isPiped(line) || (run.length > 0 && line.trim() === '')) run.push(line);
    else {
      if (run.length > 0) endRun();
      prose.push(line);
    }
  }
  endRun();
  endProse();
  return blocks;
}

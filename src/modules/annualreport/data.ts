import type { CellFrom } from './rules/build.ts';
import { FORM_LABELS } from './rules/labels.ts';
import { figuresIn } from './rules/narrative.ts';
import { SECTIONS, type Texts } from './rules/sections.ts';
import { type Report, ROWS } from './rules/types.ts';
import { sayFrom } from './say.ts';

/** The form that the tables follow. */
export const FORMAT = '国办公开办函〔2021〕30号';

/**
 * The machine-readable report: the shape in which published reports are collected, so that `report check` reads it, with
 * the texts and the source of each cell beside it.
 */
export function reportData(r: {
  title: string;
  report: Report;
  texts: Texts;
  from: Readonly<Record<string, CellFrom>>;
  until: string;
  state: string;
}): object {
  const { report } = r;
  const stated = figuresIn(SECTIONS.map((s) => r.texts[s.key]).join('\n'));
  return {
    title: r.title,
    unit: report.unit,
    year: report.year,
    format: FORMAT,
    state: r.state,
    until: r.until,
    table2: report.table2,
    table3: Object.fromEntries(ROWS.map((row) => [row, { label: FORM_LABELS[row], ...report.table3[row] }])),
    table4: report.table4,
    section6: report.section6,
    narrative: Object.fromEntries(stated.map((s) => [s.name, s.got])),
    texts: Object.fromEntries(SECTIONS.map((s) => [s.key, { title: s.title, text: r.texts[s.key] }])),
    sources: Object.fromEntries(Object.entries(r.from).map(([cell, from]) => [cell, sayFrom(from)])),
  };
}

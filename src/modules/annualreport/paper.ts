import type { Day } from '../../lib/day.ts';
import { type Paper, type PaperBlock, type PaperCell, type PaperTable, p } from '../../platform/documents/index.ts';
import { valueIn } from './rules/cells.ts';
import { type FormCell, type FormTable, sayNumberOf, tablesOf } from './rules/form.ts';
import { paragraphsOf, SECTIONS, type Texts } from './rules/sections.ts';
import type { Report } from './rules/types.ts';

const cellOf = (c: FormCell, r: Report): PaperCell =>
  'cell' in c
    ? { text: sayNumberOf(valueIn(r, c.cell)), align: 'right' }
    : {
        text: c.text,
        ...(c.cols === undefined ? {} : { cols: c.cols }),
        ...(c.rows === undefined ? {} : { rows: c.rows }),
      };

const tableOf = (t: FormTable, r: Report, captioned: boolean): PaperTable => ({
  kind: 'table',
  // Of parts three and four the heading of the part says the same.
  ...(captioned ? { caption: t.caption } : {}),
  widths: t.widths,
  head: t.head.map((row) => row.map((c) => ({ ...cellOf(c, r), align: 'center' as const, bold: true }))),
  rows: t.rows.map((row) => row.map((c) => cellOf(c, r))),
});

/** The report as an official paper: the same words and numbers as its page, for the .docx and the .pdf. */
export function paperOf(r: { title: string; unitName: string; report: Report; texts: Texts; date: Day }): Paper {
  const blocks = SECTIONS.flatMap((s): PaperBlock[] => [
    // The form numbers its parts itself.
    { kind: 'heading', level: 1, text: s.title, numbered: false },
    ...paragraphsOf(r.texts[s.key] ?? '').map(
      (x): PaperBlock => (x.heading ? { kind: 'heading', level: 2, text: x.text, numbered: false } : p(x.text)),
    ),
    ...(s.table ? tablesOf(s.table).map((t) => tableOf(t, r.report, s.table === 'table2')) : []),
  ]);
  return {
    title: r.title,
    blocks,
    sign: { unit: r.unitName, date: r.date },
    about: { unit: r.unitName, date: r.date },
  };
}

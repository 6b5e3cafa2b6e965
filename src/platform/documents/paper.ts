import { z } from 'zod';
import { type Day, isDay, sayDay } from '../../lib/day.ts';
import { sayNumber } from '../../lib/numerals.ts';

/** Words in one manner of writing. */
export type Run = { text: string; bold?: boolean; underline?: boolean };

/** A cell; `cols` and `rows` are how many it spans (1 unless told). Lines of its text are parted by `\n`. */
export type PaperCell = {
  text: string;
  cols?: number;
  rows?: number;
  align?: 'left' | 'center' | 'right';
  bold?: boolean;
};

/** Rows hold only the cells that begin in them, left to right, as rows of an HTML table do. */
export type PaperTable = {
  kind: 'table';
  caption?: string;
  /** Shares of the width, one a column; any positive numbers. */
  widths: readonly number[];
  /** Printed again on each page that the table goes on to. */
  head: readonly (readonly PaperCell[])[];
  rows: readonly (readonly PaperCell[])[];
  note?: string;
};

export type PaperBlock =
  | { kind: 'paragraph'; runs: readonly Run[]; align?: 'left' | 'center' | 'right'; indent?: boolean }
  /** Numbered by the writer: 一、 at level 1, （一） at 2, `1.` at 3; `numbered: false` leaves the text as it is. */
  | { kind: 'heading'; level: 1 | 2 | 3; text: string; numbered?: boolean }
  | PaperTable
  /** What follows begins on a new page. */
  | { kind: 'page' };

/**
 * An official document as its parts, in the order of GB/T 9704: from it the .docx and the .pdf are written, so that both
 * say the same. Texts carry no numbers of headings, no colon after the addressee and no 附件： before attachments.
 */
export type Paper = {
  /** The issuing unit in red over a red line; absent: the paper begins with its title. */
  masthead?: string;
  /** The document's number, 〔2026〕3号 with its code. */
  number?: string;
  title: string;
  addressee?: string;
  blocks: readonly PaperBlock[];
  /** Names of what is enclosed. */
  attachments?: readonly string[];
  sign?: { unit: string; date: Day };
  /** 附注, printed in brackets below the date. */
  remark?: string;
  /** What the file says of itself beside its title: who issued it and when; nothing else goes into its properties. */
  about: { unit: string; date: Day };
};

const line = z.string().max(2_000);
const text = z.string().max(20_000);
const dayOf = z.string().refine(isDay);
const align = z.enum(['left', 'center', 'right']);
const cell = z.strictObject({
  text,
  cols: z.int().min(1).max(60).optional(),
  rows: z.int().min(1).max(500).optional(),
  align: align.optional(),
  bold: z.boolean().optional(),
});
const run = z.strictObject({ text, bold: z.boolean().optional(), underline: z.boolean().optional() });
const block = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('paragraph'),
    runs: z.array(run).max(500),
    align: align.optional(),
    indent: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    text: line,
    numbered: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('table'),
    caption: line.optional(),
    widths: z.array(z.number().positive()).min(1).max(60),
    head: z.array(z.array(cell)).max(20),
    rows: z.array(z.array(cell)).max(5_000),
    note: line.optional(),
  }),
  z.strictObject({ kind: z.literal('page') }),
]);
const paper = z.strictObject({
  masthead: line.optional(),
  number: line.optional(),
  title: line.min(1),
  addressee: line.optional(),
  blocks: z.array(block).max(5_000),
  attachments: z.array(line).max(200).optional(),
  sign: z.strictObject({ unit: line, date: dayOf }).optional(),
  remark: line.optional(),
  about: z.strictObject({ unit: line, date: dayOf }),
});

/** A stored or posted paper; undefined when it is none. */
export function readPaper(value: unknown): Paper | undefined {
  const read = paper.safeParse(value);
  // The schema admits exactly the type; zod writes absent fields as `undefined`, which the type does not.
  return read.success ? (read.data as Paper) : undefined;
}

/** The moment a file gives as its own: noon in China, so that it is the same day wherever it is read. */
export const noonOf = (day: Day): Date => new Date(`${day}T12:00:00+08:00`);

/** A paragraph of plain words. */
export const p = (words: string): PaperBlock => ({ kind: 'paragraph', runs: [{ text: words }] });

/** `一、总体情况`: headings of a paper with their numbers, one text a block (empty for blocks that are none). */
export function headingTexts(blocks: readonly PaperBlock[]): string[] {
  const at = [0, 0, 0];
  return blocks.map((b) => {
    if (b.kind !== 'heading') return '';
    if (b.numbered === false) return b.text;
    at[b.level - 1] = (at[b.level - 1] ?? 0) + 1;
    at.fill(0, b.level);
    const n = at[b.level - 1] ?? 0;
    return `${b.level === 1 ? `${sayNumber(n)}、` : b.level === 2 ? `（${sayNumber(n)}）` : `${n}.`}${b.text}`;
  });
}

/** Lines of the list of enclosures: one stands behind 附件：, several are numbered. */
export const attachmentLines = (names: readonly string[]): string[] =>
  names.length === 1 ? [`附件：${names[0]}`] : names.map((n, i) => `${i === 0 ? '附件：' : '　　　'}${i + 1}.${n}`);

/** The paper's words, a line for each paragraph and table row (cells parted by a tab): what checks look at. */
export function paperText(of: Paper): string {
  const headings = headingTexts(of.blocks);
  const rows = (t: PaperTable): string[] => [
    ...(t.caption ? [t.caption] : []),
    ...[...t.head, ...t.rows].map((r) => r.map((c) => c.text.replaceAll('\n', '')).join('\t')),
    ...(t.note ? [t.note] : []),
  ];
  return [
    of.masthead,
    of.number,
    of.title,
    of.addressee === undefined ? undefined : `${of.addressee}：`,
    ...of.blocks.flatMap((b, i) =>
      b.kind === 'paragraph'
        ? [b.runs.map((r) => r.text).join('')]
        : b.kind === 'heading'
          ? [headings[i]]
          : b.kind === 'table'
            ? rows(b)
            : [],
    ),
    ...attachmentLines(of.attachments ?? []),
    of.sign?.unit,
    of.sign ? sayDay(of.sign.date) : undefined,
    of.remark === undefined ? undefined : `（${of.remark}）`,
  ]
    .filter((x) => x !== undefined)
    .join('\n');
}

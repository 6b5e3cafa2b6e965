import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { sayDay } from '../../lib/day.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { attachmentLines, headingTexts, noonOf, type Paper, type PaperTable, type Run } from './paper.ts';
import {
  AREA,
  cellPitch,
  PAGE,
  PAGE_NUMBER_BELOW,
  PER_LINE,
  PITCH,
  SIZE,
  TITLE_PITCH,
  tableSize,
} from './paper-form.ts';
import { readZip } from './zip.ts';
import { writeZip } from './zip-write.ts';

/** Twentieths of a point, and half points: the units of the format. */
const twips = (points: number): number => Math.round(points * 20);
const halves = (points: number): number => Math.round(points * 2);

/** Typefaces by their part in an official document; Word and WPS have them all. */
const FONT = {
  body: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: '仿宋' },
  title: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: '宋体' },
  level1: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: '黑体' },
  level2: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: '楷体' },
} as const;

const EM = AREA.width / PER_LINE;
const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const exactly = (
  points: number,
): { line: number; lineRule: typeof LineRuleType.EXACT; before: number; after: number } => ({
  line: twips(points),
  lineRule: LineRuleType.EXACT,
  before: 0,
  after: 0,
});

type Look = IRunOptions & { text?: string };

/** Line breaks inside a text are breaks of the line, not of the paragraph. */
const runsOf = (text: string, look: Look): ParagraphChild[] =>
  text.split('\n').map((part, i) => new TextRun({ ...look, text: part, ...(i > 0 ? { break: 1 } : {}) }));

const words = (text: string, font: (typeof FONT)[keyof typeof FONT] = FONT.body, more: Look = {}): ParagraphChild[] =>
  runsOf(text, { font, size: halves(SIZE.body), ...more });

const indented = { firstLine: twips(2 * EM) };
const empty = (): Paragraph => new Paragraph({ spacing: exactly(PITCH), children: [] });

/** The paper as a .docx of the same words as the PDF; its properties hold title, unit and day, and its bytes nothing of this machine. */
export async function paperDocx(paper: Paper): Promise<Uint8Array> {
  const margin = {
    top: twips(AREA.top),
    left: twips(AREA.left),
    right: twips(PAGE.width - AREA.left - AREA.width),
    bottom: twips(PAGE.height - AREA.top - AREA.height),
    footer: twips(PAGE.height - AREA.top - AREA.height - PAGE_NUMBER_BELOW - SIZE.pageNumber),
  };
  const document = new Document({
    creator: paper.about.unit,
    lastModifiedBy: paper.about.unit,
    title: paper.title,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { font: FONT.body, size: halves(SIZE.body), language: { eastAsia: 'zh-CN' } } } },
    },
    sections: [
      {
        properties: { page: { size: { width: twips(PAGE.width), height: twips(PAGE.height) }, margin } },
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children: [...head(paper), ...body(paper), ...foot(paper)],
      },
    ],
  });
  return settled(new Uint8Array(await Packer.toArrayBuffer(document)), paper);
}

function pageNumber(align: 'left' | 'right'): Footer {
  const look = { font: FONT.title, size: halves(SIZE.pageNumber) };
  return new Footer({
    children: [
      new Paragraph({
        alignment: ALIGN[align],
        indent: align === 'left' ? { left: twips(SIZE.pageNumber) } : { right: twips(SIZE.pageNumber) },
        children: [new TextRun({ ...look, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  });
}

function head(paper: Paper): Paragraph[] {
  const number = (alignment: 'right' | 'center'): Paragraph =>
    new Paragraph({ alignment: ALIGN[alignment], spacing: exactly(PITCH), children: words(paper.number ?? '') });
  const fits = Math.min(SIZE.masthead, (AREA.width / Math.max(1, [...(paper.masthead ?? '')].length)) * 0.98);
  return [
    ...(paper.masthead
      ? [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { ...exactly(SIZE.masthead * 1.6), after: twips(6) },
            border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 18, space: 4, color: 'D0111B' } },
            children: words(paper.masthead, FONT.title, { bold: true, color: 'D0111B', size: halves(fits) }),
          }),
          ...(paper.number ? [number('right')] : []),
          empty(),
        ]
      : []),
    new Paragraph({
      heading: HeadingLevel.TITLE,
      alignment: AlignmentType.CENTER,
      spacing: exactly(TITLE_PITCH),
      children: words(paper.title, FONT.title, { bold: true, size: halves(SIZE.title), color: '000000' }),
    }),
    ...(paper.number && !paper.masthead ? [number('center')] : []),
    empty(),
    ...(paper.addressee === undefined
      ? []
      : [new Paragraph({ spacing: exactly(PITCH), children: words(`${paper.addressee}：`) })]),
  ];
}

function body(paper: Paper): (Paragraph | Table)[] {
  const headings = headingTexts(paper.blocks);
  return paper.blocks.flatMap((b, i): (Paragraph | Table)[] => {
    if (b.kind === 'page') return [new Paragraph({ pageBreakBefore: true, spacing: exactly(1), children: [] })];
    if (b.kind === 'table') return tableOf(b);
    if (b.kind === 'heading') {
      const font = b.level === 1 ? FONT.level1 : b.level === 2 ? FONT.level2 : FONT.body;
      return [
        new Paragraph({
          heading:
            [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][b.level - 1] ??
            HeadingLevel.HEADING_3,
          keepNext: true,
          indent: indented,
          spacing: exactly(PITCH),
          children: words(headings[i] ?? '', font, { color: '000000', bold: b.level === 3, italics: false }),
        }),
      ];
    }
    const left = (b.align ?? 'left') === 'left';
    return [
      new Paragraph({
        alignment: left ? AlignmentType.BOTH : ALIGN[b.align ?? 'left'],
        spacing: exactly(PITCH),
        ...(left && b.indent !== false ? { indent: indented } : {}),
        children: b.runs.flatMap((r) => words(r.text, FONT.body, manner(r))),
      }),
    ];
  });
}

const manner = (r: Run): Look => ({ ...(r.bold ? { bold: true } : {}), ...(r.underline ? { underline: {} } : {}) });

function tableOf(table: PaperTable): (Paragraph | Table)[] {
  const size = tableSize(table.widths.length);
  const total = table.widths.reduce((a, b) => a + b, 0);
  const columnWidths = table.widths.map((w) => twips((w / total) * AREA.width));
  const row = (cells: PaperTable['rows'][number], heading: boolean): TableRow =>
    new TableRow({
      tableHeader: heading,
      cantSplit: true,
      children: cells.map(
        (c) =>
          new TableCell({
            ...(c.cols ? { columnSpan: c.cols } : {}),
            ...(c.rows ? { rowSpan: c.rows } : {}),
            verticalAlign: VerticalAlign.CENTER,
            children: c.text.split('\n').map(
              (text) =>
                new Paragraph({
                  alignment: ALIGN[c.align ?? (heading ? 'center' : 'left')],
                  spacing: exactly(cellPitch(size)),
                  children: words(text, FONT.body, { size: halves(size), bold: c.bold ?? heading }),
                }),
            ),
          }),
      ),
    });
  return [
    ...(table.caption
      ? [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            keepNext: true,
            spacing: exactly(PITCH),
            children: words(table.caption, FONT.level1, { size: halves(14) }),
          }),
        ]
      : []),
    new Table({
      width: { size: twips(AREA.width), type: WidthType.DXA },
      columnWidths,
      margins: { left: twips(3), right: twips(3), top: twips(2), bottom: twips(2) },
      rows: [...table.head.map((r) => row(r, true)), ...table.rows.map((r) => row(r, false))],
    }),
    ...(table.note
      ? [
          new Paragraph({
            spacing: exactly(cellPitch(10.5)),
            children: words(table.note, FONT.body, { size: halves(10.5) }),
          }),
        ]
      : []),
    new Paragraph({ spacing: exactly(PITCH / 2), children: [] }),
  ];
}

function foot(paper: Paper): Paragraph[] {
  const out: Paragraph[] = [];
  if (paper.attachments?.length) {
    out.push(empty());
    for (const text of attachmentLines(paper.attachments))
      out.push(new Paragraph({ indent: indented, spacing: exactly(PITCH), children: words(text) }));
  }
  if (paper.sign) {
    const date = sayDay(paper.sign.date);
    // Both lines end so that the unit is centred over the date, which ends four characters before the edge (GB/T 9704 7.3.5).
    const em = (text: string): number => [...text].reduce((n, c) => n + (c.charCodeAt(0) < 256 ? 0.5 : 1), 0);
    const unitInset = Math.max(0, 4 + em(date) / 2 - em(paper.sign.unit) / 2);
    const dateInset = Math.max(4, em(paper.sign.unit) / 2 - em(date) / 2);
    const line = (text: string, inset: number): Paragraph =>
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        keepLines: true,
        indent: { right: twips(inset * EM) },
        spacing: exactly(PITCH),
        children: words(text),
      });
    out.push(empty(), empty(), line(paper.sign.unit, unitInset), line(date, dateInset));
  }
  if (paper.remark)
    out.push(
      empty(),
      new Paragraph({ indent: indented, spacing: exactly(PITCH), children: words(`（${paper.remark}）`) }),
    );
  return out;
}

/** The library writes the hour at which it ran; the same paper is to be the same bytes. */
async function settled(bytes: Uint8Array, paper: Paper): Promise<Uint8Array> {
  const parts = await readZip(bytes, DEFAULT_LIMITS, () => 'bytes');
  const at = noonOf(paper.about.date).toISOString().replace('.000', '');
  const core = parts.get('docProps/core.xml')?.toString('utf8') ?? '';
  parts.set('docProps/core.xml', Buffer.from(core.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${at}`)));
  return writeZip([...parts]);
}

import PDFDocument from 'pdfkit';
import { sayDay } from '../../lib/day.ts';
import { attachmentLines, headingTexts, noonOf, type Paper } from './paper.ts';
import { AREA, PAGE, PER_LINE, PITCH, RED, SIZE, TITLE_PITCH } from './paper-form.ts';
import { drawTable } from './paper-pdf-table.ts';
import { loadFonts, type Setting, Sheet } from './paper-sheet.ts';

const BODY: Setting = { size: SIZE.body, pitch: PITCH, align: 'left', spread: true };
const EM = AREA.width / PER_LINE;

/** The paper as a PDF/UA-minded file: tagged, searchable, its fonts cut down to the characters used. */
export async function paperPdf(paper: Paper): Promise<Uint8Array> {
  const { regular, bold } = await loadFonts();
  const doc = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: paper.title,
      Author: paper.about.unit,
      Creator: paper.about.unit,
      Producer: '',
      CreationDate: noonOf(paper.about.date),
      ModDate: noonOf(paper.about.date),
    },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (c: Buffer) => chunks.push(c));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  doc.registerFont('regular', regular);
  doc.registerFont('bold', bold);
  doc.font('regular');
  const sheet = new Sheet(doc);
  sheet.page();
  head(sheet, paper);
  body(sheet, paper);
  foot(sheet, paper);
  sheet.root.end();
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

function head(sheet: Sheet, paper: Paper): void {
  const { doc } = sheet;
  if (paper.masthead) {
    sheet.paragraph([{ text: paper.masthead }], {
      size: mastheadSize(sheet, paper.masthead),
      pitch: SIZE.masthead * 1.6,
      align: 'center',
      bold: true,
      colour: RED,
    });
    doc.markContent('Artifact', { type: 'Layout' });
    const y = sheet.y + 4;
    doc
      .strokeColor(RED)
      .lineWidth(2)
      .moveTo(AREA.left, y)
      .lineTo(AREA.left + AREA.width, y)
      .stroke();
    doc
      .lineWidth(0.6)
      .moveTo(AREA.left, y + 3)
      .lineTo(AREA.left + AREA.width, y + 3)
      .stroke();
    doc.endMarkedContent();
    sheet.y += 4 + PITCH / 2;
    if (paper.number) sheet.paragraph([{ text: paper.number }], { ...BODY, spread: false, align: 'right' });
    sheet.y += PITCH / 2;
  }
  const title: Setting = { size: SIZE.title, pitch: TITLE_PITCH, align: 'center', bold: true, role: 'H1' };
  // A title a little longer than its line is broken in the middle, so that no lone character is left over.
  const once = sheet.lines([{ text: paper.title }], AREA.width, title);
  const width =
    once.length > 1
      ? (AREA.width * (once.length - 1) + (once.at(-1)?.natural ?? 0)) / once.length + SIZE.title
      : AREA.width;
  const narrow = Math.min(AREA.width, width);
  sheet.paragraph([{ text: paper.title }], title, { x: AREA.left + (AREA.width - narrow) / 2, width: narrow });
  if (paper.number && !paper.masthead)
    sheet.paragraph([{ text: paper.number }], { ...BODY, spread: false, align: 'center' });
  sheet.y += PITCH;
  if (paper.addressee !== undefined) sheet.paragraph([{ text: `${paper.addressee}：` }], BODY);
}

function mastheadSize(sheet: Sheet, text: string): number {
  const fits = (AREA.width / sheet.width(text, true, SIZE.masthead)) * SIZE.masthead;
  return Math.min(SIZE.masthead, fits);
}

function body(sheet: Sheet, paper: Paper): void {
  const headings = headingTexts(paper.blocks);
  paper.blocks.forEach((b, i) => {
    if (b.kind === 'page') sheet.page();
    else if (b.kind === 'table') drawTable(sheet, b);
    else if (b.kind === 'heading') {
      // A heading does not stay alone at the foot of a page.
      sheet.need(PITCH * 2);
      const role = b.level === 1 ? 'H2' : 'H3';
      sheet.paragraph([{ text: headings[i] ?? '' }], { ...BODY, indent: 2 * EM, bold: true, role });
    } else {
      const align = b.align ?? 'left';
      const indent = align === 'left' && b.indent !== false ? 2 * EM : 0;
      sheet.paragraph(b.runs, { ...BODY, align, indent, spread: align === 'left' });
    }
  });
}

/** 附件说明, 署名, 成文日期, 附注. The unit is centred over the date, which ends four characters before the edge. */
function foot(sheet: Sheet, paper: Paper): void {
  if (paper.attachments?.length) {
    sheet.y += PITCH;
    for (const text of attachmentLines(paper.attachments)) sheet.paragraph([{ text }], { ...BODY, indent: 2 * EM });
  }
  if (paper.sign) {
    const date = sayDay(paper.sign.date);
    const unitWidth = sheet.width(sheet.printable(paper.sign.unit), false, SIZE.body);
    const dateWidth = sheet.width(date, false, SIZE.body);
    sheet.need(PITCH * 4);
    sheet.y += PITCH * 2;
    const right = AREA.left + AREA.width - 4 * EM;
    const middle = Math.min(right - dateWidth / 2, AREA.left + AREA.width - unitWidth / 2);
    const set: Setting = { ...BODY, spread: false, align: 'center' };
    const over = (text: string, width: number): void =>
      sheet.paragraph([{ text }], set, { x: middle - width / 2 - 1, width: width + 2 });
    over(paper.sign.unit, Math.min(unitWidth, AREA.width));
    over(date, dateWidth);
  }
  if (paper.remark) {
    sheet.need(PITCH * 2);
    sheet.y += PITCH;
    sheet.paragraph([{ text: `（${paper.remark}）` }], { ...BODY, indent: 2 * EM });
  }
}

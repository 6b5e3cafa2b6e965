import { escapeMarkup, withoutControls } from '../../lib/markup.ts';
import type { Merge } from './head.ts';
import { columnName } from './xlsx-sheet.ts';
import { writeZip } from './zip-write.ts';

/** A sheet to be written: texts by row and column from 0; `number`: a cell whose text is written as a figure. */
export type NewSheet = {
  name: string;
  rows: { no: number; cells: { col: number; text: string; number: boolean }[]; head: boolean }[];
  widths: ReadonlyMap<number, number>;
  merges: readonly Merge[];
  /** Rows at the top that stay in sight; 0 for none. */
  frozen: number;
};

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const safe = (text: string): string => escapeMarkup(withoutControls(text));

/** Figures that a spreadsheet gives back exactly as they are written; longer ones lose their last digits. */
const FIGURE = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/;
const isFigure = (text: string): boolean => FIGURE.test(text) && text.replace(/\D/g, '').length <= 15;

function sheetXml(sheet: NewSheet): string {
  const cols = [...sheet.widths].sort((a, b) => a[0] - b[0]);
  const rows = sheet.rows.map((row) => {
    const style = row.head ? ' s="1"' : '';
    const cells = row.cells.map(({ col, text, number }) => {
      const ref = `${columnName(col)}${row.no}`;
      return number && isFigure(text)
        ? `<c r="${ref}"${style}><v>${text}</v></c>`
        : `<c r="${ref}"${style} t="inlineStr"><is><t xml:space="preserve">${safe(text)}</t></is></c>`;
    });
    return `<row r="${row.no}">${cells.join('')}</row>`;
  });
  const pane = sheet.frozen
    ? `<pane ySplit="${sheet.frozen}" topLeftCell="A${sheet.frozen + 1}" activePane="bottomLeft" state="frozen"/>`
    : '';
  const merges = sheet.merges.map(
    (m) => `<mergeCell ref="${columnName(m.col)}${m.row + 1}:${columnName(m.col + m.across - 1)}${m.row + m.down}"/>`,
  );
  return [
    `${XML}<worksheet ${MAIN}>`,
    pane ? `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` : '',
    cols.length
      ? `<cols>${cols.map(([c, w]) => `<col min="${c + 1}" max="${c + 1}" width="${w}" customWidth="1"/>`).join('')}</cols>`
      : '',
    `<sheetData>${rows.join('')}</sheetData>`,
    merges.length ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '',
    '</worksheet>',
  ].join('');
}

/** An .xlsx with these sheets and nothing else: no properties, no history, no times. */
export function writeXlsx(sheets: readonly NewSheet[]): Promise<Buffer> {
  const overrides = sheets.map(
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${TYPES}.worksheet+xml"/>`,
  );
  const list = sheets.map((s, i) => `<sheet name="${safe(s.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const relations = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  return writeZip([
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${overrides.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    ['xl/workbook.xml', `${XML}<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets></workbook>`],
    [
      'xl/_rels/workbook.xml.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}${styles}</Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${XML}<styleSheet ${MAIN}><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
    ],
    ...sheets.map((s, i): [string, string] => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(s)]),
  ]);
}

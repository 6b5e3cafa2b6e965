// Spreadsheets for tests and benchmarks, built part by part, so that any hiding place can be filled.
import type { Buffer } from 'node:buffer';
import { escapeMarkup } from '../../lib/markup.ts';
import { zip } from './fixtures.ts';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A text (shared), a number, or a cell's own markup with `style`, `formula`. */
export type FixtureCell =
  | string
  | number
  | { value: string | number; style?: number; formula?: string; inline?: true; phonetic?: string };
type Relation = { id: string; type: string; target: string; external?: boolean };
export type FixtureSheet = {
  name: string;
  state?: 'hidden' | 'veryHidden';
  rows: FixtureCell[][];
  hiddenRows?: number[];
  /** Columns from 1. */
  hiddenColumns?: number[];
  merges?: string[];
  /** Markup before and after the rows. */
  before?: string;
  after?: string;
  relations?: Relation[];
};
export type FixtureBook = {
  sheets: FixtureSheet[];
  /** Markup inside `<definedNames>`. */
  names?: string;
  /** Markup inside `<styleSheet>`. */
  styles?: string;
  /** Shared texts that no cell uses. */
  unused?: string[];
  relations?: Relation[];
  parts?: Record<string, string | Buffer>;
};

const letters = (col: number): string =>
  (col >= 26 ? letters(Math.floor(col / 26) - 1) : '') + String.fromCharCode(65 + (col % 26));

const relations = (list: readonly Relation[]): string =>
  `<?xml version="1.0"?><Relationships xmlns="${RELS}">${list
    .map(
      (r) =>
        `<Relationship Id="${r.id}" Type="${OFFICE}/${r.type}" Target="${escapeMarkup(r.target)}"${r.external ? ' TargetMode="External"' : ''}/>`,
    )
    .join('')}</Relationships>`;

/** The entries of a small but whole .xlsx. */
export function xlsxEntries(book: FixtureBook): Record<string, string | Buffer> {
  const shared = new Map<string, number>();
  const cell = (given: FixtureCell, ref: string): string => {
    const c = typeof given === 'object' ? given : { value: given };
    const style = 'style' in c && c.style !== undefined ? ` s="${c.style}"` : '';
    const f = 'formula' in c && c.formula ? `<f>${escapeMarkup(c.formula)}</f>` : '';
    if (c.value === '') return '';
    if (typeof c.value === 'number') return `<c r="${ref}"${style}>${f}<v>${c.value}</v></c>`;
    if (f) return `<c r="${ref}"${style} t="str">${f}<v>${escapeMarkup(c.value)}</v></c>`;
    if ('inline' in c) {
      const spoken = c.phonetic ? `<rPh sb="0" eb="1"><t>${escapeMarkup(c.phonetic)}</t></rPh>` : '';
      return `<c r="${ref}"${style} t="inlineStr"><is><t>${escapeMarkup(c.value)}</t>${spoken}</is></c>`;
    }
    if (!shared.has(c.value)) shared.set(c.value, shared.size);
    return `<c r="${ref}"${style} t="s"><v>${shared.get(c.value)}</v></c>`;
  };
  const out: Record<string, string | Buffer> = {};
  const list: Relation[] = [...(book.relations ?? [])];
  const sheets = book.sheets.map((sheet, i) => {
    const n = i + 1;
    list.push({ id: `s${n}`, type: 'worksheet', target: `worksheets/sheet${n}.xml` });
    const cols = (sheet.hiddenColumns ?? []).map((c) => `<col min="${c}" max="${c}" width="9" hidden="1"/>`).join('');
    const rows = sheet.rows.map((cells, r) => {
      const hidden = sheet.hiddenRows?.includes(r + 1) ? ' hidden="1"' : '';
      return `<row r="${r + 1}"${hidden}>${cells.map((c, k) => cell(c, `${letters(k)}${r + 1}`)).join('')}</row>`;
    });
    const merges = sheet.merges?.length
      ? `<mergeCells>${sheet.merges.map((m) => `<mergeCell ref="${m}"/>`).join('')}</mergeCells>`
      : '';
    out[`xl/worksheets/sheet${n}.xml`] =
      `<?xml version="1.0"?><worksheet ${MAIN} ${R}>${sheet.before ?? ''}${cols ? `<cols>${cols}</cols>` : ''}<sheetData>${rows.join('')}</sheetData>${merges}${sheet.after ?? ''}</worksheet>`;
    if (sheet.relations) out[`xl/worksheets/_rels/sheet${n}.xml.rels`] = relations(sheet.relations);
    return `<sheet name="${escapeMarkup(sheet.name)}" sheetId="${n}"${sheet.state ? ` state="${sheet.state}"` : ''} r:id="s${n}"/>`;
  });
  for (const text of book.unused ?? []) shared.set(text, shared.size);
  const texts = [...shared.keys()].map((t) => `<si><t xml:space="preserve">${escapeMarkup(t)}</t></si>`).join('');
  return {
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    '_rels/.rels': relations([{ id: 'r1', type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `<?xml version="1.0"?><workbook ${MAIN} ${R}><sheets>${sheets.join('')}</sheets>${book.names ? `<definedNames>${book.names}</definedNames>` : ''}</workbook>`,
    'xl/_rels/workbook.xml.rels': relations(list),
    'xl/sharedStrings.xml': `<?xml version="1.0"?><sst ${MAIN}>${texts}</sst>`,
    ...(book.styles ? { 'xl/styles.xml': `<?xml version="1.0"?><styleSheet ${MAIN}>${book.styles}</styleSheet>` } : {}),
    ...out,
    ...book.parts,
  };
}

export const xlsx = (book: FixtureBook): Promise<Buffer> => zip(xlsxEntries(book));

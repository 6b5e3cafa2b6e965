// PDFs for tests and benchmarks, written object by object, so that anything can be painted over anything.
import { Buffer } from 'node:buffer';

const hex = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');

/** A text string of the file's own data (remarks, properties), in UTF-16. */
export const pdfString = (text: string): string => `<feff${hex(text)}>`;

/** One line of 16-point text on a page. `mode` 3 is invisible; `colour` as `1 g` or `1 0 0 rg`. */
export const textOp = (text: string, x: number, y: number, more: { mode?: number; colour?: string } = {}): string =>
  `q ${more.colour ?? '0 g'} BT /F1 16 Tf ${more.mode ?? 0} Tr 1 0 0 1 ${x} ${y} Tm <${hex(text)}> Tj ET Q`;

/** A filled rectangle from its lower left corner. */
export const barOp = (x: number, y: number, width: number, height: number, colour = '0 g'): string =>
  `q ${colour} ${x} ${y} ${width} ${height} re f Q`;

/** The page's picture `/Im1` over this rectangle. */
export const pictureOp = (x: number, y: number, width: number, height: number): string =>
  `q ${width} 0 0 ${height} ${x} ${y} cm /Im1 Do Q`;

export type FixturePage = {
  content: string;
  /** Deflated operators, in place of `content`. */
  packed?: Buffer;
  /** Bodies of annotations, as `/Subtype /Text /Rect [..] /Contents (..)`. */
  annotations?: string[];
};
export type FixturePdf = {
  pages: FixturePage[];
  /** `/Title`, `/Author` … of the information dictionary. */
  info?: Record<string, string>;
  attachments?: { name: string; bytes: Buffer }[];
  /** Pages of a later save: added at the end, as programs do that do not rewrite the file. */
  saved?: FixturePage[];
  /** Side of the square picture `/Im1`, in points; `transparent`: with a mask that lets everything through. */
  picture?: { side: number; transparent?: boolean };
};

/** The bytes of the PDF. */
export function pdfOf(file: FixturePdf): Buffer {
  const objects = new Map<number, Buffer>();
  let next = 1;
  const put = (body: string | Buffer, at = next): number => {
    if (at === next) next += 1;
    objects.set(at, Buffer.from(body));
    return at;
  };
  const stream = (dict: string, data: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`<< ${dict} /Length ${data.length} >>\nstream\n`), data, Buffer.from('\nendstream')]);
  const catalog = next++;
  const tree = next++;
  const font = put(
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
  );
  put(
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /StemV 93 /CapHeight 880 >> >>',
  );
  const { side, transparent } = file.picture ?? { side: 2, transparent: false };
  const grey = '/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8';
  const size = `/Width ${side} /Height ${side}`;
  const mask = transparent ? put(stream(`${grey} ${size}`, Buffer.alloc(side * side))) : 0;
  const image = put(stream(`${grey} ${size}${mask ? ` /SMask ${mask} 0 R` : ''}`, Buffer.alloc(side * side, 128)));
  const pagesOf = (pages: readonly FixturePage[]): string =>
    pages
      .map((page) => {
        const notes = (page.annotations ?? []).map((a) => `${put(`<< /Type /Annot ${a} >>`)} 0 R`);
        const content = put(
          page.packed ? stream('/Filter /FlateDecode', page.packed) : stream('', Buffer.from(page.content)),
        );
        const annots = notes.length ? ` /Annots [${notes.join(' ')}]` : '';
        return `${put(`<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 ${font} 0 R >> /XObject << /Im1 ${image} 0 R >> /ExtGState << /Half << /ca 0.4 >> /Mark << /BM /Multiply >> >> >> /Contents ${content} 0 R${annots} >>`)} 0 R`;
      })
      .join(' ');
  const kids = pagesOf(file.pages);
  const names = (file.attachments ?? []).map((a) => {
    const data = put(stream('/Type /EmbeddedFile', a.bytes));
    return `${pdfString(a.name)} ${put(`<< /Type /Filespec /F (a) /UF ${pdfString(a.name)} /EF << /F ${data} 0 R >> >>`)} 0 R`;
  });
  put(
    `<< /Type /Catalog /Pages ${tree} 0 R${names.length ? ` /Names << /EmbeddedFiles << /Names [${names.join(' ')}] >> >>` : ''} >>`,
    catalog,
  );
  put(`<< /Type /Pages /Kids [${kids}] /Count ${file.pages.length} >>`, tree);
  const said = Object.entries(file.info ?? {}).map(([key, value]) => `/${key} ${pdfString(value)}`);
  const info = said.length ? ` /Info ${put(`<< ${said.join(' ')} >>`)} 0 R` : '';
  const first = written(objects, Buffer.from('%PDF-1.7\n'), `/Root ${catalog} 0 R${info}`, next, 0);
  if (!file.saved) return first.bytes;
  objects.clear();
  const later = pagesOf(file.saved);
  put(`<< /Type /Pages /Kids [${later}] /Count ${file.saved.length} >>`, tree);
  return written(objects, first.bytes, `/Root ${catalog} 0 R${info}`, next, first.start).bytes;
}

function written(
  objects: ReadonlyMap<number, Buffer>,
  before: Buffer,
  trailer: string,
  size: number,
  previous: number,
): { bytes: Buffer; start: number } {
  const chunks = [before];
  let at = before.length;
  const table: string[] = previous ? [] : ['0 1\n0000000000 65535 f \n'];
  for (const [no, body] of [...objects].sort((a, b) => a[0] - b[0])) {
    table.push(`${no} 1\n${String(at).padStart(10, '0')} 00000 n \n`);
    const whole = Buffer.concat([Buffer.from(`${no} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    chunks.push(whole);
    at += whole.length;
  }
  const prev = previous ? ` /Prev ${previous}` : '';
  chunks.push(
    Buffer.from(`xref\n${table.join('')}trailer << /Size ${size} ${trailer}${prev} >>\nstartxref\n${at}\n%%EOF\n`),
  );
  return { bytes: Buffer.concat(chunks), start: at };
}

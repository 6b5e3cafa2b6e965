// Files for tests, built byte by byte, so that no binary blob is kept in the repository.
import { Buffer } from 'node:buffer';
import { ZipFile } from 'yazl';
import { placeOf, type Specimen } from '../../lib/specimen.ts';
import { type Converted, convert, examine, type Limits } from './index.ts';

/** Converts what a test says must convert. */
export async function good(name: string, bytes: Uint8Array | string): Promise<Extract<Converted, { ok: true }>> {
  const result = await convert({ name, bytes: Buffer.from(bytes) });
  if (!result.ok) throw new Error(`${name}: ${result.reason} ${result.say}`);
  return result;
}

/** Examines what a test says can be examined. */
export async function seen(name: string, bytes: Uint8Array | string, limits: Partial<Limits> = {}): Promise<Specimen> {
  const result = await examine({ name, bytes: Buffer.from(bytes) }, limits);
  if (!result.ok) throw new Error(`${name}: ${result.reason} ${result.say}`);
  return result.specimen;
}

/** Kind and place of each layer that holds these words. */
export const placesOf = (s: Specimen, words: string): string[] =>
  s.layers.filter((l) => l.text.includes(words)).map((l) => `${l.kind} ${placeOf(l, l.text.indexOf(words))}`);

export async function zip(entries: Record<string, string | Buffer>): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of Object.entries(entries))
    file.addBuffer(Buffer.from(content), name, { mtime: new Date(0) });
  file.end();
  const chunks: Buffer[] = [];
  for await (const chunk of file.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const DRAWING =
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"';
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export const paragraph = (text: string, properties = ''): string =>
  `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

export const picture = (id: string, alt: string, how = 'r:embed'): string =>
  `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="${alt}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip ${how}="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;

type Relation = { id: string; type: string; target: string; external?: boolean };

export type DocxParts = {
  relations?: Relation[];
  numbering?: string;
  styles?: string;
  extra?: Record<string, string | Buffer>;
};

/** The entries of a small but whole .docx with this inside `<w:body>`. */
export function docxEntries(body: string, parts: DocxParts = {}): Record<string, string | Buffer> {
  const relations = (parts.relations ?? [])
    .map(
      (r) =>
        `<Relationship Id="${r.id}" Type="${OFFICE}/${r.type}" Target="${r.target}"${r.external ? ' TargetMode="External"' : ''}/>`,
    )
    .join('');
  return {
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/></Types>',
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="${RELS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<?xml version="1.0"?><Relationships xmlns="${RELS}">${relations}</Relationships>`,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${W} ${R} ${DRAWING}><w:body>${body}</w:body></w:document>`,
    ...(parts.styles ? { 'word/styles.xml': `<?xml version="1.0"?><w:styles ${W}>${parts.styles}</w:styles>` } : {}),
    ...(parts.numbering
      ? { 'word/numbering.xml': `<?xml version="1.0"?><w:numbering ${W}>${parts.numbering}</w:numbering>` }
      : {}),
    ...parts.extra,
  };
}

export const docx = (body: string, parts: DocxParts = {}): Promise<Buffer> => zip(docxEntries(body, parts));

/** The smallest PNG: one transparent point. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** An OLE container with these stream names somewhere in it. */
export const ole = (...streams: string[]): Buffer =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    ...streams.flatMap((name) => [Buffer.from(name, 'utf16le'), Buffer.alloc(64)]),
  ]);

export type PdfLine = { text: string; x: number; y: number };

/**
 * A PDF of A4 pages with lines of 16-point Chinese in a font that is named, not embedded, as office programs in China
 * often write them: reading it needs the predefined character maps.
 */
export function pdf(
  pages: PdfLine[][],
  options: { encrypted?: boolean; content?: Buffer; title?: string } = {},
): Buffer {
  const objects: (string | Buffer)[] = [];
  const add = (body: string | Buffer): number => objects.push(body);
  const kids = pages.map((_, i) => `${5 + i * 2} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add('<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>');
  add(
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /StemV 93 /CapHeight 880 >> >>',
  );
  for (const lines of pages) {
    const hex = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');
    const text = lines.map((l) => `BT /F1 16 Tf 1 0 0 1 ${l.x} ${l.y} Tm <${hex(l.text)}> Tj ET`).join('\n');
    const n = objects.length + 1;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${n + 1} 0 R >>`,
    );
    const data = options.content ?? Buffer.from(text);
    const filter = options.content ? '/Filter /FlateDecode ' : '';
    add(
      Buffer.concat([Buffer.from(`<< ${filter}/Length ${data.length} >>\nstream\n`), data, Buffer.from('\nendstream')]),
    );
  }
  const secret = options.encrypted
    ? `/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >> /ID [<${'01'.repeat(16)}> <${'01'.repeat(16)}>]`
    : '';
  const info = options.title ? `/Info << /Title (${options.title}) >>` : '';
  const chunks: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  const at = (): number => chunks.reduce((sum, c) => sum + c.length, 0);
  objects.forEach((body, i) => {
    offsets.push(at());
    chunks.push(Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n'));
  });
  const start = at();
  const table = offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('');
  chunks.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R ${info} ${secret} >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(chunks);
}

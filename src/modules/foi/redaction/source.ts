import type { Day } from '../../../lib/day.ts';
import {
  type Block,
  convert,
  examine,
  inspectUpload,
  type PageSize,
  type Paper,
  type PaperBlock,
  pageSizes,
  readPaper,
  writePaper,
} from '../../../platform/documents/index.ts';
import { XLSX } from '../../../platform/http/answer.ts';

export type Prepared =
  | { ok: true; name: string; bytes: Uint8Array; type: string; sizes: PageSize[]; simplified: boolean }
  | { ok: false; say: string };

const no = (say: string): Prepared => ({ ok: false, say });
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const TOO_WIDE = '这个文件的表格太大，转换后没法逐页显示。请在原程序里另存为PDF再传。';

const tableOf = (rows: readonly (readonly string[])[], caption?: string): PaperBlock => ({
  kind: 'table',
  widths: Array.from({ length: Math.max(1, ...rows.map((r) => r.length)) }, (_, c) =>
    Math.min(20, Math.max(3, ...rows.map((r) => (r[c] ?? '').length))),
  ),
  head: [],
  rows: rows.map((r) => r.map((text) => ({ text }))),
  ...(caption ? { caption } : {}),
});

const blockOf = (b: Block): PaperBlock =>
  b.kind === 'text' ? { kind: 'paragraph', runs: [{ text: b.text }] } : tableOf(b.rows);

/** What a text or a table shows, as a plain paper: everything of it can be seen on the pages, so everything can be covered. */
async function paperOf(
  file: { name: string; bytes: Uint8Array },
  type: string,
  unit: string,
  date: Day,
): Promise<Paper | string> {
  const base = { title: file.name.replace(/\.[^.]*$/, ''), about: { unit, date } };
  const aside = (text: string): PaperBlock => ({ kind: 'paragraph', runs: [{ text }], align: 'center' });
  const note = aside('（由原文件的文字和表格转换，版式已简化。）');
  if (type === XLSX) {
    const read = await examine(file);
    if (!read.ok) return read.say;
    const shown = read.specimen.grids.filter((g) => g.kind === 'shown');
    return { ...base, blocks: [note, ...shown.map((g) => tableOf(g.rows, g.at))] };
  }
  const read = await convert(file);
  if (!read.ok) return read.say;
  const left = read.images.length;
  const pictures = left > 0 ? [aside(`（原文件中的${left}幅图片没有转入。）`)] : [];
  return { ...base, blocks: [note, ...pictures, ...read.blocks.map(blockOf)] };
}

/** A file as pages that can be covered: PDFs and pictures as they are, .docx and .xlsx through a plain PDF. Outside any transaction. */
export async function prepare(
  file: { name: string; bytes: Buffer },
  about: { unit: string; date: Day },
): Promise<Prepared> {
  const seen = await inspectUpload(file);
  if (!seen.ok) return no(seen.say);
  let made = { name: file.name.slice(-200), bytes: new Uint8Array(file.bytes), type: seen.type, simplified: false };
  if (seen.type === DOCX || seen.type === XLSX) {
    const paper = await paperOf(file, seen.type, about.unit, about.date);
    if (typeof paper === 'string') return no(paper);
    if (!readPaper(paper)) return no(TOO_WIDE);
    const pdf = await writePaper(paper, 'pdf');
    if (!pdf.ok) return no(pdf.reason === 'too-slow' || pdf.reason === 'too-big' ? TOO_WIDE : pdf.say);
    made = {
      name: `${made.name.replace(/\.[^.]*$/, '')}.pdf`,
      bytes: new Uint8Array(pdf.bytes),
      type: 'application/pdf',
      simplified: true,
    };
  }
  const sizes = await pageSizes(made);
  return sizes.ok ? { ok: true, ...made, sizes: sizes.sizes } : no(sizes.say);
}

import type { Limits } from './limits.ts';
import { type Paper, readPaper } from './paper.ts';
import type { Refusal } from './workers.ts';

export type PaperFormat = 'pdf' | 'docx';
export type Written = { ok: true; bytes: Uint8Array; type: string } | Refusal;

export const PAPER_TYPE: Readonly<Record<PaperFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** The whole writing, in the calling thread; the libraries are loaded with the first paper of their format. */
export async function paperFile(
  { name, bytes }: { name: string; bytes: Uint8Array },
  limits: Limits,
): Promise<Written> {
  try {
    return await written(name, bytes, limits);
  } catch {
    return {
      ok: false,
      reason: 'crashed',
      say: '生成文书时程序出错，没有生成。请再试一次；还是不行，请告诉系统管理员。',
    };
  }
}

async function written(name: string, bytes: Uint8Array, limits: Limits): Promise<Written> {
  const format: PaperFormat = name.endsWith('.docx') ? 'docx' : 'pdf';
  const paper: Paper | undefined = readPaper(JSON.parse(Buffer.from(bytes).toString('utf8')));
  if (!paper || bytes.length > limits.textBytes)
    return { ok: false, reason: 'too-big', say: '这份文书太长或格式不对，没有生成。请删短后再试。' };
  const file =
    format === 'docx'
      ? await (await import('./paper-docx.ts')).paperDocx(paper)
      : await (await import('./paper-pdf.ts')).paperPdf(paper);
  return { ok: true, bytes: file, type: PAPER_TYPE[format] };
}

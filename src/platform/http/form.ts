import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import type { Form, Upload } from './types.ts';

const MAX_FILE = 50 * 1024 * 1024;
const MAX_FILES = 20;

/** A form that could not be taken whole; `form` holds the text that arrived, so that it can be given back. */
export class FormError extends AppError {
  readonly form: Form;
  constructor(code: 'too_large' | 'bad_request', message: string, say: string, form: Form, options?: ErrorOptions) {
    super(code, message, say, options);
    this.form = form;
  }
}

/** No text of the database holds a NUL, and nobody means one. */
export const withoutNul = (text: string): string => text.replaceAll('\u0000', '');

/** Builds a Form from pairs; later pairs of one name add to it. */
export function formOf(pairs: Iterable<[string, string]>, uploads: Upload[] = []): Form {
  const list = [...pairs].map(([k, v]): [string, string] => [k, withoutNul(v)]);
  return {
    text: (name) => list.find(([k]) => k === name)?.[1] ?? '',
    all: (name) => list.filter(([k]) => k === name).map(([, v]) => v),
    file: (name) => uploads.find((u) => u.field === name),
    files: (name) => uploads.filter((u) => u.field === name),
    entries: () => list,
  };
}

/**
 * Reads a urlencoded or multipart body. Of a multipart one at most `max` bytes of text and `max` of files are held; without `files` it holds the text
 * and lets the files pass. A file field left empty is no file. Throws FormError with the text when it is too much or torn.
 */
export async function readForm(req: FastifyRequest, max: number, files: boolean): Promise<Form> {
  if (!req.isMultipart()) return formOf(req.body instanceof URLSearchParams ? req.body.entries() : []);
  const pairs: [string, string][] = [];
  const uploads: Upload[] = [];
  let text = 0;
  let bytes = 0;
  let over = false;
  try {
    for await (const part of req.parts({ limits: { fileSize: Math.min(MAX_FILE, max) } })) {
      if (part.type === 'field') {
        const value = String(part.value);
        text += Buffer.byteLength(value);
        over ||= part.valueTruncated || text > max;
        if (text <= max) pairs.push([part.fieldname, value]);
      } else if (!files || uploads.length >= MAX_FILES || bytes > max) {
        over ||= files && Boolean(part.filename);
        for await (const _ of part.file);
      } else {
        // A file beyond its limit is cut off by the parser, which says so at the end, after the text that follows.
        const file = await part.toBuffer().catch(() => undefined);
        bytes += file?.byteLength ?? 0;
        over ||= file === undefined || bytes > max;
        if (file && bytes <= max && part.filename)
          uploads.push({ field: part.fieldname, name: part.filename, type: part.mimetype, bytes: file });
      }
    }
  } catch (e) {
    const code = (e as { code?: string }).code ?? '';
    if (!/LIMIT|TOO_LARGE/.test(code))
      throw new FormError('bad_request', `multipart: ${code}`, '表单没有传完整，请再传一次。', formOf(pairs), {
        cause: e,
      });
    over ||= files || !code.includes('FILE');
  }
  if (over) throw new FormError('too_large', 'form too large', SAY_LARGE, formOf(pairs));
  return formOf(pairs, uploads);
}

const SAY_LARGE = '传的东西太大：每个文件不超过50MB，一次不超过20个。';

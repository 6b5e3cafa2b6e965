import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import type { Form, Upload } from './types.ts';

/** Builds a Form from pairs; later pairs of one name add to it. */
export function formOf(pairs: Iterable<[string, string]>, uploads: Upload[] = []): Form {
  const list = [...pairs];
  return {
    text: (name) => list.find(([k]) => k === name)?.[1] ?? '',
    all: (name) => list.filter(([k]) => k === name).map(([, v]) => v),
    file: (name) => uploads.find((u) => u.field === name),
    files: (name) => uploads.filter((u) => u.field === name),
    entries: () => list,
  };
}

/** Reads a urlencoded or multipart body. A file field left empty is no file. */
export async function readForm(req: FastifyRequest): Promise<Form> {
  if (!req.isMultipart()) {
    const body = req.body;
    if (!(body instanceof URLSearchParams)) return formOf([]);
    return formOf(body.entries());
  }
  const pairs: [string, string][] = [];
  const uploads: Upload[] = [];
  try {
    for await (const part of req.parts()) {
      if (part.type === 'field') pairs.push([part.fieldname, String(part.value)]);
      else {
        const bytes = await part.toBuffer();
        if (part.filename) uploads.push({ field: part.fieldname, name: part.filename, type: part.mimetype, bytes });
      }
    }
  } catch (e) {
    const code = (e as { code?: string }).code ?? '';
    if (/LIMIT|TOO_LARGE/.test(code))
      throw new AppError('too_large', code, '文件太大，每个文件不超过50MB，一次不超过20个。', { cause: e });
    throw new AppError('bad_request', `multipart: ${code}`, '表单没有传完整，请再传一次。', { cause: e });
  }
  return formOf(pairs, uploads);
}

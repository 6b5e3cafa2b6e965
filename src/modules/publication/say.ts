import type { Refusal } from '../../lib/ruling.ts';

const SAY: Record<string, string> = {
  no_title: '还没有标题。',
  no_column: '还没选栏目。',
  no_text: '正文是空的。',
  issued_after_published: '成文日期{issuedOn}晚于公开日期{publishedOn}，请核对成文日期。',
  not_published: '这件现在没有公开，不能更正或撤下。',
  no_reason: '请写明原因，原因会随件公开。',
};

/** The Chinese sentence for a refusal of this module, with its values filled in. */
export const sayPublication = (r: Refusal): string | undefined =>
  SAY[r.code]?.replace(/\{(\w+)\}/g, (_, k: string) => String(r.detail?.[k] ?? ''));

export const PUBLICATION_CODES = Object.keys(SAY);

/** A letter's words as a form holds them: one field a paragraph; tables stay as they are. */
import { createHash } from 'node:crypto';
import { canonical } from '../../../lib/canonical.ts';
import { normaliseText } from '../../../lib/hanzi.ts';
import type { Paper, PaperBlock } from '../../../platform/documents/index.ts';

export type Edited = { paragraphs: readonly string[]; remark: string; attachments: string };

const wordsOf = (b: PaperBlock): string | undefined =>
  b.kind === 'paragraph' ? b.runs.map((r) => r.text).join('') : b.kind === 'heading' ? b.text : undefined;

/** Words of each block that can be written over; undefined for tables. */
export const fieldsOf = (paper: Paper): (string | undefined)[] => paper.blocks.map(wordsOf);

const lines = (text: string): string[] =>
  normaliseText(text)
    .split('\n')
    .map((x) => x.trim())
    .filter(Boolean);

/**
 * The paper with what was typed: an emptied field takes its paragraph away, a line break makes two of it, and what was typed in
 * the field after the last one is added. What was not touched stays as it is, bold words too.
 */
export function withEdits(paper: Paper, typed: Edited): Paper {
  let at = 0;
  const blocks = paper.blocks.flatMap((b): PaperBlock[] => {
    const was = wordsOf(b);
    if (was === undefined) return [b];
    const now = typed.paragraphs[at++] ?? '';
    if (normaliseText(now).trim() === was) return [b];
    return lines(now).map((text, i) =>
      b.kind === 'heading' && i === 0 ? { ...b, text } : { kind: 'paragraph', runs: [{ text }] },
    );
  });
  const more = typed.paragraphs.slice(at).flatMap(lines);
  const attachments = lines(typed.attachments);
  const { attachments: _old, remark: _said, ...rest } = paper;
  const remark = normaliseText(typed.remark).trim();
  return {
    ...rest,
    blocks: [...blocks, ...more.map((text): PaperBlock => ({ kind: 'paragraph', runs: [{ text }] }))],
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(remark ? { remark } : {}),
  };
}

/** Names a state of a letter, so that a form filled in on another one is told. */
export const seal16 = (body: unknown): string =>
  createHash('sha256').update(canonical(body)).digest('hex').slice(0, 16);

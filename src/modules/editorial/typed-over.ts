/** What a form of a piece says, laid over what is stored: nothing that was typed is left out. */
import { inspectUpload, readCaptions, vttOf } from '../../platform/documents/index.ts';
import type { Req } from '../../platform/http/types.ts';
import type { Attachment } from '../publication/index.ts';
import { columnsOf, topicsOf } from '../sites/index.ts';
import * as actions from './actions/index.ts';
import { carriedIn } from './carried.ts';
import { readExplanation } from './explanation-read.ts';
import { overStored, type ParsedForm, parsePiece, understood } from './form.ts';
import { readItem } from './item-read.ts';
import { open } from './opened.ts';
import { withLoose } from './rules/item-change.ts';
import { sayRefusal } from './say.ts';
import type { Piece } from './store.ts';

/** Browsers play captions in one form only: the other is turned into it, words and times unchanged. */
const asVtt = (file: { name: string; bytes: Uint8Array }) => ({
  name: file.name.replace(/\.srt$/i, '.vtt'),
  bytes: Buffer.from(vttOf(readCaptions(file.bytes) ?? [])),
  type: 'text/vtt; charset=utf-8',
});

/** Attachments that stay ticked, and those newly sent; a bad file is named and the rest is kept. */
async function attachmentsOf(
  c: Req,
  piece: Piece,
): Promise<{ attachments: Attachment[]; errors: { field: string; text: string }[] }> {
  const keep = new Set(c.form.all('keep'));
  const carried = (await carriedIn(c, piece.id)).filter((a) => !piece.attachments.some((b) => b.sha256 === a.sha256));
  const attachments = [...piece.attachments, ...carried].filter((a) => keep.has(a.sha256));
  const errors: { field: string; text: string }[] = [];
  for (const file of c.form.files('attachment')) {
    const seen = await inspectUpload({ name: file.name, bytes: file.bytes });
    if (!seen.ok) {
      errors.push({ field: 'attachment', text: `${file.name}：${seen.say}` });
      continue;
    }
    const kept = seen.ext === 'srt' ? asVtt(file) : { ...file, type: seen.type };
    const sha256 = await c.system.files.put(kept.bytes);
    if (attachments.some((a) => a.sha256 === sha256)) continue;
    const { seconds } = seen;
    const { name, type } = kept;
    attachments.push({ name, sha256, size: kept.bytes.length, type, ...(seconds === undefined ? {} : { seconds }) });
  }
  return { attachments, errors };
}

export type Typed = { stored: Piece; typed: Piece; problems: { field: string; text: string }[]; notes: string[] };

/** Columns and topics that the site has: a page that was open for long may name others, and a forged form anything. */
async function inSite(c: Req, read: ParsedForm): Promise<ParsedForm> {
  const { columns, topics } = read.fields;
  const fields = { ...read.fields };
  if (columns) {
    const known = new Set((await columnsOf(c.system.db)).map((x) => x.path));
    fields.columns = columns.filter((path) => known.has(path));
  }
  if (topics) {
    const known = new Set((await topicsOf(c.system.db)).map((t) => t.slug));
    fields.topics = topics.filter((slug) => known.has(slug));
  }
  const gone = fields.columns?.length !== columns?.length;
  return gone ? { ...read, fields, errors: [...read.errors, COLUMN_GONE] } : { ...read, fields };
}
const COLUMN_GONE = { field: 'column2', text: '选的栏目已经没有了，请另选一个。' };

/** What a form says of the piece; where it names what it may not explain, that field is one that was not understood. */
async function parsed(c: Req, stored: Piece): Promise<ParsedForm> {
  const read = await inSite(c, parsePiece(c.form));
  const { interprets = null, forPiece = null } = read.fields;
  if (read.errors.some((e) => e.field === 'interprets')) return read;
  if (interprets === stored.interprets && forPiece === stored.forPiece) return read;
  const link = await actions.linkOf(c.system.db, stored, { interprets, forPiece });
  if (link.ok) return read;
  return {
    ...read,
    errors: [...read.errors, ...link.refusals.map((r) => ({ field: 'interprets', text: sayRefusal(r) }))],
    unread: { ...read.unread, interprets: c.form.text('interprets') },
  };
}

/** Reasons typed beside findings: no part of the piece, shown again until they are used. */
const ASIDE = /^(?:why-|inSpite$)/;

/** What is to stand in the form again: what this form left over, and what earlier ones did in fields it does not have. */
function unreadIn(c: Req, stored: Piece, fresh: Readonly<Record<string, string>>): Record<string, string> {
  const entries = c.form.entries();
  const sent = new Set(entries.map(([k]) => k));
  const used = c.form.text('act') === 'submit' ? 'inSpite' : `why-${c.form.text('keepFinding')}`;
  const aside = entries.filter(([k, v]) => ASIDE.test(k) && k !== used && v.trim() !== '');
  return {
    ...Object.fromEntries(Object.entries(stored.unread).filter(([k]) => !sent.has(k))),
    ...Object.fromEntries(aside),
    ...fresh,
  };
}

/** What was typed, laid over the stored piece: what was understood of it, and what was not. */
export async function typedOver(c: Req): Promise<Typed> {
  const stored = await open(c);
  const read = await parsed(c, stored);
  const files = c.form.text('attachmentsSent')
    ? await attachmentsOf(c, stored)
    : { attachments: stored.attachments, errors: [] };
  const filled = await readItem(c, stored, files.attachments);
  const said = readExplanation(c.form, stored.explanation);
  const over = overStored(stored, understood(read));
  const typed: Piece = {
    ...over,
    attachments: files.attachments,
    elements: filled.elements,
    ...(filled.loose ? { html: withLoose(over.html, filled.loose.from, filled.loose.elements) } : {}),
    ...(said.explanation === undefined ? {} : { explanation: said.explanation }),
    unread: unreadIn(c, stored, { ...read.unread, ...said.unread }),
  };
  const missing = c.form.text('act') === 'submit' ? filled.missing : [];
  return {
    stored,
    typed,
    problems: [...read.errors, ...said.errors, ...files.errors, ...filled.wrong, ...missing],
    notes: [],
  };
}

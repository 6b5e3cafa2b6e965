/** A piece while it is written: its form, what was typed into it, saved or shown again so that nothing is lost. */
import type { VNode } from 'preact';
import type { Refusal, Ruling } from '../../lib/ruling.ts';
import { convert, inspectUpload, keepImages, readCaptions, vttOf } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import { json, seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { consoleShell } from '../org/index.ts';
import type { Attachment } from '../publication/index.ts';
import { columnsOf, topicsOf } from '../sites/index.ts';
import * as actions from './actions/index.ts';
import { EditActions, EditForm, EditLead, type EditView, isBlocked } from './editor-page.tsx';
import { besideOf, readExplanation } from './explanation-read.ts';
import { overStored, parsePiece, understood } from './form.ts';
import { gateOf } from './gate.ts';
import { ItemLine } from './item-line.tsx';
import { itemOf, readItem } from './item-read.ts';
import { liveParts } from './live.tsx';
import { open } from './opened.ts';
import { withLoose } from './rules/item-change.ts';
import { lacking } from './rules.ts';
import { sayRefusal } from './say.ts';
import { factsOf } from './steps.ts';
import { historyOf, type Piece, pieceById } from './store.ts';

export async function editPage(c: Req, piece: Piece, more: Partial<EditView> = {}, status = 200): Promise<Answer> {
  const [columns, topics, history, gate, item, drawn] = await Promise.all([
    columnsOf(c.system.db),
    topicsOf(c.system.db),
    historyOf(c.system.db, piece.id),
    gateOf(c.system, c.system.db, piece),
    itemOf(c, piece),
    drawnFor(c, piece),
  ]);
  const lacks = lacking(factsOf(piece, []));
  return consoleShell(c, {
    current: '/console/pieces',
    title: piece.title || '新稿件',
    lead: <EditLead piece={piece} item={<ItemLine piece={piece} item={item} columns={columns} />} />,
    actions: <EditActions blocked={isBlocked(gate, lacks)} />,
    breadcrumbs: [{ text: '稿件', href: '/console/pieces' }],
    scripts: ['editor.js'],
    status,
    children: <EditForm {...{ c, piece, columns, topics, history, gate, lacks, item: { item }, drawn }} {...more} />,
  });
}

/** What modules add to the form, with what was typed there. */
async function drawnFor(c: Req, p: Piece): Promise<VNode[]> {
  const written = { ...p, typed: (field: string): string => besideOf(p.explanation, field) };
  const all = await Promise.all(c.system.modules.map((m) => m.editing?.(c.system, c.system.db, written) ?? []));
  return all.flat();
}

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
  const attachments = piece.attachments.filter((a) => keep.has(a.sha256));
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

type Typed = { stored: Piece; typed: Piece; problems: { field: string; text: string }[]; notes: string[] };

/** What was typed, laid over the stored piece, with what could not be understood of it. */
async function typedOver(c: Req): Promise<Typed> {
  const stored = await open(c);
  const { fields, errors } = parsePiece(c.form);
  const files = c.form.text('attachmentsSent')
    ? await attachmentsOf(c, stored)
    : { attachments: stored.attachments, errors: [] };
  const filled = await readItem(c, stored, files.attachments);
  const said = readExplanation(c.form);
  const over = overStored(stored, fields);
  const typed: Piece = {
    ...over,
    attachments: files.attachments,
    elements: filled.elements,
    ...(filled.loose ? { html: withLoose(over.html, filled.loose.from, filled.loose.elements) } : {}),
    ...(said.explanation === undefined ? {} : { explanation: said.explanation }),
  };
  const missing = c.form.text('act') === 'submit' ? filled.missing : [];
  return {
    stored,
    typed,
    problems: [...errors, ...said.errors, ...files.errors, ...filled.wrong, ...missing],
    notes: [],
  };
}

/** Puts the text of a chosen document in place of what was typed. */
async function readIn(c: Req, t: Typed): Promise<Typed> {
  const file = c.form.file('document');
  const read = file ? await convert({ name: file.name, bytes: file.bytes }) : undefined;
  const no = (text: string): Typed => ({ ...t, problems: [...t.problems, { field: 'document', text }] });
  if (!read) return no('还没选文件。选一个Word、网页、文本或PDF文件。');
  if (!read.ok) return no(read.say);
  const kept = await keepImages(c.system.files, read);
  const attachments = [
    ...t.typed.attachments,
    ...kept.pictures.filter((p) => !t.typed.attachments.some((a) => a.sha256 === p.sha256)),
  ];
  return {
    ...t,
    typed: { ...t.typed, html: kept.html, attachments, title: t.typed.title || read.title || '' },
    notes: [`已从${file?.name}读入正文，请核对后保存。`, ...read.notes],
  };
}

/** Saves what was typed and does what the button says; whatever did not work shows the same form again, so nothing is lost. */
export async function savedOrShown(c: Req): Promise<Answer> {
  const act = c.form.text('act');
  const over = await typedOver(c);
  const t = act === 'import' ? await readIn(c, over) : over;
  if (t.problems.length > 0) return editPage(c, t.typed, { errors: t.problems, notes: t.notes }, 422);
  const saved = await actions.savePiece(
    c.system,
    c.actor,
    { id: t.stored.id, seen: Number(c.form.text('seen')), fields: changesOf(t.typed) },
    c.requestId,
  );
  if (!saved.ok) return notSaved(c, t.typed, saved.refusals);
  if (act === 'import') return editPage(c, saved.value, { notes: t.notes });
  if (act === 'item') return seeOther(`/console/pieces/${t.stored.id}/item`);
  if (act === 'preview') return seeOther(`/console/pieces/${t.stored.id}/preview`);
  if (act !== 'submit') return seeOther(`/console/pieces/${t.stored.id}`);
  const inSpite = c.form.text('inSpite');
  const sent = await actions.submitPiece(
    c.system,
    c.actor,
    { id: t.stored.id, seen: saved.value.version, inSpite },
    c.requestId,
  );
  return sent.ok
    ? seeOther('/console/pieces?sent=1')
    : editPage(c, saved.value, { refusals: sent.refusals, inSpite }, 422);
}

type OnOne = (input: { id: string; seen: number }) => Promise<Ruling<Piece>>;

/**
 * Mends or keeps one finding. A script sends only the key, after saving by itself, and gets the new parts of the page; the plain
 * form sends everything that was typed, which is saved first.
 */
export async function one(c: Req, act: OnOne): Promise<Answer> {
  const seen = Number(c.form.text('seen'));
  if (c.form.text('as') === 'json') {
    const stored = await open(c);
    const out = await act({ id: stored.id, seen });
    if (!out.ok) return notLive(c, stored, out.refusals);
    return json({
      saved: true,
      title: out.value.title,
      html: out.value.html,
      ...(await liveParts(c.system, out.value)),
    });
  }
  const t = await typedOver(c);
  if (t.problems.length > 0) return editPage(c, t.typed, { errors: t.problems }, 422);
  const saved = await actions.savePiece(
    c.system,
    c.actor,
    { id: t.stored.id, seen, fields: changesOf(t.typed) },
    c.requestId,
  );
  if (!saved.ok) return notSaved(c, t.typed, saved.refusals);
  const out = await act({ id: t.stored.id, seen: saved.value.version });
  if (out.ok) return seeOther(`/console/pieces/${t.stored.id}#findings`);
  return editPage(c, saved.value, { refusals: out.refusals }, 422);
}

/** Keeps what could be understood so far; what could not stays in the form until the next save by hand. */
export async function autosaved(c: Req): Promise<Answer> {
  const stored = await open(c);
  const { elements } = await readItem(c, stored, stored.attachments);
  const fields = changesOf({ ...overStored(stored, understood(parsePiece(c.form))), elements });
  const out = await actions.savePiece(
    c.system,
    c.actor,
    { id: stored.id, seen: Number(c.form.text('seen')), fields },
    c.requestId,
  );
  return out.ok ? json({ saved: true, ...(await liveParts(c.system, out.value)) }) : notLive(c, stored, out.refusals);
}

/** For the script: who was first, or why not, in words. */
async function notLive(c: Req, stored: Piece, refusals: readonly Refusal[]): Promise<Answer> {
  const now = await pieceById(c.system.db, stored.id);
  const codes = refusals.map((r) => r.code);
  const say = refusals.map(sayRefusal);
  return json({ saved: false, by: now?.updatedBy ?? '', codes, say }, codes.includes('stale') ? 409 : 422);
}

/** Somebody else saved first, or the piece has moved on: both versions on one page, and the next save decides. */
async function notSaved(c: Req, typed: Piece, refusals: readonly Refusal[]): Promise<Answer> {
  const theirs = await pieceById(c.system.db, typed.id);
  if (!theirs) throw new AppError('not_found', c.path);
  const stale = refusals.some((r) => r.code === 'stale');
  return editPage(
    c,
    { ...typed, version: theirs.version },
    { refusals, ...(stale ? { theirs } : {}) },
    stale ? 409 : 422,
  );
}

const changesOf = (p: Piece) => ({
  title: p.title,
  kind: p.kind,
  columns: p.columns,
  topics: p.topics,
  html: p.html,
  answer: p.answer,
  docNo: p.docNo,
  indexNo: p.indexNo,
  issuer: p.issuer,
  source: p.source,
  issuedOn: p.issuedOn,
  basis: p.basis,
  validity: p.validity,
  interprets: p.interprets,
  forPiece: p.forPiece,
  explanation: p.explanation,
  attachments: p.attachments,
  correction: p.correction,
  item: p.item,
  elements: p.elements,
});

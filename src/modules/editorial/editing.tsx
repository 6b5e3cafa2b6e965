/** A piece while it is written: its form, what was typed into it, saved or shown again so that nothing is lost. */
import type { VNode } from 'preact';
import type { Refusal, Ruling } from '../../lib/ruling.ts';
import { convert, keepImages } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import { json, seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { consoleShell } from '../org/index.ts';
import { columnsOf, topicsOf } from '../sites/index.ts';
import * as actions from './actions/index.ts';
import { carry } from './carried.ts';
import { EditActions, EditForm, EditLead, type EditView, isBlocked } from './editor-page.tsx';
import { besideOf } from './explanation-read.ts';
import type { FieldError } from './form.ts';
import { gateOf } from './gate.ts';
import { ItemLine } from './item-line.tsx';
import { itemOf } from './item-read.ts';
import { liveParts } from './live.tsx';
import { open } from './opened.ts';
import { lacking } from './rules.ts';
import { sayRefusal } from './say.ts';
import { factsOf } from './steps.ts';
import { historyOf, type Piece, pieceById } from './store.ts';
import { type Typed, typedOver } from './typed-over.ts';

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

/** Something was not understood: what was is kept all the same, and the form comes back with every word of the rest. */
async function keptAndShown(c: Req, t: Typed): Promise<Answer> {
  const saved = await actions.savePiece(
    c.system,
    c.actor,
    { id: t.stored.id, seen: Number(c.form.text('seen')), fields: changesOf(t.typed) },
    c.requestId,
  );
  return saved.ok
    ? editPage(c, saved.value, { errors: t.problems, notes: t.notes, inSpite: c.form.text('inSpite') }, 422)
    : notSaved(c, t.typed, saved.refusals, t.problems);
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
  if (t.problems.length > 0) return keptAndShown(c, t);
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
  if (t.problems.length > 0) return keptAndShown(c, t);
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

/** Keeps all that was typed: what could be understood in the piece, what could not beside it, for the form. */
export async function autosaved(c: Req): Promise<Answer> {
  const { stored, typed } = await typedOver(c);
  const fields = changesOf(typed);
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
async function notSaved(
  c: Req,
  typed: Piece,
  refusals: readonly Refusal[],
  errors: readonly FieldError[] = [],
): Promise<Answer> {
  const theirs = await pieceById(c.system.db, typed.id);
  if (!theirs) throw new AppError('not_found', c.path);
  const stale = refusals.some((r) => r.code === 'stale');
  return editPage(
    c,
    { ...typed, version: theirs.version },
    {
      refusals,
      errors,
      inSpite: c.form.text('inSpite'),
      carried: await carry(c.system, typed.id, typed.attachments),
      ...(stale ? { theirs } : {}),
    },
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
  unread: p.unread,
});

import type { Refusal, Ruling } from '../../lib/ruling.ts';
import { convert, inspectUpload, keepImages } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import { download, json, seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { may, reachOf } from '../../platform/permission.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { consoleShell, unitsById } from '../org/index.ts';
import type { Attachment } from '../publication/index.ts';
import { columnsOf, previewPage, topicsOf } from '../sites/index.ts';
import * as actions from './actions.ts';
import { EditActions, EditForm, EditLead, type EditView, isBlocked } from './editor-page.tsx';
import { readExplanation } from './explanation-read.ts';
import { overStored, parsePiece, understood } from './form.ts';
import { gateOf } from './gate.ts';
import { ItemLine } from './item-line.tsx';
import { itemOf, readItem } from './item-read.ts';
import { listPage, workPage } from './list-pages.tsx';
import { liveParts } from './live.tsx';
import { keepFinding, mendPiece } from './mend.ts';
import { fieldsFor, newPage } from './new-page.tsx';
import { PieceView } from './piece-view.tsx';
import { lacking, type PieceState } from './rules.ts';
import { sayRefusal } from './say.ts';
import { factsOf } from './steps.ts';
import { countPieces, historyOf, type Piece, pieceById, pieces } from './store.ts';

const BIG = 200 * 1024 * 1024;

async function open(c: Req): Promise<Piece> {
  const piece = await pieceById(c.system.db, c.params.id ?? '');
  if (!piece) throw new AppError('not_found', c.path);
  if (!may(c.system.permissions, c.actor, 'piece:read', piece.unitId))
    throw new AppError('forbidden', `piece ${piece.id}`);
  return piece;
}

const writes = (c: Req, p: Piece): boolean =>
  (p.state === 'draft' || p.state === 'returned') && may(c.system.permissions, c.actor, 'piece:write', p.unitId);

async function editPage(c: Req, piece: Piece, more: Partial<EditView> = {}, status = 200): Promise<Answer> {
  const [columns, topics, history, gate, item] = await Promise.all([
    columnsOf(c.system.db),
    topicsOf(c.system.db),
    historyOf(c.system.db, piece.id),
    gateOf(c.system, c.system.db, piece),
    itemOf(c, piece),
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
    children: <EditForm {...{ c, piece, columns, topics, history, gate, lacks, item: { item } }} {...more} />,
  });
}

async function readPage(c: Req, piece: Piece, refusals: readonly Refusal[] = [], status = 200): Promise<Answer> {
  const [columns, history, gate] = await Promise.all([
    columnsOf(c.system.db),
    historyOf(c.system.db, piece.id),
    gateOf(c.system, c.system.db, piece),
  ]);
  const columnNames = piece.columns.map((p) => columns.find((col) => col.path === p)?.name ?? p);
  return consoleShell(c, {
    current: '/console/pieces',
    title: piece.title || '（还没有标题）',
    breadcrumbs: [{ text: '稿件', href: '/console/pieces' }],
    actions: (
      <ButtonLink href={`/console/pieces/${piece.id}/preview`} icon="eye">
        预览
      </ButtonLink>
    ),
    status,
    children: (
      <PieceView
        c={c}
        piece={piece}
        history={history}
        gate={gate}
        refusals={refusals}
        inSpite={c.form.text('inSpite')}
        columnNames={columnNames}
        remark={c.form.text('remark')}
        at={c.form.text('at')}
      />
    ),
  });
}

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
    const sha256 = await c.system.files.put(file.bytes);
    if (!attachments.some((a) => a.sha256 === sha256))
      attachments.push({ name: file.name, sha256, size: file.bytes.length, type: seen.type });
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
  const typed: Piece = {
    ...overStored(stored, fields),
    attachments: files.attachments,
    elements: filled.elements,
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
async function savedOrShown(c: Req): Promise<Answer> {
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
async function one(c: Req, act: OnOne): Promise<Answer> {
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

/** `2026-04-01T09:00` from the form is China time. */
const moment = (text: string): Date | undefined => {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? new Date(`${text}:00+08:00`) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
};

async function decide(c: Req): Promise<Answer> {
  const piece = await open(c);
  const input = {
    id: piece.id,
    seen: Number(c.form.text('seen')),
    remark: c.form.text('remark'),
    inSpite: c.form.text('inSpite'),
  };
  const act = c.form.text('act');
  const at = moment(c.form.text('at'));
  const steps: Record<string, () => Promise<Ruling<unknown>>> = {
    take_back: () => actions.takeBackPiece(c.system, c.actor, input, c.requestId),
    discard: () => actions.discardPiece(c.system, c.actor, input, c.requestId),
    pass: () => actions.passPiece(c.system, c.actor, input, c.requestId),
    return: () => actions.returnPiece(c.system, c.actor, input, c.requestId),
    release: () => actions.releasePiece(c.system, c.actor, input, c.requestId),
    unschedule: () => actions.unschedulePiece(c.system, c.actor, input, c.requestId),
    schedule: () => actions.schedulePiece(c.system, c.actor, { ...input, at: at ?? new Date(0) }, c.requestId),
  };
  const run = Object.hasOwn(steps, act) ? steps[act] : undefined;
  if (!run) throw new AppError('bad_request', `act ${act}`);
  const out = await run();
  if (out.ok) return seeOther(`/console/pieces/${piece.id}`);
  const stale = out.refusals.some((r) => r.code === 'stale');
  return readPage(c, await open(c), out.refusals, stale ? 409 : 422);
}

const TABS: Record<string, readonly PieceState[]> = {
  writing: ['draft', 'returned'],
  reviewing: ['submitted'],
  releasing: ['passed', 'scheduled'],
  published: ['published'],
};
const PAGE = 20;

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/console/pieces',
    may: 'piece:read',
    run: async (c) => {
      const units = reachOf(c.system.permissions, c.actor, 'piece:read');
      const tab = c.query.get('tab') ?? 'all';
      const states = Object.hasOwn(TABS, tab) ? TABS[tab] : undefined;
      const text = (c.query.get('q') ?? '').trim();
      const pageNo = Math.max(1, Math.min(5000, Math.trunc(Number(c.query.get('page'))) || 1));
      const filter = { units, ...(states ? { states } : {}), ...(text ? { text } : {}) };
      const [found, total] = await Promise.all([
        pieces(c.system.db, filter, PAGE, (pageNo - 1) * PAGE),
        countPieces(c.system.db, filter),
      ]);
      const names = await unitsById(c.system.db);
      return listPage(c, {
        found,
        total,
        tab,
        text,
        pageNo,
        pages: Math.ceil(total / PAGE),
        unitName: (id) => names.get(id)?.shortName ?? id,
      });
    },
  },
  {
    method: 'GET',
    path: '/console/pieces/new',
    may: 'piece:write',
    run: (c) => newPage(c),
  },
  {
    method: 'POST',
    path: '/console/pieces',
    may: 'piece:write',
    run: async (c) => {
      const { fields = {}, problem } = await fieldsFor(c);
      if (problem) return newPage(c, problem);
      const input = { unitId: c.form.text('unitId'), fields };
      const made = await actions.createPiece(c.system, c.actor, input, c.requestId);
      return made.ok ? seeOther(`/console/pieces/${made.value.id}`) : seeOther('/console/pieces');
    },
  },
  {
    method: 'GET',
    path: '/console/pieces/:id',
    may: 'piece:read',
    run: async (c) => {
      const piece = await open(c);
      return writes(c, piece) ? editPage(c, piece) : readPage(c, piece);
    },
  },
  { method: 'POST', path: '/console/pieces/:id', may: 'piece:write', maxBody: BIG, run: savedOrShown },
  { method: 'POST', path: '/console/pieces/:id/step', may: 'piece:read', run: decide },
  {
    method: 'POST',
    path: '/console/pieces/:id/autosave',
    may: 'piece:write',
    run: async (c) => {
      const stored = await open(c);
      const { elements } = await readItem(c, stored, stored.attachments);
      const fields = changesOf({ ...overStored(stored, understood(parsePiece(c.form))), elements });
      const out = await actions.savePiece(
        c.system,
        c.actor,
        { id: stored.id, seen: Number(c.form.text('seen')), fields },
        c.requestId,
      );
      return out.ok
        ? json({ saved: true, ...(await liveParts(c.system, out.value)) })
        : notLive(c, stored, out.refusals);
    },
  },
  {
    method: 'POST',
    path: '/console/pieces/:id/remedy',
    may: 'piece:write',
    maxBody: BIG,
    run: (c) => one(c, (input) => mendPiece(c.system, c.actor, { ...input, key: c.form.text('remedy') }, c.requestId)),
  },
  {
    method: 'POST',
    path: '/console/pieces/:id/keep',
    may: 'piece:write',
    maxBody: BIG,
    run: (c) => {
      const key = c.form.text('keepFinding');
      const remark = c.form.text(`why-${key}`);
      return one(c, (input) => keepFinding(c.system, c.actor, { ...input, key, remark }, c.requestId));
    },
  },
  {
    method: 'GET',
    path: '/console/pieces/:id/preview',
    may: 'piece:read',
    run: async (c) => {
      const piece = await open(c);
      const draft = await actions.draftOf(c.system.db, piece);
      return previewPage(c, draft, { back: `/console/pieces/${piece.id}` });
    },
  },
  {
    method: 'GET',
    path: '/console/pieces/:id/files/:sha',
    may: 'piece:read',
    run: async (c) => {
      const piece = await open(c);
      const file = piece.attachments.find((a) => a.sha256 === c.params.sha);
      if (!file) throw new AppError('not_found', c.path);
      return download(c.system.files.stream(file.sha256), file.type, file.name);
    },
  },
  { method: 'GET', path: '/console/works/:no', may: 'piece:read', run: (c) => workPage(c, []) },
  {
    method: 'POST',
    path: '/console/works/:no/correct',
    may: 'piece:write',
    run: async (c) => {
      const out = await actions.startCorrection(c.system, c.actor, { no: Number(c.params.no) }, c.requestId);
      if (out.ok) return seeOther(`/console/pieces/${out.value.id}`);
      const open = out.refusals.find((r) => r.code === 'correction_open')?.detail?.id;
      return open ? seeOther(`/console/pieces/${open}`) : workPage(c, out.refusals, 422);
    },
  },
  {
    method: 'POST',
    path: '/console/works/:no/withdraw',
    may: 'piece:withdraw',
    run: async (c) => {
      const out = await actions.withdrawPiece(
        c.system,
        c.actor,
        { no: Number(c.params.no), reason: c.form.text('reason') },
        c.requestId,
      );
      return out.ok ? seeOther(`/p/${c.params.no}`) : workPage(c, out.refusals, 422);
    },
  },
];

import { AppError } from '../../platform/errors.ts';
import { download, seeOther } from '../../platform/http/answer.ts';
import { pageOf } from '../../platform/http/query.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Req, Route } from '../../platform/http/types.ts';
import { may, reachOf } from '../../platform/permission.ts';
import { unitsById } from '../org/index.ts';
import { previewPage } from '../sites/index.ts';
import * as actions from './actions/index.ts';
import { changeItemPage, itemChanged } from './change-item.tsx';
import { decide, readPage } from './deciding.tsx';
import { autosaved, editPage, one, savedOrShown } from './editing.tsx';
import { listPage, workPage } from './list-pages.tsx';
import { keepFinding, mendPiece } from './mend.ts';
import { fieldsFor, newPage } from './new-page.tsx';
import { open } from './opened.ts';
import type { PieceState } from './rules.ts';
import { countPieces, type Piece, pieces } from './store.ts';

const BIG = 200 * 1024 * 1024;

const TABS: Record<string, readonly PieceState[]> = {
  writing: ['draft', 'returned'],
  reviewing: ['submitted'],
  releasing: ['passed', 'scheduled'],
  published: ['published'],
};
const PAGE = 20;

const writes = (c: Req, p: Piece): boolean =>
  (p.state === 'draft' || p.state === 'returned') && may(c.system.permissions, c.actor, 'piece:write', p.unitId);

export const routes: readonly Route[] = [
  get('/console/pieces', 'piece:read', async (c) => {
    const units = reachOf(c.system.permissions, c.actor, 'piece:read');
    const tab = c.query.get('tab') ?? 'all';
    const states = Object.hasOwn(TABS, tab) ? TABS[tab] : undefined;
    const text = (c.query.get('q') ?? '').trim();
    const pageNo = pageOf(c.query);
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
  }),
  get('/console/pieces/new', 'piece:write', (c) => newPage(c)),
  post('/console/pieces', 'piece:write', async (c) => {
    const { fields = {}, problem } = await fieldsFor(c);
    if (problem) return newPage(c, problem);
    const input = { unitId: c.form.text('unitId'), fields };
    const made = await actions.createPiece(c.system, c.actor, input, c.requestId);
    return made.ok ? seeOther(`/console/pieces/${made.value.id}`) : seeOther('/console/pieces');
  }),
  get('/console/pieces/:id', 'piece:read', async (c) => {
    const piece = await open(c);
    return writes(c, piece) ? editPage(c, piece) : readPage(c, piece);
  }),
  post('/console/pieces/:id', 'piece:write', savedOrShown, { maxBody: BIG }),
  get('/console/pieces/:id/item', 'piece:read', (c) => changeItemPage(c)),
  post('/console/pieces/:id/item', 'piece:write', itemChanged),
  post('/console/pieces/:id/step', 'piece:read', decide),
  post('/console/pieces/:id/autosave', 'piece:write', autosaved),
  post(
    '/console/pieces/:id/remedy',
    'piece:write',
    (c) => one(c, (input) => mendPiece(c.system, c.actor, { ...input, key: c.form.text('remedy') }, c.requestId)),
    { maxBody: BIG },
  ),
  post(
    '/console/pieces/:id/keep',
    'piece:write',
    (c) => {
      const key = c.form.text('keepFinding');
      const remark = c.form.text(`why-${key}`);
      return one(c, (input) => keepFinding(c.system, c.actor, { ...input, key, remark }, c.requestId));
    },
    { maxBody: BIG },
  ),
  get('/console/pieces/:id/preview', 'piece:read', async (c) => {
    const piece = await open(c);
    const draft = await actions.draftOf(c.system.db, piece);
    return previewPage(c, draft, { back: `/console/pieces/${piece.id}` });
  }),
  get('/console/pieces/:id/files/:sha', 'piece:read', async (c) => {
    const piece = await open(c);
    const file = piece.attachments.find((a) => a.sha256 === c.params.sha);
    if (!file) throw new AppError('not_found', c.path);
    return download(c.system.files.stream(file.sha256), file.type, file.name);
  }),
  get('/console/works/:no', 'piece:read', (c) => workPage(c, [])),
  post('/console/works/:no/correct', 'piece:write', async (c) => {
    const out = await actions.startCorrection(c.system, c.actor, { no: Number(c.params.no) }, c.requestId);
    if (out.ok) return seeOther(`/console/pieces/${out.value.id}`);
    const open = out.refusals.find((r) => r.code === 'correction_open')?.detail?.id;
    return open ? seeOther(`/console/pieces/${open}`) : workPage(c, out.refusals, 422);
  }),
  post('/console/works/:no/withdraw', 'piece:withdraw', async (c) => {
    const out = await actions.withdrawPiece(
      c.system,
      c.actor,
      { no: Number(c.params.no), reason: c.form.text('reason') },
      c.requestId,
    );
    return out.ok ? seeOther(`/p/${c.params.no}`) : workPage(c, out.refusals, 422);
  }),
];

/** A piece that is out of its writer’s hands: read, passed, returned, released, set for a time. */
import type { Refusal, Ruling } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { consoleShell } from '../org/index.ts';
import { columnsOf } from '../sites/index.ts';
import * as actions from './actions/index.ts';
import { gateOf } from './gate.ts';
import { open } from './opened.ts';
import { PieceView } from './piece-view.tsx';
import { counted } from './rules/findings.ts';
import { historyOf, type Piece } from './store.ts';
import { along } from './together.ts';

export async function readPage(c: Req, piece: Piece, refusals: readonly Refusal[] = [], status = 200): Promise<Answer> {
  const [columns, history, gate] = await Promise.all([
    columnsOf(c.system.db),
    historyOf(c.system.db, piece.id),
    gateOf(c.system, c.system.db, piece),
  ]);
  const goingAlong = await alongOf(c, piece);
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
        along={goingAlong}
        remark={c.form.text('remark')}
        at={c.form.text('at')}
      />
    ),
  });
}

/** Only the approver decides over it. */
async function alongOf(c: Req, piece: Piece) {
  if (piece.state !== 'passed' && piece.state !== 'scheduled') return [];
  if (!may(c.system.permissions, c.actor, 'piece:release', piece.unitId)) return [];
  const found = [];
  for (const p of await along(c.system.db, piece))
    found.push({ piece: p, ...counted((await gateOf(c.system, c.system.db, p)).findings) });
  return found;
}

/** `2026-04-01T09:00` from the form is China time. */
const moment = (text: string): Date | undefined => {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? new Date(`${text}:00+08:00`) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
};

export async function decide(c: Req): Promise<Answer> {
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

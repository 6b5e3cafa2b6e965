import { randomBytes } from 'node:crypto';
import { newId } from '../../../lib/ids.ts';
import type { Ctx } from '../../../platform/action.ts';
import { sanitize } from '../../../platform/documents/index.ts';
import type { Piece, PieceFields } from '../store.ts';

export const EMPTY: PieceFields = {
  title: '',
  kind: '通知公告',
  columns: [],
  topics: [],
  html: '',
  answer: '',
  docNo: '',
  indexNo: '',
  issuer: '',
  source: '',
  issuedOn: null,
  basis: [],
  validity: null,
  interprets: null,
  forPiece: null,
  explanation: null,
  attachments: [],
  correction: null,
  item: null,
  elements: [],
  unread: {},
};

/** A new piece of a unit with what it starts from; not written yet. */
export function begin(ctx: Ctx, unitId: string, fields: PieceFields): Piece {
  return {
    ...fields,
    html: sanitize(fields.html),
    id: newId(ctx.now, randomBytes(10)),
    unitId,
    state: 'draft',
    version: 1,
    writerId: ctx.actor.id,
    writer: ctx.actor.label,
    reviewerId: null,
    reviewer: null,
    approverId: null,
    approver: null,
    releaseAt: null,
    no: null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    updatedBy: ctx.actor.label,
  };
}

import { allow, type Ruling, refuse } from '../../../lib/ruling.ts';
import type { Reader } from '../../../platform/db/connection.ts';
import { openWork } from '../../publication/index.ts';
import { pieceById } from '../store.ts';

export type Link = { interprets?: number | null; forPiece?: string | null };
const BASIS = '谁起草、谁解读（工作要点二（一））';

/**
 * What a piece may name as what it explains: something that is out, or a piece of its own unit that is on its way. Another
 * unit's draft is not its business: naming it would show words of it, and hold its release up. One that came out meanwhile is
 * named by its number.
 */
export async function linkOf(db: Reader, piece: { id?: string; unitId: string }, asked: Link): Promise<Ruling<Link>> {
  if (asked.interprets != null)
    return (await openWork(db, asked.interprets))
      ? allow(asked)
      : refuse([{ code: 'no_such_work', basis: BASIS, detail: { no: asked.interprets } }]);
  if (asked.forPiece == null) return allow(asked);
  const policy = await pieceById(db, asked.forPiece);
  if (!policy || policy.unitId !== piece.unitId || policy.id === piece.id || policy.state === 'discarded')
    return refuse([{ code: 'not_explainable', basis: BASIS }]);
  return allow(policy.state === 'published' && policy.no !== null ? { interprets: policy.no, forPiece: null } : asked);
}

import { AppError } from '../../platform/errors.ts';
import type { Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { type Piece, pieceById } from './store.ts';

/** The piece the address names, for who may read it; throws not_found or forbidden otherwise. */
export async function open(c: Req): Promise<Piece> {
  const piece = await pieceById(c.system.db, c.params.id ?? '');
  if (!piece) throw new AppError('not_found', c.path);
  if (!may(c.system.permissions, c.actor, 'piece:read', piece.unitId))
    throw new AppError('forbidden', `piece ${piece.id}`);
  return piece;
}

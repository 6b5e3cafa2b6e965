import { type Piece, pieceById } from '../modules/editorial/index.ts';
import type { World } from './world.ts';

/** A piece as it stands now; throws when there is none. */
export async function pieceNow(w: World, id: string): Promise<Piece> {
  const piece = await pieceById(w.system.db, id);
  if (!piece) throw new Error('no piece');
  return piece;
}

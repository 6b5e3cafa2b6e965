import type { Tx } from '../../platform/db/connection.ts';
import { dequeue } from '../../platform/jobs.ts';
import { FORGOTTEN, type Forgetting } from '../../platform/module.ts';
import { forgetExamined } from './examined.ts';
import { dropAttachments, forgetPiece, piecesToForget } from './store-forget.ts';

/** Working texts and remarks behind what was erased; the history goes on saying who did what and when. */
export async function forget(tx: Tx, what: Forgetting): Promise<void> {
  for (const piece of await piecesToForget(tx, what)) {
    await forgetPiece(tx, piece.id, FORGOTTEN, what.at);
    if (piece.open) await dequeue(tx, `editorial.release:${piece.id}`);
  }
  if (what.files.length > 0) await dropAttachments(tx, what.no, what.files);
  // What was found in a file repeats its places, and its fingerprint says that it was here.
  for (const sha256 of what.files) await forgetExamined(tx, sha256);
}

import type { Tx } from '../../platform/db/connection.ts';
import { dequeue } from '../../platform/jobs.ts';
import { FORGOTTEN, type Forgetting } from '../../platform/module.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { forgetExamined } from './examined.ts';
import { letGo } from './store.ts';
import { dropAttachments, forgetPiece, piecesToForget } from './store-forget.ts';

/** Working texts and remarks behind what was erased; the history goes on saying who did what and when. */
export async function forget(tx: Tx, what: Forgetting): Promise<void> {
  const gone = await piecesToForget(tx, what);
  for (const piece of gone) {
    await forgetPiece(tx, piece.id, FORGOTTEN, what.at);
    if (piece.open) await dequeue(tx, `editorial.release:${piece.id}`);
  }
  // What was being written to explain it explains nothing any more.
  await letGo(
    tx,
    { pieces: gone.filter((p) => p.open).map((p) => p.id), ...(what.whole ? { work: what.no } : {}) },
    {
      at: what.at,
      actorId: SYSTEM.id,
      actorLabel: SYSTEM.label,
      remark: '它解读的文件因为泄露删除了，请另选解读的文件或者作废',
    },
  );
  if (what.files.length > 0) await dropAttachments(tx, what.no, what.files);
  // What was found in a file repeats its places, and its fingerprint says that it was here.
  for (const sha256 of what.files) await forgetExamined(tx, sha256);
}

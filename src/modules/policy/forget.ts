import type { Tx } from '../../platform/db/connection.ts';
import { FORGOTTEN, type Forgetting } from '../../platform/module.ts';
import { forgetWork } from './store/index.ts';

/**
 * When the newest words of a work are erased, so are the draft they came from, its round and what the ledger wrote of them;
 * that there was a document, its number, days and decisions stay. An older edition leaves nothing of itself here.
 */
export async function forget(tx: Tx, what: Forgetting): Promise<void> {
  if (what.current) await forgetWork(tx, what.no, FORGOTTEN);
}

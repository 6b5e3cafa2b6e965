import type { Tx } from '../../platform/db/connection.ts';
import type { Forgetting } from '../../platform/module.ts';
import { forgetAskedOf, lockDocument, remove, textsOf } from './store.ts';

/**
 * Takes a work out of the index, and what only it answered out of the suggestions (a name that was leaked and then searched
 * for). The lock waits for one who is indexing it right now, and makes the next one read anew.
 */
export async function hide(tx: Tx, no: number): Promise<void> {
  await lockDocument(tx, no);
  const held = await textsOf(tx, no);
  if (held) for (const text of [held.title, held.text]) await forgetAskedOf(tx, text);
  await remove(tx, no);
}

/**
 * Erases a work from the index, and with it what people asked that only this work answered: a name or a number that was
 * leaked and then searched for must not go on being suggested.
 */
export async function forget(tx: Tx, what: Forgetting): Promise<void> {
  if (what.current) await hide(tx, what.no);
  for (const text of [...what.titles, ...what.texts]) await forgetAskedOf(tx, text);
}

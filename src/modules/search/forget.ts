import type { Tx } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import type { Forgetting } from '../../platform/module.ts';
import { forget as forgetWork } from './index-editions.ts';
import { forgetAskedOf, textsOf } from './store.ts';

/**
 * Takes a work out of the index and its files, and what only it answered out of the suggestions (a name that was leaked and
 * then searched for). The index' lock waits for one who is taking the work in right now, and makes the next one read anew.
 */
export async function hide(tx: Tx, no: number): Promise<void> {
  const held = await textsOf(tx, no);
  if (held) for (const text of [held.title, held.text]) await forgetAskedOf(tx, text);
  await forgetWork({ tx, enqueue: enqueueIn(tx) }, no);
}

/** Erases a work from the search, and questions that hold what was leaked. */
export async function forget(tx: Tx, what: Forgetting): Promise<void> {
  if (what.current) await hide(tx, what.no);
  for (const text of [...what.titles, ...what.texts]) await forgetAskedOf(tx, text);
}

import type { Ruling } from '../../lib/ruling.ts';
import { isDatabaseAway } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import type { Actor } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { type Taken, type ToTake, takeDocuments } from './actions.ts';

const MOST = 32;

type Waiting = { doc: ToTake; done(out: Ruling<Taken>): void; failed(e: unknown): void };

/**
 * Gathers documents that are ready while the last ones are being written, and writes them together: the register takes one
 * transaction after the other, so the time of a commit is shared. A document that breaks the transaction is found by writing
 * each of them alone.
 */
export function taker(system: System, actor: Actor): (doc: ToTake) => Promise<Ruling<Taken>> {
  const waiting: Waiting[] = [];
  let writing = false;
  const write = async (): Promise<void> => {
    if (writing) return;
    writing = true;
    for (let batch = waiting.splice(0, MOST); batch.length > 0; batch = waiting.splice(0, MOST))
      await take(system, actor, batch).catch((e: unknown) => {
        for (const w of batch) w.failed(e);
      });
    writing = false;
  };
  return (doc) =>
    new Promise((done, failed) => {
      waiting.push({ doc, done, failed });
      void write();
    });
}

async function take(system: System, actor: Actor, batch: readonly Waiting[]): Promise<void> {
  const docs = batch.map((w) => w.doc);
  const out = await takeDocuments(system, actor, docs).catch((e: unknown) => {
    if (docs.length === 1 || isDatabaseAway(e) || (e instanceof AppError && e.code === 'forbidden')) throw e;
    return undefined;
  });
  if (!out) {
    for (const w of batch) await take(system, actor, [w]).catch(w.failed);
    return;
  }
  for (const [i, w] of batch.entries()) {
    const one = out.ok ? out.value[i] : out;
    if (one) w.done(one);
  }
}

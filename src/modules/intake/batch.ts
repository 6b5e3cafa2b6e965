import type { Ruling } from '../../lib/ruling.ts';
import { isDatabaseAway } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import type { Actor } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { type Taken, type ToTake, takeDocuments } from './actions.ts';

const MOST = 32;
/** How long those that are ready wait for others to be written with. */
const GATHER_MS = 100;

type Waiting = { doc: ToTake; done(out: Ruling<Taken>): void; failed(e: unknown): void };

/**
 * Gathers documents that are ready and writes them together: the register takes one transaction after the other, so the time
 * of a commit is shared, and so are the jobs that tell of what was published. A document that breaks the transaction is found by writing
 * each of them alone.
 */
export function taker(system: System, actor: Actor): (doc: ToTake) => Promise<Ruling<Taken>> {
  const waiting: Waiting[] = [];
  let writing = false;
  let clock: NodeJS.Timeout | undefined;
  const write = async (): Promise<void> => {
    clearTimeout(clock);
    clock = undefined;
    writing = true;
    const batch = waiting.splice(0, MOST);
    await take(system, actor, batch).catch((e: unknown) => {
      for (const w of batch) w.failed(e);
    });
    writing = false;
    gather();
  };
  const gather = (): void => {
    if (writing) return;
    if (waiting.length >= MOST) void write();
    else if (waiting.length > 0) clock ??= setTimeout(write, GATHER_MS);
  };
  return (doc) =>
    new Promise((done, failed) => {
      waiting.push({ doc, done, failed });
      gather();
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

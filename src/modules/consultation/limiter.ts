/**
 * The flood limit: how many questions an address may send. It is counted in the database, so that several processes count
 * together and a restart forgets nothing. What is kept is a keyed hash of the address, made for this purpose alone, and minutes
 * without seconds: neither says which question came from where. Rows go after a day.
 */
import { addressOf } from '../../lib/sender.ts';
import { exec, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import type { System } from '../../platform/system.ts';
import { keyed } from '../org/index.ts';
import { type Limits, waitFor } from './rules/index.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

const markOf = (system: System, who: string): Promise<Buffer> =>
  keyed(system.config.dataDir, `flood limit ${addressOf(who)}`);

async function waitOfMark(db: Reader, mark: Buffer, now: Date, l: Limits): Promise<number> {
  const seen = await rows<{ minute: Date; n: number }>(
    db,
    sql`select minute, n from consultation.arrival where who = ${mark} and minute > ${new Date(now.getTime() - DAY)}
        order by minute`,
  );
  return waitFor(
    seen.flatMap((s) => Array<number>(s.n).fill(s.minute.getTime())),
    now.getTime(),
    l,
  );
}

/** 0, or milliseconds until one more from this address is taken. A look without a lock: `takeTurn` decides. */
export async function waitOf(system: System, who: string, l: Limits): Promise<number> {
  return waitOfMark(system.db, await markOf(system, who), system.clock.now(), l);
}

/**
 * Counts one more from this address in the caller's transaction, unless it has to wait: then the milliseconds, and nothing is
 * counted. Two at the same moment, in whatever process, go one after the other. Rolled back with the caller, so that a
 * question that was not taken never counts.
 */
export async function takeTurn(tx: Tx, system: System, who: string, l: Limits): Promise<number> {
  const mark = await markOf(system, who);
  const now = system.clock.now();
  await exec(tx, sql`select pg_advisory_xact_lock(${mark.readInt32BE(0)}, ${mark.readInt32BE(4)})`);
  const wait = await waitOfMark(tx, mark, now, l);
  if (wait > 0) return wait;
  const minute = new Date(Math.floor(now.getTime() / MINUTE) * MINUTE);
  await exec(
    tx,
    sql`insert into consultation.arrival (who, minute, n) values (${mark}, ${minute}, 1)
        on conflict (who, minute) do update set n = consultation.arrival.n + 1`,
  );
  return 0;
}

/** Counts of more than a day ago; none of them limits anybody. */
export const forgetArrivals = (tx: Tx, now: Date): Promise<number> =>
  exec(tx, sql`delete from consultation.arrival where minute <= ${new Date(now.getTime() - DAY)}`);

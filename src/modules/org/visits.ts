import { allow, type Ruling, refuse } from '../../lib/ruling.ts';
import { addressOf } from '../../lib/sender.ts';
import { afterTry, readPassword } from '../../lib/tries.ts';
import { writeAudit } from '../../platform/audit.ts';
import { type Tx, transaction } from '../../platform/db/connection.ts';
import type { Cookie } from '../../platform/http/types.ts';
import { PUBLIC } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { keyed, newToken, passwordMatches, tokenHash } from './secrets.ts';
import * as store from './store.ts';

const VISIT_SECONDS = 2 * 3600;

/** What number and password of a receipt open to somebody without an account, and how its module keeps it. */
export type Receipted = {
  /** As the audit trail calls an opening, and what a refusal rests on. */
  action: string;
  basis: string;
  cookie: { name: string; path: string };
  /** A number as typed, in our form; undefined: it is none of ours. */
  readNumber(typed: string): string | undefined;
  /** As the audit trail names what is behind a number. */
  subject(no: string): string;
  /** The row behind a number, locked until the transaction ends. */
  lock(tx: Tx, no: string): Promise<{ id: string; password: string | null } | undefined>;
  beginVisit(tx: Tx, token: Buffer, id: string, until: Date): Promise<unknown>;
};

const begin = async (system: System, tx: Tx, kept: Receipted, id: string): Promise<string> => {
  const token = newToken();
  const until = new Date(system.clock.now().getTime() + VISIT_SECONDS * 1000);
  await kept.beginVisit(tx, tokenHash(token), id, until);
  return token;
};

/**
 * Number and password open it for two hours. Every try is counted and audited in one transaction, a wrong one too, so this is
 * no `action`, whose refusals roll back. Numbers follow each other, so anybody can name somebody else's: tries are counted for
 * each sender apart, and who guesses locks out nobody but the own line; nothing locks a number for everybody, since its password
 * has 59 bits. An unknown number takes as long as a known one, and is counted as one.
 * @param typed `ip` of the sender; a keyed hash of it with the number is all that is kept, for a day
 */
export async function openByPassword(
  system: System,
  kept: Receipted,
  typed: { no: string; password: string; ip: string },
  requestId: string,
): Promise<Ruling<{ no: string; token: string }>> {
  const now = system.clock.now();
  const no = kept.readNumber(typed.no);
  const mark = await keyed(system.config.dataDir, `receipt ${kept.action} ${no} ${addressOf(typed.ip)}`);
  return transaction(system.db, async (tx) => {
    const found = no === undefined ? undefined : await kept.lock(tx, no);
    const own = await store.lockReceiptTry(tx, mark, now);
    const right = await passwordMatches(found?.password, readPassword(typed.password));
    const after = afterTry(own, right, now);
    await store.saveReceiptTry(tx, mark, after);
    const opens = found !== undefined && after.opens;
    const locked = after.lockedUntil !== null && after.lockedUntil > now;
    await writeAudit(tx, now, {
      actor: PUBLIC,
      action: kept.action,
      outcome: opens ? 'done' : 'refused',
      // What was typed may be a password in the wrong field: only a number of ours is written down.
      ...(found && no ? { subject: kept.subject(no) } : {}),
      detail: opens ? {} : { tries: after.tries, locked },
      requestId,
    });
    if (!opens || !found || !no) {
      const code = locked ? 'too_many_tries' : 'wrong_password';
      return refuse([{ code, basis: kept.basis }]);
    }
    return allow({ no, token: await begin(system, tx, kept, found.id) });
  });
}

/** Who just handed something in may look without typing the password. */
export const beginVisit = (system: System, kept: Receipted, id: string): Promise<string> =>
  transaction(system.db, (tx) => begin(system, tx, kept, id));

export const visitCookie = (kept: Receipted, token: string): Cookie => ({
  ...kept.cookie,
  value: token,
  maxAge: VISIT_SECONDS,
});

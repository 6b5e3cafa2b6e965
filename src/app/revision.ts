import pg from 'pg';
import { HEARD, revisionNow } from '../modules/publication/index.ts';
import { Changes, type Told } from '../platform/http/changes.ts';
import type { Revision } from '../platform/http/keeping.ts';
import type { System } from '../platform/system.ts';

function toldIn(payload: string | undefined): Told | undefined {
  try {
    const said: unknown = JSON.parse(payload ?? '');
    return typeof said === 'object' && said !== null && 'n' in said && typeof said.n === 'number'
      ? (said as Told)
      : undefined;
  } catch {
    return undefined;
  }
}

export type RevisionWatch = Revision & { stop(): Promise<void> };

const AGAIN_MS = 1000;
const PULSE_MS = 1000;
const SILENT_MS = 3000;

/**
 * Follows the site's revision on a connection of its own. While that answers, what it told is all there is; while it does not,
 * every question asks the database, so a page is never taken for fresh on hearsay. Once a second the connection is asked for
 * the number: one that hangs without breaking is given up after three. Its name in the database says how far this process
 * has heard, for those who must know that a page is gone (`pagesForgotten`).
 */
export function watchRevision(system: System, url: string): RevisionWatch {
  const changes = new Changes();
  let client: pg.Client | undefined;
  let stopped = false;
  let again: NodeJS.Timeout | undefined;
  let pulse: NodeJS.Timeout | undefined;

  const lost = (c: pg.Client): void => {
    if (c !== client) return;
    changes.lost();
    client = undefined;
    clearInterval(pulse);
    if (!stopped) {
      clearTimeout(again);
      again = setTimeout(listen, AGAIN_MS).unref();
    }
  };
  const listen = (): void => {
    const c = new pg.Client({
      connectionString: url,
      application_name: `${HEARD}0`,
      keepAlive: true,
      connectionTimeoutMillis: SILENT_MS,
      query_timeout: SILENT_MS,
    });
    client = c;
    // One question after the other: a client of this library holds one at a time.
    let last: Promise<unknown> = Promise.resolve();
    const inTurn = <T>(ask: () => Promise<T>): Promise<T> => {
      const answer = last.catch(() => undefined).then(ask);
      last = answer;
      return answer;
    };
    let saying = false;
    const say = (): void => {
      if (saying) return;
      saying = true;
      inTurn(() => {
        saying = false;
        // Only digits, so it needs no quoting.
        return c.query(`set application_name = '${HEARD}${changes.latest}'`);
      }).catch(() => undefined);
    };
    const gone = (): void => {
      lost(c);
      void c.end().catch(() => undefined);
    };
    c.on('error', gone);
    c.on('end', () => lost(c));
    c.on('notification', (m) => {
      const told = toldIn(m.payload);
      // Not from our trigger: what it meant nobody knows, so the connection begins anew and asks.
      if (!told) return gone();
      changes.hear(told);
      say();
    });
    const where = async (): Promise<{ n: number; forgotten: number }> => {
      const { rows } = await c.query<{ n: string; forgotten: string }>('select n, forgotten from publication.revision');
      return { n: Number(rows[0]?.n ?? 0), forgotten: Number(rows[0]?.forgotten ?? 0) };
    };
    void (async () => {
      await c.connect();
      await inTurn(() => c.query('listen revision'));
      // Read after listening, so nothing that happens between the two is missed.
      const at = await inTurn(where);
      if (c !== client) return;
      changes.connected(at.n, at.forgotten);
      say();
      pulse = setInterval(() => {
        inTurn(where).then((now) => {
          if (c === client) changes.asked(now.n, now.forgotten);
        }, gone);
      }, PULSE_MS).unref();
    })().catch(gone);
  };
  listen();

  return {
    changes,
    async ask() {
      const at = await revisionNow(system.readDb);
      return changes.asked(at.n, at.forgotten);
    },
    async stop() {
      stopped = true;
      clearTimeout(again);
      clearInterval(pulse);
      await client?.end().catch(() => undefined);
    },
  };
}

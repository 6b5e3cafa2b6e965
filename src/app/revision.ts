import pg from 'pg';
import { revision } from '../modules/publication/index.ts';
import type { System } from '../platform/system.ts';

export type RevisionWatch = { current(): Promise<string | null>; stop(): Promise<void> };

/**
 * Follows the site's revision. While the listening connection is up, the number it last heard is the current one; while it
 * is down, every question asks the database, so a page is never taken for fresh on hearsay. Null: the database is away.
 */
export function watchRevision(system: System, url: string, version: string): RevisionWatch {
  let heard: number | undefined;
  let client: pg.Client | undefined;
  let stopped = false;
  let again: NodeJS.Timeout | undefined;

  const lost = (): void => {
    heard = undefined;
    client = undefined;
    if (!stopped) {
      clearTimeout(again);
      again = setTimeout(listen, 1000);
      again.unref();
    }
  };
  const listen = (): void => {
    const c = new pg.Client({ connectionString: url, application_name: 'gongkai revision', keepAlive: true });
    c.on('error', lost);
    c.on('end', lost);
    c.on('notification', (m) => {
      const n = Number(m.payload);
      if (heard === undefined || n > heard) heard = n;
    });
    client = c;
    void (async () => {
      await c.connect();
      await c.query('listen revision');
      // Read after listening, so nothing that happens between the two is missed.
      const { rows } = await c.query<{ n: string }>('select n from publication.revision');
      heard = Math.max(heard ?? 0, Number(rows[0]?.n ?? 0));
    })().catch(() => c.end().catch(() => undefined));
  };
  listen();

  return {
    async current() {
      const n = heard ?? (await revision(system.readDb).catch(() => null));
      return n === null ? null : `${n}|${system.clock.today()}|${version}`;
    },
    async stop() {
      stopped = true;
      clearTimeout(again);
      await client?.end().catch(() => undefined);
    },
  };
}

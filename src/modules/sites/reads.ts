import type { Day } from '../../lib/day.ts';
import { exec, type Reader, rows, sql, type Tx, type Writer } from '../../platform/db/connection.ts';
import { filesOfWork } from '../publication/index.ts';

type ReaderKind = 'browser' | 'feed' | 'crawler' | 'api';
type ReadCount = { day: Day; path: string; kind: ReaderKind; n: number };

const CRAWLER = /bot|spider|crawl|slurp|scrap|archiv|preview|facebookexternalhit/i;
const FEED = /feed|rss|atom|reader|news/i;
/** Every browser says Mozilla; programs that say nothing or their own name are programs. */
const BROWSER = /^(Mozilla|Opera)\//;

/** What kind of program reads, by its own word and the address it asks for; whoever lies is counted as what it says. */
export function kindOf(path: string, userAgent: string): ReaderKind {
  if (CRAWLER.test(userAgent)) return 'crawler';
  if (path.endsWith('/feed.xml')) return 'feed';
  if (path.startsWith('/api/') || path.endsWith('/stub.json')) return 'api';
  if (BROWSER.test(userAgent)) return 'browser';
  return FEED.test(userAgent) ? 'feed' : 'api';
}

/** Addresses with published content. Receipts and forms are nobody's reading; style sheets are no content. */
const COUNTED = /^\/(?:$|(?:p|c|t|u|files|register|ledger|search|api|zfxxgk|sitemap|sitemaps)(?:\/|$)|feed\.xml$)/;
const FILE = /^(\/files\/[0-9a-f]{64})\/.+$/;

const LONGEST = 300;

/**
 * The address as it is counted, one for all its writings (`/p/%37`, `/p/007`, `/p/7/`): a file under its fingerprint alone,
 * since any name opens it. Undefined: not counted.
 */
export function countedPath(path: string): string | undefined {
  let plain = path;
  try {
    plain = decodeURIComponent(path);
  } catch {
    // Not an address that any route answers, but counting never throws.
  }
  plain = plain.replace(/(?<=.)\/+$/, '').replace(/^(\/p|\/api\/v1\/pieces)\/0+(?=\d)/, '$1/');
  const file = FILE.exec(plain)?.[1];
  return file ?? (plain.length <= LONGEST && COUNTED.test(plain) ? plain : undefined);
}

/** More different addresses than this within one flush are counted under `/…` and not forgotten. */
const MOST = 50_000;
const REST = '/…';

/** Counts in memory what the web process answers; `take` empties it. */
export class ReadCounter {
  private counts = new Map<string, ReadCount>();

  add(day: Day, path: string, userAgent: string, n = 1): void {
    const counted = countedPath(path);
    if (counted === undefined) return;
    const kind = kindOf(path, userAgent);
    const key = `${day}|${kind}|${counted}`;
    const found = this.counts.get(key);
    if (found) found.n += n;
    else if (this.counts.size < MOST) this.counts.set(key, { day, path: counted, kind, n });
    else {
      const rest = `${day}|${kind}|${REST}`;
      const all = this.counts.get(rest);
      if (all) all.n += n;
      else this.counts.set(rest, { day, path: REST, kind, n });
    }
  }

  take(): ReadCount[] {
    const all = [...this.counts.values()];
    this.counts = new Map();
    return all;
  }

  /** Puts back what could not be written. */
  restore(counts: readonly ReadCount[]): void {
    for (const c of counts) {
      const key = `${c.day}|${c.kind}|${c.path}`;
      const found = this.counts.get(key);
      if (found) found.n += c.n;
      else this.counts.set(key, { ...c });
    }
  }
}

const byKey = (a: ReadCount, b: ReadCount): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : a.day < b.day ? -1 : a.day > b.day ? 1 : a.kind < b.kind ? -1 : 1;

/** Adds counts to what stands there; always in one order, so that two processes do not wait for one another in a circle. */
export async function addReads(db: Writer, counts: readonly ReadCount[]): Promise<void> {
  if (counts.length === 0) return;
  const sorted = [...counts].sort(byKey);
  await exec(
    db,
    sql`insert into sites.read_count as r (path, day, kind, n)
        select * from unnest(${sorted.map((c) => c.path)}::text[], ${sorted.map((c) => c.day)}::date[],
          ${sorted.map((c) => c.kind)}::text[], ${sorted.map((c) => c.n)}::bigint[])
        on conflict (path, day, kind) do update set n = r.n + excluded.n`,
  );
}

/** The fingerprint of an erased file would let anyone who guesses the file find out that it was here. */
export const forgetReadsOf = (tx: Tx, files: readonly string[]): Promise<number> =>
  exec(tx, sql`delete from sites.read_count where path = any(${files.map((f) => `/files/${f}`)}::text[])`);

/**
 * How often the pages of a work were read, by day and kind of program: its page, versions, comparison, proof and stub, its
 * entry of the API, and its files (a file that another work shows too counts for both). Lists and search results that
 * named it are not among them. The last seconds may still be in a web process' memory. `also`: files by SHA-256 that the
 * work no longer shows.
 */
export async function readsOf(
  db: Reader,
  no: number,
  also: readonly string[] = [],
): Promise<{ day: Day; kind: ReaderKind; n: number }[]> {
  const files = [...(await filesOfWork(db, no)).map((f) => f.sha256), ...also];
  const exact = [`/p/${no}`, `/api/v1/pieces/${no}`, ...files.map((f) => `/files/${f}`)];
  // From `/p/7/` up to `/p/70`, which is what follows the slash.
  return rows(
    db,
    sql`select day::text as day, kind, sum(n)::int as n from sites.read_count
        where path = any(${exact}::text[]) or (path >= ${`/p/${no}/`} and path < ${`/p/${no}0`})
        group by day, kind order by day, kind`,
  );
}

import { type CompiledQuery, Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { PreparingClient } from './prepared.ts';
import { typeParsers } from './types.ts';

export { PREPARED } from './prepared.ts';
export { sql };

/** A handle that may write. */
export type Db = Kysely<unknown> & { readonly '~access'?: 'write' };
/** A handle whose connections refuse to write; not assignable to `Db`, so a page cannot hand it to a store that writes. */
export type ReadDb = Kysely<unknown> & { readonly '~access': 'read' };
/** One open transaction. */
export type Tx = Transaction<unknown> & { readonly '~access'?: 'write' };
/** What a query may run on. */
export type Reader = Db | ReadDb | Tx;
/** What a change may run on. */
export type Writer = Db | Tx;

type Isolation = 'read committed' | 'repeatable read' | 'serializable';

type ConnectOptions = {
  /** Shown in pg_stat_activity, e.g. `gongkai portal`. */
  name: string;
  /** Most connections at once; 10 unless told. */
  max?: number;
  /** Milliseconds one statement may take; 60 s unless told, 0 for no limit (imports, rebuilding an index). */
  statementTimeout?: number;
  /** Milliseconds to wait for a connection; 5 s unless told, 0 for as long as it takes. */
  connectTimeout?: number;
  /**
   * Commits answer before they are on the disk; in order, so that a power cut loses the last ones and never one before them.
   * For filling a new database: end with `settle` before anybody is told.
   */
  unsettled?: boolean;
  /** Told about idle connections that the server closed; the pool has already dropped them. */
  onIdleError?: (error: Error) => void;
};

export type Connection<D> = { db: D; pool: pg.Pool; end(): Promise<void> };

/**
 * Opens a pool; no connection is made before the first query, so a server that is away does not make this throw.
 * The pool outlives the server: connections that broke are dropped and new ones made when it is back.
 */
export function connect(url: string, opts: ConnectOptions & { readOnly: true }): Connection<ReadDb>;
export function connect(url: string, opts: ConnectOptions & { readOnly?: false }): Connection<Db>;
export function connect(url: string, opts: ConnectOptions & { readOnly?: boolean }): Connection<Kysely<unknown>> {
  const pool = openPool(url, opts);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  // `destroy` ends the pool only after a first query has made the driver.
  let ended: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    await db.destroy();
    if (!pool.ended) await pool.end();
  };
  return {
    db,
    pool,
    end: () => {
      ended ??= end();
      return ended;
    },
  };
}

/** The pool alone, with our settings; for the job queue and for COPY. */
export function openPool(url: string, opts: ConnectOptions & { readOnly?: boolean }): pg.Pool {
  const settings = [
    `set timezone = 'Asia/Shanghai'`,
    `set statement_timeout = ${Math.trunc(opts.statementTimeout ?? 60_000)}`,
    // Both free locks that a hanging process would hold for ever.
    `set lock_timeout = 15000`,
    `set idle_in_transaction_session_timeout = 120000`,
    // Of a session, not of the start-up packet: poolers refuse unknown start-up parameters.
    ...(opts.unsettled ? ['set synchronous_commit = off'] : []),
    ...(opts.readOnly ? ['set default_transaction_read_only = on'] : []),
  ].join('; ');
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: url,
    application_name: opts.name,
    max: opts.max ?? 10,
    connectionTimeoutMillis: opts.connectTimeout ?? 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: typeParsers,
    onConnect: async (client) => {
      await client.query(settings);
    },
  });
  // Without listeners a connection that the server closes would end the process: the pool listens for idle ones only,
  // and a connection in use reports its loss to the query as well as by an event.
  pool.on('error', (error) => opts.onIdleError?.(error));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** All rows. Parameters in the template are sent apart from the text. */
export async function rows<T>(db: Reader, query: RawBuilder<unknown>): Promise<T[]> {
  return (await query.execute(db)).rows as T[];
}

/**
 * A statement that is put together once: asked again, only its values differ. For those that run for every page, where
 * putting together costs more than sending. `build` gets stand-ins for the values, so it may only place them.
 */
export function compiled<A extends readonly unknown[], T>(
  build: (...values: A) => RawBuilder<unknown>,
): (db: Reader, ...values: A) => Promise<T[]> {
  let query: CompiledQuery | undefined;
  let places: number[] = [];
  return async (db, ...values) => {
    if (!query) {
      const standIns = values.map(() => ({}));
      query = build(...(standIns as unknown as A)).compile(db);
      places = query.parameters.map((p) => standIns.indexOf(p as object));
    }
    const { parameters } = query;
    const now = places.map((at, i) => (at < 0 ? parameters[i] : values[at]));
    return (await db.executeQuery<T>({ ...query, parameters: now })).rows;
  };
}

/** The one row there is, or undefined; throws when there are more. */
export async function maybe<T>(db: Reader, query: RawBuilder<unknown>): Promise<T | undefined> {
  const found = await rows<T>(db, query);
  if (found.length > 1) throw new Error(`expected at most one row, got ${found.length}`);
  return found[0];
}

/** Exactly one row; throws on none and on more. */
export async function one<T>(db: Reader, query: RawBuilder<unknown>): Promise<T> {
  const found = await rows<T>(db, query);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`expected one row, got ${found.length}`);
  return first;
}

/** Runs a change; answers how many rows it touched (0 for statements that touch none). */
export async function exec(db: Writer, query: RawBuilder<unknown>): Promise<number> {
  return Number((await query.execute(db)).numAffectedRows ?? 0);
}

const ATTEMPTS = 3;
const RETRYABLE = new Set(['40001', '40P01']);

/**
 * Runs `work` in one transaction. When the server breaks off a serialization conflict or a deadlock, `work` runs again,
 * up to three times in all, so it must not do anything outside the transaction.
 */
export async function transaction<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  opts: { isolation?: Isolation } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const builder = opts.isolation ? db.transaction().setIsolationLevel(opts.isolation) : db.transaction();
      return await builder.execute((tx) => work(tx));
    } catch (e) {
      if (attempt >= ATTEMPTS || !RETRYABLE.has(codeOf(e) ?? '')) throw e;
      // A random pause, so that two that met do not meet again.
      await new Promise((go) => setTimeout(go, Math.random() * 20 * 2 ** attempt));
    }
  }
}

/** Answers once everything that was committed before is on the disk, also what `unsettled` connections committed. */
export async function settle(db: Db): Promise<void> {
  await transaction(db, async (tx) => {
    await exec(tx, sql`set local synchronous_commit = on`);
    // The log is one: a commit that waits for its own place in it waits for all before. It has to write something for that.
    await exec(tx, sql`create temporary table settled () on commit drop`);
  });
}

/** A consistent view for several queries: one read-only repeatable-read transaction. */
export async function snapshot<T>(db: Db | ReadDb, work: (tx: ReadDb) => Promise<T>): Promise<T> {
  const builder = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  return await builder.execute((tx) => work(tx as unknown as ReadDb));
}

const codeOf = (e: unknown): string | undefined =>
  typeof e === 'object' && e !== null && 'code' in e && typeof e.code === 'string' ? e.code : undefined;

const AWAY_CODES =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08...|57P0[1-5]|53[0-9]00|58030)$/;
const AWAY_TEXT =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/;

/** A server that stopped has taken its socket away (ENOENT); one with a full queue of callers says EAGAIN at once. */
const noSocket = (e: NodeJS.ErrnoException): boolean =>
  e.syscall === 'connect' && (e.code === 'ENOENT' || e.code === 'EAGAIN');

/**
 * Whether the database was away, refusing or out of resources, so that the same request may well succeed later (503),
 * as opposed to a wrong statement (500).
 */
export function isDatabaseAway(err: unknown): boolean {
  for (let e: unknown = err, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth++) {
    if (AWAY_CODES.test(codeOf(e) ?? '') || AWAY_TEXT.test(e.message) || noSocket(e)) return true;
    if (e instanceof AggregateError && e.errors.some(isDatabaseAway)) return true;
  }
  return false;
}

import type { Day } from '../../../../lib/day.ts';
import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../../../platform/db/connection.ts';

export type FrequentState = 'offered' | 'confirmed' | 'dismissed' | 'published';
export type Frequent = {
  id: number;
  unitId: string;
  state: FrequentState;
  subject: string;
  raisedOn: Day;
  applicants: number;
  confirmedOn: Day | null;
  byLabel: string;
  reason: string;
  pieceId: string | null;
  workNo: number | null;
  publishedOn: Day | null;
};

const F = sql`f.id::int as id, f.unit_id as "unitId", f.state, f.subject, f.raised_on as "raisedOn", f.applicants,
  f.confirmed_on as "confirmedOn", f.by_label as "byLabel", f.reason, f.piece_id as "pieceId", f.work_no as "workNo",
  f.published_on as "publishedOn"`;

export const frequentById = (db: Reader, id: number): Promise<Frequent | undefined> =>
  maybe<Frequent>(db, sql`select ${F} from foi.frequent f where f.id = ${id}`);
export const lockFrequent = (tx: Tx, id: number): Promise<Frequent | undefined> =>
  maybe<Frequent>(tx, sql`select ${F} from foi.frequent f where f.id = ${id} for update`);
/** Newest first. */
export const frequents = (
  db: Reader,
  q: { units: 'all' | readonly string[]; states: readonly FrequentState[] },
  limit: number,
): Promise<Frequent[]> =>
  rows<Frequent>(
    db,
    sql`select ${F} from foi.frequent f
        where f.state = any(${[...q.states]}::text[])
          and (${q.units === 'all'} or f.unit_id = any(${q.units === 'all' ? [] : [...q.units]}::text[]))
        order by f.raised_on desc, f.id desc limit ${limit}`,
  );

export const insertFrequent = async (
  tx: Tx,
  f: Pick<Frequent, 'unitId' | 'raisedOn' | 'applicants'>,
): Promise<number> =>
  (
    await one<{ id: number }>(
      tx,
      sql`insert into foi.frequent (unit_id, state, raised_on, applicants)
          values (${f.unitId}, 'offered', ${f.raisedOn}, ${f.applicants}) returning id::int as id`,
    )
  ).id;
export const saveFrequent = (tx: Tx, f: Frequent): Promise<number> =>
  exec(
    tx,
    sql`update foi.frequent set state = ${f.state}, subject = ${f.subject}, applicants = ${f.applicants},
          confirmed_on = ${f.confirmedOn}, by_label = ${f.byLabel}, reason = ${f.reason}, piece_id = ${f.pieceId},
          work_no = ${f.workNo}, published_on = ${f.publishedOn} where id = ${f.id}`,
  );

export const addCase = (tx: Tx, frequentId: number, requestId: string, likeness: number): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.frequent_case (frequent_id, request_id, likeness) values (${frequentId}, ${requestId}, ${likeness})
        on conflict do nothing`,
  );
export const sayWhichAreSame = (tx: Tx, frequentId: number, same: readonly string[]): Promise<number> =>
  exec(
    tx,
    sql`update foi.frequent_case set same = request_id = any(${[...same]}::text[]) where frequent_id = ${frequentId}`,
  );

/** A case as the group shows it; `applicant` tells people apart and names nobody. */
export type Member = {
  requestId: string;
  no: string;
  applicationId: string;
  likeness: number;
  same: boolean | null;
  wanted: string;
  subject: string;
  receivedOn: Day;
  closedOn: Day | null;
  decision: string | null;
  reportRow: string | null;
  applicant: string | null;
};
export const membersOf = (db: Reader, frequentId: number): Promise<Member[]> =>
  rows<Member>(
    db,
    sql`select c.request_id as "requestId", r.no, r.application_id as "applicationId", c.likeness, c.same, r.wanted,
          r.subject, r.received_on as "receivedOn", r.closed_on as "closedOn", r.decision, r.report_row as "reportRow",
          encode(a.applicant, 'hex') as applicant
        from foi.frequent_case c join foi.request r on r.id = c.request_id join foi.application a on a.id = r.application_id
        where c.frequent_id = ${frequentId} order by r.received_on, r.no`,
  );

/** Received cases that were not compared with the others yet, oldest first. */
export const uncompared = (
  db: Reader,
  limit: number,
): Promise<{ id: string; unitId: string; wanted: string; applicant: string | null }[]> =>
  rows(
    db,
    sql`select r.id, r.unit_id as "unitId", r.wanted, encode(a.applicant, 'hex') as applicant
        from foi.request r join foi.application a on a.id = r.application_id
        where r.received_on is not null and not exists (select from foi.likeness l where l.request_id = r.id)
        order by r.received_on, r.no limit ${limit}`,
  );
/** Keeps the pairs of a case and counts each; a case is kept once. */
export async function keepGrams(tx: Tx, requestId: string, grams: readonly string[]): Promise<void> {
  const fresh = await exec(
    tx,
    sql`insert into foi.likeness (request_id, grams) values (${requestId}, ${[...grams]}::text[]) on conflict do nothing`,
  );
  if (fresh === 0 || grams.length === 0) return;
  // In one order, so that two at work do not wait for each other in a ring.
  await exec(
    tx,
    sql`insert into foi.gram (gram, n) select g, 1 from unnest(${[...grams].sort()}::text[]) g
        on conflict (gram) do update set n = foi.gram.n + 1`,
  );
}

/** So many cases are looked at closer at most. */
const MOST_CANDIDATES = 3000;

/**
 * Pairs by which others are looked for: the rarest that at least `least` cases have, until they lead to enough cases. A case that
 * is counted itself asks for two.
 */
export async function keysOf(db: Reader, grams: readonly string[], least: 1 | 2): Promise<string[]> {
  const known = await rows<{ gram: string; n: number }>(
    db,
    sql`select gram, n from foi.gram where gram = any(${[...grams]}::text[]) and n >= ${least} order by n, gram`,
  );
  const keys: string[] = [];
  let cases = 0;
  for (const k of known) {
    if (keys.length > 0 && cases + k.n > MOST_CANDIDATES) break;
    keys.push(k.gram);
    cases += k.n;
  }
  return keys;
}

export type Alike = {
  requestId: string;
  applicant: string | null;
  shared: number;
  grams: number;
  frequentId: number | null;
  state: FrequentState | null;
};
/** Cases of the unit that share pairs with these, and the group each is in. */
export async function alike(
  db: Reader,
  q: { unitId: string; requestId: string; grams: readonly string[]; least: number },
): Promise<Alike[]> {
  const keys = await keysOf(db, q.grams, 2);
  if (keys.length === 0) return [];
  return rows<Alike>(
    db,
    sql`select l.request_id as "requestId", encode(a.applicant, 'hex') as applicant, h.n as shared,
          cardinality(l.grams) as grams, f.id::int as "frequentId", f.state
        from foi.likeness l
        join foi.request r on r.id = l.request_id and r.unit_id = ${q.unitId}
        join foi.application a on a.id = r.application_id
        cross join lateral (select count(*)::int as n from unnest(l.grams) g where g = any(${[...q.grams]}::text[])) h
        left join foi.frequent_case c on c.request_id = l.request_id and c.same is distinct from false
        left join foi.frequent f on f.id = c.frequent_id
        where l.grams && ${keys}::text[] and l.request_id <> ${q.requestId} and h.n >= ${q.least}
        order by h.n desc, l.request_id limit 200`,
  );
}

/** Groups with a draft that is not out yet. */
export const drafted = (db: Reader): Promise<Frequent[]> =>
  rows<Frequent>(db, sql`select ${F} from foi.frequent f where f.piece_id is not null and f.work_no is null`);

/** The members that are the same information now lead to the work. */
export const linkMembers = (tx: Tx, frequentId: number, workNo: number): Promise<number> =>
  exec(
    tx,
    sql`update foi.request set work_no = ${workNo}, version = version + 1
        where id in (select request_id from foi.frequent_case where frequent_id = ${frequentId} and same)`,
  );

/** The work leaked: its title goes from the group; on which cases it stood is no secret. */
export const forgetWork = (tx: Tx, workNo: number, words: string): Promise<number> =>
  exec(tx, sql`update foi.frequent set subject = ${words} where work_no = ${workNo}`);

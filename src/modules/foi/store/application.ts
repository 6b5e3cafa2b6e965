import type { Day } from '../../../lib/day.ts';
import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';
import type { KeptCase } from '../rules/keeping.ts';
import type { Application } from './types.ts';

const A = sql`a.id, a.no, a.channel, a.submitted_at as "submittedAt", a.arrived_on as "arrivedOn",
  a.applicant_kind as "applicantKind", a.applicant, a.description, a.wanted_form as "wantedForm", a.wanted_way as "wantedWay",
  a.help_wanted as "helpWanted", a.help_offered as "helpOffered", a.filled_by_office as "filledByOffice",
  a.created_at as "createdAt"`;

export const applicationById = (db: Reader, id: string): Promise<Application | undefined> =>
  maybe<Application>(db, sql`select ${A} from foi.application a where a.id = ${id}`);
/** Locks it until the transaction ends: what its cases have in common is changed by one at a time. After the case, never before. */
export const lockApplication = (tx: Tx, id: string): Promise<Application | undefined> =>
  maybe<Application>(tx, sql`select ${A} from foi.application a where a.id = ${id} for update`);
export const applicationByNo = (db: Reader, no: string): Promise<Application | undefined> =>
  maybe<Application>(db, sql`select ${A} from foi.application a where a.no = ${no}`);
export const applicationByOnce = (db: Reader, once: Buffer): Promise<Application | undefined> =>
  maybe<Application>(db, sql`select ${A} from foi.application a where a.once = ${once}`);

export const applicationsOf = (db: Reader, ids: readonly string[]): Promise<Application[]> =>
  rows<Application>(db, sql`select ${A} from foi.application a where a.id = any(${[...ids]}::text[])`);

/** The next number of a kind and year; its row stays locked until the commit, so numbers have no gap. */
export const nextNumber = async (tx: Tx, kind: string, year: number): Promise<number> =>
  (
    await one<{ n: number }>(
      tx,
      sql`insert into foi.counter (kind, year, n) values (${kind}, ${year}, 1)
          on conflict (kind, year) do update set n = foi.counter.n + 1 returning n`,
    )
  ).n;
/** The number just taken was not needed. */
export const giveBack = (tx: Tx, kind: string, year: number): Promise<number> =>
  exec(tx, sql`update foi.counter set n = n - 1 where kind = ${kind} and year = ${year}`);

export const insertApplication = (
  tx: Tx,
  a: Application & { once: Buffer | null; password: string | null },
): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.application (id, no, once, password, channel, submitted_at, arrived_on, applicant_kind, applicant,
          description, wanted_form, wanted_way, help_wanted, help_offered, filled_by_office, created_at)
        values (${a.id}, ${a.no}, ${a.once}, ${a.password}, ${a.channel}, ${a.submittedAt}, ${a.arrivedOn}, ${a.applicantKind},
          ${a.applicant}, ${a.description}, ${a.wantedForm}, ${a.wantedWay}, ${a.helpWanted}, ${a.helpOffered},
          ${a.filledByOffice}, ${a.createdAt})`,
  );

export const saveHelp = (tx: Tx, id: string, offered: string): Promise<number> =>
  exec(tx, sql`update foi.application set help_offered = ${offered} where id = ${id}`);
export const saveWanted = (tx: Tx, id: string, w: Pick<Application, 'wantedForm' | 'wantedWay'>): Promise<number> =>
  exec(tx, sql`update foi.application set wanted_form = ${w.wantedForm}, wanted_way = ${w.wantedWay} where id = ${id}`);

export const keepIdentity = (tx: Tx, applicationId: string, sealed: Buffer): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.identity (application_id, sealed) values (${applicationId}, ${sealed})
        on conflict (application_id) do update set sealed = excluded.sealed`,
  );
export const identityOf = async (db: Reader, applicationId: string): Promise<Buffer | undefined> =>
  (await maybe<{ sealed: Buffer }>(db, sql`select sealed from foi.identity where application_id = ${applicationId}`))
    ?.sealed;

/** The day on which identities go, once every case of the application is over. */
export const setExpiry = (tx: Tx, applicationId: string, on: Day | null): Promise<number> =>
  exec(tx, sql`update foi.identity set expires_on = ${on} where application_id = ${applicationId}`);

/** A setting moved the day of all of them. */
export const shiftExpiry = (tx: Tx, days: number): Promise<number> =>
  exec(tx, sql`update foi.identity set expires_on = expires_on + ${days}::int where expires_on is not null`);
/** Applications whose day is over, as it was last written down. */
export const expiredBefore = async (db: Reader, today: Day, limit: number): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      db,
      sql`select application_id as id from foi.identity where expires_on < ${today} order by expires_on, application_id limit ${limit}`,
    )
  ).map((r) => r.id);

/** What decides how long identities are kept, by application. Locked: until the transaction ends nobody adds to it. */
export async function keptCases(
  db: Reader,
  applicationIds: readonly string[],
  lock = false,
): Promise<Map<string, KeptCase[]>> {
  const ids = [...applicationIds];
  if (lock)
    await rows(db, sql`select id from foi.request where application_id = any(${ids}::text[]) order by id for update`);
  const found = await rows<Omit<KeptCase, 'disputes'> & { applicationId: string; ends: (Day | null)[] }>(
    db,
    sql`select r.application_id as "applicationId", r.state, r.closed_on as "closedOn", r.delivered_on as "deliveredOn",
          array(select case when d.outcome = 'pending' then null else d.closed_on end from foi.dispute d where d.request_id = r.id)
            as ends
        from foi.request r where r.application_id = any(${ids}::text[])`,
  );
  const out = new Map<string, KeptCase[]>();
  for (const { applicationId, ends, ...c } of found)
    out.set(applicationId, [
      ...(out.get(applicationId) ?? []),
      { ...c, disputes: ends.map((closedOn) => ({ closedOn })) },
    ]);
  return out;
}

/** Deletes who applied, what told applicants apart, and what opened the case from outside. */
export async function forgetIdentities(tx: Tx, ids: readonly string[]): Promise<void> {
  await exec(tx, sql`delete from foi.identity where application_id = any(${[...ids]}::text[])`);
  await exec(
    tx,
    sql`update foi.application set applicant = null, once = null, password = null where id = any(${[...ids]}::text[])`,
  );
  await exec(tx, sql`delete from foi.visit where application_id = any(${[...ids]}::text[])`);
}
export const endVisits = (tx: Tx, now: Date): Promise<number> =>
  exec(tx, sql`delete from foi.visit where until < ${now}`);

export type Secret = { id: string; password: string | null };
export const lockSecret = (tx: Tx, no: string): Promise<Secret | undefined> =>
  maybe<Secret>(tx, sql`select id, password from foi.application where no = ${no} for update`);
/** The new secret counts from now: visits of the old one end with it. */
export async function savePassword(tx: Tx, id: string, password: string): Promise<void> {
  await exec(tx, sql`update foi.application set password = ${password}, once = null where id = ${id}`);
  await exec(tx, sql`delete from foi.visit where application_id = ${id}`);
}
export const beginVisit = (tx: Tx, token: Buffer, applicationId: string, until: Date): Promise<number> =>
  exec(tx, sql`insert into foi.visit (token, application_id, until) values (${token}, ${applicationId}, ${until})`);
/** The application a visit may see. */
export const visited = (db: Reader, token: Buffer, now: Date): Promise<Application | undefined> =>
  maybe<Application>(
    db,
    sql`select ${A} from foi.application a join foi.visit v on v.application_id = a.id
        where v.token = ${token} and v.until > ${now}`,
  );

/** Cases of one applicant in a calendar month by receipt: at one unit, or over the district. */
export const casesOfApplicant = (
  db: Reader,
  q: { applicant: Buffer; month: Day; unitId: string | null },
): Promise<{ id: string; no: string; receivedOn: Day }[]> =>
  rows(
    db,
    sql`select r.id, r.no, r.received_on as "receivedOn" from foi.request r join foi.application a on a.id = r.application_id
        where a.applicant = ${q.applicant} and date_trunc('month', r.received_on) = date_trunc('month', ${q.month}::date)
          and (${q.unitId}::text is null or r.unit_id = ${q.unitId})
        order by r.received_on, r.created_at, r.no`,
  );

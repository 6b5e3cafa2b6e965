import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';

/** One 找错: what a reader reports as wrong. */
export type ErrorReport = {
  id: string;
  page: string;
  /** The unit whose piece the page shows, when it shows one. */
  unitId: string | null;
  kind: string;
  what: string;
  state: 'open' | 'closed';
  answer: string | null;
  createdAt: Date;
  closedAt: Date | null;
  /** Only for the office, and only until it is forgotten. */
  contact: string | null;
};

const REPORT = sql`r.id, r.page, r.unit_id as "unitId", r.kind, r.what, r.state, r.answer, r.created_at as "createdAt",
  r.closed_at as "closedAt"`;

export const reportById = (db: Reader, id: string): Promise<ErrorReport | undefined> =>
  maybe<ErrorReport>(
    db,
    sql`select ${REPORT}, c.contact from sites.error_report r left join sites.error_contact c on c.report_id = r.id where r.id = ${id}`,
  );

/** Open ones first, oldest first; closed ones newest first. */
export const reportsIn = (db: Reader, state: ErrorReport['state'], limit: number, offset = 0): Promise<ErrorReport[]> =>
  rows<ErrorReport>(
    db,
    sql`select ${REPORT}, c.contact from sites.error_report r left join sites.error_contact c on c.report_id = r.id
        where r.state = ${state}
        order by case when r.state = 'open' then r.created_at end, r.closed_at desc limit ${limit} offset ${offset}`,
  );

export const countReports = async (db: Reader, state: ErrorReport['state']): Promise<number> =>
  (await one<{ n: number }>(db, sql`select count(*)::int as n from sites.error_report where state = ${state}`)).n;

/** How many came in from one instant to another, of one unit or of all. */
export const countReceived = async (db: Reader, from: Date, before: Date, unitId?: string): Promise<number> =>
  (
    await one<{ n: number }>(
      db,
      sql`select count(*)::int as n from sites.error_report
          where created_at >= ${from} and created_at < ${before} and (${unitId ?? null}::text is null or unit_id = ${unitId ?? null})`,
    )
  ).n;

export async function insertReport(
  tx: Tx,
  r: Pick<ErrorReport, 'id' | 'page' | 'unitId' | 'kind' | 'what' | 'createdAt' | 'contact'>,
): Promise<void> {
  await exec(
    tx,
    sql`insert into sites.error_report (id, page, unit_id, kind, what, created_at)
        values (${r.id}, ${r.page}, ${r.unitId}, ${r.kind}, ${r.what}, ${r.createdAt})`,
  );
  if (r.contact !== null)
    await exec(tx, sql`insert into sites.error_contact (report_id, contact) values (${r.id}, ${r.contact})`);
}

export const lockReport = (
  tx: Tx,
  id: string,
): Promise<{ state: ErrorReport['state']; unitId: string | null } | undefined> =>
  maybe(tx, sql`select state, unit_id as "unitId" from sites.error_report where id = ${id} for update`);

export const closeReport = (tx: Tx, id: string, answer: string, at: Date): Promise<number> =>
  exec(tx, sql`update sites.error_report set state = 'closed', answer = ${answer}, closed_at = ${at} where id = ${id}`);

/** Deletes contacts of reports closed before an instant; returns how many. */
export const forgetContacts = (tx: Tx, closedBefore: Date): Promise<number> =>
  exec(
    tx,
    sql`delete from sites.error_contact c using sites.error_report r
        where r.id = c.report_id and r.state = 'closed' and r.closed_at < ${closedBefore}`,
  );

/** Reports about a work's pages and files: whoever reported a leak may have copied it into the report. */
export async function forgetReportsOn(
  tx: Tx,
  what: { no: number; files: readonly string[] },
  words: string,
): Promise<void> {
  const about = sql`page ~ ${`^/p/${what.no}([/?#]|$)`} or substring(page from '^/files/([0-9a-f]{64})/') = any(${[...what.files]}::text[])`;
  await exec(
    tx,
    sql`update sites.error_report set what = ${words}, answer = case when answer is null then null else ${words} end where ${about}`,
  );
}

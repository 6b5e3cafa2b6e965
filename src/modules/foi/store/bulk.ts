/** Many cases in one statement a table: for a new database and for measuring. What they hold is made by `seed.ts`. */
import { exec, one, sql, type Tx } from '../../../platform/db/connection.ts';
import type { Letter } from '../rules/types.ts';
import type { Application, Dispute, Event, Fee, Party, Request } from './types.ts';

/** Takes `n` numbers of a kind and year at once; answers the first. */
export const takeNumbers = async (tx: Tx, kind: string, year: number, n: number): Promise<number> =>
  (
    await one<{ n: number }>(
      tx,
      sql`insert into foi.counter (kind, year, n) values (${kind}, ${year}, ${n})
          on conflict (kind, year) do update set n = foi.counter.n + excluded.n returning n`,
    )
  ).n -
  n +
  1;

const hex = (b: Buffer | null): string | null => b && b.toString('hex');
const list = (of: readonly object[]) => sql`${JSON.stringify(of)}::jsonb`;

export type SealedApplication = Application & {
  password: string | null;
  identity: Buffer | null;
  expiresOn: string | null;
};

export async function insertApplications(tx: Tx, all: readonly SealedApplication[]): Promise<void> {
  const rows = all.map((a) => ({ ...a, applicant: hex(a.applicant), identity: hex(a.identity) }));
  await exec(
    tx,
    sql`insert into foi.application (id, no, password, channel, submitted_at, arrived_on, applicant_kind, applicant, description,
          wanted_form, wanted_way, help_wanted, help_offered, filled_by_office, created_at)
        select id, no, password, channel, "submittedAt", "arrivedOn", "applicantKind", decode(applicant, 'hex'), description,
          "wantedForm", "wantedWay", "helpWanted", "helpOffered", "filledByOffice", "createdAt"
        from jsonb_to_recordset(${list(rows)}) as t(id text, no text, password text, channel text, "submittedAt" timestamptz,
          "arrivedOn" date, "applicantKind" text, applicant text, description text, "wantedForm" text, "wantedWay" text,
          "helpWanted" boolean, "helpOffered" text, "filledByOffice" boolean, "createdAt" timestamptz)`,
  );
  await exec(
    tx,
    sql`insert into foi.identity (application_id, sealed, expires_on)
        select id, decode(identity, 'hex'), "expiresOn"
        from jsonb_to_recordset(${list(rows.filter((r) => r.identity !== null))}) as t(id text, identity text, "expiresOn" date)`,
  );
}

export const insertRequests = (tx: Tx, all: readonly Request[]): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.request (id, application_id, part, no, unit_id, clerk_id, clerk_label, state, wanted, subject, received_on, due,
          due_provisional, days, next_due, correct_by, proposal, decision, grounds, basis, reasons, whereabouts, report_row,
          remedy_class, decided_on, decided_by, closed_on, delivered_on, delivered_how, archived_on, rating, version, created_at)
        select id, "applicationId", part, no, "unitId", "clerkId", "clerkLabel", state, wanted, subject, "receivedOn", due,
          "dueProvisional", days, "nextDue", "correctBy", proposal, decision, grounds, basis, reasons, whereabouts, "reportRow",
          "remedyClass", "decidedOn", "decidedBy", "closedOn", "deliveredOn", "deliveredHow", "archivedOn", rating, version, "createdAt"
        from jsonb_to_recordset(${list(all)}) as t(id text, "applicationId" text, part int, no text, "unitId" text, "clerkId" text,
          "clerkLabel" text, state text, wanted text, subject text, "receivedOn" date, due date, "dueProvisional" boolean, days int,
          "nextDue" date, "correctBy" date, proposal jsonb, decision text, grounds text[], basis text[], reasons text,
          whereabouts text, "reportRow" text, "remedyClass" text, "decidedOn" date, "decidedBy" text, "closedOn" date,
          "deliveredOn" date, "deliveredHow" text, "archivedOn" date, rating text, version int, "createdAt" timestamptz)`,
  );

/** In the order given: each case's history is read by the order of its ids. */
export const insertEvents = (tx: Tx, all: readonly (Event & { requestId: string })[]): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.event (request_id, what, on_day, at, by_label, note, detail)
        select "requestId", what, "on", at, "by", note, detail
        from jsonb_to_recordset(${list(all.map((e, n) => ({ ...e, n })))}) as t(n int, "requestId" text, what text, "on" date,
          at timestamptz, "by" text, note text, detail jsonb) order by n`,
  );

export const insertParties = (tx: Tx, all: readonly Party[]): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.party (id, request_id, kind, sealed, about, sent_on, received_on, limit_on, opinion, opinion_on, reasons)
        select id, "requestId", kind, decode(sealed, 'hex'), about, "sentOn", "receivedOn", "limitOn", opinion, "opinionOn", reasons
        from jsonb_to_recordset(${list(all.map((p) => ({ ...p, sealed: hex(p.sealed) })))}) as t(id text, "requestId" text,
          kind text, sealed text, about text, "sentOn" date, "receivedOn" date, "limitOn" date, opinion text, "opinionOn" date,
          reasons text)`,
  );

export const insertFees = (tx: Tx, all: readonly Fee[]): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.fee (request_id, tariff, count, yuan, bands, basis, notified_on, pay_by, paid_on, receipt_no)
        select "requestId", tariff, count, yuan, bands, basis, "notifiedOn", "payBy", "paidOn", "receiptNo"
        from jsonb_to_recordset(${list(all)}) as t("requestId" text, tariff text, count int, yuan int, bands jsonb, basis text,
          "notifiedOn" date, "payBy" date, "paidOn" date, "receiptNo" text)`,
  );

export const insertDisputes = (tx: Tx, all: readonly Dispute[]): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.dispute (id, request_id, block, opened_on, body, outcome, closed_on, note)
        select id, "requestId", block, "openedOn", body, outcome, "closedOn", note
        from jsonb_to_recordset(${list(all)}) as t(id text, "requestId" text, block text, "openedOn" date, body text,
          outcome text, "closedOn" date, note text)`,
  );

export const insertLetters = (tx: Tx, all: readonly (Letter & { at: Date; byLabel: string })[]): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.letter (id, request_id, kind, once, no, title, body, decision, basis, state, issued_on, created_at, by_label)
        select id, "requestId", kind, once, no, title, body, decision, basis, state, "issuedOn", at, "byLabel"
        from jsonb_to_recordset(${list(all)}) as t(id text, "requestId" text, kind text, once text, no text, title text,
          body jsonb, decision text, basis text[], state text, "issuedOn" date, at timestamptz, "byLabel" text)`,
  );

export const insertLikeness = (tx: Tx, all: readonly { id: string; grams: readonly string[] }[]): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.likeness (request_id, grams)
        select id, grams from jsonb_to_recordset(${list(all)}) as t(id text, grams text[])`,
  );

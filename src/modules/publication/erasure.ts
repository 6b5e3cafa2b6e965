import { exec, maybe, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import type { Scope } from './rules.ts';
import { ANY, workTag } from './tags.ts';

/** One request to erase what leaked, and what became of it. Nothing in it repeats the leak. */
export type Erasure = Scope & {
  id: string;
  no: number;
  kind: string;
  /** For those who decide. */
  reason: string;
  /** What the public page says. */
  publicReason: string;
  /** Not to be seen while people decide. */
  hides: boolean;
  state: 'asked' | 'done' | 'refused';
  askedAt: Date;
  askedBy: string;
  askedLabel: string;
  askedUnit: string;
  decidedAt: Date | null;
  decidedBy: string | null;
  decidedLabel: string | null;
  refusal: string | null;
};

const ERASURE = sql`id, work_no as no, whole, versions, files, kind, reason, public_reason as "publicReason", hides, state,
  asked_at as "askedAt", asked_by as "askedBy", asked_label as "askedLabel", asked_unit as "askedUnit",
  decided_at as "decidedAt", decided_by as "decidedBy", decided_label as "decidedLabel", refusal`;

export const insertErasure = (tx: Tx, e: Erasure): Promise<number> =>
  exec(
    tx,
    sql`insert into publication.erasure (id, work_no, whole, versions, files, kind, reason, public_reason, hides, state,
          asked_at, asked_by, asked_label, asked_unit, decided_at, decided_by, decided_label, refusal)
        values (${e.id}, ${e.no}, ${e.whole}, ${[...e.versions]}::int[], ${[...e.files]}::text[], ${e.kind}, ${e.reason},
          ${e.publicReason}, ${e.hides}, ${e.state}, ${e.askedAt}, ${e.askedBy}, ${e.askedLabel}, ${e.askedUnit},
          ${e.decidedAt}, ${e.decidedBy}, ${e.decidedLabel}, ${e.refusal})
        on conflict (id) do nothing`,
  );

export const erasureById = (db: Reader, id: string): Promise<Erasure | undefined> =>
  maybe<Erasure>(db, sql`select ${ERASURE} from publication.erasure where id = ${id}`);

/** Oldest first. */
export function erasuresOf(db: Reader, no: number): Promise<Erasure[]> {
  dependOn(workTag(no));
  return rows<Erasure>(db, sql`select ${ERASURE} from publication.erasure where work_no = ${no} order by asked_at, id`);
}

export const waitingErasure = (db: Reader, no: number): Promise<Erasure | undefined> =>
  maybe<Erasure>(db, sql`select ${ERASURE} from publication.erasure where work_no = ${no} and state = 'asked'`);

/** Newest first, of works of these units. */
export const erasures = (
  db: Reader,
  f: { units: 'all' | readonly string[]; state?: Erasure['state'] },
  limit: number,
): Promise<(Erasure & { unitId: string })[]> =>
  rows(
    db,
    sql`select e.*, w.unit_id as "unitId" from (select ${ERASURE} from publication.erasure) e
          join publication.work w on w.no = e.no
        where ${f.units === 'all' ? sql`true` : sql`w.unit_id = any(${[...f.units]}::text[])`}
          and ${f.state ? sql`e.state = ${f.state}` : sql`true`}
        order by e."askedAt" desc, e.id limit ${limit}`,
  );

/** Erasures that were carried out, oldest first: what the list outside the database has to hold. */
export const doneErasures = (db: Reader): Promise<(Erasure & { editions: string[] })[]> =>
  rows(
    db,
    sql`select e.*, array(select x.edition_id from publication.erased_edition x where x.erasure_id = e.id order by 1) as editions
        from (select ${ERASURE} from publication.erasure where state = 'done') e order by e."decidedAt", e.id`,
  );

export const decideErasure = (
  tx: Tx,
  id: string,
  d: { state: 'done' | 'refused'; at: Date; by: string; label: string; refusal: string | null },
): Promise<number> =>
  exec(
    tx,
    sql`update publication.erasure set state = ${d.state}, decided_at = ${d.at}, decided_by = ${d.by}, decided_label = ${d.label},
          refusal = ${d.refusal} where id = ${id} and state = 'asked'`,
  );

/** Versions whose content is there. */
export const keptVersions = async (db: Reader, no: number): Promise<number[]> =>
  (
    await rows<{ version: number }>(
      db,
      sql`select e.version from publication.edition e join publication.content c on c.edition_id = e.id
          where e.work_no = ${no} order by e.version`,
    )
  ).map((r) => r.version);

export type ShownFile = { sha256: string; name: string; size: number; versions: number[]; elsewhere: number[] };

/** Attachments that a work still shows, each with the versions and with other works that show the same bytes. */
export const shownFiles = (db: Reader, no: number): Promise<ShownFile[]> =>
  rows(
    db,
    sql`select a.sha256, min(a.name) as name, max(a.size) as size,
          array_agg(distinct e.version order by e.version) as versions,
          array(select distinct o.work_no from publication.attachment b join publication.edition o on o.id = b.edition_id
                where b.sha256 = a.sha256 and o.work_no <> ${no} order by 1) as elsewhere
        from publication.attachment a join publication.edition e on e.id = a.edition_id
        where e.work_no = ${no} group by a.sha256 order by 2`,
  );

/** Files that some edition still shows. */
export const filesShown = async (db: Reader, files: readonly string[]): Promise<string[]> =>
  (
    await rows<{ sha256: string }>(
      db,
      sql`select distinct sha256 from publication.attachment where sha256 = any(${[...files]}::text[])`,
    )
  ).map((r) => r.sha256);

export const filesOfEditions = async (db: Reader, editions: readonly string[]): Promise<string[]> =>
  (
    await rows<{ sha256: string }>(
      db,
      sql`select distinct sha256 from publication.attachment where edition_id = any(${[...editions]}::text[])`,
    )
  ).map((r) => r.sha256);

/** Bytes and salt, attachments and the reasons given with these editions; editions and leaves stay. */
export async function eraseEditions(tx: Tx, erasureId: string, ids: readonly string[], words: string, at: Date) {
  const these = sql`any(${[...ids]}::text[])`;
  await exec(tx, sql`delete from publication.content where edition_id = ${these}`);
  await exec(tx, sql`delete from publication.attachment where edition_id = ${these}`);
  await exec(
    tx,
    sql`update publication.edition set reason = ${words} where id = ${these} and reason is not null and reason <> ${words}`,
  );
  await exec(
    tx,
    sql`insert into publication.erased_edition (edition_id, erasure_id, at)
        select id, ${erasureId}, ${at} from publication.edition where id = ${these} on conflict do nothing`,
  );
}

/** Which of these files were erased by themselves, from whatever work. */
export const filesErased = async (db: Reader, files: readonly string[]): Promise<string[]> =>
  files.length === 0
    ? []
    : (
        await rows<{ f: string }>(
          db,
          sql`select distinct f from publication.erasure, unnest(files) f where state = 'done' and f = any(${[...files]}::text[])`,
        )
      ).map((r) => r.f);

export const eraseFiles = (tx: Tx, no: number, files: readonly string[]): Promise<number> =>
  exec(
    tx,
    sql`delete from publication.attachment a using publication.edition e
        where e.id = a.edition_id and e.work_no = ${no} and a.sha256 = any(${[...files]}::text[])`,
  );

/** What lists showed of a work goes; number, unit, kind, columns and first day stay. */
export const eraseListing = (tx: Tx, no: number, words: string, at: Date): Promise<number> =>
  exec(
    tx,
    sql`update publication.listing set state = 'erased', title = ${words}, doc_no = null, doc_no_key = null, index_no = null,
          answer = null, issued_on = null, valid_from = null, valid_until = null, valid_status = null, interprets = null,
          changed_at = ${at} where no = ${no}`,
  );

export const hideListing = (tx: Tx, no: number, at: Date): Promise<number> =>
  exec(
    tx,
    sql`update publication.listing set state = 'hidden', changed_at = ${at} where no = ${no} and state in ('published', 'withdrawn')`,
  );

export const showListing = (tx: Tx, no: number, at: Date): Promise<number> =>
  exec(
    tx,
    sql`update publication.listing l set state = w.state, changed_at = ${at} from publication.work w
        where l.no = ${no} and w.no = l.no and l.state = 'hidden'`,
  );

/** Which of these editions were erased. */
export async function erasedAmong(db: Reader, editions: readonly string[]): Promise<Set<string>> {
  dependOn(ANY);
  return new Set(
    (
      await rows<{ id: string }>(
        db,
        sql`select edition_id as id from publication.erased_edition where edition_id = any(${[...editions]}::text[])`,
      )
    ).map((r) => r.id),
  );
}

import type { Day } from '../../lib/day.ts';
import { exec, maybe, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import type { Stage } from './rules.ts';

/** How many duties of a unit are whose, behind which entry (empty: none); `now` of `n` are asked today, `late` of those by a day. */
export type WaitingRow = { unitId: string; may: string; entry: string; n: number; now: number; late: number };

/** What waits at these units, and how much this person was told and has not seen. One statement. */
export async function waitingFor(
  db: Reader,
  units: readonly string[],
  personId: string,
): Promise<{ rows: WaitingRow[]; unseen: number }> {
  const found = await rows<WaitingRow>(
    db,
    sql`select unit_id as "unitId", may, entry, n, now, late from duties.waiting where unit_id = any(${[...units]}::text[])
        union all
        select '', '', '', count(*)::int, 0, 0 from duties.reminder where person_id = ${personId} and seen_at is null`,
  );
  return { rows: found.filter((r) => r.unitId !== ''), unseen: found.find((r) => r.unitId === '')?.n ?? 0 };
}

type Counted = { day: Day; at: Date; auditId: number };
export const countedAt = (db: Reader): Promise<Counted | undefined> =>
  maybe(db, sql`select day, at, audit_id as "auditId" from duties.counted`);

/** All rows anew; readers see the old ones until the transaction ends. */
export async function replaceWaiting(tx: Tx, all: readonly WaitingRow[], c: Counted): Promise<void> {
  await exec(
    tx,
    sql`insert into duties.counted (day, at, audit_id) values (${c.day}, ${c.at}, ${c.auditId})
        on conflict (one) do update set day = excluded.day, at = excluded.at, audit_id = excluded.audit_id`,
  );
  await exec(tx, sql`delete from duties.waiting`);
  await exec(
    tx,
    sql`insert into duties.waiting (unit_id, may, entry, n, now, late)
        select * from jsonb_to_recordset(${JSON.stringify(
          all.map((r) => ({ unit_id: r.unitId, may: r.may, entry: r.entry, n: r.n, now: r.now, late: r.late })),
        )}::jsonb) as x(unit_id text, may text, entry text, n int, now int, late int)`,
  );
}

/** One run of a job that looks at something by the clock. */
export type NightRow = { job: string; at: Date; looked: number | null; found: number };
export const nights = (db: Reader): Promise<NightRow[]> =>
  rows(db, sql`select job, at, looked, found from duties.night`);
/** Only the last run is kept. */
export const saveNight = (tx: Tx, r: NightRow): Promise<number> =>
  exec(
    tx,
    sql`insert into duties.night (job, at, looked, found) values (${r.job}, ${r.at}, ${r.looked}, ${r.found})
        on conflict (job) do update set at = excluded.at, looked = excluded.looked, found = excluded.found`,
  );

type Reminder = {
  dutyKey: string;
  stage: Stage;
  personId: string;
  at: Date;
  title: string;
  href: string;
  mailedAt: Date | null;
  seenAt: Date | null;
};

const REMINDER = sql`duty_key as "dutyKey", stage, person_id as "personId", at, title, href, mailed_at as "mailedAt", seen_at as "seenAt"`;

/** True when this is the first time; the key makes a second one impossible. */
export const remember = async (tx: Tx, r: Omit<Reminder, 'mailedAt' | 'seenAt'>): Promise<boolean> =>
  (await exec(
    tx,
    sql`insert into duties.reminder (duty_key, stage, person_id, at, title, href)
        values (${r.dutyKey}, ${r.stage}, ${r.personId}, ${r.at}, ${r.title}, ${r.href}) on conflict do nothing`,
  )) === 1;

export const remindersOf = (db: Reader, personId: string, limit = 50): Promise<Reminder[]> =>
  rows(db, sql`select ${REMINDER} from duties.reminder where person_id = ${personId} order by at desc limit ${limit}`);

export const unseen = async (db: Reader, personId: string): Promise<number> =>
  (
    await maybe<{ n: number }>(
      db,
      sql`select count(*)::int as n from duties.reminder where person_id = ${personId} and seen_at is null`,
    )
  )?.n ?? 0;

export const markSeen = (tx: Tx, personId: string, at: Date): Promise<number> =>
  exec(tx, sql`update duties.reminder set seen_at = ${at} where person_id = ${personId} and seen_at is null`);

/** Locks what is still to be mailed to one person, so that two workers never mail the same. */
export const lockUnmailed = (tx: Tx, personId: string): Promise<Reminder[]> =>
  rows(
    tx,
    sql`select ${REMINDER} from duties.reminder where person_id = ${personId} and mailed_at is null order by at for update skip locked`,
  );

export const markMailed = (tx: Tx, personId: string, keys: readonly string[], at: Date): Promise<number> =>
  exec(
    tx,
    sql`update duties.reminder set mailed_at = ${at} where person_id = ${personId} and duty_key = any(${[...keys]}::text[]) and mailed_at is null`,
  );

/** Reminders name pieces by their title; the line stays, the words go. */
export const forgetTitles = async (tx: Tx, titles: readonly string[], words: string): Promise<void> => {
  for (const title of titles)
    await exec(
      tx,
      sql`update duties.reminder set title = replace(title, ${title}, ${words}) where position(${title} in title) > 0`,
    );
};

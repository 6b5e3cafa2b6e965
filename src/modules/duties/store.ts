import { exec, maybe, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import type { Stage } from './rules.ts';

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

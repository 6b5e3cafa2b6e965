import type { Day } from '../../../lib/day.ts';
import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';
import type { CommentVerdict } from '../rules/comment.ts';

export type RoundRow = {
  draftId: string;
  title: string;
  html: string;
  note: string;
  openedOn: Day;
  untilOn: Day;
  answeredAt: Date | null;
  answer: string;
  unitId: string;
  comments: number;
};
export type CommentRow = {
  id: string;
  clause: string;
  body: string;
  /** Left word of how to be reached, which lies sealed. */
  reachable: boolean;
  at: Date;
  groupId: number | null;
};
export type GroupRow = { id: number; said: string; verdict: CommentVerdict; done: string; comments: number };

const ROUND = sql`r.draft_id as "draftId", r.title, r.html, r.note, r.opened_on as "openedOn", r.until_on as "untilOn",
  r.answered_at as "answeredAt", r.answer, d.unit_id as "unitId",
  (select count(*)::int from policy.comment c where c.draft_id = r.draft_id) as comments`;

export const roundOf = (db: Reader, draftId: string): Promise<RoundRow | undefined> =>
  maybe(
    db,
    sql`select ${ROUND} from policy.round r join policy.draft d on d.id = r.draft_id where r.draft_id = ${draftId}`,
  );
/** All rounds that were ever opened, those that end last first. */
export const rounds = (db: Reader): Promise<RoundRow[]> =>
  rows(db, sql`select ${ROUND} from policy.round r join policy.draft d on d.id = r.draft_id order by r.until_on desc`);

export const openRound = (
  tx: Tx,
  r: Omit<RoundRow, 'answeredAt' | 'answer' | 'unitId' | 'comments'>,
): Promise<number> =>
  exec(
    tx,
    sql`insert into policy.round (draft_id, title, html, note, opened_on, until_on)
        values (${r.draftId}, ${r.title}, ${r.html}, ${r.note}, ${r.openedOn}, ${r.untilOn})`,
  );
export const answerRound = (tx: Tx, draftId: string, answer: string, at: Date): Promise<number> =>
  exec(tx, sql`update policy.round set answer = ${answer}, answered_at = ${at} where draft_id = ${draftId}`);

export const insertComment = (
  tx: Tx,
  draftId: string,
  k: Pick<CommentRow, 'id' | 'clause' | 'body' | 'at'> & { sealed: Buffer | null },
): Promise<number> =>
  exec(
    tx,
    sql`insert into policy.comment (id, draft_id, clause, body, sealed, at)
        values (${k.id}, ${draftId}, ${k.clause}, ${k.body}, ${k.sealed}, ${k.at})`,
  );
export const commentsOf = (db: Reader, draftId: string): Promise<CommentRow[]> =>
  rows(
    db,
    sql`select id, clause, body, sealed is not null or contact is not null as reachable, at, group_id as "groupId"
        from policy.comment where draft_id = ${draftId} order by at, id`,
  );
/** `contact`: one of before they were sealed, until the night seals it. */
export const contactsOf = (
  db: Reader,
  draftId: string,
): Promise<{ id: string; sealed: Buffer | null; contact: string | null }[]> =>
  rows(
    db,
    sql`select id, sealed, contact from policy.comment
        where draft_id = ${draftId} and (sealed is not null or contact is not null) order by at, id`,
  );
/** Contacts of before they were sealed. */
export const clearContacts = (tx: Tx): Promise<{ id: string; contact: string }[]> =>
  rows(tx, sql`select id, contact from policy.comment where contact is not null for update`);
export const sealContact = (tx: Tx, id: string, sealed: Buffer): Promise<number> =>
  exec(tx, sql`update policy.comment set sealed = ${sealed}, contact = null where id = ${id}`);
/** A contact stays so long after the answer, or after the draft was given up; the form promises it. */
export const forgetContacts = (tx: Tx, answeredBefore: Date): Promise<number> =>
  exec(
    tx,
    sql`update policy.comment set sealed = null, contact = null where (sealed is not null or contact is not null)
          and draft_id in (select r.draft_id from policy.round r join policy.draft d on d.id = r.draft_id
            where r.answered_at < ${answeredBefore} or (d.state = 'stopped' and d.updated_at < ${answeredBefore}))`,
  );

export const groupsOf = (db: Reader, draftId: string): Promise<GroupRow[]> =>
  rows(
    db,
    sql`select g.id::int as id, g.said, g.verdict, g.done,
          (select count(*)::int from policy.comment c where c.group_id = g.id) as comments
        from policy.comment_group g where g.draft_id = ${draftId} order by g.id`,
  );
export const insertGroup = async (
  tx: Tx,
  draftId: string,
  g: { said: string; verdict: CommentVerdict; done: string },
): Promise<number> =>
  (
    await one<{ id: number }>(
      tx,
      sql`insert into policy.comment_group (draft_id, said, verdict, done)
          values (${draftId}, ${g.said}, ${g.verdict}, ${g.done}) returning id::int as id`,
    )
  ).id;
/** One that is in a group already stays there: how many were put. */
export const putInGroup = (tx: Tx, draftId: string, groupId: number, ids: readonly string[]): Promise<number> =>
  exec(
    tx,
    sql`update policy.comment set group_id = ${groupId} where draft_id = ${draftId} and group_id is null
          and id = any(${[...ids]}::text[])`,
  );
export const removeGroup = (tx: Tx, draftId: string, groupId: number): Promise<number> =>
  exec(tx, sql`delete from policy.comment_group where draft_id = ${draftId} and id = ${groupId}`);

/** Rounds answered in a period, and those that ended in it and were not. */
export const roundsIn = async (
  db: Reader,
  from: Day,
  to: Day,
  unitId?: string,
): Promise<{ answered: number; comments: number }> =>
  one(
    db,
    sql`select count(*)::int as answered,
          coalesce(sum((select count(*) from policy.comment c where c.draft_id = r.draft_id)), 0)::int as comments
        from policy.round r join policy.draft d on d.id = r.draft_id
        where (r.answered_at at time zone 'Asia/Shanghai')::date between ${from} and ${to}
          and ${unitId ? sql`d.unit_id = ${unitId}` : sql`true`}`,
  );

import type { Day } from '../../lib/day.ts';
import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import type { Rating, State } from './rules/index.ts';

export type Question = {
  id: string;
  no: string;
  channel: string;
  outsideNo: string | null;
  workNo: number | null;
  /** The edition that was the newest when it was asked. */
  version: number | null;
  /** `art-8`, and how a reader calls it: 第八条. */
  clause: string | null;
  clauseLabel: string | null;
  kind: string;
  words: string;
  mayPublish: boolean;
  state: State;
  unitId: string | null;
  arrivedOn: Day;
  createdAt: Date;
  due: Day;
  answeredAt: Date | null;
  answer: string;
  publicWords: string;
  publicAnswer: string;
  /** Why it is not published although the asker agreed; empty: nothing against it. */
  keepPrivate: string;
  citedVersion: number | null;
  citedClause: string | null;
  /** Everyone who wrote on the answer. */
  writerIds: string[];
  writerLabel: string | null;
  approverLabel: string | null;
  rating: Rating | null;
  ratingNote: string;
  ratedAt: Date | null;
};

export type Happened =
  | 'asked'
  | 'assigned'
  | 'transferred'
  | 'submitted'
  | 'returned'
  | 'answered'
  | 'published'
  | 'rated'
  | 'flagged'
  | 'looked';
export type Event = {
  at: Date;
  what: Happened;
  label: string;
  fromUnit: string | null;
  toUnit: string | null;
  note: string;
};

const Q = sql`q.id, q.no, q.channel, q.outside_no as "outsideNo", q.work_no as "workNo", q.version, q.clause,
  q.clause_label as "clauseLabel", q.kind, q.words, q.may_publish as "mayPublish", q.state, q.unit_id as "unitId",
  q.arrived_on as "arrivedOn", q.created_at as "createdAt", q.due, q.answered_at as "answeredAt", q.answer,
  q.public_words as "publicWords", q.public_answer as "publicAnswer", q.keep_private as "keepPrivate",
  q.cited_version as "citedVersion", q.cited_clause as "citedClause", q.writer_ids as "writerIds",
  q.writer_label as "writerLabel", q.approver_label as "approverLabel", q.rating, q.rating_note as "ratingNote",
  q.rated_at as "ratedAt"`;

export const questionById = (db: Reader, id: string): Promise<Question | undefined> =>
  maybe<Question>(db, sql`select ${Q} from consultation.question q where q.id = ${id}`);
export const questionByNo = (db: Reader, no: string): Promise<Question | undefined> =>
  maybe<Question>(db, sql`select ${Q} from consultation.question q where q.no = ${no}`);
export const lockQuestion = (tx: Tx, id: string): Promise<Question | undefined> =>
  maybe<Question>(tx, sql`select ${Q} from consultation.question q where q.id = ${id} for update`);
export const questionByOnce = (db: Reader, once: Buffer): Promise<Question | undefined> =>
  maybe<Question>(db, sql`select ${Q} from consultation.question q where q.once = ${once}`);
export const questionByOutside = (db: Reader, channel: string, outsideNo: string): Promise<Question | undefined> =>
  maybe<Question>(
    db,
    sql`select ${Q} from consultation.question q where q.channel = ${channel} and q.outside_no = ${outsideNo}`,
  );

/** The next number of a year; its row stays locked until the commit, so numbers have no gap. */
export const nextNumber = async (tx: Tx, year: number): Promise<number> =>
  (
    await one<{ n: number }>(
      tx,
      sql`insert into consultation.counter (year, n) values (${year}, 1)
          on conflict (year) do update set n = consultation.counter.n + 1 returning n`,
    )
  ).n;

export type NewQuestion = Pick<
  Question,
  | 'id'
  | 'no'
  | 'channel'
  | 'outsideNo'
  | 'workNo'
  | 'version'
  | 'clause'
  | 'clauseLabel'
  | 'kind'
  | 'words'
  | 'mayPublish'
  | 'unitId'
  | 'arrivedOn'
  | 'createdAt'
  | 'due'
> & {
  once: Buffer | null;
  password: string | null;
  asker: Buffer | null;
  /** Since when `againLately` counts: the day the clause was last explained once more; null: ever. */
  since: Date | null;
};

/** Whether the same asker asked about the same clause before. */
const askedBefore = (q: Pick<NewQuestion, 'workNo' | 'clause' | 'asker'>, since: Date | null) =>
  sql`exists (select from consultation.question o where o.work_no = ${q.workNo} and o.clause = ${q.clause} and o.asker = ${q.asker}
    and (${since}::timestamptz is null or o.created_at > ${since}))`;

/** False when the same form, or the same number of the other system, is there already. */
export const insertQuestion = async (tx: Tx, q: NewQuestion): Promise<boolean> =>
  (await exec(
    tx,
    sql`insert into consultation.question (id, no, once, password, channel, outside_no, work_no, version, clause, clause_label,
          kind, words, may_publish, asker, again, again_lately, state, unit_id, arrived_on, created_at, due, cited_version, cited_clause)
        values (${q.id}, ${q.no}, ${q.once}, ${q.password}, ${q.channel}, ${q.outsideNo}, ${q.workNo}, ${q.version}, ${q.clause},
          ${q.clauseLabel}, ${q.kind}, ${q.words}, ${q.mayPublish}, ${q.asker}, ${askedBefore(q, null)}, ${askedBefore(q, q.since)}, ${q.unitId ? 'handling' : 'new'}, ${q.unitId},
          ${q.arrivedOn}, ${q.createdAt}, ${q.due}, ${q.version}, ${q.clause})
        on conflict do nothing`,
  )) === 1;

/** Everything that acts change. */
export const saveQuestion = (tx: Tx, q: Question): Promise<number> =>
  exec(
    tx,
    sql`update consultation.question set state = ${q.state}, unit_id = ${q.unitId}, kind = ${q.kind}, answered_at = ${q.answeredAt},
          answer = ${q.answer}, public_words = ${q.publicWords}, public_answer = ${q.publicAnswer}, keep_private = ${q.keepPrivate},
          cited_version = ${q.citedVersion}, cited_clause = ${q.citedClause}, writer_ids = ${q.writerIds},
          writer_label = ${q.writerLabel}, approver_label = ${q.approverLabel}, rating = ${q.rating},
          rating_note = ${q.ratingNote}, rated_at = ${q.ratedAt} where id = ${q.id}`,
  );

export const remember = (
  tx: Tx,
  questionId: string,
  e: Pick<Event, 'at' | 'what' | 'label'> & Partial<Event>,
): Promise<number> =>
  exec(
    tx,
    sql`insert into consultation.event (question_id, at, what, label, from_unit, to_unit, note)
        values (${questionId}, ${e.at}, ${e.what}, ${e.label}, ${e.fromUnit ?? null}, ${e.toUnit ?? null}, ${e.note ?? ''})`,
  );

export const eventsOf = (db: Reader, questionId: string): Promise<Event[]> =>
  rows<Event>(
    db,
    sql`select at, what, label, from_unit as "fromUnit", to_unit as "toUnit", note
        from consultation.event where question_id = ${questionId} order by id`,
  );

export const keepContact = (tx: Tx, questionId: string, sealed: Buffer): Promise<number> =>
  exec(tx, sql`insert into consultation.contact (question_id, sealed) values (${questionId}, ${sealed})`);
export const contactOf = async (db: Reader, questionId: string): Promise<Buffer | undefined> =>
  (await maybe<{ sealed: Buffer }>(db, sql`select sealed from consultation.contact where question_id = ${questionId}`))
    ?.sealed;

/** Deletes contacts, and what tells askers apart, of questions answered before an instant; returns how many contacts. */
export async function forgetAskers(tx: Tx, answeredBefore: Date, now: Date): Promise<number> {
  const n = await exec(
    tx,
    sql`delete from consultation.contact c using consultation.question q
        where q.id = c.question_id and q.answered_at < ${answeredBefore}`,
  );
  await exec(
    tx,
    sql`update consultation.question set asker = null, once = null where answered_at < ${answeredBefore} and (asker is not null or once is not null)`,
  );
  await exec(tx, sql`delete from consultation.visit where until < ${now}`);
  return n;
}

export type Secret = { id: string; password: string | null };
export const lockSecret = (tx: Tx, no: string): Promise<Secret | undefined> =>
  maybe<Secret>(tx, sql`select id, password from consultation.question where no = ${no} for update`);
export const beginVisit = (tx: Tx, token: Buffer, questionId: string, until: Date): Promise<number> =>
  exec(tx, sql`insert into consultation.visit (token, question_id, until) values (${token}, ${questionId}, ${until})`);
export const visited = (db: Reader, token: Buffer, no: string, now: Date): Promise<Question | undefined> =>
  maybe<Question>(
    db,
    sql`select ${Q} from consultation.question q join consultation.visit v on v.question_id = q.id
        where v.token = ${token} and q.no = ${no} and v.until > ${now}`,
  );

export type QuestionFilter = {
  units: 'all' | readonly string[];
  states?: readonly State[];
  /** Words of the question, or its number. */
  text?: string;
};
const matching = (f: QuestionFilter) =>
  sql.join(
    [
      sql`true`,
      ...(f.units === 'all' ? [] : [sql`q.unit_id = any(${[...f.units]}::text[])`]),
      ...(f.states ? [sql`q.state = any(${[...f.states]}::text[])`] : []),
      ...(f.text ? [sql`(position(${f.text} in q.words) > 0 or q.no = ${f.text})`] : []),
    ],
    sql` and `,
  );
/** Open ones by the day they are due, then answered ones, newest first. */
export const questions = (db: Reader, f: QuestionFilter, limit: number, offset = 0): Promise<Question[]> =>
  rows<Question>(
    db,
    sql`select ${Q} from consultation.question q where ${matching(f)}
        order by case when q.state = 'answered' then 1 else 0 end, case when q.state <> 'answered' then q.due end,
          q.answered_at desc, q.no limit ${limit} offset ${offset}`,
  );
export const countQuestions = async (db: Reader, f: QuestionFilter): Promise<number> =>
  (await one<{ n: number }>(db, sql`select count(*)::int as n from consultation.question q where ${matching(f)}`)).n;

export const questionsOn = (db: Reader, workNo: number, clause: string): Promise<Question[]> =>
  rows<Question>(
    db,
    sql`select ${Q} from consultation.question q where q.work_no = ${workNo} and q.clause = ${clause} order by q.created_at`,
  );

/**
 * How many different people asked about a clause since it was last explained once more, also after their marks are gone. Who
 * cannot be told apart, and who asks again after being forgotten, counts as one each.
 */
export const askersOf = async (db: Reader, workNo: number, clause: string, since: Date | null): Promise<number> =>
  (
    await one<{ n: number }>(
      db,
      sql`select count(*)::int as n from consultation.question
          where work_no = ${workNo} and clause = ${clause} and not again_lately and (${since}::timestamptz is null or created_at > ${since})`,
    )
  ).n;

export type ClauseAsked = { clause: string; askers: number };
export const clausesAsked = (db: Reader, workNo: number): Promise<ClauseAsked[]> =>
  rows<ClauseAsked>(
    db,
    sql`select clause, count(*)::int as askers from consultation.question
        where work_no = ${workNo} and clause is not null and not again group by clause`,
  );

export type Counts = { asked: number; answered: number; inTime: number; days: number; rated: number; pleased: number };
/** Of the questions that arrived in a period: how many, how many answered, in time, days until the answer, content. */
export const countsIn = (db: Reader, from: Day, to: Day, unitId?: string): Promise<Counts> =>
  one<Counts>(
    db,
    sql`select count(*)::int as asked, count(answered_at)::int as answered,
          (count(*) filter (where (answered_at at time zone 'Asia/Shanghai')::date <= due))::int as "inTime",
          coalesce(round(avg((answered_at at time zone 'Asia/Shanghai')::date - arrived_on), 1), 0)::float8 as days,
          count(rating)::int as rated, (count(*) filter (where rating = 'clear'))::int as pleased
        from consultation.question
        where arrived_on between ${from} and ${to} and (${unitId ?? null}::text is null or unit_id = ${unitId ?? null})`,
  );

/** The number just taken was not needed. */
export const giveBack = (tx: Tx, year: number): Promise<number> =>
  exec(tx, sql`update consultation.counter set n = n - 1 where year = ${year}`);

export const openQuestionsOn = (tx: Tx, workNo: number): Promise<Question[]> =>
  rows<Question>(
    tx,
    sql`select ${Q} from consultation.question q where q.work_no = ${workNo} and q.state <> 'answered' for update`,
  );
/** Words in which something personal was masked; everything drafted about them goes, and is written anew. */
export const replaceWords = (tx: Tx, id: string, words: string): Promise<number> =>
  exec(
    tx,
    sql`update consultation.question set words = ${words}, answer = '', public_words = '', public_answer = '', keep_private = '',
          state = case state when 'review' then 'handling' else state end where id = ${id}`,
  );

export const countAskedOn = async (db: Reader, workNo: number, from: Date, until: Date): Promise<number> =>
  (
    await one<{ n: number }>(
      db,
      sql`select count(*)::int as n from consultation.question
          where work_no = ${workNo} and created_at between ${from} and ${until}`,
    )
  ).n;

import { exec, maybe, one, PREPARED, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { dependOn, sharedByPages } from '../../platform/depends.ts';
import type { System } from '../../platform/system.ts';
import { enough, gramsOf } from './rules/index.ts';

/** One entry of the answer base: public, masked. */
export type Entry = {
  questionId: string;
  no: string;
  unitId: string;
  workNo: number | null;
  version: number | null;
  clause: string | null;
  clauseLabel: string | null;
  kind: string;
  words: string;
  answer: string;
  askedAt: Date;
  answeredAt: Date;
  year: number;
  /** The version in which what it cites changed; null: it stands. */
  lookAgain: number | null;
  flaggedAt: Date | null;
  /** Words that are to take the place of `answer`; `nextBy` held them against this edition last, null: nobody has. */
  nextAnswer: string | null;
  nextBy: string | null;
  nextLabel: string | null;
  /** Out of sight while people decide whether the policy leaks. */
  hidden: boolean;
};

const E = sql`question_id as "questionId", no, unit_id as "unitId", work_no as "workNo", version, clause,
  clause_label as "clauseLabel", kind, words, answer, asked_at as "askedAt", answered_at as "answeredAt", year,
  look_again as "lookAgain", flagged_at as "flaggedAt", next_answer as "nextAnswer", 
  case when next_version = look_again then next_by end as "nextBy",
  next_label as "nextLabel", hidden`;

/** What the page of a work depends on for its questions. */
export const questionsTag = (workNo: number): string => `questions:${workNo}`;

/** `title`: of the policy, by which people look for it too. */
export const saveEntry = (
  tx: Tx,
  e: Omit<Entry, 'lookAgain' | 'flaggedAt' | 'nextAnswer' | 'nextBy' | 'nextLabel'>,
  title: string,
): Promise<number> =>
  exec(
    tx,
    sql`insert into consultation.entry (question_id, no, unit_id, work_no, version, clause, clause_label, kind, words, answer,
          asked_at, answered_at, year, hidden, grams)
        values (${e.questionId}, ${e.no}, ${e.unitId}, ${e.workNo}, ${e.version}, ${e.clause}, ${e.clauseLabel}, ${e.kind},
          ${e.words}, ${e.answer}, ${e.askedAt}, ${e.answeredAt}, ${e.year}, ${e.hidden}, ${gramsOf(`${e.words} ${e.answer} ${title}`)}::text[])`,
  );

export type EntryFilter = { unitId?: string; kind?: string; year?: number; workNo?: number; clause?: string };

const matching = (f: EntryFilter) =>
  sql.join(
    [
      sql`not hidden`,
      ...(f.unitId ? [sql`unit_id = ${f.unitId}`] : []),
      ...(f.kind ? [sql`kind = ${f.kind}`] : []),
      ...(f.year ? [sql`year = ${f.year}`] : []),
      ...(f.workNo === undefined ? [] : [sql`work_no = ${f.workNo}`]),
      ...(f.clause ? [sql`clause = ${f.clause}`] : []),
    ],
    sql` and `,
  );

/** Newest first. With `q`, those that share most with it first; what shares too little is left out. */
export function entries(db: Reader, f: EntryFilter & { q?: string }, limit: number, offset = 0): Promise<Entry[]> {
  if (f.workNo !== undefined) dependOn(questionsTag(f.workNo));
  const found = finding(f);
  return rows<Entry>(
    db,
    found
      ? sql`select ${E} from consultation.entry, ${found.hits} where ${matching(f)} and ${found.fits}
            order by h.n desc, answered_at desc limit ${limit} offset ${offset}`
      : sql`select ${E} from consultation.entry where ${matching(f)} order by answered_at desc limit ${limit} offset ${offset}`,
  );
}

/** Works that have public questions. Asked for every page and true of few. */
const everAsked = sharedByPages(async (system: System): Promise<ReadonlySet<number>> => {
  const works = await rows<{ no: number }>(
    system.readDb,
    sql`select distinct work_no as no from consultation.entry where not hidden and work_no is not null`,
  );
  return new Set(works.map((r) => r.no));
});

/** The same of one work, for its page: prepared, since every page asks. */
export async function entriesOfWork(system: System, workNo: number, limit: number): Promise<Entry[]> {
  dependOn(questionsTag(workNo));
  if (!(await everAsked(system)).has(workNo)) return [];
  return rows<Entry>(
    system.readDb,
    sql`${PREPARED} select ${E} from consultation.entry where not hidden and work_no = ${workNo}
        order by answered_at desc limit ${limit}`,
  );
}

export async function countEntries(db: Reader, f: EntryFilter & { q?: string }): Promise<number> {
  if (f.workNo !== undefined) dependOn(questionsTag(f.workNo));
  const found = finding(f);
  const counted = found
    ? sql`select count(*)::int as n from consultation.entry, ${found.hits} where ${matching(f)} and ${found.fits}`
    : sql`select count(*)::int as n from consultation.entry where ${matching(f)}`;
  return (await one<{ n: number }>(db, counted)).n;
}

/** The part of a query that finds by shared pairs; undefined when nothing is asked. Words that hold no pair find nothing. */
function finding(f: { q?: string }) {
  if (!f.q?.trim()) return undefined;
  const grams = gramsOf(f.q);
  return {
    hits: sql`lateral (select count(*)::int as n from unnest(grams) g where g = any(${grams}::text[])) h`,
    fits: sql`grams && ${grams}::text[] and h.n >= ${enough(grams.length)}`,
  };
}

export const entryByNo = (db: Reader, no: string): Promise<Entry | undefined> =>
  maybe<Entry>(db, sql`select ${E} from consultation.entry where no = ${no} and not hidden`);
export const entryOf = (db: Reader, questionId: string): Promise<Entry | undefined> =>
  maybe<Entry>(db, sql`select ${E} from consultation.entry where question_id = ${questionId}`);

export const yearsOfEntries = async (db: Reader): Promise<number[]> =>
  (
    await rows<{ year: number }>(
      db,
      sql`select distinct year from consultation.entry where not hidden order by year desc`,
    )
  ).map((r) => r.year);

/** Which of these works have entries, hidden ones too. */
export const askedAbout = async (db: Reader, workNos: readonly number[]): Promise<number[]> =>
  (
    await rows<{ no: number }>(
      db,
      sql`select distinct work_no as no from consultation.entry where work_no = any(${[...workNos]}::bigint[])`,
    )
  ).map((r) => r.no);

/** Entries of a work that cite a version older than this and are not flagged for it yet. */
export const olderEntries = (tx: Tx, workNo: number, version: number): Promise<Entry[]> =>
  rows<Entry>(
    tx,
    sql`select ${E} from consultation.entry where work_no = ${workNo} and version < ${version}
          and (look_again is null or look_again < ${version}) for update`,
  );
export const flag = (tx: Tx, questionId: string, version: number, at: Date): Promise<number> =>
  exec(
    tx,
    sql`update consultation.entry set look_again = ${version}, flagged_at = ${at} where question_id = ${questionId}`,
  );
/** Other words for it, which another person is to decide on. */
export const propose = (
  tx: Tx,
  questionId: string,
  next: { answer: string; by: string; label: string; version: number },
): Promise<number> =>
  exec(
    tx,
    sql`update consultation.entry set next_answer = ${next.answer}, next_by = ${next.by}, next_label = ${next.label},
          next_version = ${next.version} where question_id = ${questionId}`,
  );
/** Looked at against a version: it stands, perhaps with other words. */
export const stands = (
  tx: Tx,
  questionId: string,
  version: number,
  words: { answer: string; words: string; title: string },
): Promise<number> =>
  exec(
    tx,
    sql`update consultation.entry set version = ${version}, look_again = null, flagged_at = null, answer = ${words.answer},
          next_answer = null, next_by = null, next_label = null, next_version = null,
          grams = ${gramsOf(`${words.words} ${words.answer} ${words.title}`)}::text[] where question_id = ${questionId}`,
  );
/** What was compared and found unchanged counts as cited in the newer version. */
export const carryOver = (tx: Tx, questionId: string, version: number): Promise<number> =>
  exec(
    tx,
    sql`update consultation.entry set version = ${version} where question_id = ${questionId} and look_again is null`,
  );

export const flagged = (db: Reader, units: 'all' | readonly string[], limit: number): Promise<Entry[]> =>
  rows<Entry>(
    db,
    sql`select ${E} from consultation.entry
        where look_again is not null and (${units === 'all'} or unit_id = any(${units === 'all' ? [] : [...units]}::text[]))
        order by flagged_at limit ${limit}`,
  );

export const hideEntries = (tx: Tx, workNo: number, hidden: boolean): Promise<number> =>
  exec(tx, sql`update consultation.entry set hidden = ${hidden} where work_no = ${workNo} and hidden <> ${hidden}`);

/**
 * The work leaked: whoever asked or answered may have repeated it. Entries go; answered questions keep number and days and lose
 * their words; open ones are never public and keep theirs, since somebody waits for the answer.
 */
export async function forgetQuestions(tx: Tx, workNo: number, words: string): Promise<void> {
  await exec(tx, sql`delete from consultation.entry where work_no = ${workNo}`);
  await exec(
    tx,
    sql`update consultation.question set words = ${words}, answer = ${words}, public_words = '', public_answer = '',
          keep_private = '', rating_note = '' where work_no = ${workNo} and state = 'answered'`,
  );
  await exec(
    tx,
    sql`update consultation.event set note = ${words} where note <> '' and question_id in
          (select id from consultation.question where work_no = ${workNo})`,
  );
  await exec(tx, sql`update consultation.second set note = ${words} where work_no = ${workNo} and note <> ''`);
}

export const unitsOfEntries = async (db: Reader): Promise<string[]> =>
  (
    await rows<{ unitId: string }>(
      db,
      sql`select distinct unit_id as "unitId" from consultation.entry where not hidden order by 1`,
    )
  ).map((r) => r.unitId);

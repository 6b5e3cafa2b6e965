/** Which published work cites which law, and the alarms that a changed law raises. */
import type { Day } from '../../lib/day.ts';
import { compiled, exec, PREPARED, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';

export type CitedRow = {
  nameKey: string;
  lawId: string | null;
  /** Empty when the law is cited as a whole. */
  article: string;
  /** Empty when no text of that day is known; null while the law itself is unknown. */
  versionId: string | null;
};

/** Told when what a work cites is written down anew: its page says 引用时有效. */
export const citedTag = (no: number): string => `cited:${no}`;
/** Told when a work begins or ceases to cite a law: the law’s page lists them. */
export const citingTag = (lawId: string): string => `citing:${lawId}`;

type Row = { lawId: string | null; article: string; versionId: string | null; judgedOn: Day };
const lineOf = (r: Row): string => JSON.stringify([r.lawId, r.article, r.versionId, r.judgedOn]);

/** What one of two lists has and the other has not. */
const apart = (a: readonly string[], b: readonly string[]): string[] => [
  ...new Set([...a.filter((x) => !b.includes(x)), ...b.filter((x) => !a.includes(x))]),
];

/** What pages have to hear when a work cites `after` where it cited `before`; nothing when they would say the same. */
export function touchedBy(no: number, before: readonly Row[], after: readonly Row[]): string[] {
  const known = (all: readonly Row[]): Row[] => all.filter((r) => r.lawId !== null);
  const [was, is] = [known(before), known(after)];
  if (apart(was.map(lineOf), is.map(lineOf)).length === 0) return [];
  const laws = (all: readonly Row[]): string[] => all.flatMap((r) => r.lawId ?? []);
  return [citedTag(no), ...apart(laws(was), laws(is)).map(citingTag)];
}

/** Puts what the newest edition cites in the place of what an older one did; answers what pages have to hear. */
export async function putCited(
  tx: Tx,
  work: { no: number; editionId: string; unitId: string; judgedOn: Day },
  cited: readonly CitedRow[],
): Promise<string[]> {
  const before = await takeOut(tx, work.no);
  if (cited.length > 0)
    await exec(
      tx,
      sql`insert into regulation.cited (no, edition_id, unit_id, name_key, law_id, article, version_id, judged_on)
        select ${work.no}, ${work.editionId}, ${work.unitId}, name_key, law_id, article, version_id, ${work.judgedOn}
        from unnest(${cited.map((c) => c.nameKey)}::text[], ${cited.map((c) => c.lawId)}::text[],
          ${cited.map((c) => c.article)}::text[], ${cited.map((c) => c.versionId)}::text[])
          as t(name_key, law_id, article, version_id)
        on conflict do nothing`,
    );
  return touchedBy(
    work.no,
    before,
    cited.map((c) => ({ ...c, judgedOn: work.judgedOn })),
  );
}

const takeOut = (tx: Tx, no: number): Promise<Row[]> =>
  rows<Row>(
    tx,
    sql`delete from regulation.cited where no = ${no}
        returning law_id as "lawId", article, version_id as "versionId", judged_on as "judgedOn"`,
  );

export const removeCited = async (tx: Tx, no: number): Promise<string[]> => touchedBy(no, await takeOut(tx, no), []);

/** Works that named a law before the library had it are told its id; which text they meant is settled when all have come in. */
export const recognise = (tx: Tx, nameKey: string, lawId: string): Promise<number> =>
  exec(tx, sql`update regulation.cited set law_id = ${lawId} where law_id is null and name_key = ${nameKey}`);

/**
 * After an import: works that named a law before it was known are taken to cite the text of their day, or none that is known.
 * Only then do they hear of later texts, so that filling a library raises no alarms.
 */
export const settleCited = (tx: Tx): Promise<number> =>
  exec(
    tx,
    sql`update regulation.cited c set version_id = coalesce((
          select v.id from regulation.version v where v.law_id = c.law_id and v.from_on <= c.judged_on
          order by v.from_on desc, v.issued desc nulls last, v.id desc limit 1), '')
        where c.law_id is not null and c.version_id is null`,
  );

/**
 * Raises an alarm for every work that cites a law and was judged by another text than the one that has now come. Found by the
 * index on the law, so that it costs what it finds and not what is published. Answers how many works were found.
 */
export const raiseAlarms = (tx: Tx, lawId: string, versionId: string, at: Date): Promise<number> =>
  exec(
    tx,
    sql`insert into regulation.alarm (no, law_id, version_id, unit_id, raised_at)
        select distinct c.no, c.law_id, ${versionId}, c.unit_id, ${at}::timestamptz from regulation.cited c
        where c.law_id = ${lawId} and c.version_id is not null and c.version_id <> ${versionId}
        on conflict do nothing`,
  );

/** The same when a law lapses: every work that cites it and was judged by a text of it; filling a library raises none. */
export const raiseLapsed = (tx: Tx, lawId: string, at: Date): Promise<number> =>
  exec(
    tx,
    sql`insert into regulation.alarm (no, law_id, version_id, unit_id, raised_at)
        select distinct c.no, c.law_id, 'lapsed', c.unit_id, ${at}::timestamptz from regulation.cited c
        where c.law_id = ${lawId} and c.version_id is not null on conflict do nothing`,
  );

export type Alarm = {
  no: number;
  lawId: string;
  law: string;
  /** The text that came; `lapsed` when the law is no longer in force. */
  versionId: string;
  from: Day | null;
  unitId: string;
  raisedAt: Date;
  articles: string[];
};

/** Alarms nobody has answered, oldest first. A text that is not yet in force is no alarm before its day. */
export const openAlarms = (
  db: Reader,
  at: { today: Day; units: 'all' | readonly string[] },
  limit: number,
): Promise<Alarm[]> =>
  rows<Alarm>(
    db,
    sql`select a.no, a.law_id as "lawId", l.title as law, a.version_id as "versionId", v.from_on as from,
          a.unit_id as "unitId", a.raised_at as "raisedAt",
          array(select c.article from regulation.cited c where c.no = a.no and c.law_id = a.law_id and c.article <> ''
            order by c.article) as articles
        from regulation.alarm a join regulation.law l on l.id = a.law_id
        left join regulation.version v on v.id = a.version_id
        where a.answered_at is null and (v.from_on is null or v.from_on <= ${at.today})
          and (${at.units === 'all'} or a.unit_id = any(${at.units === 'all' ? [] : [...at.units]}::text[]))
        order by a.raised_at, a.no limit ${limit}`,
  );

export type AlarmKey = { no: number; lawId: string; versionId: string };

/** The unit of an open alarm, locked; undefined when it is answered or there is none. */
export const lockAlarm = async (tx: Tx, k: AlarmKey): Promise<{ unitId: string } | undefined> =>
  (
    await rows<{ unitId: string }>(
      tx,
      sql`select unit_id as "unitId" from regulation.alarm
          where no = ${k.no} and law_id = ${k.lawId} and version_id = ${k.versionId} and answered_at is null for update`,
    )
  )[0];

export const answerAlarm = (tx: Tx, k: AlarmKey, by: string, answer: string, at: Date): Promise<number> =>
  exec(
    tx,
    sql`update regulation.alarm set answered_at = ${at}, answered_by = ${by}, answer = ${answer}
        where no = ${k.no} and law_id = ${k.lawId} and version_id = ${k.versionId}`,
  );

/** A corrected work was judged anew, a withdrawn one is no longer read: what was open is answered by that. */
export const closeAlarms = (tx: Tx, no: number, raisedBefore: Date, answer: string, at: Date): Promise<number> =>
  exec(
    tx,
    sql`update regulation.alarm set answered_at = ${at}, answered_by = '系统', answer = ${answer}
        where no = ${no} and answered_at is null and raised_at <= ${raisedBefore}`,
  );

/** Which of these works have an alarm that is still open. */
export const alarmed = async (db: Reader, nos: readonly number[]): Promise<number[]> =>
  (
    await rows<{ no: number }>(
      db,
      sql`select distinct no from regulation.alarm where no = any(${[...nos]}::bigint[]) and answered_at is null`,
    )
  ).map((r) => r.no);

export const removeAlarms = (tx: Tx, no: number): Promise<number> =>
  exec(tx, sql`delete from regulation.alarm where no = ${no}`);

export type CitedLaw = { lawId: string; article: string; versionId: string | null; judgedOn: Day };

const citedOf = compiled<[no: number], CitedLaw>(
  (no) => sql`${PREPARED} select law_id as "lawId", article, version_id as "versionId", judged_on as "judgedOn"
    from regulation.cited where no = ${no} and law_id is not null order by law_id, article`,
);

/** What the newest edition of a work cites, as far as the library knows it. */
export function citedBy(db: Reader, no: number): Promise<CitedLaw[]> {
  dependOn(citedTag(no));
  return citedOf(db, no);
}

/** Numbers of works that cite a law, newest first; `article` empty for any. */
export async function worksCiting(db: Reader, lawId: string, article: string, limit: number): Promise<number[]> {
  dependOn(citingTag(lawId));
  const found = await rows<{ no: number }>(
    db,
    sql`select distinct no from regulation.cited
        where law_id = ${lawId} and (${article} = '' or article = ${article}) order by no desc limit ${limit}`,
  );
  return found.map((r) => r.no);
}

/** Free text that people typed beside something, as rows that can be looked through and, where it may be, forgotten one by one. */
import { FORGOTTEN, type Remark, type RemarkPlace } from '../module.ts';
import { type Db, exec, type Reader, rows, sql, type Tx, transaction } from './connection.ts';

type RemarkColumns = {
  /** `editorial.step`: schema and table of the module that offers it; also its lasting name. */
  table: string;
  /** 稿件的经过: how it is called to a person. */
  place: string;
  /** The permission that reading it takes, at the row's unit. */
  may: string;
  /** The column that finds a row again; `id` unless told otherwise. An SQL expression over the row `t`. */
  id?: string;
  /** Its type, so that its index is used; `text` unless told otherwise. */
  idType?: 'bigint';
  /** Columns that hold what was typed. */
  columns: readonly string[];
  /** SQL expressions over the row `t`: the unit it belongs to, and where a person opens it. */
  unit?: string;
  href?: string;
  /** Columns that may be replaced by the fixed words; none: the row is opened and mended where it stands. */
  forget?: readonly string[];
};

/** Rows that come over in one answer while a place is looked through. */
const BATCH = 1000;

/** Every part is written by a programmer, never by a person: they are put into the statement as they are. */
export function remarkPlace(c: RemarkColumns): RemarkPlace {
  const id = `(${c.id ?? 't.id'})`;
  const type = c.idType ?? 'text';
  const text = `concat_ws(E'\\n', ${c.columns.map((x) => `nullif(t.${x}::text, '')`).join(', ')})`;
  const fields = sql.raw(
    `${id}::text as id, ${text} as text, ${c.unit ? `(${c.unit})::text` : 'null::text'} as "unitId", ${c.href ? `(${c.href})::text` : 'null::text'} as href`,
  );
  const from = sql.raw(`${c.table} t`);
  const isOneOf = (ids: readonly string[]) => sql`${sql.raw(id)} = any(${[...ids]}::${sql.raw(type)}[])`;
  return {
    key: c.table,
    place: c.place,
    may: c.may,
    // A cursor: a table of any size takes as little memory, and one statement sees it as it stood at one moment.
    each: (db: Db, visit: (r: Remark) => void): Promise<void> =>
      transaction(db, async (tx) => {
        await exec(
          tx,
          sql`declare remarks no scroll cursor for
              select ${fields} from ${from} where ${sql.raw(text)} not in ('', ${sql.lit(FORGOTTEN)})`,
        );
        for (;;) {
          const batch = await rows<Remark>(tx, sql`fetch ${sql.lit(BATCH)} from remarks`);
          if (batch.length === 0) return;
          for (const r of batch) visit(r);
        }
      }),
    some: async (db: Reader, ids: readonly string[]): Promise<Remark[]> =>
      ids.length === 0 ? [] : rows<Remark>(db, sql`select ${fields} from ${from} where ${isOneOf(ids)}`),
    ...(c.forget
      ? {
          forget: async (tx: Tx, ref: string): Promise<void> => {
            for (const column of c.forget ?? [])
              await exec(
                tx,
                sql`update ${sql.raw(c.table)} as t set ${sql.raw(column)} = ${FORGOTTEN}
                    where ${isOneOf([ref])} and coalesce(t.${sql.raw(column)}::text, '') not in ('', ${FORGOTTEN})`,
              );
          },
        }
      : {}),
  };
}

/** Free text that people typed beside something, as rows that can be looked through and, where it may be, forgotten one by one. */
import { FORGOTTEN, type Remark, type RemarkPlace } from '../module.ts';
import { exec, maybe, type Reader, rows, sql, type Tx } from './connection.ts';

type RemarkColumns = {
  /** `editorial.step`: schema and table of the module that offers it; also its lasting name. */
  table: string;
  /** 稿件的经过: how it is called to a person. */
  place: string;
  /** The column that finds a row again; `id` unless told otherwise. An SQL expression over the row `t`. */
  id?: string;
  /** Columns that hold what was typed. */
  columns: readonly string[];
  /** SQL expressions over the row `t`: the unit it belongs to, and where a person opens it. */
  unit?: string;
  href?: string;
  /** Columns that may be replaced by the fixed words; none: the row is opened and mended where it stands. */
  forget?: readonly string[];
};

/** Every part is written by a programmer, never by a person: they are put into the statement as they are. */
export function remarkPlace(c: RemarkColumns): RemarkPlace {
  const id = `(${c.id ?? 't.id'})::text`;
  const text = `concat_ws(E'\\n', ${c.columns.map((x) => `nullif(t.${x}::text, '')`).join(', ')})`;
  const fields = sql.raw(
    `${id} as id, ${text} as text, ${c.unit ? `(${c.unit})::text` : 'null::text'} as "unitId", ${c.href ? `(${c.href})::text` : 'null::text'} as href`,
  );
  const from = sql.raw(`${c.table} t`);
  return {
    key: c.table,
    place: c.place,
    read: (db: Reader, limit: number): Promise<Remark[]> =>
      rows<Remark>(
        db,
        sql`select ${fields} from ${from} where ${sql.raw(text)} not in ('', ${FORGOTTEN}) order by ctid desc limit ${limit}`,
      ),
    one: (db: Reader, ref: string): Promise<Remark | undefined> =>
      maybe<Remark>(db, sql`select ${fields} from ${from} where ${sql.raw(id)} = ${ref}`),
    ...(c.forget
      ? {
          forget: async (tx: Tx, ref: string): Promise<void> => {
            for (const column of c.forget ?? [])
              await exec(
                tx,
                sql`update ${sql.raw(c.table)} as t set ${sql.raw(column)} = ${FORGOTTEN}
                    where ${sql.raw(id)} = ${ref} and coalesce(t.${sql.raw(column)}::text, '') not in ('', ${FORGOTTEN})`,
              );
          },
        }
      : {}),
  };
}

import { exec, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';

export type ExplainedRow = {
  no: number;
  editionId: string;
  policyNo: number;
  unitId: string;
  form: string;
  given: readonly string[];
};

export const putExplained = (tx: Tx, r: ExplainedRow): Promise<number> =>
  exec(
    tx,
    sql`insert into interpretation.explained (no, edition_id, policy_no, unit_id, form, given)
        values (${r.no}, ${r.editionId}, ${r.policyNo}, ${r.unitId}, ${r.form}, ${[...r.given]}::text[])
        on conflict (no) do update set edition_id = excluded.edition_id, policy_no = excluded.policy_no,
          unit_id = excluded.unit_id, form = excluded.form, given = excluded.given`,
  );

export const removeExplained = (tx: Tx, nos: readonly number[]): Promise<number> =>
  exec(tx, sql`delete from interpretation.explained where no = any(${[...nos]}::bigint[])`);

/** What all interpretations of a policy together answer, where at least one has facts: one line a policy, by its latest unit. */
export type Given = { policyNo: number; unitId: string; given: string[] };

export const givenTogether = (db: Reader, units: 'all' | readonly string[]): Promise<Given[]> =>
  rows<Given>(
    db,
    sql`select e.policy_no as "policyNo", (array_agg(e.unit_id order by e.no desc))[1] as "unitId",
          coalesce((select array_agg(distinct g order by g) from interpretation.explained x, unnest(x.given) g
            where x.policy_no = e.policy_no), '{}') as given
        from interpretation.explained e
        where ${units === 'all'} or e.unit_id = any(${units === 'all' ? [] : [...units]}::text[])
        group by e.policy_no having bool_or(cardinality(e.given) > 0) order by e.policy_no`,
  );

/** How many interpretations there are of each form. */
export const countForms = (db: Reader): Promise<{ form: string; n: number }[]> =>
  rows(db, sql`select form, count(*)::int as n from interpretation.explained group by form order by n desc, form`);

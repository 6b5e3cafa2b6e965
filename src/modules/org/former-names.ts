/** What units were called before (曾用名): dated, with the document that changed it. */
import type { Day } from '../../lib/day.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import { exec, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import { judgeFormerName } from './rules.ts';
import * as store from './store.ts';

export type FormerName = {
  unitId: string;
  name: string;
  /** Both included; null where nobody knows. */
  from: Day | null;
  to: Day | null;
  /** Which document changed it. */
  source: string;
};

const FORMER = sql`unit_id as "unitId", name, from_on as "from", to_on as "to", source`;

/** The former names of all units, or of one; the latest first. */
export const formerNames = (db: Reader, unitId?: string): Promise<FormerName[]> =>
  rows<FormerName>(
    db,
    sql`select ${FORMER} from org.former_name where ${unitId ?? null}::text is null or unit_id = ${unitId ?? null}
        order by unit_id, to_on desc nulls last, name`,
  );

export const putFormerName = (tx: Tx, f: FormerName): Promise<number> =>
  exec(
    tx,
    sql`insert into org.former_name (unit_id, name, from_on, to_on, source)
        values (${f.unitId}, ${f.name}, ${f.from}, ${f.to}, ${f.source})
        on conflict (unit_id, name) do update set from_on = excluded.from_on, to_on = excluded.to_on, source = excluded.source`,
  );

/** Adds a former name, or corrects its days and source. */
export const keepFormerName = action(
  'org.former_name',
  { may: 'org:admin' },
  async (ctx, input: { unitId: string; name: string; from: string; to: string; source: string }) => {
    const unit = await store.unitById(ctx.tx, input.unitId);
    if (!unit) throw new AppError('not_found', `unit ${input.unitId}`);
    ctx.note({ subject: `unit:${unit.id}`, unitId: unit.id, detail: { former: input.name.trim() } });
    const ruling = judgeFormerName(input, unit.name, ctx.today);
    if (!ruling.ok) return ruling;
    const f = { unitId: unit.id, ...ruling.value };
    await putFormerName(ctx.tx, f);
    return allow(f);
  },
);

export const dropFormerName = action(
  'org.former_name_drop',
  { may: 'org:admin' },
  async (ctx, input: { unitId: string; name: string }): Promise<Ruling<true>> => {
    ctx.note({ subject: `unit:${input.unitId}`, unitId: input.unitId, detail: { former: input.name } });
    const gone = await exec(
      ctx.tx,
      sql`delete from org.former_name where unit_id = ${input.unitId} and name = ${input.name}`,
    );
    const no: Refusal[] = gone === 0 ? [{ code: 'no_former_name', basis: '机构管理规则' }] : [];
    return no.length > 0 ? refuse(no) : allow(true);
  },
);

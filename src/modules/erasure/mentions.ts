/** Where names and numbers of an erased text stand in what people typed elsewhere, each looked at by a person. */
import { allow, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import { exec, type Reader, rows, sql } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import { FORGOTTEN, type Remark, type RemarkPlace } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { personalErrors } from '../checks/index.ts';
import { erasureById, openWork } from '../publication/index.ts';
import { mayLook, placesOf } from './places.ts';
import { mayDecideMention } from './rules.ts';

export type Mention = {
  erasureId: string;
  place: string;
  ref: string;
  words: number;
  state: 'open' | 'forgotten' | 'kept';
  decidedOn: string | null;
  decidedLabel: string | null;
  note: string;
};

const MENTION = sql`erasure_id as "erasureId", place, ref, words, state, decided_on::text as "decidedOn",
  decided_label as "decidedLabel", note`;

/** A mention with what stands there now. */
export type ShownMention = Mention & { at: RemarkPlace; remark: Remark };

/** Rows that went meanwhile, or whose words did, are left out: nobody has to look at them any more. */
async function standing(system: System, db: Reader, all: readonly Mention[]): Promise<ShownMention[]> {
  const shown: ShownMention[] = [];
  for (const at of placesOf(system.modules)) {
    const here = all.filter((m) => m.place === at.key);
    if (here.length === 0) continue;
    const now = new Map(
      (
        await at.some(
          db,
          here.map((m) => m.ref),
        )
      ).map((r) => [r.id, r]),
    );
    for (const m of here) {
      const remark = now.get(m.ref);
      if (remark && (m.state !== 'open' || !isBlank(remark))) shown.push({ ...m, at, remark });
    }
  }
  return shown;
}

const isBlank = (r: Remark): boolean => r.text === '' || r.text === FORGOTTEN;

export const mentionsOf = async (system: System, erasureId: string): Promise<ShownMention[]> =>
  standing(
    system,
    system.db,
    await rows<Mention>(
      system.db,
      sql`select ${MENTION} from erasure.mention where erasure_id = ${erasureId} order by place, ref`,
    ),
  );

/** Mentions of every erasure that nobody has looked at and that still stand. */
export const openMentions = async (system: System, db: Reader): Promise<ShownMention[]> =>
  standing(
    system,
    db,
    await rows<Mention>(
      db,
      sql`select ${MENTION} from erasure.mention where state = 'open' order by erasure_id, place`,
    ),
  );

/** Puts the fixed words in the place of what was typed, or says why it stays. */
export const decideMention = action(
  'erasure.mention',
  { may: 'erasure:decide' },
  async (ctx, input: { id: string; place: string; ref: string; act: string; note: string }) => {
    const e = await erasureById(ctx.tx, input.id);
    const [m] = await rows<Mention>(
      ctx.tx,
      sql`select ${MENTION} from erasure.mention
          where erasure_id = ${input.id} and place = ${input.place} and ref = ${input.ref} for update`,
    );
    const place = placesOf(ctx.system.modules).find((p) => p.key === input.place);
    const work = e && (await openWork(ctx.tx, e.no, 'staff'));
    if (!e || !m || !place || !work) throw new AppError('not_found', `mention ${input.place} ${input.ref}`);
    ctx.note({ subject: `work:${e.no}`, detail: { erasure: e.id, place: m.place, ref: m.ref, act: input.act } });
    const [remark] = await place.some(ctx.tx, [m.ref]);
    if (remark && !mayLook(ctx.system.permissions, ctx.actor, place, remark.unitId))
      throw new AppError('forbidden', `${ctx.actor.id} may not look at ${m.place} ${m.ref}`);
    const forgets = input.act === 'forget';
    const ruling = mayDecideMention({
      open: m.state === 'open',
      stands: remark !== undefined && !isBlank(remark),
      forgets,
      mayForget: place.forget !== undefined,
      note: input.note,
      persons: personalErrors(input.note, ctx.today),
    });
    if (!ruling.ok) return refuse(ruling.refusals);
    if (forgets) await place.forget?.(ctx.tx, m.ref);
    await exec(
      ctx.tx,
      sql`update erasure.mention set state = ${forgets ? 'forgotten' : 'kept'}, decided_on = ${ctx.today},
            decided_label = ${ctx.actor.label}, note = ${forgets ? '' : input.note.trim()}
          where erasure_id = ${m.erasureId} and place = ${m.place} and ref = ${m.ref}`,
    );
    return allow(true);
  },
);

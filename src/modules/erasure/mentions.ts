/** Where names and numbers of an erased text stand in what people typed elsewhere: found in the act, looked at by a person. */
import { allow, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import { auditRemarks } from '../../platform/audit.ts';
import { exec, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import { FORGOTTEN, type Forgetting, type Remark, type RemarkPlace } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { leakedWords, wordsIn } from '../checks/index.ts';
import { erasureById, openWork } from '../publication/index.ts';
import { mayDecideMention } from './rules.ts';

/** Rows looked through of each place, the newest first: the act holds its locks meanwhile. */
const MOST_ROWS = 50_000;
/** Places kept of one erasure; a name that stands in more of them is hardly one. */
const MOST_MENTIONS = 200;

export type Mention = {
  erasureId: string;
  place: string;
  ref: string;
  unitId: string | null;
  words: number;
  state: 'open' | 'forgotten' | 'kept';
  decidedOn: string | null;
  decidedLabel: string | null;
  note: string;
};

/** The audit trail is nobody's module, and can never be changed. */
const withAudit = (places: readonly RemarkPlace[]): readonly RemarkPlace[] => [...places, auditRemarks];
const placesOf = (system: System): readonly RemarkPlace[] => withAudit(system.modules.flatMap((m) => m.remarks ?? []));

/**
 * In the transaction that erases, the only moment at which the words are known, after every module has forgotten its own. Only
 * places are written down, never the words.
 */
export async function findMentions(tx: Tx, what: Forgetting): Promise<void> {
  const words = leakedWords(what.texts.join('\n'));
  if (words.size === 0) return;
  let room = MOST_MENTIONS;
  for (const place of withAudit(what.remarks ?? []))
    for (const r of await place.read(tx, MOST_ROWS)) {
      const n = wordsIn(r.text, words);
      if (n === 0) continue;
      if (room-- <= 0) return;
      await exec(
        tx,
        sql`insert into erasure.mention (erasure_id, place, ref, unit_id, words)
            values (${what.id}, ${place.key}, ${r.id}, ${r.unitId}, ${n}) on conflict do nothing`,
      );
    }
}

const MENTION = sql`erasure_id as "erasureId", place, ref, unit_id as "unitId", words, state, decided_on::text as "decidedOn",
  decided_label as "decidedLabel", note`;

export type ShownMention = Mention & { placeName: string; remark: Remark; mayForget: boolean };

/** The mentions of an erasure with what stands there now; rows that went meanwhile are left out. */
export async function mentionsOf(system: System, erasureId: string): Promise<ShownMention[]> {
  const all = await rows<Mention>(
    system.db,
    sql`select ${MENTION} from erasure.mention where erasure_id = ${erasureId} order by place, ref`,
  );
  const places = new Map(placesOf(system).map((p) => [p.key, p]));
  const shown: ShownMention[] = [];
  for (const m of all) {
    const place = places.get(m.place);
    const remark = await place?.one(system.db, m.ref);
    if (!place || !remark || (m.state === 'open' && (remark.text === '' || remark.text === FORGOTTEN))) continue;
    shown.push({ ...m, placeName: place.place, remark, mayForget: place.forget !== undefined });
  }
  return shown;
}

/** Erasures with a mention nobody has looked at. */
export const openMentions = (db: Reader): Promise<{ erasureId: string; n: number }[]> =>
  rows(
    db,
    sql`select erasure_id as "erasureId", count(*)::int as n from erasure.mention where state = 'open' group by 1 order by 1`,
  );

/** Puts the fixed words in the place of what was typed, or says why it stays. */
export const decideMention = action(
  'erasure.mention',
  { may: 'erasure:ask' },
  async (ctx, input: { id: string; place: string; ref: string; act: string; note: string }) => {
    const e = await erasureById(ctx.tx, input.id);
    const [m] = await rows<Mention>(
      ctx.tx,
      sql`select ${MENTION} from erasure.mention
          where erasure_id = ${input.id} and place = ${input.place} and ref = ${input.ref} for update`,
    );
    const place = placesOf(ctx.system).find((p) => p.key === input.place);
    if (!e || !m || !place) throw new AppError('not_found', `mention ${input.place} ${input.ref}`);
    const work = await openWork(ctx.tx, e.no, 'staff');
    const unitId = m.unitId ?? work?.work.unitId;
    if (!unitId) throw new AppError('not_found', `work ${e.no}`);
    ctx.require(unitId);
    ctx.note({ subject: `work:${e.no}`, detail: { erasure: e.id, place: m.place, ref: m.ref, act: input.act } });
    const forgets = input.act === 'forget';
    const ruling = mayDecideMention({
      open: m.state === 'open',
      forgets,
      mayForget: place.forget !== undefined,
      note: input.note,
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

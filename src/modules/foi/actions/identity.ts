import { allow, type Refusal, refuse } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import { inspectUpload } from '../../../platform/documents/index.ts';
import { AppError } from '../../../platform/errors.ts';
import { may } from '../../../platform/permission.ts';
import { unseal, unsealBytes } from '../../org/index.ts';
import { article, LOCAL } from '../rules/life.ts';
import { FILE_ROLES, type FileRole } from '../rules/types.ts';
import { identityIn } from '../snapshot.ts';
import * as store from '../store/index.ts';
import type { Work } from '../work.ts';
import { locked, now, type OnCase, settle, staleOr } from './common.ts';
import { keepSealed, type Upload } from './keep.ts';

/** As it was sent, or empty where it was deleted. */
export const hadIdentity = (who: store.Identity | undefined): store.Identity =>
  who ?? { name: '', idKind: '', idNumber: '', phone: '', email: '', address: '', agent: null };

const PRIVATE: readonly FileRole[] = ['proof', 'mandate'];
/** May be handed to the applicant with the answer. */
const GIVEN: readonly FileRole[] = ['answer', 'other'];
/** Hold names and addresses of applicant or parties, or what is to be covered before anybody else sees it. */
const NAMED: readonly FileRole[] = ['application', 'correction', 'opinion', 'delivery', 'letter', 'archive', 'source'];
/** Whoever is not the handling clerk does not see, or change, how an applicant is reached. */
export const notMine = (clerkId: string | null, actorId: string): Refusal[] =>
  clerkId === actorId ? [] : [{ code: 'not_handling', basis: article('十五') }];

/** Who applies and how to reach them: for the handling clerk alone. The audit row of this action is the note of the look. */
export const seeIdentity = action('foi.identity', { may: 'foi:handle' }, async (ctx, i: { id: string }) => {
  const w = await locked(ctx, i.id);
  ctx.require(w.r.unitId, 'foi:handle');
  const no = notMine(w.r.clerkId, ctx.actor.id);
  if (no.length > 0) return refuse(no);
  const who = await identityIn(ctx.system, ctx.tx, w.a.id);
  return who ? allow(who) : refuse([{ code: 'no_identity_kept', basis: article('十五') }]);
});

/** Who wrote or is written to: for the handling clerk, and for who approves and must see what goes out. */
export const isOurs = (c: Pick<Ctx, 'system' | 'actor'>, r: Pick<store.Request, 'clerkId' | 'unitId'>): boolean =>
  r.clerkId === c.actor.id || may(c.system.permissions, c.actor, 'foi:approve', r.unitId);
export const notOurs = (ctx: Ctx, w: Work, code: string): Refusal[] =>
  isOurs(ctx, w.r) ? [] : [{ code, basis: article('十五') }];

/** Names of third parties, for the handling clerk and who approves; each look audited. */
export const seeParties = action('foi.parties', { may: 'foi:read' }, async (ctx, i: { id: string }) => {
  const w = await locked(ctx, i.id);
  ctx.require(w.r.unitId, 'foi:read');
  const no = notOurs(ctx, w, 'parties_not_yours');
  if (no.length > 0) return refuse(no);
  const names = await Promise.all(
    w.parties.map(
      async (p) => [p.id, await unseal(ctx.system.config.dataDir, p.sealed).catch(() => '（读不出来）')] as const,
    ),
  );
  return allow(new Map(names));
});

/** A file of a case; a proof of identity only by the handling clerk, what holds names also by who approves. */
export const openFile = action('foi.file', { may: 'foi:read' }, async (ctx, i: { id: string; fileId: string }) => {
  const w = await locked(ctx, i.id);
  ctx.require(w.r.unitId, 'foi:read');
  const file = (await store.filesOf(ctx.tx, w.a.id, w.r.id)).find((f) => f.id === i.fileId && f.deletedOn === null);
  ctx.note({ detail: { file: i.fileId, role: file?.role ?? '' } });
  if (!file) return refuse([{ code: 'no_file', basis: LOCAL }]);
  const no = PRIVATE.includes(file.role)
    ? notMine(w.r.clerkId, ctx.actor.id)
    : NAMED.includes(file.role)
      ? notOurs(ctx, w, 'file_not_yours')
      : [];
  if (no.length > 0) return refuse(no);
  const bytes = await ctx.system.files.get(file.sha256).catch((cause) => {
    throw new AppError('unavailable', `file ${file.sha256} is not readable`, undefined, { cause });
  });
  if (!file.sealed) return allow({ file, bytes });
  const opened = await unsealBytes(ctx.system.config.dataDir, bytes).catch(() => undefined);
  return opened ? allow({ file, bytes: opened }) : refuse([{ code: 'no_identity_kept', basis: article('十五') }]);
});

/** A file for the case: what was asked for, a reply, a proof of delivery. Everything of a case lies encrypted. */
export const attach = action(
  'foi.attach',
  { may: 'foi:handle' },
  async (ctx, i: OnCase & { role: string; file: Upload | null; toApplicant: boolean }) => {
    const w = await locked(ctx, i.id);
    ctx.require(w.r.unitId, 'foi:handle');
    const role = FILE_ROLES.find((r) => r === i.role);
    const seen = i.file && (await inspectUpload(i.file));
    const no: Refusal[] = [];
    // What goes out with an answer is there before it is approved, and is none of the papers that name people.
    if (i.toApplicant && w.r.closedOn !== null) no.push({ code: 'given_after_answer', basis: article('三十七') });
    if (i.toApplicant && role && !GIVEN.includes(role)) no.push({ code: 'not_for_applicant', basis: LOCAL });
    if (!seen || !role) no.push({ code: 'no_file_chosen', basis: LOCAL });
    else if (!seen.ok) no.push({ code: 'bad_file', basis: LOCAL, detail: { say: seen.say } });
    const out = staleOr(w, i.version, no.length > 0 ? refuse(no) : allow(true));
    if (!out.ok || !i.file || !seen?.ok || !role) return out.ok ? refuse(no) : out;
    const id = await keepSealed(ctx, w.a.id, w.r.id, role, i.file, seen.type);
    if (i.toApplicant) await store.giveToApplicant(ctx.tx, id);
    return allow({ ...now(await settle(ctx, w, {}, [])), fileId: id });
  },
);

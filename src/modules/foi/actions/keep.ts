import type { Ctx } from '../../../platform/action.ts';
import { sealBytes } from '../../org/index.ts';
import type { FileRole } from '../rules/types.ts';
import * as store from '../store/index.ts';
import { freshId } from './common.ts';

export type Upload = { name: string; bytes: Buffer };

/** A case of which nothing is known yet but where it comes from. */
export const blankCase = (
  c: Pick<
    store.Request,
    'id' | 'applicationId' | 'part' | 'no' | 'unitId' | 'state' | 'wanted' | 'receivedOn' | 'createdAt'
  >,
): store.Request => ({
  clerkId: null,
  clerkLabel: '',
  subject: '',
  due: null,
  dueProvisional: false,
  days: null,
  nextDue: null,
  correctBy: null,
  proposal: null,
  decision: null,
  grounds: [],
  basis: [],
  reasons: '',
  whereabouts: '',
  reportRow: null,
  remedyClass: null,
  decidedOn: null,
  decidedBy: '',
  closedOn: null,
  deliveredOn: null,
  deliveredHow: '',
  archivedOn: null,
  dueWas: null,
  rating: null,
  ratingNote: '',
  workNo: null,
  version: 1,
  ...c,
});
/** Bytes of a person's documents: encrypted before they reach the disk. Answers under which name they lie there. */
export const sealedBytes = async (ctx: Ctx, file: Upload): Promise<string> =>
  ctx.system.files.put(await sealBytes(ctx.system.config.dataDir, file.bytes));

/** The row of a file whose bytes lie sealed on the disk. */
export async function keepFile(
  ctx: Ctx,
  applicationId: string,
  requestId: string | null,
  role: FileRole,
  file: Upload & { type: string; sha256: string },
): Promise<string> {
  const id = freshId(ctx);
  await store.insertFile(ctx.tx, {
    id,
    applicationId,
    requestId,
    role,
    name: file.name.slice(-200),
    type: file.type,
    size: file.bytes.byteLength,
    sha256: file.sha256,
    sealed: true,
    toApplicant: false,
    createdAt: ctx.now,
    byLabel: ctx.actor.kind === 'public' ? '申请人' : ctx.actor.label,
    deletedOn: null,
  });
  return id;
}

/** Both at once. */
export const keepSealed = async (
  ctx: Ctx,
  applicationId: string,
  requestId: string | null,
  role: FileRole,
  file: Upload,
  type: string,
): Promise<string> =>
  keepFile(ctx, applicationId, requestId, role, { ...file, type, sha256: await sealedBytes(ctx, file) });

import type { Tx } from '../../platform/db/connection.ts';
import { bumpRevision } from '../publication/index.ts';
import type { Request } from './store/types.ts';

/** What kept pages of the register and the guide depend on. */
export const REGISTER = 'foi-register';

/** What the register shows of a case. */
const SHOWN = [
  'subject',
  'state',
  'unitId',
  'receivedOn',
  'closedOn',
  'decision',
  'reportRow',
  'workNo',
  'due',
] as const satisfies readonly (keyof Request)[];

/** Kept pages of the register are drawn anew when something they show has changed; a case not yet received is not among it. */
export async function tellRegister(tx: Tx, was: Request | null, now: Request): Promise<void> {
  if (now.receivedOn === null) return;
  if (was === null || SHOWN.some((k) => was[k] !== now[k])) await bumpRevision(tx, [REGISTER]);
}
/** Many changed at once, or what the guide says of the office. */
export async function tellAll(tx: Tx): Promise<void> {
  await bumpRevision(tx, [REGISTER]);
}

import type { Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';

/** Whether this person keeps the ledger and its clean-ups. */
export const keeps = (c: Req): boolean => may(c.system.permissions, c.actor, 'policy:keep');

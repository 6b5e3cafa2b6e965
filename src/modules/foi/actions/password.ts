import { allow, type Refusal, refuse } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import { hashPassword, initialPassword } from '../../org/index.ts';
import { LOCAL } from '../rules/life.ts';
import * as store from '../store/index.ts';
import { locked, settle } from './common.ts';
import { notMine } from './identity.ts';

/**
 * A new query password for an applicant who lost theirs and has shown at the window who they are. The old one and every visit
 * it opened end at once; the new one is returned this one time and kept nowhere in clear.
 * @param i.checked how the clerk made sure of the person, for the history of the case
 */
export const newQueryPassword = action(
  'foi.password',
  { may: 'foi:handle' },
  async (ctx, i: { id: string; checked: string }) => {
    const w = await locked(ctx, i.id);
    ctx.require(w.r.unitId, 'foi:handle');
    const no: Refusal[] = [...notMine(w.r.clerkId, ctx.actor.id)];
    if (i.checked.trim() === '') no.push({ code: 'person_not_checked', basis: LOCAL });
    else if ([...i.checked].length > 60) no.push({ code: 'line_too_long', basis: LOCAL, detail: { most: 60 } });
    if (no.length > 0) return refuse(no);
    const password = initialPassword();
    await store.savePassword(ctx.tx, w.a.id, await hashPassword(password));
    await settle(ctx, w, {}, [{ what: 'passwordRenewed', detail: { checked: i.checked.trim() } }]);
    return allow({ no: w.a.no, password });
  },
);

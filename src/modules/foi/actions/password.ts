import { allow, type Refusal, refuse } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import { hashPassword, initialPassword } from '../../org/index.ts';
import { tooLong } from '../rules/length.ts';
import { article, LOCAL } from '../rules/life.ts';
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
    // A case that is closed from outside stays so, and there is nobody left to compare with.
    if (!(await store.identityOf(ctx.tx, w.a.id))) no.push({ code: 'no_identity_kept', basis: article('十五') });
    if (i.checked.trim() === '') no.push({ code: 'person_not_checked', basis: LOCAL });
    else no.push(...tooLong(i.checked, 60, '怎么核对的本人'));
    if (no.length > 0) return refuse(no);
    const password = initialPassword();
    await store.savePassword(ctx.tx, w.a.id, await hashPassword(password));
    await settle(ctx, w, {}, [{ what: 'passwordRenewed', detail: { checked: i.checked.trim() } }]);
    return allow({ no: w.a.no, password });
  },
);

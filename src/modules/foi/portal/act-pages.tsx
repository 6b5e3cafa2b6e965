import type { Refusal, Ruling } from '../../../lib/ruling.ts';
import { AppError } from '../../../platform/errors.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { PUBLIC } from '../../../platform/permission.ts';
import * as own from '../actions/own.ts';
import { ACTS, type Act } from './act-forms.tsx';
import { mine } from './acts.ts';
import { statusForm, statusPage } from './status.tsx';

const actOf = (c: Req): Act => {
  const act = Object.hasOwn(ACTS, c.params.act ?? '') ? ACTS[c.params.act ?? ''] : undefined;
  if (!act) throw new AppError('not_found', c.path);
  return act;
};

export async function actForm(c: Req): Promise<Answer> {
  const act = actOf(c);
  const found = await mine(c);
  return found ? act.page(c, found.r, []) : seeOther('/foi/status');
}

const OVER: Refusal = { code: 'visit_over', basis: '' };

/** After two hours the password is asked for again; what was typed stands on the page that asks. */
const again = (c: Req): Promise<Answer> => statusForm(c, [OVER], c.form.text('words') || c.form.text('note'));

export async function takeAct(c: Req): Promise<Answer> {
  const act = actOf(c);
  const found = await mine(c);
  if (!found) return again(c);
  const out = await act.take(c, found.r);
  return out.ok ? seeOther(`/foi/r/${found.r.no}?done=${act.done}`) : act.page(c, found.r, out.refusals);
}

/** Forms that stand on the status page itself. */
const onPage =
  (done: string, field: string, run: (c: Req, id: string) => Promise<Ruling<unknown>>) =>
  async (c: Req): Promise<Answer> => {
    const found = await mine(c);
    if (!found) return again(c);
    const out = await run(c, found.r.id);
    return out.ok ? seeOther(`/foi/r/${found.r.no}?done=${done}`) : statusPage(c, out.refusals, field);
  };

export const takeCorrection = onPage('correct', 'words', (c, id) =>
  own.takeCorrection(
    c.system,
    PUBLIC,
    { id, words: c.form.text('words').replace(/\r\n/g, '\n'), lateReason: c.form.text('lateReason') },
    c.requestId,
  ),
);
export const takeReasons = onPage('reasons', 'words', (c, id) =>
  own.giveReasons(c.system, PUBLIC, { id, words: c.form.text('words') }, c.requestId),
);
export const takeRating = onPage('rate', 'rating', (c, id) =>
  own.rate(c.system, PUBLIC, { id, rating: c.form.text('rating'), note: c.form.text('note') }, c.requestId),
);

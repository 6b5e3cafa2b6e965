import { allow, type Refusal, refuse } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import { LOCAL } from '../rules/life.ts';
import * as store from '../store/index.ts';
import { tellAll } from '../told.ts';
import { locked, now, settle } from './common.ts';

/** Computes the days of all open cases anew (`jobs.ts`). */
export const RECOMPUTE = 'foi.calendar';

const inside = (field: string, n: number, least: number, most: number): Refusal[] =>
  Number.isInteger(n) && n >= least && n <= most
    ? []
    : [{ code: 'bad_number', basis: LOCAL, detail: { field, least, most } }];

/** Numbers and choices that the law leaves open; the audit row keeps what they were set to. */
export const saveSettings = action('foi.settings', { may: 'foi:manage' }, async (ctx, s: store.Setting) => {
  const no = [
    ...inside('补正期限', s.correctionDays, 1, 60),
    ...inside('身份信息保留天数', s.keepIdentityDays, 30, 36_500),
    ...inside('提示数量频次的件数', s.excessHint, 2, 10_000),
    ...inside('提示主动公开的人数', s.promptThreshold, 2, 1000),
  ];
  const lines = [
    ['reviewBody', 60],
    ['court', 60],
    ['payHow', 300],
  ] as const;
  for (const [field, most] of lines)
    if ([...s[field]].length > most) no.push({ code: 'line_too_long', basis: LOCAL, detail: { most, field } });
  if (no.length > 0) return refuse(no);
  const trimmed = { reviewBody: s.reviewBody.trim(), court: s.court.trim(), payHow: s.payHow.trim() };
  const was = await store.lockSetting(ctx.tx);
  await store.saveSetting(ctx.tx, { ...s, ...trimmed });
  if (was.keepIdentityDays !== s.keepIdentityDays)
    await store.shiftExpiry(ctx.tx, s.keepIdentityDays - was.keepIdentityDays);
  // What was computed by the old answer is computed anew, and its clerks and applicants are told.
  if (was.restartOnPayment !== s.restartOnPayment) await ctx.enqueue(RECOMPUTE, {}, { key: RECOMPUTE });
  await tellAll(ctx.tx);
  ctx.note({ subject: 'foi:settings', detail: { ...s } });
  return allow(true);
});

/** The clerk has seen that a new calendar moved the day. */
export const seeMoved = action('foi.see_moved', { may: 'foi:handle' }, async (ctx, i: { id: string }) => {
  const w = await locked(ctx, i.id);
  ctx.require(w.r.unitId, 'foi:handle');
  return allow(now(await settle(ctx, w, { dueWas: null }, [])));
});

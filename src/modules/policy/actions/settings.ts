import { allow, type Refusal, refuse } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import { bumpRevision } from '../../publication/index.ts';
import { RULES } from '../law.ts';
import { putSetting } from '../store/settings.ts';
import { LEDGER, namingPersons } from './common.ts';

const BASIS = '国家没有统一规定的，由本区确定';

/** The office sets a number that no national text gives, from today on; with the reason, which stands beside it from then. */
export const setNumber = action(
  'policy.setting.set',
  { may: 'policy:release' },
  async (ctx, input: { rule: string; number: number; reason: string }) => {
    const rule = RULES.find((r) => r.rule === input.rule);
    const no: Refusal[] = [];
    if (!rule?.range) no.push({ code: 'not_ours', basis: BASIS });
    else {
      const [least, most] = rule.range;
      if (!Number.isInteger(input.number) || input.number < least || input.number > most)
        no.push({ code: 'bad_number', basis: BASIS, detail: { title: rule.title, least, most } });
    }
    if (input.reason.trim() === '') no.push({ code: 'no_reason', basis: BASIS });
    no.push(...namingPersons(ctx, input.reason));
    if (no.length > 0) return refuse(no);
    await putSetting(ctx.tx, {
      rule: input.rule,
      fromOn: ctx.today,
      number: input.number,
      reason: input.reason.trim(),
      setBy: ctx.actor.label,
      setAt: ctx.now,
    });
    await bumpRevision(ctx.tx, [LEDGER]);
    ctx.note({ subject: `setting:${input.rule}`, detail: { number: input.number } });
    return allow(true);
  },
);

import { allow, type Ruling, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import { type AlarmKey, answerAlarm, lockAlarm } from './cited.ts';

const BASIS = '2021年政务公开工作要点三（一）：引用行政法规使用国家正式版本';
const LONGEST = 500;

/** Says why a published work stays as it is although a law it cites has changed. Answered twice, the second is refused. */
export const answerCitation = action(
  'regulation.answer',
  { may: 'regulation:answer' },
  async (ctx, input: AlarmKey & { answer: string }): Promise<Ruling<true>> => {
    const open = await lockAlarm(ctx.tx, input);
    ctx.note({
      subject: `work:${input.no}`,
      ...(open ? { unitId: open.unitId } : {}),
      detail: { law: input.lawId, version: input.versionId },
    });
    if (!open) return refuse([{ code: 'alarm_answered', basis: BASIS }]);
    ctx.require(open.unitId);
    const answer = input.answer.trim();
    if (answer === '') return refuse([{ code: 'no_alarm_answer', basis: BASIS }]);
    if (answer.length > LONGEST) return refuse([{ code: 'long_alarm_answer', basis: BASIS }]);
    await answerAlarm(ctx.tx, input, ctx.actor.label, answer, ctx.now);
    return allow(true);
  },
);

const SAY: Readonly<Record<string, string>> = {
  alarm_answered: '这一条已经核对过了，不用再答。',
  no_alarm_answer: '请写明核对的结果，比如：引用的条文没有变，不用改。',
  long_alarm_answer: `核对的结果请写在${LONGEST}个字以内。`,
};
export const sayRegulation = (r: { code: string }): string => SAY[r.code] ?? r.code;

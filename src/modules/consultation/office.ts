import { periods } from '../../../law/index.ts';
import { periodInForce } from '../../lib/dated.ts';
import { allow, type Refusal, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import { FLOW, RULE } from './rules/index.ts';
import * as settings from './settings.ts';

const inside = (field: string, n: number, least: number, most: number): Refusal[] =>
  Number.isInteger(n) && n >= least && n <= most
    ? []
    : [{ code: 'bad_number', basis: FLOW, detail: { field, least, most } }];

/** Numbers of the site's own; an audit row keeps what they were set to. */
export const saveSettings = action(
  'consultation.settings',
  { may: 'consult:manage' },
  async (ctx, s: settings.Setting) => {
    const no = [
      ...inside('联系方式保留天数', s.keepContactDays, 1, 3650),
      ...inside('几个人问算多', s.repeats, 2, 1000),
      ...inside('10分钟内最多', s.perTenMinutes, 1, 1000),
      ...inside('一天最多', s.perDay, 1, 100_000),
    ];
    if (no.length > 0) return refuse(no);
    await settings.saveSetting(ctx.tx, s);
    ctx.note({ subject: 'consultation:settings', detail: { ...s } });
    return allow(true);
  },
);

/** Days of a channel; never more than the law gives. Questions already there keep their day. */
export const saveChannel = action(
  'consultation.channel',
  { may: 'consult:manage' },
  async (ctx, i: { code: string; transferDays: number; answerDays: number | null; confirmed: boolean }) => {
    const known = await settings.channelOf(ctx.tx, i.code);
    const most = periodInForce(periods, RULE, ctx.today).number;
    const no: Refusal[] = known ? [] : [{ code: 'no_channel', basis: FLOW }];
    no.push(...inside('转办时限', i.transferDays, 1, 60));
    if (i.answerDays !== null) {
      const range = inside('答复时限', i.answerDays, 1, 60);
      no.push(...range);
      if (range.length === 0 && i.answerDays > most)
        no.push({ code: 'longer_than_law', basis: FLOW, detail: { channel: known?.name ?? i.code, most } });
    }
    if (no.length > 0) return refuse(no);
    await settings.saveChannel(ctx.tx, i);
    ctx.note({ subject: `channel:${i.code}`, detail: { ...i } });
    return allow(true);
  },
);

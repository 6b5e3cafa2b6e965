/** What may happen on the way of a seeded case: others are asked, a fee is charged, it ends. */
import { periods, tariffs } from '../../../law/index.ts';
import { periodInForce } from '../../lib/dated.ts';
import type { Day } from '../../lib/day.ts';
import { feeFor } from '../../lib/tariff.ts';
import { addWorkdays, type Calendar } from '../../lib/workdays.ts';
import { closing } from './actions/common.ts';
import { foiLaw } from './law.ts';
import { articlesFor } from './rules/guards-decision.ts';
import { kindOf, remedyClass } from './rules/law.ts';
import type { Happening, LetterKind } from './rules/types.ts';
import { fresh, type Lived, type SeedCase } from './seed-case.ts';
import type * as store from './store/index.ts';

type Around = { calendar: Calendar; sealParty(name: string): Promise<Buffer> };

export type Tell = (what: Happening, on: Day, by: string, note?: string, detail?: Record<string, unknown>) => void;
export type Write = (kind: LetterKind, on: Day, partyId?: string) => void;

export async function consult(
  c: SeedCase,
  p: NonNullable<SeedCase['party']>,
  out: Lived,
  o: Around,
  tell: Tell,
  write: Write,
): Promise<void> {
  const limit = (on: Day): Day => addWorkdays(on, periodInForce(periods, 'foi.third-party', on).number, o.calendar);
  const id = fresh(p.sentOn, out.events.length);
  const party: store.Party = {
    id,
    requestId: out.r.id,
    kind: 'third',
    sealed: await o.sealParty(p.name),
    about: p.about,
    sentOn: p.sentOn,
    receivedOn: null,
    limitOn: limit(p.sentOn),
    opinion: null,
    opinionOn: null,
    reasons: '',
    override: '',
  };
  out.parties = [party];
  out.r = { ...out.r, state: 'consulting' };
  tell('consulted', p.sentOn, c.clerk, '征求意见，等答复的日子不计入', { party: id, kind: 'third' });
  write('consultThird', p.sentOn, id);
  write('consultNotice', p.sentOn, id);
  if (p.receivedOn) {
    out.parties = [{ ...party, receivedOn: p.receivedOn, limitOn: limit(p.receivedOn) }];
    tell('partyReceived', p.receivedOn, c.clerk, '对方收到征求意见函', { party: id });
  }
  if (!p.opinionOn) return;
  const reasons = p.opinion === 'object' ? '公开会让同行知道单价和工艺。' : '';
  out.parties = out.parties.map((x) => ({ ...x, opinion: p.opinion, opinionOn: p.opinionOn, reasons }));
  out.r = { ...out.r, state: 'processing' };
  tell('opinion', p.opinionOn, c.clerk, '收到意见', { party: id, opinion: p.opinion });
}

export function charge(
  c: SeedCase,
  f: NonNullable<SeedCase['fee']>,
  out: Lived,
  o: Around,
  tell: Tell,
  write: Write,
): void {
  const price = feeFor(tariffs.byPages, 1, f.pages, f.notifiedOn);
  out.fee = {
    requestId: out.r.id,
    tariff: 'pages',
    count: f.pages,
    ...price,
    notifiedOn: f.notifiedOn,
    payBy: addWorkdays(f.notifiedOn, periodInForce(periods, 'foi.payment', f.notifiedOn).number, o.calendar),
    paidOn: null,
    receiptNo: '',
    refundedOn: null,
    refundedYuan: 0,
    refundReason: '',
    objection: '',
    objectedOn: null,
    objectionAnswer: '',
    answeredOn: null,
  };
  out.r = { ...out.r, state: 'feePending' };
  tell('feeNotified', f.notifiedOn, c.clerk, `收费通知：${price.yuan}元`, { yuan: price.yuan, tariff: 'pages' });
  write('fee', f.notifiedOn);
  if (!f.paidOn) return;
  const receiptNo = `9999${f.paidOn.replaceAll('-', '')}`;
  out.fee = { ...out.fee, paidOn: f.paidOn, receiptNo };
  out.r = { ...out.r, state: 'processing' };
  tell('paid', f.paidOn, c.clerk, `缴费${price.yuan}元`, { receiptNo });
}

export function finish(c: SeedCase, end: NonNullable<SeedCase['end']>, out: Lived, tell: Tell, write: Write): void {
  const kind = kindOf(foiLaw, end.key);
  if (!kind) throw new Error(`no kind of decision ${end.key}`);
  if (kind.letter === 'closing') {
    out.r = { ...out.r, ...closing(end.key, end.on), correctBy: null };
    if (end.key === 'withdrawn') {
      tell('withdrawn', end.on, '申请人', '申请人撤回', { how: '申请人在网上撤回' });
      return;
    }
    const note = end.key === 'overdueFee' ? '逾期没有缴费，视为放弃申请' : '逾期没有补正，视为放弃申请';
    tell('closed', end.on, c.clerk, note, { key: end.key });
    write('closing', end.on);
    return;
  }
  const { on } = end;
  tell('proposed', on, c.clerk, '', { key: end.key });
  out.r = {
    ...out.r,
    state: 'decided',
    decision: end.key,
    grounds: end.grounds,
    basis: articlesFor(kind, end.grounds, foiLaw, on),
    reasons: end.reasons,
    whereabouts: [end.whereabouts, end.supply].filter(Boolean).join('\n'),
    reportRow: kind.row,
    remedyClass: remedyClass(foiLaw, kind, end.grounds),
    decidedOn: on,
    decidedBy: c.approver,
    closedOn: on,
  };
  tell('decided', on, c.approver, kind.name, { key: end.key, grounds: end.grounds, secrecy: end.secrecy, by: c.clerk });
  write('answer', on);
}

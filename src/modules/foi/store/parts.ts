import type { Day } from '../../../lib/day.ts';
import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';
import type { Dispute, Event, Fee, Objection, Party, Setting } from './types.ts';

const E = sql`e.what, e.on_day as "on", e.at, e.by_label as "by", e.note, e.detail`;
export const eventsOf = (db: Reader, requestId: string): Promise<Event[]> =>
  rows<Event>(db, sql`select ${E} from foi.event e where e.request_id = ${requestId} order by e.id`);
/** Events of many cases at once, each case's in order; for computing all clocks anew. */
export const eventsOfMany = (db: Reader, ids: readonly string[]): Promise<(Event & { requestId: string })[]> =>
  rows(
    db,
    sql`select e.request_id as "requestId", ${E} from foi.event e where e.request_id = any(${[...ids]}::text[]) order by e.id`,
  );
export const remember = (tx: Tx, requestId: string, e: Event): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.event (request_id, what, on_day, at, by_label, note, detail)
        values (${requestId}, ${e.what}, ${e.on}, ${e.at}, ${e.by}, ${e.note}, ${JSON.stringify(e.detail)}::jsonb)`,
  );

const P = sql`p.id, p.request_id as "requestId", p.kind, p.sealed, p.about, p.sent_on as "sentOn",
  p.received_on as "receivedOn", p.limit_on as "limitOn", p.opinion, p.opinion_on as "opinionOn", p.reasons, p.override`;
export const partiesOf = (db: Reader, requestId: string): Promise<Party[]> =>
  rows<Party>(db, sql`select ${P} from foi.party p where p.request_id = ${requestId} order by p.sent_on, p.id`);
export const partiesOfMany = (db: Reader, ids: readonly string[]): Promise<Party[]> =>
  rows<Party>(
    db,
    sql`select ${P} from foi.party p where p.request_id = any(${[...ids]}::text[]) order by p.sent_on, p.id`,
  );
export const insertParty = (tx: Tx, p: Party): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.party (id, request_id, kind, sealed, about, sent_on, limit_on)
        values (${p.id}, ${p.requestId}, ${p.kind}, ${p.sealed}, ${p.about}, ${p.sentOn}, ${p.limitOn})`,
  );
export const saveParty = (tx: Tx, p: Party): Promise<number> =>
  exec(
    tx,
    sql`update foi.party set received_on = ${p.receivedOn}, limit_on = ${p.limitOn}, opinion = ${p.opinion},
          opinion_on = ${p.opinionOn}, reasons = ${p.reasons}, override = ${p.override} where id = ${p.id}`,
  );

const FEE = sql`request_id as "requestId", tariff, count, yuan, bands, basis, notified_on as "notifiedOn", pay_by as "payBy",
  paid_on as "paidOn", receipt_no as "receiptNo", refunded_on as "refundedOn", refunded_yuan as "refundedYuan",
  refund_reason as "refundReason", objection, objected_on as "objectedOn", objection_answer as "objectionAnswer",
  answered_on as "answeredOn"`;
export const feeOf = (db: Reader, requestId: string): Promise<Fee | undefined> =>
  maybe<Fee>(db, sql`select ${FEE} from foi.fee where request_id = ${requestId}`);
export const feesOfMany = (db: Reader, ids: readonly string[]): Promise<Fee[]> =>
  rows<Fee>(db, sql`select ${FEE} from foi.fee where request_id = any(${[...ids]}::text[])`);
export const insertFee = (tx: Tx, f: Fee): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.fee (request_id, tariff, count, yuan, bands, basis, notified_on, pay_by)
        values (${f.requestId}, ${f.tariff}, ${f.count}, ${f.yuan}, ${JSON.stringify(f.bands)}::jsonb, ${f.basis},
          ${f.notifiedOn}, ${f.payBy})`,
  );
export const saveFee = (tx: Tx, f: Fee): Promise<number> =>
  exec(
    tx,
    sql`update foi.fee set pay_by = ${f.payBy}, paid_on = ${f.paidOn}, receipt_no = ${f.receiptNo},
          refunded_on = ${f.refundedOn}, refunded_yuan = ${f.refundedYuan}, refund_reason = ${f.refundReason},
          objection = ${f.objection}, objected_on = ${f.objectedOn}, objection_answer = ${f.objectionAnswer},
          answered_on = ${f.answeredOn} where request_id = ${f.requestId}`,
  );

const D = sql`id, request_id as "requestId", block, opened_on as "openedOn", body, outcome, closed_on as "closedOn", note`;
export const disputesOf = (db: Reader, requestId: string): Promise<Dispute[]> =>
  rows<Dispute>(db, sql`select ${D} from foi.dispute where request_id = ${requestId} order by opened_on, id`);
export const insertDispute = (tx: Tx, d: Dispute): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.dispute (id, request_id, block, opened_on, body, outcome, closed_on, note)
        values (${d.id}, ${d.requestId}, ${d.block}, ${d.openedOn}, ${d.body}, ${d.outcome}, ${d.closedOn}, ${d.note})`,
  );
export const saveDispute = (tx: Tx, d: Dispute): Promise<number> =>
  exec(
    tx,
    sql`update foi.dispute set outcome = ${d.outcome}, closed_on = ${d.closedOn}, note = ${d.note} where id = ${d.id}`,
  );

const O = sql`id, request_id as "requestId", day, words, at, answer, answered_on as "answeredOn", by_label as "byLabel"`;
export const objectionsOf = (db: Reader, requestId: string): Promise<Objection[]> =>
  rows<Objection>(db, sql`select ${O} from foi.objection where request_id = ${requestId} order by at, id`);
export const insertObjection = (
  tx: Tx,
  o: Pick<Objection, 'id' | 'requestId' | 'day' | 'words' | 'at'>,
): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.objection (id, request_id, day, words, at)
        values (${o.id}, ${o.requestId}, ${o.day}, ${o.words}, ${o.at})`,
  );
export const answerObjectionRow = (
  tx: Tx,
  o: { id: string; answer: string; answeredOn: Day; byLabel: string },
): Promise<number> =>
  exec(
    tx,
    sql`update foi.objection set answer = ${o.answer}, answered_on = ${o.answeredOn}, by_label = ${o.byLabel}
        where id = ${o.id}`,
  );

const SETTING = sql`select restart_on_payment as "restartOnPayment", fee_across_units as "feeAcrossUnits",
  excess_hint as "excessHint", prompt_threshold as "promptThreshold", correction_days as "correctionDays",
  keep_identity_days as "keepIdentityDays", review_body as "reviewBody", court, pay_how as "payHow",
  office_confirmed as "officeConfirmed" from foi.setting`;
export const settingOf = (db: Reader): Promise<Setting> => one<Setting>(db, SETTING);
/** Until the transaction ends nobody else changes it. */
export const lockSetting = (tx: Tx): Promise<Setting> => one<Setting>(tx, sql`${SETTING} for update`);
export const saveSetting = (tx: Tx, s: Setting): Promise<number> =>
  exec(
    tx,
    sql`update foi.setting set restart_on_payment = ${s.restartOnPayment}, fee_across_units = ${s.feeAcrossUnits},
          excess_hint = ${s.excessHint}, prompt_threshold = ${s.promptThreshold}, correction_days = ${s.correctionDays},
          keep_identity_days = ${s.keepIdentityDays}, review_body = ${s.reviewBody}, court = ${s.court},
          pay_how = ${s.payHow}, office_confirmed = ${s.officeConfirmed}`,
  );
export const calendarSeen = async (db: Reader): Promise<string> =>
  (await rows<{ calendar: string }>(db, sql`select calendar from foi.setting`))[0]?.calendar ?? '';
export const seeCalendar = (tx: Tx, calendar: string): Promise<number> =>
  exec(tx, sql`update foi.setting set calendar = ${calendar}`);

import type { Day } from '../../lib/day.ts';
import type { Calendar } from '../../lib/workdays.ts';
import type { Unit } from '../org/index.ts';
import { blankCase } from './actions/keep.ts';
import { composeLetter } from './letters/compose.ts';
import { letterLaw } from './letters/law.ts';
import { toApplicant } from './letters/rules/law.ts';
import { receivedAtOnce } from './rules/receipt.ts';
import type { Happening, LetterKind, State } from './rules/types.ts';
import { at, fresh, type Lived, type SeedCase } from './seed-case.ts';
import { charge, consult, finish } from './seed-turns.ts';
import { factsFrom } from './snapshot.ts';
import type * as store from './store/index.ts';
import { workFrom } from './work.ts';

type Around = {
  setting: store.Setting;
  calendar: Calendar;
  unit: Unit | undefined;
  sealParty(name: string): Promise<Buffer>;
  letters: boolean;
};

const stateOf = (c: SeedCase): State =>
  c.archivedOn
    ? 'archived'
    : c.deliveredOn
      ? 'delivered'
      : c.end
        ? c.end.key === 'withdrawn'
          ? 'withdrawn'
          : c.end.key === 'overdueCorrection'
            ? 'abandonedCorrection'
            : c.end.key === 'overdueFee'
              ? 'abandonedFee'
              : 'decided'
        : c.fee && !c.fee.paidOn
          ? 'feePending'
          : c.party && !c.party.opinionOn
            ? 'consulting'
            : c.registeredOn
              ? 'processing'
              : c.correction && !c.correction.correctedOn
                ? 'correctionPending'
                : c.receivedOn
                  ? 'received'
                  : 'awaitingConfirmation';

/** Lives through a case. Throws Error where its days give no possible clock. */
export async function live(c: SeedCase, no: string, applicant: Buffer | null, o: Around): Promise<Lived> {
  const { calendar, setting } = o;
  const a: store.Application = {
    id: fresh(c.arrivedOn, 0),
    no,
    channel: c.channel,
    submittedAt: at(c.arrivedOn, 0),
    arrivedOn: c.arrivedOn,
    applicantKind: c.kind,
    applicant,
    description: c.wanted,
    wantedForm: c.form,
    wantedWay: c.way,
    helpWanted: false,
    helpOffered: '',
    filledByOffice: false,
    createdAt: at(c.arrivedOn, 0),
  };
  const blank = blankCase({
    id: fresh(c.arrivedOn, 1),
    applicationId: a.id,
    part: 1,
    no,
    unitId: c.unitId,
    state: 'received',
    wanted: c.wanted,
    receivedOn: c.receivedOn,
    createdAt: a.createdAt,
  });
  const out: Lived = {
    a,
    r: { ...blank, clerkLabel: c.clerk },
    events: [],
    parties: [],
    fee: null,
    disputes: [],
    letters: [],
  };
  const now = (today: Day) =>
    workFrom({ r: out.r, a, events: out.events, parties: out.parties, fee: out.fee, setting }, today, calendar);
  const tell = (what: Happening, on: Day, by: string, note = '', detail: Record<string, unknown> = {}): void => {
    out.events.push({ what, on, at: at(on, out.events.length), by, note, detail });
  };
  const write = (kind: LetterKind, on: Day, partyId?: string): void => {
    if (!o.letters) return;
    const facts = factsFrom(now(on), { unit: o.unit, who: undefined, parties: new Map(), files: [] }, on, calendar);
    const once = partyId ? `${kind}:${partyId}` : kind;
    const base = {
      id: fresh(on, out.events.length),
      requestId: out.r.id,
      kind,
      once,
      no: null,
      asked: null,
      docx: null,
      pdf: null,
    };
    const letter = { ...base, ...composeLetter(facts, kind, partyId), state: 'issued' as const, issuedOn: on };
    out.letters.push({ ...letter, at: at(on, out.events.length), byLabel: kind === 'answer' ? c.approver : c.clerk });
    // The number is filled in when all letters of the unit are in order.
    tell(
      'letterIssued',
      on,
      kind === 'answer' ? c.approver : c.clerk,
      toApplicant(letterLaw, kind) ? letter.title : '',
      {
        letter: letter.id,
        kind,
        ...(partyId ? { party: partyId } : {}),
      },
    );
  };

  const net = c.channel === 'net';
  tell('arrived', c.arrivedOn, net ? '申请人' : c.clerk, '', { channel: c.channel, lacks: [] });
  if (c.receivedOn) {
    if (receivedAtOnce(c.channel, c.arrivedOn) === null)
      tell('confirmed', c.receivedOn, c.clerk, '双方确认收到申请', { how: '电话确认' });
    tell('received', c.receivedOn, c.clerk, '', { channel: c.channel });
    write('receipt', c.receivedOn);
  }
  if (c.correction) {
    const { askedOn, by, point, correctedOn } = c.correction;
    out.r = { ...out.r, state: 'correctionPending', correctBy: by };
    tell('correctionAsked', askedOn, c.clerk, `请补正：${point}`, { by, points: [point] });
    write('correction', askedOn);
    if (correctedOn) {
      out.r = { ...out.r, state: 'received', correctBy: null };
      tell('corrected', correctedOn, '申请人', '收到补正后的申请', { words: c.wanted });
    }
  }
  if (c.registeredOn) {
    out.r = { ...out.r, state: 'processing', subject: c.subject };
    tell('registered', c.registeredOn, c.clerk, '登记受理');
  }
  if (c.party) await consult(c, c.party, out, o, tell, write);
  if (c.extension) {
    const { draftedOn, on, days, why } = c.extension;
    tell('extensionDrafted', draftedOn, c.clerk, '', { days, why });
    const detail = { days, why, draftedOn };
    tell('extended', on, c.approver, `延长${days}个工作日：${why}`, detail);
    Object.assign(detail, { newDue: now(on).standing.due });
    write('extension', on);
  }
  if (c.fee) charge(c, c.fee, out, o, tell, write);
  // A closed case keeps the day it was measured by.
  const running = now(c.end?.on ?? c.arrivedOn).standing;
  out.r = { ...out.r, due: running.due, dueProvisional: running.provisional, days: running.clock?.workingDays ?? null };
  if (c.end) finish(c, c.end, out, tell, write);
  if (c.deliveredOn) tell('delivered', c.deliveredOn, c.clerk, '送达：在网站送达', { proof: '系统下载记录' });
  if (c.rating) tell('rated', c.deliveredOn ?? c.arrivedOn, '申请人');
  if (c.archivedOn) tell('archived', c.archivedOn, c.clerk);
  for (const d of c.disputes) {
    const id = fresh(d.openedOn, out.events.length);
    out.disputes.push({ ...d, id, requestId: out.r.id, note: '' });
    tell('disputed', d.openedOn, c.clerk, '', { block: d.block, id });
    if (d.closedOn) tell('disputeClosed', d.closedOn, c.clerk, '', { id, outcome: d.outcome });
  }
  const state = stateOf(c);
  const s = now(c.arrivedOn);
  const r = {
    ...out.r,
    state,
    deliveredOn: c.deliveredOn,
    deliveredHow: c.deliveredOn ? '在网站送达' : '',
    archivedOn: c.archivedOn,
    rating: c.rating,
  };
  const { nextDue } = workFrom({ ...s, r }, c.arrivedOn, calendar).standing;
  out.r = { ...r, nextDue, version: out.events.length };
  return out;
}

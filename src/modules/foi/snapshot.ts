import { type Day, dayIn } from '../../lib/day.ts';
import type { Calendar } from '../../lib/workdays.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import type { System } from '../../platform/system.ts';
import { type Unit, unitById, unseal } from '../org/index.ts';
import { foiLaw } from './law.ts';
import { APPLICANT_NAMES, CHANNEL_NAMES, FORM_NAMES, WAY_NAMES } from './names.ts';
import { correctionIn, lastOf, reasonsIn } from './rules/history.ts';
import { basisOn, kindOf, lastDays, remedyClass, remedyOn } from './rules/law.ts';
import type { LetterFacts } from './rules/types.ts';
import * as store from './store/index.ts';
import { standingOf, type Work, workOf } from './work.ts';

/** Undefined when it was deleted, or sealed under a key this site no longer has (restored elsewhere). */
export async function identityIn(
  system: System,
  db: Reader,
  applicationId: string,
): Promise<store.Identity | undefined> {
  const sealed = await store.identityOf(db, applicationId);
  const text = sealed && (await unseal(system.config.dataDir, sealed).catch(() => undefined));
  return text === undefined ? undefined : (JSON.parse(text) as store.Identity);
}
const partyName = (system: System, p: store.Party): Promise<string | null> =>
  unseal(system.config.dataDir, p.sealed).catch(() => null);

/** Who reviews and which court hears; what the office has not set is said in the law's words. */
export const remedyWords = (s: Pick<store.Setting, 'reviewBody' | 'court'>): { body: string; court: string } => ({
  body: s.reviewBody || '有管辖权的行政复议机关',
  court: s.court || '有管辖权的人民法院',
});

function decisionIn(w: Work, today: Day, calendar: Calendar): LetterFacts['decision'] {
  const p = w.r.proposal?.kind === 'decision' ? w.r.proposal : null;
  const key = w.r.decision ?? p?.key;
  const kind = key === undefined ? undefined : kindOf(foiLaw, key);
  if (!kind) return null;
  const on = w.r.decidedOn ?? w.r.closedOn ?? today;
  const grounds = w.r.decision === null ? (p?.grounds ?? []) : w.r.grounds;
  const remedy = remedyOn(foiLaw, remedyClass(foiLaw, kind, grounds), on, remedyWords(w.setting));
  return {
    key: kind.key,
    name: kind.name,
    row: kind.row,
    basis: basisOn(kind, on),
    grounds: grounds.flatMap((g) => {
      const k = kindOf(foiLaw, g);
      return k ? basisOn(k, on).map((basis) => ({ key: k.key, name: k.name, basis })) : [];
    }),
    reasons: w.r.decision === null ? (p?.reasons ?? '') : w.r.reasons,
    where: w.r.decision === null ? [p?.whereabouts, p?.supply].filter(Boolean).join('\n') : w.r.whereabouts,
    decidedOn: w.r.decidedOn ?? (w.r.decision === null ? null : w.r.closedOn),
    remedy,
    until: w.r.deliveredOn && remedy.class !== 'none' ? lastDays(remedy, w.r.deliveredOn, calendar) : null,
  };
}

function clockIn(w: Work, today: Day): LetterFacts['clock'] {
  const c = w.standing.clock;
  if (!c) return null;
  return {
    due: c.due,
    provisional: c.provisional,
    startedOn: c.startedOn,
    limit: c.workingDays,
    used: c.steps.filter((s) => s.counted && s.date <= (w.r.closedOn ?? today)).length,
    steps: c.steps,
    basis: c.steps.find((s) => s.counted)?.basis ?? '',
    payBy: c.payBy ?? null,
  };
}

/** A drafted extension shows the day it would lead to. */
function extensionIn(w: Work, calendar: Calendar): LetterFacts['extension'] {
  const done = lastOf(w.events, 'extended');
  if (done && w.standing.due)
    return {
      days: Number(done.detail.days),
      why: String(done.detail.why),
      newDue: (done.detail.newDue as Day | undefined) ?? w.standing.due,
      draftedOn: done.detail.draftedOn as Day,
      approvedOn: done.on,
    };
  const p = w.r.proposal;
  if (p?.kind !== 'extension' || !w.standing.due) return null;
  const longer = { what: 'extended' as const, on: p.on, at: w.a.createdAt, by: '', note: '', detail: { days: p.days } };
  const then = standingOf({ ...w, events: [...w.events, longer] }, calendar);
  return { days: p.days, why: p.why, newDue: then.due ?? w.standing.due, draftedOn: p.on, approvedOn: null };
}

const feeIn = (f: store.Fee | null): LetterFacts['fee'] =>
  f && {
    tariff: f.tariff,
    count: f.count,
    yuan: f.yuan,
    bands: f.bands,
    basis: f.basis,
    notifiedOn: f.notifiedOn,
    payBy: f.payBy,
    paidOn: f.paidOn,
    receiptNo: f.receiptNo,
  };

/** The facts of a case already read. `names` opens what lies sealed: only inside an audited action of the handling clerk. */
export async function factsForLetter(
  system: System,
  db: Reader,
  w: Work,
  at: { today: Day; names: boolean },
): Promise<LetterFacts> {
  const opened = at.names
    ? await Promise.all(w.parties.map(async (p) => [p.id, await partyName(system, p)] as const))
    : [];
  return factsFrom(
    w,
    {
      unit: await unitById(db, w.r.unitId),
      who: at.names ? await identityIn(system, db, w.a.id) : undefined,
      parties: new Map(opened),
      files: await store.filesOf(db, w.a.id, w.r.id),
    },
    at.today,
    system.calendar,
  );
}

type Around = {
  unit: Unit | undefined;
  who: store.Identity | undefined;
  /** Names of parties that were opened, by id. */
  parties: ReadonlyMap<string, string | null>;
  files: readonly store.FoiFile[];
};

/** The same of a case whose surroundings are at hand. */
export function factsFrom(w: Work, around: Around, today: Day, calendar: Calendar): LetterFacts {
  const { unit, who } = around;
  const at = { today };
  return {
    today: at.today,
    case: {
      id: w.r.id,
      no: w.r.no,
      applicationNo: w.a.no,
      part: w.r.part,
      state: w.r.state,
      subject: w.r.subject,
      version: w.r.version,
    },
    unit: {
      id: w.r.unitId,
      name: unit?.name ?? w.r.unitId,
      shortName: unit?.shortName ?? unit?.name ?? w.r.unitId,
      phone: unit?.phone ?? '',
      address: unit?.address ?? '',
      hours: unit?.hours ?? '',
    },
    hears: remedyWords(w.setting),
    applicant: {
      kind: w.a.applicantKind,
      kindName: APPLICANT_NAMES[w.a.applicantKind],
      name: who?.name ?? null,
      address: who?.address ?? null,
      email: who?.email ?? null,
      phone: who?.phone ?? null,
      agent: who?.agent?.name ?? null,
    },
    request: {
      description: w.r.wanted,
      wantedForm: w.a.wantedForm,
      wantedWay: w.a.wantedWay,
      wantedFormName: w.a.wantedForm ? FORM_NAMES[w.a.wantedForm] : '',
      wantedWayName: w.a.wantedWay ? WAY_NAMES[w.a.wantedWay] : '',
      channel: w.a.channel,
      channelName: CHANNEL_NAMES[w.a.channel],
      submittedOn: dayIn(w.a.submittedAt),
      arrivedOn: w.a.arrivedOn,
      receivedOn: w.r.receivedOn,
      confirmedBy: lastOf(w.events, 'confirmed')?.by ?? '',
    },
    clock: clockIn(w, at.today),
    correction: correctionIn(w.events),
    reasons: reasonsIn(w.events),
    extension: extensionIn(w, calendar),
    parties: w.parties.map((p) => ({
      id: p.id,
      kind: p.kind,
      name: around.parties.get(p.id) ?? null,
      about: p.about,
      sentOn: p.sentOn,
      receivedOn: p.receivedOn,
      limitOn: p.limitOn,
      opinion: p.opinion,
      opinionOn: p.opinionOn,
      opinionReasons: p.reasons,
      override: p.override,
    })),
    fee: feeIn(w.fee),
    decision: decisionIn(w, at.today, calendar),
    files: around.files
      .filter((f) => f.deletedOn === null)
      .map(({ id, role, name, type, size, sha256 }) => ({ id, role, name, type, size, sha256 })),
    events: w.events.map(({ what, on, at: when, by, note }) => ({ what, on, at: when, by, note })),
  };
}

/** Everything a letter or a page needs of a case, in one value. Throws `not_found`. */
export async function caseSnapshot(
  system: System,
  db: Reader,
  requestId: string,
  opts: { names: boolean; today?: Day },
): Promise<LetterFacts> {
  const r = await store.requestById(db, requestId);
  if (!r) throw new AppError('not_found', `foi request ${requestId}`);
  const today = opts.today ?? system.clock.today();
  return factsForLetter(system, db, await workOf(db, r, today, system.calendar), { today, names: opts.names });
}

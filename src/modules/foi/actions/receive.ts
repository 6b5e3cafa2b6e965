import { createHash } from 'node:crypto';
import { periods } from '../../../../law/index.ts';
import { type Day, yearOf } from '../../../lib/day.ts';
import { allow, type Ruling } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import { hashPassword, keyed, rootUnit, seal, tokenHash, unitById } from '../../org/index.ts';
import { idFits } from '../personal.ts';
import { partNumber, sayNumber } from '../rules/number.ts';
import { type Applied, type AppliedFacts, lacking, mayApply, mayRecord, receivedAtOnce } from '../rules/receipt.ts';
import type { ApplicantKind, Channel, WantedForm, WantedWay } from '../rules/types.ts';
import * as store from '../store/index.ts';
import { tellAll } from '../told.ts';
import { standingOf, workOf } from '../work.ts';
import { freshId, issueLetter } from './common.ts';
import { blankCase, inspectProof, keepFile, sealedBytes, type Upload } from './keep.ts';

export type Typed = Applied & { unitId: string | null; proof: Upload | null };
export type Receipt = {
  id: string;
  no: string;
  applicationId: string;
  password: string;
  again: boolean;
  lacks: string[];
};

/** A unit that is in use; none named means the office at the root of the tree. */
async function unitFor(ctx: Ctx, unitId: string | null): Promise<string | null> {
  if (unitId === null || unitId === '') return (await rootUnit(ctx.tx))?.id ?? null;
  const unit = await unitById(ctx.tx, unitId);
  return unit?.active ? unit.id : null;
}

type Inspected = { facts: AppliedFacts; unitId: string | null; type: string };
async function inspect(ctx: Ctx, i: Typed): Promise<Inspected> {
  const unitId = await unitFor(ctx, i.unitId);
  const { type, badFile } = await inspectProof(i.proof);
  return {
    unitId,
    type,
    facts: {
      unitKnown: unitId !== null,
      idFits: idFits(i.idKind, i.idNumber, ctx.today),
      agentIdFits: !i.agent || idFits(i.agent.idKind, i.agent.idNumber, ctx.today),
      hasProof: i.proof !== null,
      badFile,
    },
  };
}

const flat = (t: string): string =>
  t
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-—]/g, '');
/** What tells applicants apart: the document's number; without one the name with how to reach them. */
export const markOf = (i: Pick<Applied, 'name' | 'idNumber' | 'phone' | 'email' | 'address'>): string | null =>
  flat(i.idNumber) !== ''
    ? `id ${flat(i.idNumber)}`
    : flat(i.name) !== ''
      ? `name ${flat(i.name)} ${flat(i.phone) || flat(i.email) || flat(i.address)}`
      : null;

type Came = {
  channel: Channel;
  arrivedOn: Day;
  submittedAt: Date;
  once: Buffer;
  password: string;
  filledByOffice: boolean;
  helpOffered: string;
};

/** What takes its time: hashing, sealing, the disk. */
async function made(ctx: Ctx, i: Typed, password: string) {
  const { dataDir } = ctx.system.config;
  const mark = markOf(i);
  const identity: store.Identity = {
    name: i.name.trim(),
    idKind: i.idKind.trim(),
    idNumber: i.idNumber.trim(),
    phone: i.phone.trim(),
    email: i.email.trim(),
    address: i.address.trim(),
    agent: i.agent,
  };
  return {
    password: await hashPassword(password),
    applicant: mark === null ? null : await keyed(dataDir, mark),
    identity: await seal(dataDir, JSON.stringify(identity)),
    proof: i.proof && (await sealedBytes(ctx, i.proof)),
  };
}

/** One row of the register and its first case, whatever the channel. */
async function take(ctx: Ctx, i: Typed, seen: Inspected & { unitId: string }, c: Came): Promise<Receipt> {
  const { tx } = ctx;
  // Before the counter: whoever holds it makes all other applicants wait.
  const ready = await made(ctx, i, c.password);
  const year = yearOf(c.arrivedOn);
  const n = await store.nextNumber(tx, 'application', year);
  // The counter's row is locked from here on, so whoever sent the same form at the same moment has committed.
  const known = await store.applicationByOnce(tx, c.once);
  if (known) {
    await store.giveBack(tx, 'application', year);
    if (ready.proof) await ctx.system.files.remove(ready.proof);
    const [first] = await store.requestsOf(tx, known.id);
    ctx.note({ subject: `foi:${known.no}`, unitId: seen.unitId, detail: { again: true } });
    return { id: first?.id ?? '', no: known.no, applicationId: known.id, password: c.password, again: true, lacks: [] };
  }
  const a: store.Application = {
    id: freshId(ctx),
    no: sayNumber(year, n),
    channel: c.channel,
    submittedAt: c.submittedAt,
    arrivedOn: c.arrivedOn,
    applicantKind: i.applicantKind as ApplicantKind,
    applicant: ready.applicant,
    description: i.description.trim(),
    wantedForm: (i.wantedForm || null) as WantedForm | null,
    wantedWay: (i.wantedWay || null) as WantedWay | null,
    helpWanted: i.helpWanted,
    helpOffered: c.helpOffered,
    filledByOffice: c.filledByOffice,
    createdAt: ctx.now,
  };
  await store.insertApplication(tx, { ...a, once: c.once, password: ready.password });
  await store.keepIdentity(tx, a.id, ready.identity);
  if (i.proof && ready.proof)
    await keepFile(ctx, a.id, null, 'proof', { ...i.proof, type: seen.type, sha256: ready.proof });
  const lacks = lacking(i, i.proof !== null);
  const r = await firstCase(ctx, a, seen.unitId, lacks);
  ctx.note({ subject: `foi:${a.no}`, unitId: seen.unitId, detail: { channel: c.channel } });
  return { id: r, no: a.no, applicationId: a.id, password: c.password, again: false, lacks };
}

async function firstCase(ctx: Ctx, a: store.Application, unitId: string, lacks: string[]): Promise<string> {
  const receivedOn = receivedAtOnce(a.channel, a.arrivedOn);
  const r = blankCase({
    id: freshId(ctx),
    applicationId: a.id,
    part: 1,
    no: partNumber(a.no, 1),
    unitId,
    state: receivedOn ? 'received' : 'awaitingConfirmation',
    wanted: a.description,
    receivedOn,
    createdAt: ctx.now,
  });
  const by = ctx.actor.kind === 'public' ? '申请人' : ctx.actor.label;
  const events: store.Event[] = [
    { what: 'arrived', on: a.arrivedOn, at: ctx.now, by, note: '', detail: { channel: a.channel, lacks } },
    ...(receivedOn
      ? [{ what: 'received' as const, on: receivedOn, at: ctx.now, by, note: '', detail: { channel: a.channel } }]
      : []),
  ];
  const setting = await store.settingOf(ctx.tx);
  const s = standingOf({ r, a, events, parties: [], fee: null, setting }, ctx.calendar);
  await store.insertRequest(ctx.tx, {
    ...r,
    due: s.due,
    dueProvisional: s.provisional,
    days: s.clock?.workingDays ?? null,
    nextDue: s.nextDue,
  });
  if (receivedOn) await tellAll(ctx.tx);
  for (const e of events) await store.remember(ctx.tx, r.id, e);
  // Whoever handed it in gets the receipt at once; the others when both sides have confirmed.
  if (receivedOn) {
    const row = await store.requestById(ctx.tx, r.id);
    if (row) await issueLetter(ctx, await workOf(ctx.tx, row, ctx.today, ctx.calendar), 'receipt');
  }
  return r.id;
}

const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';
/** The query password that follows from a sending, so that a double click shows the same one; 59 bits from 256 secret ones. */
export function passwordFrom(once: Buffer): string {
  const bytes = createHash('sha256').update('foi query password').update(once).digest();
  const letters = Array.from({ length: 12 }, (_, i) => READABLE[bytes.readUInt16BE(i * 2) % READABLE.length]);
  return [0, 4, 8].map((at) => letters.slice(at, at + 4).join('')).join('-');
}
/**
 * The mark of one sending: the form's own secret and what was typed, so that another application by the same form is another;
 * and the password that follows from it. Of the mark only a hash is kept: whoever reads the table cannot make the password.
 */
function onceOf(i: Typed & { secret: string }, more: readonly unknown[] = []): { once: Buffer; password: string } {
  const mark = createHash('sha256')
    .update(JSON.stringify([i.secret, i.description, i.name, i.idNumber, i.unitId, i.wantedForm, i.wantedWay, ...more]))
    .digest();
  return { once: tokenHash(mark.toString('hex')), password: passwordFrom(mark) };
}

/** The portal: anyone, without an account, as often as they like. `secret` is the form's one-time mark. */
export const apply = action(
  'foi.apply',
  { may: null },
  async (ctx, i: Typed & { secret: string }): Promise<Ruling<Receipt>> => {
    const seen = await inspect(ctx, i);
    const out = mayApply(i, seen.facts);
    if (!out.ok || seen.unitId === null) return out.ok ? { ok: false, refusals: [] } : out;
    return allow(
      await take(
        ctx,
        i,
        { ...seen, unitId: seen.unitId },
        {
          channel: 'net',
          arrivedOn: ctx.today,
          submittedAt: ctx.now,
          ...onceOf(i),
          filledByOffice: false,
          helpOffered: '',
        },
      ),
    );
  },
);

export type Recorded = Typed & {
  /** The form's one-time mark, as on the portal. */
  secret: string;
  channel: string;
  arrivedOn: Day | null;
  /** Of the letter or mail, where it says so. */
  submittedOn: Day | null;
  filledByOffice: boolean;
  helpOffered: string;
};

/** The first day of the law that is in force: nothing older is entered. */
const lawFrom = (): Day => {
  const [first] = periods.filter((p) => p.rule === 'foi.correction').sort((a, b) => (a.from < b.from ? -1 : 1));
  if (!first) throw new Error('no row of foi.correction');
  return first.from;
};

/** A clerk enters what came to the window, by post, fax or e-mail; what it lacks is asked for afterwards. */
export const recordApplication = action(
  'foi.record',
  { may: 'foi:record' },
  async (ctx, i: Recorded): Promise<Ruling<Receipt>> => {
    const found = await inspect(ctx, i);
    // A clerk says for which unit it is entered; only an applicant may leave it to the district.
    const seen = i.unitId ? found : { ...found, unitId: null, facts: { ...found.facts, unitKnown: false } };
    if (seen.unitId !== null) ctx.require(seen.unitId, 'foi:record');
    const from = lawFrom();
    const out = mayRecord(i, seen.facts, { ...i, today: ctx.today, lawFrom: from });
    if (!out.ok || seen.unitId === null || i.arrivedOn === null) return out.ok ? { ok: false, refusals: [] } : out;
    return allow(
      await take(
        ctx,
        i,
        { ...seen, unitId: seen.unitId },
        {
          channel: i.channel as Channel,
          arrivedOn: i.arrivedOn,
          submittedAt: new Date(`${i.submittedOn ?? i.arrivedOn}T12:00:00+08:00`),
          // Printed letters differ only in who sent them, and a name may be missing.
          ...onceOf(i, [i.phone, i.email, i.address, i.agent, i.channel, i.arrivedOn, i.submittedOn]),
          filledByOffice: i.filledByOffice,
          helpOffered: i.helpOffered.trim(),
        },
      ),
    );
  },
);

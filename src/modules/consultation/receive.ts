import { createHash, randomBytes } from 'node:crypto';
import { periods } from '../../../law/index.ts';
import { type Day, yearOf } from '../../lib/day.ts';
import { newId } from '../../lib/ids.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import type { Ctx } from '../../platform/action.ts';
import { keyed, seal } from '../org/index.ts';
import { bumpRevision } from '../publication/index.ts';
import { questionsTag } from './entries.ts';
import { clauseIdOf, drafterOf, type Policy, policyOf } from './policy.ts';
import { clockOf, clockRuns, FLOW, mayAsk, sayNumber } from './rules/index.ts';
import * as second from './second.ts';
import { type Channel, channelOf, settingOf } from './settings.ts';
import type { Question } from './store.ts';
import * as store from './store.ts';

export type Incoming = {
  channel: string;
  outsideNo: string | null;
  workNo: number | null;
  clause: string | null;
  /** In the place of `clause`, as people write it: 第八条. */
  clauseLabel?: string | null;
  kind: string;
  words: string;
  contact: string;
  mayPublish: boolean;
  /** When it was asked; null: now. */
  arrivedOn: Day | null;
  /** Tells askers apart when no contact does: an address, a customer number. Only its keyed hash is kept. */
  who: string | null;
  once: Buffer | null;
  /** Hash of the query password. */
  password: string | null;
};

export type Received = { question: Question; again: boolean };

/** One row of the register, whatever the channel. The same form, or the same number of a channel, twice is one question. */
export async function receive(ctx: Ctx, given: Incoming): Promise<Ruling<Received>> {
  const { tx } = ctx;
  const channel = await channelOf(tx, given.channel);
  const policy = given.workNo === null ? undefined : await policyOf(tx, given.workNo);
  const i = given.clauseLabel ? { ...given, clause: clauseIdOf(given.clauseLabel) } : given;
  const on = i.arrivedOn ?? ctx.today;
  const no = refusalsOf(i, channel, policy, on, ctx.today);
  if (!channel || no.length > 0) return refuse(no);
  const year = yearOf(on);
  const n = await store.nextNumber(tx, year);
  // The counter's row is locked from here on, so whoever sent the same thing at the same moment has committed.
  const known = await alreadyThere(ctx, i);
  if (known) {
    await store.giveBack(tx, year);
    return allow({ question: known, again: true });
  }
  const unitId = await drafterOf(tx, policy?.unitId);
  const clause = policy?.clauses.find((k) => k.id === i.clause);
  const id = newId(ctx.now, randomBytes(10));
  const contact = i.contact.trim();
  const who =
    contact === ''
      ? i.who
      : `contact ${contact
          .normalize('NFKC')
          .toLowerCase()
          .replace(/[\s\-—]/g, '')}`;
  const since = policy && clause ? await second.lastClosed(tx, policy.no, clause.id) : null;
  const inserted = await store.insertQuestion(tx, {
    id,
    no: sayNumber(year, n),
    channel: channel.code,
    outsideNo: i.outsideNo,
    workNo: policy?.no ?? null,
    version: policy?.version ?? null,
    clause: clause?.id ?? null,
    clauseLabel: clause?.label ?? null,
    kind: i.kind,
    words: i.words.trim(),
    mayPublish: i.mayPublish,
    unitId,
    arrivedOn: on,
    createdAt: ctx.now,
    due: clockOf(periods, on, channel, ctx.calendar).due,
    once: i.once,
    password: i.password,
    asker: who === null ? null : await keyed(ctx.system.config.dataDir, who),
    since,
  });
  if (!inserted) {
    // The same number of a channel with a day of another year: another counter, so only the table itself was in the way.
    const other = await alreadyThere(ctx, i);
    if (!other) throw new Error(`question ${id} was not written`);
    await store.giveBack(tx, year);
    return allow({ question: other, again: true });
  }
  if (contact !== '') await store.keepContact(tx, id, await seal(ctx.system.config.dataDir, contact));
  await store.remember(tx, id, { at: ctx.now, what: 'asked', label: channel.name });
  if (unitId)
    await store.remember(tx, id, {
      at: ctx.now,
      what: 'assigned',
      label: '系统',
      toUnit: unitId,
      note: '起草这份文件的单位',
    });
  const question = await store.questionById(tx, id);
  if (!question) throw new Error(`question ${id} is not there`);
  await countOn(ctx, question);
  if (question.workNo !== null && question.clause) await bumpRevision(tx, [questionsTag(question.workNo)]);
  ctx.note({
    subject: `question:${question.no}`,
    detail: { channel: channel.code, work: question.workNo },
    ...(unitId ? { unitId } : {}),
  });
  return allow({ question, again: false });
}

function refusalsOf(
  i: Incoming,
  channel: Channel | undefined,
  policy: Policy | undefined,
  on: Day,
  today: Day,
): Refusal[] {
  const asked = mayAsk({
    words: i.words,
    contact: i.contact,
    kind: i.kind,
    clauseKnown: i.clause === null || policy === undefined || policy.clauses.some((k) => k.id === i.clause),
  });
  const no = asked.ok ? [] : [...asked.refusals];
  if (!channel) no.push({ code: 'no_channel', basis: FLOW });
  if (i.workNo !== null && !policy) no.push({ code: 'no_work', basis: FLOW });
  if (i.clause !== null && i.workNo === null) no.push({ code: 'no_such_clause', basis: FLOW });
  if (on > today || !clockRuns(periods, on)) no.push({ code: 'bad_day', basis: FLOW });
  return no;
}

const alreadyThere = async (ctx: Ctx, i: Incoming): Promise<Question | undefined> =>
  (i.once && (await store.questionByOnce(ctx.tx, i.once))) ||
  (i.outsideNo === null ? undefined : await store.questionByOutside(ctx.tx, i.channel, i.outsideNo));

/** Enough different people asked about one clause since it was last explained: its unit owes a second interpretation. */
async function countOn(ctx: Ctx, q: Question): Promise<void> {
  if (q.workNo === null || q.clause === null || q.clauseLabel === null) return;
  const since = await second.lastClosed(ctx.tx, q.workNo, q.clause);
  const askers = await store.askersOf(ctx.tx, q.workNo, q.clause, since);
  const { repeats } = await settingOf(ctx.tx);
  if (askers < repeats || !q.unitId) return;
  await second.raise(ctx.tx, {
    workNo: q.workNo,
    clause: q.clause,
    clauseLabel: q.clauseLabel,
    unitId: q.unitId,
    askers,
    openedOn: ctx.today,
  });
}

/** The mark of one sending: the form's own secret and what was typed, so that another question by the same form is another. */
export const onceOf = (secret: string, ...typed: string[]): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([secret, ...typed]))
    .digest();

const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** The query password that follows from a sending, so that a double click shows the same one; 59 bits from 256 secret ones. */
export function passwordFrom(once: Buffer): string {
  const bytes = createHash('sha256').update('query password').update(once).digest();
  const letters = Array.from({ length: 12 }, (_, i) => READABLE[(bytes.readUInt16BE(i * 2) ?? 0) % READABLE.length]);
  return [0, 4, 8].map((at) => letters.slice(at, at + 4).join('')).join('-');
}

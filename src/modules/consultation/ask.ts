import { randomBytes } from 'node:crypto';
import { newId } from '../../lib/ids.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import { writeAudit } from '../../platform/audit.ts';
import { type Reader, transaction } from '../../platform/db/connection.ts';
import { PUBLIC } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { hashPassword, initialPassword, newToken, passwordMatches, tokenHash } from '../org/index.ts';
import { takeTurn } from './limiter.ts';
import { onceOf, passwordFrom, type Received, receive } from './receive.ts';
import { afterTry, FLOW, mayRate, readNumber, readPassword } from './rules/index.ts';
import * as settings from './settings.ts';
import * as store from './store.ts';

export type Receipt = Received & { password: string };

export type Typed = {
  workNo: number | null;
  clause: string | null;
  kind: string;
  words: string;
  contact: string;
  mayPublish: boolean;
};

type Sent = Pick<Typed, 'words' | 'workNo' | 'clause'> & { secret: string };
const sentOnce = (i: Sent): Buffer => onceOf(i.secret, i.words, String(i.workNo), String(i.clause));
// Only its hash is kept: whoever reads the table cannot make the password from it.
const keptOnce = (once: Buffer): Buffer => tokenHash(once.toString('hex'));

/** Whether this very form has been taken already: a double click is told its number again, however many have asked since. */
export const sentBefore = async (db: Reader, i: Sent): Promise<boolean> =>
  (await store.questionByOnce(db, keptOnce(sentOnce(i)))) !== undefined;

/** The portal: anyone, without an account. `secret` is the form's one-time mark, `ip` tells askers apart. */
export const askQuestion = action(
  'consultation.ask',
  { may: null },
  async (ctx, i: Typed & { secret: string; ip: string }): Promise<Ruling<Receipt>> => {
    const once = sentOnce(i);
    const password = passwordFrom(once);
    const out = await receive(ctx, {
      ...i,
      channel: 'portal',
      outsideNo: null,
      arrivedOn: null,
      who: `address ${i.ip}`,
      once: keptOnce(once),
      password: await hashPassword(password),
    });
    if (!out.ok) return out;
    // The same form once more is no more than one question.
    const wait = out.value.again ? 0 : await takeTurn(ctx.tx, ctx.system, i.ip, await settings.settingOf(ctx.tx));
    return wait > 0 ? refuse([tooMany(wait)]) : allow({ ...out.value, password });
  },
);

/** Beyond the limit: what was typed is shown again, with the minutes to wait. */
const tooMany = (wait: number): Refusal => ({
  code: 'too_many',
  basis: FLOW,
  detail: { seconds: Math.ceil(wait / 1000) },
});

/** 窗口代录: a clerk writes down what somebody asks in person or by telephone, and hands over number and password. */
export const recordQuestion = action(
  'consultation.record',
  { may: 'consult:record' },
  async (ctx, i: Typed & { channel: string }): Promise<Ruling<Receipt>> => {
    const password = initialPassword();
    const out = await receive(ctx, {
      ...i,
      outsideNo: null,
      arrivedOn: null,
      who: null,
      once: null,
      password: await hashPassword(password),
    });
    return out.ok ? allow({ ...out.value, password }) : out;
  },
);

const VISIT_MS = 2 * 3_600_000;

/**
 * Number and password open a question for two hours. Every try is counted and audited in one transaction, a wrong one too, so
 * this is no `action`, whose refusals roll back. An unknown number takes as long as a known one.
 */
export async function openByPassword(
  system: System,
  typed: { no: string; password: string },
  requestId: string,
): Promise<Ruling<{ no: string; token: string }>> {
  const now = system.clock.now();
  const no = readNumber(typed.no);
  return transaction(system.db, async (tx) => {
    const secret = no === undefined ? undefined : await store.lockSecret(tx, no);
    const right = await passwordMatches(secret?.password, readPassword(typed.password));
    const after = afterTry(secret ?? { tries: 0, lockedUntil: null }, right, now);
    if (secret) await store.saveTries(tx, secret.id, after);
    const opens = secret !== undefined && after.opens;
    await writeAudit(tx, now, {
      actor: PUBLIC,
      action: 'consultation.open',
      outcome: opens ? 'done' : 'refused',
      // What was typed may be a password in the wrong field: only a number of ours is written down.
      ...(secret && no ? { subject: `question:${no}` } : {}),
      detail: opens ? {} : { tries: after.tries, locked: after.lockedUntil !== null },
      requestId,
    });
    if (!opens || !secret || !no) {
      const code = after.lockedUntil !== null && after.lockedUntil > now ? 'too_many_tries' : 'wrong_password';
      return refuse([{ code, basis: FLOW }] satisfies Refusal[]);
    }
    const token = newToken();
    await store.beginVisit(tx, tokenHash(token), secret.id, new Date(now.getTime() + VISIT_MS));
    return allow({ no, token });
  });
}

/** Who just asked may look without typing the password. */
export async function visitAfterAsking(system: System, questionId: string): Promise<string> {
  const token = newToken();
  const until = new Date(system.clock.now().getTime() + VISIT_MS);
  await transaction(system.db, (tx) => store.beginVisit(tx, tokenHash(token), questionId, until));
  return token;
}

/** 答得清楚吗: once, by whoever opened it with the password. */
export const rate = action(
  'consultation.rate',
  { may: null },
  async (ctx, i: { id: string; rating: string; note: string }) => {
    const q = await store.lockQuestion(ctx.tx, i.id);
    if (!q) return refuse([{ code: 'no_question', basis: FLOW }]);
    ctx.note({ subject: `question:${q.no}`, ...(q.unitId ? { unitId: q.unitId } : {}) });
    const out = mayRate({ state: q.state, rating: i.rating, already: q.rating !== null, note: i.note });
    if (!out.ok) return out;
    await store.saveQuestion(ctx.tx, {
      ...q,
      rating: i.rating as store.Question['rating'],
      ratingNote: i.note.trim(),
      ratedAt: ctx.now,
    });
    await store.remember(ctx.tx, q.id, { at: ctx.now, what: 'rated', label: '提问人' });
    return allow(true);
  },
);

/** A question by the interface: the key says which channel. Each use is counted and audited with the key's name. */
export const takeByKey = action(
  'consultation.take',
  { may: null },
  async (
    ctx,
    i: Typed & { key: settings.ApiKey; outsideNo: string | null; asker: string | null },
  ): Promise<Ruling<Received>> => {
    ctx.note({ detail: { key: i.key.id, name: i.key.name } });
    const out = await receive(ctx, {
      ...i,
      channel: i.key.channel,
      arrivedOn: null,
      who: i.asker === null ? null : `${i.key.channel} ${i.asker}`,
      once: null,
      password: null,
    });
    await settings.keyUsed(ctx.tx, i.key.id, ctx.now);
    return out;
  },
);

/** The key itself is shown once; only its hash is kept. */
export const makeKey = action(
  'consultation.key',
  { may: 'consult:manage' },
  async (ctx, i: { name: string; channel: string }) => {
    const no: Refusal[] = [];
    if (i.name.trim() === '' || [...i.name].length > 60) no.push({ code: 'no_key_name', basis: FLOW });
    const channel = await settings.channelOf(ctx.tx, i.channel);
    if (!channel || channel.code === 'portal') no.push({ code: 'no_channel', basis: FLOW });
    if (no.length > 0) return refuse(no);
    const id = newId(ctx.now, randomBytes(10));
    const key = `gk_${newToken()}`;
    await settings.insertKey(ctx.tx, {
      id,
      name: i.name.trim(),
      channel: i.channel,
      madeAt: ctx.now,
      madeBy: ctx.actor.label,
      hash: tokenHash(key),
    });
    ctx.note({ subject: `key:${id}`, detail: { channel: i.channel } });
    return allow({ id, key });
  },
);

export const revokeKey = action(
  'consultation.key_revoke',
  { may: 'consult:manage' },
  async (ctx, i: { id: string }) => {
    ctx.note({ subject: `key:${i.id}` });
    return (await settings.revokeKey(ctx.tx, i.id, ctx.now)) ? allow(true) : refuse([{ code: 'no_key', basis: FLOW }]);
  },
);

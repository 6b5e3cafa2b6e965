import { randomBytes } from 'node:crypto';
import { newId } from '../../lib/ids.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { hashPassword, initialPassword, newToken, type Receipted, tokenHash } from '../org/index.ts';
import { takeTurn } from './limiter.ts';
import { onceOf, passwordFrom, type Received, receive } from './receive.ts';
import { FLOW, mayRate, readNumber } from './rules/index.ts';
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

/** A question behind its number and the password of its receipt. */
export const receipted: Receipted = {
  action: 'consultation.open',
  basis: FLOW,
  cookie: { name: 'gk_ask', path: '/ask' },
  readNumber,
  subject: (no) => `question:${no}`,
  lock: store.lockSecret,
  beginVisit: store.beginVisit,
};

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

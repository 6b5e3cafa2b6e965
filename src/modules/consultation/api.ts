import { z } from 'zod';
import { transaction } from '../../platform/db/connection.ts';
import { json } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { tokenHash } from '../org/index.ts';
import { takeByKey } from './ask.ts';
import { countEntries, entries } from './entries.ts';
import { takeTurn, waitOf } from './limiter.ts';
import { unitNames } from './names.ts';
import { KINDS, MOST_CONTACT, MOST_WORDS } from './rules/index.ts';
import { sayConsultation } from './say.ts';
import { keyByHash } from './settings.ts';
import { questionByOutside } from './store.ts';

/** Questions by one key: a channel speaks for many people. */
const KEY_LIMITS = { perTenMinutes: 600, perDay: 20_000 };

const QUERY = z.strictObject({
  q: z.string().max(200).optional(),
  unit: z.string().max(60).optional(),
  kind: z.enum(KINDS).optional(),
  year: z.coerce.number().int().min(2000).max(2200).optional(),
  work: z.coerce.number().int().min(1).max(999_999_999_999).optional(),
  clause: z.string().max(20).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  per: z.coerce.number().int().min(1).max(100).default(20),
});

const problems = (error: z.ZodError): Answer =>
  json(
    {
      error: 'bad_request',
      problems: error.issues.map((i) => ({
        parameter: i.path.join('.') || (i.code === 'unrecognized_keys' ? i.keys.join(',') : ''),
        problem: i.message,
      })),
    },
    400,
  );

/** `GET /api/v1/answers?q=`: the answer base. Everything in it is public, so no key is asked for. */
export async function answersApi(c: Req): Promise<Answer> {
  const asked = QUERY.safeParse(Object.fromEntries(c.query));
  if (!asked.success) return problems(asked.error);
  const { page, per, q, unit, kind, year, work, clause } = asked.data;
  const f = {
    ...(q?.trim() ? { q } : {}),
    ...(unit ? { unitId: unit } : {}),
    ...(kind ? { kind } : {}),
    ...(year ? { year } : {}),
    ...(work ? { workNo: work } : {}),
    ...(clause ? { clause } : {}),
  };
  const db = c.system.readDb;
  const [total, found, nameOf] = await Promise.all([
    countEntries(db, f),
    entries(db, f, per, (page - 1) * per),
    unitNames(db),
  ]);
  return json({
    total,
    page,
    per,
    answers: found.map((e) => ({
      no: e.no,
      url: `${c.origin}/answers/${e.no}`,
      question: e.words,
      answer: e.answer,
      kind: e.kind,
      unit: { id: e.unitId, name: nameOf(e.unitId) },
      work:
        e.workNo === null
          ? null
          : {
              no: e.workNo,
              url: `${c.origin}/p/${e.workNo}`,
              version: e.version,
              clause: e.clause,
              clauseLabel: e.clauseLabel,
            },
      askedAt: e.askedAt.toISOString(),
      answeredAt: e.answeredAt.toISOString(),
      beingChecked: e.lookAgain !== null,
    })),
  });
}

const BODY = z.strictObject({
  /** The channel's own number: sent twice it is one question. */
  id: z.string().min(1).max(80),
  question: z
    .string()
    .min(1)
    .max(MOST_WORDS * 2),
  work: z.number().int().min(1).max(999_999_999_999).optional(),
  clause: z.string().max(20).optional(),
  kind: z.enum(KINDS).default('其他'),
  contact: z
    .string()
    .max(MOST_CONTACT * 2)
    .default(''),
  mayPublish: z.boolean().default(false),
  /** The channel's own mark of the person, so that askers can be told apart; only a keyed hash is kept. */
  asker: z.string().max(80).optional(),
});

/** `POST /api/v1/questions` with `Authorization: Bearer KEY`. */
export async function questionsApi(c: Req): Promise<Answer> {
  const typed = /^Bearer ([\w-]{20,100})$/.exec(c.authorization)?.[1];
  const key = typed ? await keyByHash(c.system.db, tokenHash(typed)) : undefined;
  if (!key || key.revokedAt) return json({ error: 'forbidden', problem: '没有密钥，或者密钥不对、已经停用。' }, 403);
  const body = BODY.safeParse(c.json);
  if (!body.success) return problems(body.error);
  const wait = await waitOf(c.system, `key ${key.id}`, KEY_LIMITS);
  // A program that did not hear our answer sends the same number again: that is no further question.
  if (wait > 0 && !(await questionByOutside(c.system.db, key.channel, body.data.id))) {
    const seconds = String(Math.ceil(wait / 1000));
    const a = json({ error: 'too_many', problem: `请${seconds}秒以后再提交，这一条没有登记。` }, 429);
    return { ...a, headers: { ...a.headers, 'retry-after': seconds } };
  }
  const b = body.data;
  const out = await takeByKey(
    c.system,
    c.actor,
    {
      key,
      outsideNo: b.id,
      asker: b.asker ?? null,
      workNo: b.work ?? null,
      clause: b.clause ?? null,
      kind: b.kind,
      words: b.question,
      contact: b.contact,
      mayPublish: b.mayPublish,
    },
    c.requestId,
  );
  if (!out.ok)
    return json(
      { error: 'refused', problems: out.refusals.map((r) => ({ code: r.code, problem: sayConsultation(r) })) },
      422,
    );
  const { question: q, again } = out.value;
  if (!again) await transaction(c.system.db, (tx) => takeTurn(tx, c.system, `key ${key.id}`, KEY_LIMITS));
  return json({ no: q.no, due: q.due, unit: q.unitId, state: q.state, again }, again ? 200 : 201);
}

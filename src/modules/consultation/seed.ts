import { randomBytes } from 'node:crypto';
import { periods } from '../../../law/index.ts';
import { type Day, dayIn, yearOf } from '../../lib/day.ts';
import { newId } from '../../lib/ids.ts';
import type { Calendar } from '../../lib/workdays.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { publishEntry } from './handle.ts';
import { policyOf } from './policy.ts';
import { clockOf, type Rating, type State, sayNumber } from './rules/index.ts';
import * as second from './second.ts';
import { channelOf, settingOf } from './settings.ts';
import * as store from './store.ts';

export type SeedQuestion = {
  workNo: number | null;
  clause: string | null;
  kind: string;
  channel: string;
  unitId: string | null;
  words: string;
  answer: string;
  state: State;
  askedAt: Date;
  answeredAt: Date | null;
  rating: Rating | null;
  writer: string;
  approver: string;
};

/** Questions of the demonstration as if they had been asked, answered and published: only for a new database. Oldest first. */
export async function seedQuestions(tx: Tx, rows: readonly SeedQuestion[], cal: Calendar, today: Day): Promise<void> {
  for (const r of rows) await seedOne(tx, r, cal);
  const { repeats } = await settingOf(tx);
  const seen = new Set<string>();
  for (const r of rows) {
    if (r.workNo === null || r.clause === null || r.unitId === null || seen.has(`${r.workNo} ${r.clause}`)) continue;
    seen.add(`${r.workNo} ${r.clause}`);
    const askers = await store.askersOf(tx, r.workNo, r.clause, null);
    const label = (await policyOf(tx, r.workNo))?.clauses.find((k) => k.id === r.clause)?.label;
    if (askers >= repeats && label)
      await second.raise(tx, {
        workNo: r.workNo,
        clause: r.clause,
        clauseLabel: label,
        unitId: r.unitId,
        askers,
        openedOn: today,
      });
  }
}

async function seedOne(tx: Tx, r: SeedQuestion, cal: Calendar): Promise<void> {
  const policy = r.workNo === null ? undefined : await policyOf(tx, r.workNo);
  const clause = policy?.clauses.find((k) => k.id === r.clause);
  const channel = await channelOf(tx, r.channel);
  const on = dayIn(r.askedAt);
  const id = newId(r.askedAt, randomBytes(10));
  await store.insertQuestion(tx, {
    id,
    no: sayNumber(yearOf(on), await store.nextNumber(tx, yearOf(on))),
    once: null,
    password: null,
    asker: null,
    since: null,
    channel: r.channel,
    outsideNo: null,
    workNo: policy?.no ?? null,
    version: policy?.version ?? null,
    clause: clause?.id ?? null,
    clauseLabel: clause?.label ?? null,
    kind: r.kind,
    words: r.words,
    mayPublish: true,
    unitId: r.unitId,
    arrivedOn: on,
    createdAt: r.askedAt,
    due: clockOf(periods, on, channel ?? null, cal).due,
  });
  const happened = (at: Date, what: store.Happened, label: string, toUnit: string | null = null) =>
    store.remember(tx, id, { at, what, label, toUnit });
  await happened(r.askedAt, 'asked', channel?.name ?? r.channel);
  const q = await store.questionById(tx, id);
  if (!q || r.unitId === null) return;
  await happened(r.askedAt, 'assigned', '系统', r.unitId);
  const draft = { ...q, answer: r.answer, publicWords: r.words, publicAnswer: r.answer, writerLabel: r.writer };
  if (r.state === 'review') {
    await store.saveQuestion(tx, { ...draft, state: 'review' });
    await happened(r.askedAt, 'submitted', r.writer);
  }
  if (!r.answeredAt) return;
  const done = {
    ...draft,
    state: 'answered' as const,
    answeredAt: r.answeredAt,
    approverLabel: r.approver,
    rating: r.rating,
    ratedAt: r.rating ? r.answeredAt : null,
  };
  await store.saveQuestion(tx, done);
  await happened(r.answeredAt, 'answered', r.approver);
  await publishEntry(tx, { ...done, unitId: r.unitId });
  await happened(r.answeredAt, 'published', r.approver);
}

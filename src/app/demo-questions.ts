import type { DemoDistrict, DemoQuestion } from '../demo/types.ts';
import { addDays, type Day } from '../lib/day.ts';
import { addWorkdays } from '../lib/workdays.ts';
import { type SeedQuestion, seedQuestions } from '../modules/consultation/index.ts';
import { transaction } from '../platform/db/connection.ts';
import type { System } from '../platform/system.ts';

const at = (d: Day, time: string): Date => new Date(`${d}T${time}:00+08:00`);

/** Questions and answers of the demonstration, each after its policy came out; none is dated after the moment of loading. */
export async function loadQuestions(
  system: System,
  d: DemoDistrict,
  numbers: ReadonlyMap<string, number>,
): Promise<void> {
  const now = system.clock.now();
  const today = system.clock.today();
  const publishedOn = new Map(d.pieces.map((p) => [p.id, p.publishedAt.slice(0, 10) as Day]));
  const nameOf = (id: string | undefined): string =>
    (d.units.find((u) => u.id === id)?.shortName ?? '').replace(/^区/, '');
  const rowOf = (q: DemoQuestion): SeedQuestion | undefined => {
    const workNo = q.pieceId ? numbers.get(q.pieceId) : undefined;
    if (q.pieceId && workNo === undefined) return undefined;
    const out = q.pieceId ? publishedOn.get(q.pieceId) : undefined;
    const wanted = addDays(today, -q.daysAgo);
    const asked = out && wanted <= out ? addDays(out, 1) : wanted;
    const answeredAt = q.took === undefined ? null : at(addWorkdays(asked, q.took, system.calendar), '15:40');
    const askedAt = at(asked, '10:20');
    if (askedAt > now) return undefined;
    // A policy that has only just come out leaves no time for an answer yet.
    const answered = answeredAt !== null && answeredAt <= now;
    return {
      workNo: workNo ?? null,
      clause: q.clause ?? null,
      kind: q.kind,
      channel: q.channel,
      unitId: q.unitId ?? null,
      words: q.words,
      answer: q.answer,
      state: q.state === 'answered' && !answered ? 'handling' : q.state,
      askedAt,
      answeredAt: answered ? answeredAt : null,
      rating: answered ? (q.rating ?? null) : null,
      writer: `${nameOf(q.unitId)}·信息员`,
      approver: `${nameOf(q.unitId)}·签发`,
    };
  };
  const rows = d.questions.flatMap((q) => rowOf(q) ?? []).sort((a, b) => a.askedAt.getTime() - b.askedAt.getTime());
  await transaction(system.db, (tx) => seedQuestions(tx, rows, system.calendar, today));
}

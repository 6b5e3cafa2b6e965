import { describe, expect, test } from 'vitest';
import { day } from '../../../lib/day.ts';
import { factsOf, type Step } from './facts.ts';
import { arrive, type DraftState, MOVES_IN_ORDER, type Move, STAGES, STATES, start } from './stages.ts';

/** What each state allows, written down apart from the table of moves. */
const ALLOWED: Record<DraftState, [move: Move, to: DraftState, why: string][]> = {
  drafting: [
    ['save', 'drafting', 'the text is still being written'],
    ['assess', 'assessed', 'need and feasibility are argued before anybody is asked'],
    ['stop', 'stopped', 'a plan may be given up'],
  ],
  assessed: [
    ['save', 'assessed', 'the argument changes the text'],
    ['consult', 'consulting', 'the public is asked'],
    ['skip', 'consulted', 'with a reason of the law'],
    ['stop', 'stopped', ''],
  ],
  consulting: [
    ['answer', 'consulted', 'after the last day, with what was done'],
    ['stop', 'stopped', 'people are told'],
  ],
  consulted: [
    ['save', 'consulted', 'what was adopted goes into the text'],
    ['submit', 'reviewing', 'the text is fixed from here'],
    ['stop', 'stopped', ''],
  ],
  reviewing: [
    ['incomplete', 'consulted', 'materials are missing'],
    ['review', 'reviewed', 'the written opinion'],
    ['stop', 'stopped', ''],
  ],
  reviewed: [
    ['explain', 'reviewed', 'what of the opinion was not adopted, and why'],
    ['revise', 'consulted', 'found unlawful, or to be amended'],
    ['discuss', 'discussed', 'only what was reviewed'],
    ['stop', 'stopped', ''],
  ],
  discussed: [
    ['revise', 'consulted', 'the meeting wants it otherwise'],
    ['sign', 'signed', ''],
    ['stop', 'stopped', ''],
  ],
  signed: [
    ['register', 'registered', 'one register, one number'],
    ['stop', 'stopped', ''],
  ],
  registered: [['publish', 'published', 'by its piece']],
  published: [
    ['interpret', 'interpreted', 'by its drafter'],
    ['file', 'filed', 'filing does not wait for the interpretation'],
  ],
  interpreted: [['file', 'filed', '']],
  filed: [],
  stopped: [],
};

describe('every state, every move', () => {
  const cases = STATES.flatMap((state) =>
    MOVES_IN_ORDER.map((move): [DraftState, Move, DraftState | 'refused'] => [
      state,
      move,
      ALLOWED[state].find(([m]) => m === move)?.[1] ?? 'refused',
    ]),
  );
  test.each(cases)('%s: %s → %s', (state, move, to) => {
    const out = arrive(move, state, start(move, state, 3, 3));
    if (to === 'refused') {
      expect(out.ok).toBe(false);
      if (!out.ok) expect(out.refusals).toMatchObject([{ code: 'wrong_state', detail: { move, state } }]);
    } else expect(out).toEqual({ ok: true, value: to });
  });

  test('who looks at an old version is refused, beside every other reason', () => {
    expect(start('sign', 'drafting', 1, 2).map((r) => r.code)).toEqual(['stale', 'wrong_state']);
  });

  test('each state but the last two is the one being done of exactly one step', () => {
    for (const s of STATES.filter((x) => x !== 'filed' && x !== 'stopped'))
      expect(STAGES.filter((g) => g.states.includes(s)).length, s).toBe(1);
  });
});

describe('what the steps establish', () => {
  const at = (move: Step['move'], detail: Step['detail'] = {}, actorId = 'a'): Step => ({
    move,
    on: day('2026-03-02'),
    actorId,
    detail,
  });
  test('a text that went back has no review and no meeting any more', () => {
    const f = factsOf([
      at('create'),
      at('review', { result: 'lawful', opinion: '合法' }, 'j'),
      at('discuss', { meeting: '第3次常务会', passed: false }),
      at('revise'),
    ]);
    expect([f.review, f.discussion, f.submitted]).toEqual([undefined, undefined, undefined]);
  });
  test('an explanation belongs to the opinion it answers', () => {
    const f = factsOf([
      at('review', { result: 'amend', opinion: '改第三条' }),
      at('explain', { why: '上级另有规定' }),
      at('revise'),
      at('review', { result: 'amend', opinion: '改第四条' }),
    ]);
    expect(f.explained).toBe('');
  });
  test('everyone who changed the text is a drafter', () => {
    expect(factsOf([at('create', {}, 'a'), at('save', {}, 'b'), at('save', {}, 'a')]).drafterIds).toEqual(['a', 'b']);
  });
});

import { describe, expect, test } from 'vitest';
import { ACTS, type Act, MOVES, type PieceFacts, type PieceState, STATES, type StepFacts, step } from './rules.ts';
import { EDITORIAL_CODES, sayRefusal } from './say.ts';

const piece = (state: PieceState, over: Partial<PieceFacts> = {}): PieceFacts => ({
  state,
  version: 3,
  title: '关于调整高龄津贴标准的通知',
  text: '现将有关事项通知如下。',
  columns: ['tzgg'],
  writerIds: ['clerk'],
  reviewerId: 'reviewer',
  correction: null,
  ...over,
});
const by = (actorId: string, over: Partial<StepFacts> = {}): StepFacts => ({
  actorId,
  seen: 3,
  threePeople: true,
  remark: '第二段的金额和附表不一致',
  at: 2,
  now: 1,
  ...over,
});
const codes = (act: Act, p: PieceFacts, s: StepFacts): string[] => {
  const r = step(act, p, s);
  return r.ok ? [] : r.refusals.map((x) => x.code);
};

describe('the life of a piece', () => {
  const every = ACTS.flatMap((act) => STATES.map((state) => ({ act, state, may: MOVES[act].from.includes(state) })));
  test.each(every)('$act from $state: $may', ({ act, state, may }) => {
    expect(codes(act, piece(state), by('somebody')).includes('wrong_state')).toBe(!may);
  });

  test.each<[Act, PieceState, string, boolean, string[], string]>([
    ['pass', 'submitted', 'clerk', true, ['reviewer_is_writer'], 'who wrote may not review'],
    ['return', 'submitted', 'clerk', true, ['reviewer_is_writer'], 'returning is a review too'],
    ['release', 'passed', 'clerk', true, ['approver_is_writer'], 'who wrote may not release'],
    ['release', 'passed', 'reviewer', true, ['approver_is_reviewer'], 'who reviewed may not release'],
    ['schedule', 'passed', 'reviewer', true, ['approver_is_reviewer'], 'nor set a time'],
    ['release', 'passed', 'approver', true, [], 'three different people'],
    ['pass', 'submitted', 'clerk', false, [], 'a village with two staff: the unit’s policy allows it'],
    ['release', 'passed', 'reviewer', false, [], 'the same, for the release'],
    [
      'release',
      'published',
      'reviewer',
      true,
      ['wrong_state', 'approver_is_reviewer'],
      'every reason is named at once',
    ],
  ])('%s from %s by the %s, three people %s → %j: %s', (act, state, who, threePeople, expected) => {
    expect(codes(act, piece(state), by(who, { threePeople }))).toEqual(expected);
  });

  test('someone who both wrote and reviewed under a lenient policy is still told both reasons under a strict one', () => {
    expect(codes('release', piece('passed', { writerIds: ['x'], reviewerId: 'x' }), by('x'))).toEqual([
      'approver_is_writer',
      'approver_is_reviewer',
    ]);
  });

  test.each<[Partial<PieceFacts>, string[], string]>([
    [{ title: ' ' }, ['no_title'], 'no title'],
    [{ text: '\n ' }, ['no_text'], 'only blanks'],
    [{ columns: [] }, ['no_column'], 'nowhere to stand'],
    [{ title: '', text: '', columns: [] }, ['no_title', 'no_text', 'no_column'], 'all of it at once'],
    [{ correction: ' ' }, ['no_correction_reason'], 'a correction says why'],
    [{ correction: '金额写错' }, [], 'a correction with its reason'],
  ])('submitting %j → %j: %s', (over, expected) => {
    expect(codes('submit', piece('draft', over), by('clerk'))).toEqual(expected);
  });

  const error = {
    key: 'k',
    rule: 'personal.id-number',
    severity: 'error',
    message: '1个身份证号没有遮盖',
    at: '第2段',
    basis: '条例第十五条',
  } as const;
  const warning = { ...error, severity: 'warning' } as const;
  test.each<[Act, PieceState, string, Partial<StepFacts>, string[], string]>([
    ['submit', 'draft', 'clerk', { errors: [error] }, ['finding'], 'an error blocks'],
    ['submit', 'draft', 'clerk', { errors: [error, error] }, ['finding', 'finding'], 'each one is named'],
    ['submit', 'draft', 'clerk', { errors: [error], inSpite: ' ' }, ['finding'], 'blanks are no reason'],
    ['submit', 'draft', 'clerk', { errors: [error], inSpite: '本人同意' }, [], 'handed on with a reason'],
    ['pass', 'submitted', 'reviewer', { errors: [error] }, [], 'the reviewer sees them; the approver decides'],
    ['release', 'passed', 'approver', { errors: [error] }, ['finding'], 'handing on does not release'],
    ['release', 'passed', 'approver', { errors: [error], inSpite: '依规定写全' }, [], 'overridden'],
    ['schedule', 'passed', 'approver', { errors: [error] }, ['finding'], 'nor is a time set for it'],
    ['schedule', 'passed', 'approver', { errors: [error], inSpite: '依规定写全' }, [], 'overridden for then'],
    ['release', 'passed', 'reviewer', { errors: [error] }, ['finding', 'approver_is_reviewer'], 'every reason at once'],
    ['keep', 'draft', 'clerk', { finding: warning }, [], 'a warning stays for a reason'],
    ['keep', 'draft', 'clerk', { finding: warning, remark: '' }, ['no_reason_kept'], 'not without one'],
    ['keep', 'draft', 'clerk', { finding: error }, ['error_not_kept'], 'an error is the approver’s to decide'],
    ['keep', 'draft', 'clerk', {}, ['finding_gone'], 'what is mended needs no keeping'],
    ['keep', 'submitted', 'clerk', { finding: warning }, ['wrong_state'], 'not while others look at it'],
  ])('%s from %s by the %s with %j → %j: %s', (act, state, who, facts, expected) => {
    expect(codes(act, piece(state), by(who, facts))).toEqual(expected);
  });

  test('a step on a version that someone else has changed is a conflict', () => {
    expect(codes('submit', piece('draft'), by('clerk', { seen: 2 }))).toEqual(['stale']);
  });
  test('returning needs a remark', () =>
    expect(codes('return', piece('submitted'), by('reviewer', { remark: ' ' }))).toEqual(['no_remark']));
  test.each([
    [1, 2, 'in the past'],
    [2, 2, 'this very moment'],
  ])('a set time of %i at %i is refused: %s', (at, now) => {
    expect(codes('schedule', piece('passed'), by('approver', { at, now }))).toEqual(['not_in_future']);
  });

  test('every refusal code has its sentence', () => {
    const seen = new Set(
      every.flatMap(({ act, state }) =>
        codes(
          act,
          piece(state, { title: '', text: '', columns: [], correction: '' }),
          by('clerk', { seen: 1, remark: '', at: 0 }),
        ),
      ),
    );
    for (const code of [...seen, 'approver_is_reviewer', 'correction_open', 'error_not_kept', 'no_remedy']) {
      expect(EDITORIAL_CODES).toContain(code);
      expect(sayRefusal({ code, basis: '', detail: { act: 'submit', state: 'passed' } })).toMatch(
        /[\u4e00-\u9fff”]。$/,
      );
    }
  });
});

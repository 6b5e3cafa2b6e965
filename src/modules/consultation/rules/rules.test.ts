import { describe, expect, test } from 'vitest';
import { calendar, periods } from '../../../../law/index.ts';
import { day } from '../../../lib/day.ts';
import type { Ruling } from '../../../lib/ruling.ts';
import {
  ACTS,
  type Act,
  clockOf,
  enough,
  gramsOf,
  holds,
  maskMail,
  mayApprove,
  mayAsk,
  mayMove,
  mayTransfer,
  paceOf,
  readNumber,
  STATES,
  type State,
  waitFor,
} from './index.ts';

const codes = (r: Ruling<unknown>): string[] => (r.ok ? [] : r.refusals.map((x) => x.code));

describe('the clock of a question', () => {
  test.each<[string, number | null, string, string]>([
    ['2026-03-31', null, '2026-04-08', 'Tuesday; 清明 4–6 April does not count'],
    ['2026-03-28', null, '2026-04-03', 'a Saturday: counted from Monday'],
    ['2026-09-29', null, '2026-10-12', '国庆 1–7 October, and Saturday the 10th is worked'],
    ['2026-03-31', 3, '2026-04-03', 'a channel that promises less'],
    ['2026-03-31', 9, '2026-04-08', 'a channel never takes longer than the law'],
  ])('arrived on %s (channel %s) it is due on %s: %s', (on, channel, due) => {
    const days = channel === null ? null : { answerDays: channel, confirmed: false };
    const c = clockOf(periods, day(on), days, calendar);
    // The notice of the year decides; where it moves a day the table is wrong and not the calendar.
    expect(c.due).toBe(due);
    expect(c.steps.filter((s) => s.counted)).toHaveLength(c.number);
  });

  test('days of a channel are said to be the district’s own until the office has confirmed them', () => {
    const of = (confirmed: boolean) => clockOf(periods, day('2026-03-31'), { answerDays: 3, confirmed }, calendar);
    expect([of(false).mark, of(false).basis]).toEqual([
      'unconfirmed',
      '本地渠道办理时限：3个工作日（本区设定，未见全国统一规定）',
    ]);
    expect(of(true).basis).toBe('本地渠道办理时限：3个工作日');
  });

  test('before the rule was in force nothing is made up', () =>
    expect(() => clockOf(periods, day('2019-03-31'), null, calendar)).toThrow('consultation.answer'));

  test.each<[string, string | null, string, string]>([
    ['2026-04-02', null, 'open', 'two working days left'],
    ['2026-04-07', null, 'soon', 'the working day before'],
    ['2026-04-08', null, 'soon', 'the last day'],
    ['2026-04-09', null, 'overdue', 'the day after'],
    ['2026-04-20', '2026-04-08', 'in_time', 'answered on the last day'],
    ['2026-04-20', '2026-04-09', 'late', 'answered a day late'],
  ])('due 8 April, on %s (answered %s) it is %s: %s', (today, answered, pace) =>
    expect(paceOf({ due: day('2026-04-08'), answeredOn: answered ? day(answered) : null }, day(today), calendar)).toBe(
      pace,
    ),
  );
});

describe('state and act', () => {
  const MAY: Record<State, readonly Act[]> = {
    new: ['assign'],
    handling: ['assign', 'transfer', 'save', 'submit'],
    review: ['return', 'approve'],
    answered: ['rate'],
  };
  test.each(STATES.flatMap((s) => ACTS.map((a) => [s, a] as const)))('%s, %s', (state, act) =>
    expect(mayMove(act, state).map((r) => r.code)).toEqual(MAY[state].includes(act) ? [] : ['wrong_state']),
  );
});

describe('what is asked', () => {
  const ask = { words: '没用完的补贴怎么办？', contact: '', kind: '补贴', clauseKnown: true };
  test.each<[object, string[], string]>([
    [{}, [], 'nothing but a question is needed'],
    [{ words: '<script>alert(1)</script>' }, [], 'a script is just text'],
    [{ words: '🙂🙂' }, [], 'a smiley is just text'],
    [{ words: ' \n' }, ['no_words'], 'nothing was asked'],
    [{ words: '问'.repeat(2001) }, ['too_long'], 'longer than a clerk will read'],
    [{ words: '🙂'.repeat(2000) }, [], 'characters are counted as people see them'],
    [{ contact: '０９９９－００００ ００１７' }, [], 'full-width digits are a number'],
    [{ contact: '张' }, ['bad_contact'], 'nobody can be reached so'],
    [{ clauseKnown: false, kind: '' }, ['no_kind', 'no_such_clause'], 'every reason at once'],
  ])('%j gives %j: %s', (over, want) => expect(codes(mayAsk({ ...ask, ...over }))).toEqual(want));
});

describe('giving on', () => {
  const f = {
    state: 'handling' as State,
    from: 'a',
    to: 'b',
    known: true,
    had: ['a'],
    reason: '归民政',
    office: false,
  };
  test.each<[object, string[], string]>([
    [{}, [], 'with a reason'],
    [{ reason: ' ' }, ['no_reason'], 'the next unit must know why'],
    [{ to: 'a' }, ['same_unit'], 'to oneself'],
    [{ had: ['a', 'b'] }, ['had_it'], 'back to who gave it on: the office decides'],
    [{ had: ['a', 'b'], office: true }, [], 'the office decides'],
    [{ state: 'review' as State, known: false }, ['wrong_state', 'no_unit'], 'every reason at once'],
  ])('%j gives %j: %s', (over, want) => expect(codes(mayTransfer({ ...f, ...over }))).toEqual(want));
});

describe('the second look', () => {
  const f = {
    state: 'review' as State,
    answer: '可以结转。',
    consent: true,
    publicWords: '没用完怎么办？',
    publicAnswer: '可以结转。',
    keepPrivate: '',
    personal: [] as string[],
    holdsContact: false,
    citedKnown: true,
    citedOld: false,
    actorId: 'b',
    writerIds: ['a', 'c'],
    threePeople: true,
  };
  test.each<[object, string[], string]>([
    [{}, [], 'another person, nothing personal'],
    [{ actorId: 'a' }, ['approver_is_writer'], 'the unit wants another person'],
    [{ actorId: 'c' }, ['approver_is_writer'], 'whoever wrote any of it, not only the last hand'],
    [{ actorId: 'a', threePeople: false }, [], 'a village where two do it all'],
    [{ personal: ['1个手机号'], holdsContact: true }, ['personal', 'holds_contact'], 'never public before masking'],
    [{ personal: ['1个手机号'], consent: false }, [], 'it stays between two'],
    [{ publicWords: '', keepPrivate: '涉及家庭情况' }, [], 'a reason against it'],
    [{ publicWords: '' }, ['no_public_words'], 'public without words'],
    [{ citedOld: true }, ['cited_old'], 'the policy has a new edition since it was written'],
    [{ state: 'handling' as State }, ['wrong_state'], 'nothing was submitted'],
  ])('%j gives %j: %s', (over, want) => expect(codes(mayApprove({ ...f, ...over }))).toEqual(want));
});

describe('many questions from one address', () => {
  const l = { perTenMinutes: 2, perDay: 3 };
  const at = (...minutes: number[]) => minutes.map((m) => m * 60_000);
  test.each([
    [at(), 100, 0, 'the first'],
    [at(99), 100, 0, 'a second'],
    [at(95, 99), 100, 5, 'waits until the first of them is ten minutes old'],
    [at(1, 50, 89), 100, 1341, 'a whole day for the fourth'],
  ])('after %j a question at minute %i waits %i minutes: %s', (before, now, wait) =>
    expect(waitFor(before, now * 60_000, l)).toBe(wait * 60_000),
  );
});

describe('words', () => {
  test.each<[string, string | undefined, string]>([
    ['ＺＸ 2026-00317', 'ZX-2026-00317', 'full width and spaces'],
    ['202600317', 'ZX-2026-00317', 'digits alone'],
    ['MH-2026-0317', undefined, 'a request for information is another thing'],
  ])('%s is number %s: %s', (typed, no) => expect(readNumber(typed)).toBe(no));
  test.each([
    ['打0999 0000 0017找我', '0999-00000017', true, 'a number with other gaps'],
    ['发到 A@b.example', 'a@B.example', true, 'an address in capitals'],
    ['补贴300元', '0999-00000017', false, 'other digits'],
  ])('%s holds %s: %s', (text, contact, want) => expect(holds(text, contact)).toBe(want));
  test('mail addresses are taken out', () => expect(maskMail('回 a.b@c.example 吧')).toBe('回 （邮箱略） 吧'));
  test('questions are found by what they are about and not by asking words', () => {
    const a = gramsOf('请问没有用完的补贴可以结转吗');
    const b = gramsOf('补贴没用完能不能结转');
    expect(b.filter((g) => a.includes(g)).length).toBeGreaterThanOrEqual(enough(b.length));
    expect(gramsOf('怎么')).toEqual([]);
    expect(gramsOf('请问如何')).toEqual(gramsOf('吗'));
  });
});

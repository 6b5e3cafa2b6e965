import { describe, expect, test } from 'vitest';
import { addDays, day } from '../../../lib/day.ts';
import { type Paper, type PaperBlock, paperText, readPaper } from '../../../platform/documents/index.ts';
import type { LetterFacts, LetterKind } from '../rules/types.ts';
import { decided, factsOfCase, ground } from './fixtures.ts';
import { letterLaw } from './law.ts';
import { VERDICT } from './rules/answers.ts';
import { type LetterProblem, letterProblems } from './rules/check.ts';
import { sayBasis } from './rules/law.ts';
import { APPLICANT, BLANK, type Draft, PARTY } from './rules/say.ts';
import { finished, letterFor } from './rules/template.ts';

const TODAY = day('2026-03-26');
const kinds = letterLaw.foi.decisions;
const party = (more: Partial<LetterFacts['parties'][number]> = {}): LetterFacts['parties'][number] => ({
  id: 'p1',
  kind: 'third',
  name: '第三方乙公司',
  about: '供货合同中的单价',
  sentOn: day('2026-03-09'),
  receivedOn: null,
  limitOn: day('2026-04-01'),
  opinion: null,
  opinionOn: null,
  opinionReasons: '',
  override: '该单价由财政资金支付，公开关系公共利益',
  ...more,
});
/** A case in which every letter could be written. */
const full = (more: Partial<LetterFacts> = {}): LetterFacts =>
  factsOfCase(TODAY, {
    correction: {
      askedOn: day('2026-03-05'),
      by: day('2026-03-26'),
      points: ['写明所需信息的名称或者文号', '写明获取信息的方式'],
      correctedOn: null,
    },
    reasons: { askedOn: day('2026-03-05'), by: day('2026-03-26'), why: '您本月提交的申请已达42件', given: null },
    extension: {
      days: 20,
      why: '需要核对十二个乡镇的发放记录',
      newDue: day('2026-04-28'),
      draftedOn: TODAY,
      approvedOn: TODAY,
    },
    parties: [party()],
    fee: {
      tariff: 'items',
      count: 12,
      yuan: 100,
      bands: [{ from: 12, to: 12, each: 100, count: 1, yuan: 100 }],
      basis: '收费办法',
      notifiedOn: TODAY,
      payBy: day('2026-04-24'),
      paidOn: null,
      receiptNo: '',
    },
    decision: decided('denied.processInfo', TODAY),
    ...more,
  });
const draftOf = (facts: LetterFacts, kind?: LetterKind): Draft => ({
  facts,
  law: letterLaw,
  ...(kind === 'consultThird' || kind === 'thirdNotice' ? { party: party() } : {}),
  ...(kind === 'consultCo'
    ? { party: party({ kind: 'coproducer', name: '清河县财政局', about: '资金分配办法' }) }
    : {}),
  ...(kind === 'assist' ? { assist: { agency: '社会救助股', matter: '核对是否保存该信息，三日内回复' } } : {}),
});
const problems = (
  kind: LetterKind,
  paper: Paper,
  draft: Draft,
  of: string | null = draft.facts.decision?.key ?? null,
): LetterProblem[] => letterProblems(kind, paper, paperText(paper), draft, of);
const codes = (found: LetterProblem[]): string[] => found.map((x) => x.code);
/** A clerk rewrites words of a letter. */
const edited = (paper: Paper, from: string | RegExp, to: string): Paper => ({
  ...paper,
  blocks: paper.blocks.map(
    (b): PaperBlock =>
      b.kind === 'paragraph' ? { ...b, runs: b.runs.map((r) => ({ ...r, text: r.text.replace(from, to) })) } : b,
  ),
});

describe('every letter', () => {
  const procedural = letterLaw.data.letters.map((l) => l.kind);

  test.each(procedural)('of procedure (%s) is complete, is a paper, and passes its own check', (kind) => {
    const draft = draftOf(full(), kind);
    const paper = letterFor(kind, draft);
    expect(readPaper(JSON.parse(JSON.stringify(paper)))).toEqual(paper);
    expect(problems(kind, paper, draft)).toEqual([]);
  });

  test.each(kinds.map((k) => [k.key, k.letter] as const))(
    'of the decision %s is complete and passes its own check',
    (key, kind) => {
      const grounds = key === 'partial' ? [ground('denied.thirdParty'), ground('denied.internalAffairs')] : [];
      const draft = draftOf(full({ decision: decided(key, TODAY, { grounds }) }));
      const paper = letterFor(kind, draft);
      expect(readPaper(JSON.parse(JSON.stringify(paper)))).toEqual(paper);
      expect(problems(kind, paper, draft)).toEqual([]);
      expect(paperText(paper)).toContain(VERDICT[key]);
    },
  );

  test('has words of its own for every kind of decision there is', () =>
    expect(Object.keys(VERDICT).sort()).toEqual(kinds.map((k) => k.key).sort()));

  test.each([...procedural, 'answer' as const])('%s keeps nobody’s name: it is filled in when it is drawn', (kind) => {
    const draft = draftOf(full(), kind);
    const paper = letterFor(kind, draft);
    expect(paperText(paper)).not.toMatch(/申请人甲|第三方乙公司/);
    const printed = finished(
      paper,
      { applicant: '申请人甲', party: '第三方乙公司' },
      { no: '清民公开〔2026〕7号', on: TODAY },
    );
    expect(paperText(printed)).not.toMatch(/〔申请人〕|〔被征求意见方〕/);
    expect(printed.number).toBe('清民公开〔2026〕7号');
    expect(paperText(printed).includes('申请人甲')).toBe(paper.addressee === APPLICANT || kind === 'registration');
    expect(paperText(printed).includes('第三方乙公司')).toBe(paper.addressee === PARTY);
  });
});

describe('how one may object', () => {
  const answer = (key: string, on: string, grounds: string[] = []): string => {
    const d = day(on);
    const f = factsOfCase(d, { decision: decided(key, d, { grounds: grounds.map(ground) }) });
    return paperText(letterFor('answer', draftOf(f)));
  };
  test.each([
    // decision, grounds, decided on, review first, because
    ['denied.processInfo', [], '2023-12-31', false, 'the revised law was not yet in force'],
    ['denied.processInfo', [], '2024-01-01', true, 'since that day a refusal under Article 16 is reviewed first'],
    ['denied.stateSecret', [], '2026-03-26', true, 'Article 14'],
    ['denied.thirdParty', [], '2026-03-26', true, 'Article 15'],
    ['partial', ['denied.enforcementFile'], '2026-03-26', true, 'the withheld part rests on Article 16'],
    ['partial', ['denied.queryMatter'], '2026-03-26', false, 'the withheld part rests on none of 14 to 16'],
    ['unable.notHeld', [], '2026-03-26', false, 'what does not exist is not refused'],
    ['notProcessed.repeat', [], '2026-03-26', false, 'not processed may be sued at once (法释〔2025〕8号)'],
    ['granted', [], '2026-03-26', false, 'nothing was withheld'],
  ] as const)('%s %j on %s: review first %s, %s', (key, grounds, on, first, _why) => {
    const text = answer(key, on, [...grounds]);
    expect(text).toContain('60日内向清河县人民政府申请行政复议');
    expect(text.includes('应当先申请行政复议')).toBe(first);
    expect(text.includes('6个月内')).toBe(!first);
  });
});

describe('a letter that was edited', () => {
  const draft = draftOf(full());
  const good = letterFor('answer', draft);
  test.each<[string, string | RegExp, string, string, string]>([
    ['60日内', /60日内/, '30日内', 'remedy', 'the review period is 60 days'],
    ['15日', /15日内/, '6个月内', 'remedy', 'after the review there are 15 days'],
    ['review first left out', /依法应当先申请行政复议，/, '', 'remedy', 'the applicant must be told (复议法 23 ¶2)'],
    [
      'a direct suit offered',
      /特此告知/,
      '也可以自收到之日起6个月内向人民法院提起行政诉讼',
      'remedy',
      'there is none for Article 16',
    ],
    ['no ways at all', /如对本答复不服.*/, '', 'remedy', 'they are part of the answer'],
    ['another article', '第十六条第二款', '第十四条', 'other_statute', 'state secrets were not decided'],
    ['no article', /第十六条第二款/, '', 'statute', 'a refusal names its article'],
    ['reasons reworded', /受助人的家庭情况/, '内部情况', 'reasons', 'the approved reasons are the reasons'],
    ['reasons removed', /理由：.*/, '', 'reasons', 'no refusal without reasons'],
    ['another verdict', /属于履行行政.*/, VERDICT['unable.notHeld'] ?? '', 'verdict', 'nobody decided that'],
    ['the third party named', /特此告知/, '第三方乙公司不同意', 'third_named', 'the applicant is not told who'],
    ['a blank left', /特此告知/, BLANK, 'blank', 'nobody signs blanks'],
  ])('%s: refused', (_what, from, to, code, _why) => {
    expect(codes(problems('answer', good, draft))).toEqual([]);
    expect(codes(problems('answer', edited(good, from, to), draft))).toContain(code);
  });

  test('may be worded otherwise where it tells the same', () => {
    const kind = edited(edited(good, '如对本答复不服，可以', '您若不服，可'), '特此告知', '感谢您对政府工作的关心');
    expect(problems('answer', kind, draft)).toEqual([]);
  });
  test('and whose decision has changed since is refused', () =>
    expect(codes(problems('answer', good, draft, 'granted'))).toContain('decision'));
  test('and is addressed to somebody else is refused', () =>
    expect(codes(problems('answer', { ...good, addressee: '申请人乙' }, draft))).toContain('addressee'));
  test('and is called something else is refused', () =>
    expect(codes(problems('answer', { ...good, title: '关于您来信的回复' }, draft))).toContain('title'));

  test.each<[LetterKind, RegExp, string, string, string]>([
    ['extension', /20个工作日/, '30个工作日', 'days', 'at most what was approved'],
    ['extension', /2026年4月28日/, '2026年5月28日', 'date', 'the day is told rightly'],
    ['extension', /最迟于/, '不服可申请行政复议，最迟于', 'remedy_here', 'an extension cannot be attacked alone'],
    ['correction', /2026年3月26日前/, '近日', 'date', 'by when must be said'],
    ['correction', /第三十条/, '第三十三条', 'statute', 'corrections stand in Article 30'],
    ['consultThird', /15个工作日/, '5个工作日', 'days', 'a third party has fifteen'],
    [
      'consultThird',
      /有合理理由/,
      '有合理理由（申请人甲）',
      'applicant_named',
      'the third party is not told who asked',
    ],
    ['consultCo', /15个工作日/, '15天', 'days', 'working days are meant'],
    ['fee', /20个工作日/, '10个工作日', 'days', 'twenty to pay'],
    ['thirdNotice', /60日内/, '90日内', 'remedy', 'the third party’s remedy is told rightly too'],
  ])('%s: %s → %s is refused', (kind, from, to, code, _why) => {
    const d = draftOf(full(), kind);
    expect(codes(problems(kind, edited(letterFor(kind, d), from, to), d))).toContain(code);
  });
});

test('third parties are told that silence is not consent, co-producing agencies that it is', () => {
  const third = paperText(letterFor('consultThird', draftOf(full(), 'consultThird')));
  const co = paperText(letterFor('consultCo', draftOf(full(), 'consultCo')));
  expect(third).toContain('逾期未提出意见的，由本机关依照条例的规定决定是否公开');
  expect(third).not.toContain('视为同意');
  expect(co).toContain('逾期未提出意见的，视为同意公开');
});

test('a receipt beyond the announced calendar says that its day is provisional', () => {
  const f = factsOfCase(day('2026-12-14'));
  const clock = { ...f.clock, due: day('2027-01-08'), provisional: true } as LetterFacts['clock'];
  const text = paperText(letterFor('receipt', draftOf({ ...f, clock })));
  expect(text).toContain('放假安排尚未公布');
});

test('articles of one law are named together', () =>
  expect(sayBasis(['《甲法》第一条', '《甲法》第二条第一款', '《乙办法》第三条'])).toBe(
    '《甲法》第一条、第二条第一款，《乙办法》第三条',
  ));

test('an answer that encloses files lists them, and only those that go to the applicant', () => {
  const f = full({ decision: decided('granted', TODAY) });
  const file = (role: LetterFacts['files'][number]['role'], name: string) => ({
    id: name,
    role,
    name,
    type: '',
    size: 1,
    sha256: '',
  });
  const paper = letterFor(
    'answer',
    draftOf({ ...f, files: [file('source', '原件.pdf'), file('answer', '发放情况.xlsx'), file('proof', '证件.jpg')] }),
  );
  expect(paper.attachments).toEqual(['发放情况']);
});

test('the day of a letter is the day it is made', () => {
  const on = addDays(TODAY, 1);
  expect(letterFor('answer', draftOf({ ...full(), today: on })).sign).toEqual({ unit: '清河县民政局', date: on });
});

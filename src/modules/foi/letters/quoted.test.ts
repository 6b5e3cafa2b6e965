import { describe, expect, test } from 'vitest';
import { day } from '../../../lib/day.ts';
import { type Paper, type PaperBlock, paperText } from '../../../platform/documents/index.ts';
import { LETTER_KINDS, type LetterFacts, type LetterKind } from '../rules/types.ts';
import { decided, factsOfCase, WHO } from './fixtures.ts';
import { letterLaw } from './law.ts';
import { letterProblems } from './rules/check.ts';
import { receiverOf, toApplicant } from './rules/law.ts';
import { BLANK } from './rules/say.ts';
import { letterFor, thirdRemedy } from './rules/template.ts';

const TODAY = day('2026-03-26');
const third = (name: string): LetterFacts['parties'][number] => ({
  id: 'p1',
  kind: 'third',
  name,
  about: '供货合同中的单价',
  sentOn: day('2026-03-09'),
  receivedOn: null,
  limitOn: day('2026-04-01'),
  opinion: 'object',
  opinionOn: day('2026-03-20'),
  opinionReasons: '',
  override: '',
});
/** A case of which the applicant wrote these words. */
const asking = (description: string, more: Partial<LetterFacts> = {}): LetterFacts => {
  const base = factsOfCase(TODAY);
  return {
    ...base,
    request: { ...base.request, description },
    extension: {
      days: 20,
      why: '需要核对十二个乡镇的发放记录',
      newDue: day('2026-04-28'),
      draftedOn: TODAY,
      approvedOn: TODAY,
    },
    decision: decided('unable.notHeld', TODAY),
    ...more,
  };
};
const codesOf = (kind: LetterKind, facts: LetterFacts, change: (p: Paper) => Paper = (p) => p): string[] => {
  const draft = { facts, law: letterLaw };
  const paper = change(letterFor(kind, draft));
  return letterProblems(kind, paper, paperText(paper), draft, facts.decision?.key ?? null).map((p) => p.code);
};
const edited =
  (from: string | RegExp, to: string) =>
  (paper: Paper): Paper => ({
    ...paper,
    blocks: paper.blocks.map(
      (b): PaperBlock =>
        b.kind === 'paragraph' ? { ...b, runs: b.runs.map((r) => ({ ...r, text: r.text.replace(from, to) })) } : b,
    ),
  });

describe('what the applicant wrote is repeated in a letter and is nobody’s mistake', () => {
  test.each<[LetterKind, string, string]>([
    ['extension', '贵局2025年“10个工作日内”办结的件数', 'another number of days, in quotation marks of its own'],
    ['receipt', '要求5个工作日内答复我', 'the receipt repeats all of it, without quotation marks'],
    ['extension', '2025年申请行政复议、提起行政诉讼的件数', 'whoever asks about reviews is told of none here'],
    ['answer', '30日内申请行政复议的案件材料', 'review periods of other people’s cases'],
    ['answer', '依据《中华人民共和国政府信息公开条例》（国务院令第711号）第十四条作出的答复', 'an article of others'],
    ['answer', '您申请公开的政府信息予以公开（去年的答复）', 'the verdict of last year’s answer'],
    ['extension', `合同编号${BLANK}的那一份`, 'a blank in somebody’s form'],
  ])('%s, asked for “%s”: %s', (kind, description, _why) => expect(codesOf(kind, asking(description))).toEqual([]));

  test('whoever names the company is told of the company they named, in their own words alone', () => {
    const facts = asking('第三方乙公司的供货合同', { parties: [third('第三方乙公司')] });
    expect(codesOf('answer', facts)).toEqual([]);
    expect(codesOf('answer', facts, edited('特此告知', '第三方乙公司不同意'))).toEqual(['third_named']);
  });

  test.each<[LetterKind, string | RegExp, string, string, string]>([
    ['extension', '延长答复期限20个工作日', '延长答复期限30个工作日', 'days', 'the quoted 20 is not the granted 20'],
    ['extension', /最迟于2026年4月28日前/, '尽快', 'date', 'the day stands only in the quotation'],
    ['answer', '60日内', '30日内', 'remedy', 'the quotation has the right 60'],
  ])('%s: its own words are looked at as before (%s → %s: %s)', (kind, from, to, code, _why) => {
    const words = '20个工作日、2026年4月28日、自收到之日起60日内向清河县人民政府申请行政复议的规定';
    expect(codesOf(kind, asking(words))).toEqual([]);
    const own = (p: Paper): Paper => ({
      ...p,
      blocks: [...p.blocks.slice(0, 1), ...edited(from, to)({ ...p, blocks: p.blocks.slice(1) }).blocks],
    });
    expect(codesOf(kind, asking(words), own)).toContain(code);
  });
});

test('a third party hears of the review body and the court that the office has set, whatever the applicant’s remedy says', () => {
  const facts = asking('合同', {
    decision: decided('granted', TODAY, {
      remedy: { ...thirdRemedy({ facts: asking(''), law: letterLaw }), text: '' },
    }),
  });
  const { text, class: of } = thirdRemedy({ facts, law: letterLaw });
  expect(of).toBe('B');
  expect(text).toContain(`向${WHO.body}申请行政复议`);
  expect(text).toContain(WHO.court);
});

test('whom a letter is for is said once, in the law’s data', () => {
  const others = LETTER_KINDS.filter((k) => !toApplicant(letterLaw, k));
  expect(others.map((k) => [k, receiverOf(letterLaw, k)])).toEqual([
    ['registration', 'file'],
    ['consultThird', 'third'],
    ['consultCo', 'coproducer'],
    ['thirdNotice', 'third'],
    ['assist', 'agency'],
  ]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FOI_CODES, sayFoi } from '../say.ts';
import { ACTS, MOVES, mayMove } from './life.ts';
import { STATES } from './types.ts';

/** Which acts may begin in which state: the whole life as a table, so that a change of it is seen. */
const BEGIN: Record<string, string> = {
  awaitingConfirmation: 'confirm takeOver offerHelp supplement transfer withdraw objectDate',
  received:
    'register takeOver offerHelp supplement requestCorrection transfer split askReasons giveReasons answerFee refund withdraw recordDispute closeDispute objectDate answerObjection',
  correctionPending:
    'takeOver offerHelp supplement takeCorrection closeUncorrected answerFee withdraw recordDispute closeDispute objectDate answerObjection',
  processing:
    'takeOver offerHelp supplement requestCorrection transfer split askReasons giveReasons consult recordOpinion draftExtension approveExtension feeNotice answerFee refund propose returnProposal decide withdraw recordDispute closeDispute objectDate answerObjection',
  consulting:
    'takeOver offerHelp supplement giveReasons consult recordReceived recordOpinion endConsultation draftExtension approveExtension answerFee refund returnProposal withdraw recordDispute closeDispute objectDate answerObjection',
  feePending:
    'takeOver offerHelp supplement objectFee answerFee recordPayment closeUnpaid withdraw recordDispute closeDispute objectDate answerObjection',
  decided: 'takeOver answerFee refund deliver recordDispute closeDispute answerObjection',
  delivered: 'takeOver answerFee refund archive recordDispute closeDispute answerObjection rate',
  archived: 'takeOver answerFee refund recordDispute closeDispute answerObjection rate',
  abandonedCorrection: 'takeOver answerFee refund archive recordDispute closeDispute answerObjection',
  abandonedFee: 'takeOver answerFee refund archive recordDispute closeDispute answerObjection',
  withdrawn: 'takeOver answerFee refund archive recordDispute closeDispute answerObjection',
};

test.each(STATES)('in %s exactly these acts may begin', (state) => {
  expect(ACTS.filter((a) => mayMove(a, state).length === 0)).toEqual(BEGIN[state]?.split(' '));
});

test('nothing leads back from an answer: a delivered case cannot be reopened', () => {
  for (const act of ACTS)
    for (const from of [
      'decided',
      'delivered',
      'archived',
      'abandonedCorrection',
      'abandonedFee',
      'withdrawn',
    ] as const)
      if (MOVES[act].from.includes(from))
        for (const to of MOVES[act].to)
          expect(['same', 'delivered', 'archived'], `${act} ${from} → ${to}`).toContain(to);
});

/** Every code that the module's own files can refuse with. */
function codesInSource(): string[] {
  const here = join(import.meta.dirname, '..');
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
    (f) => /\.tsx?$/.test(f) && !f.includes('.test.') && !/^(letters|redaction|portal|archive)/.test(f),
  );
  const found = files.flatMap((f) => {
    const text = readFileSync(join(here, f), 'utf8');
    return [
      ...[...text.matchAll(/\bcode: '([a-z_]+)'/g)].map((m) => m[1] ?? ''),
      ...[...text.matchAll(/\bno\('([a-z_]+)'/g)].map((m) => m[1] ?? ''),
      ...[...text.matchAll(/no\.push\('([a-z_]+)'\)/g)].map((m) => m[1] ?? ''),
      ...[...text.matchAll(/: '(no_(?:where|search|agency|channel_named|statute|earlier))'/g)].map((m) => m[1] ?? ''),
      ...[...text.matchAll(/'(tariff_fixed|fee_notified)'/g)].map((m) => m[1] ?? ''),
    ];
  });
  const clock = ['before_start', 'opinion_without_letter', 'opinion_before_letter', 'received_without_letter'];
  const others = [
    'extended_twice',
    'corrected_twice',
    'paid_without_notice',
    'paid_before_notice',
    'notified_twice',
    'after_due',
  ];
  return [...new Set(found)].filter((c) => ![...clock, ...others].includes(c));
}

test('every reason has its sentence, in Chinese, with no gap in it', () => {
  const codes = codesInSource();
  expect(codes.length).toBeGreaterThan(90);
  expect(codes.filter((c) => !FOI_CODES.includes(c))).toEqual([]);
  for (const code of FOI_CODES) {
    const said = sayFoi({
      code,
      basis: '',
      detail: { act: 'decide', state: 'archived', by: '2026-03-02', say: '这个文件是空的。', kind: 'extension' },
    });
    expect(said, code).toMatch(/[。]$/);
    expect(said, code).not.toMatch(/undefined|\{|请耐心|暂无|温馨/);
  }
});

test('every act says its basis, its guard and what it does to the clock', () => {
  for (const act of ACTS) {
    const m = MOVES[act];
    for (const words of [m.label, m.guard, m.clock, m.basis]) expect(words, act).not.toBe('');
    expect(m.label).not.toContain('确定');
  }
});

test('the README shows the life as it is (node scripts/foi-life.ts)', async () => {
  const { withLife } = await import('../../../../scripts/foi-life.ts');
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  expect(readme).toBe(withLife(readme));
});

import { describe, expect, it } from 'vitest';
import wording from '../../../../law/wording.json' with { type: 'json' };
import { checkSpecimen } from '../checks.ts';
import { ENV, textSpecimen } from '../fixtures.ts';
import { readWording, wordingCheck } from './wording.ts';

const CHECK = wordingCheck(readWording(wording));
const said = (text: string): string[] =>
  checkSpecimen(textSpecimen(text), ENV, [CHECK]).findings.map((f) => `${f.quote}→${f.suggestion ?? ''}`);

describe('typing errors in official wording', () => {
  it.each([
    ['请将款项汇入指定帐户。', '账户', 'a variant that the list of 2001 put aside'],
    ['各部门要认真布署。', '部署', 'a wrong character'],
    ['既使遇到困难', '即使', 'a wrong character'],
    ['监控设备按装完成', '安装', 'a wrong character'],
    ['工作纪律松驰', '松弛', 'a wrong character'],
    ['这是份内之事', '分内', 'a wrong character'],
    ['截止2026年3月31日，全区共受理42件', '截至', 'up to a day, figures'],
    ['截止目前，已办结', '截至目前', 'up to now'],
    ['工作己经完成', '已经', 'a look-alike'],
    ['全区的的工作', '的', 'typed twice'],
    ['落实到位。。', '。', 'typed twice'],
  ])('%s: %s (%s)', (text, right) => {
    expect(said(text)).toHaveLength(1);
    expect(said(text)[0]).toMatch(new RegExp(`→${right}$`));
  });

  it.each([
    ['既使用清洁能源，又节约用水', '既 and 使用'],
    ['按装机容量补贴', '按 and 装机'],
    ['每份内装三张', 'so many copies'],
    ['报名截止2026年3月31日', 'the end of something'],
    ['截止时间：2026年3月31日17时', 'a noun'],
    ['自己经营的门店', '自己 and 经营'],
    ['以营利为目的的活动', '目的 and 的'],
    ['其它事项、其他事项', 'both are in use'],
    ['会计账簿', 'right'],
  ])('%s is let through: %s', (text) => expect(said(text)).toEqual([]));

  it('puts all places of a word into one finding with one remedy', () => {
    const { findings } = checkSpecimen(textSpecimen('帐户\n又一个帐户'), ENV, [CHECK]);
    expect(findings).toMatchObject([
      {
        message: '“帐户”应写“账户”',
        at: '第1段、第2段',
        remedy: {
          kind: 'replace',
          edits: [
            { from: 0, to: 2 },
            { from: 6, to: 8 },
          ],
        },
      },
    ]);
  });

  it('refuses a list of another shape', () =>
    expect(() => readWording([{ wrong: '甲', right: '甲' }])).toThrow(TypeError));
});

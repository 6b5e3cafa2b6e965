import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../../lib/day.ts';
import { checkSpecimen } from '../checks.ts';
import { ENV, textSpecimen } from '../fixtures.ts';
import { duplicates } from './duplicates.ts';
import { pieces, SKETCH, shareOf, sketchOf } from './shingles.ts';

const OLD = `为做好高龄津贴发放工作，现将有关事项通知如下。一、发放对象为年满80周岁的本区户籍老人。二、发放标准为每人每月100元。
三、各乡镇要在2025年3月20日前完成核对，名册公示满7个工作日后报区民政局，区财政局按月拨付，任何单位不得截留。明河区民政局2025年3月2日`;
const said = (text: string, publishedOn: string): string[] =>
  checkSpecimen(
    textSpecimen(text),
    {
      ...ENV,
      near: [
        { title: '高龄津贴通知', href: '/p/7', unitName: '明河区民政局', publishedOn: publishedOn as Day, text: OLD },
      ],
    },
    [duplicates],
  ).findings.map((f) => f.message);

describe('what is already out', () => {
  it.each([
    [OLD, '2026-03-02', ['和已经公开的《高龄津贴通知》一样'], 'the same once more'],
    [OLD.replace(/，/g, ', '), '2026-03-02', ['和已经公开的《高龄津贴通知》一样'], 'other punctuation'],
    [OLD.replaceAll('2025年3月', '2026年4月'), '2025-03-02', ['像是旧稿换了日期'], 'a year later with a new date'],
    [OLD.replaceAll('2025年3月', '2026年4月'), '2026-03-02', [], 'last month’s list is like this month’s'],
    [`${OLD}另外，各村要在公示栏张贴。`, '2026-03-02', ['和《高龄津贴通知》很像'], 'one sentence more'],
    ['为做好春耕工作，现将有关事项通知如下。'.repeat(8), '2025-03-02', [], 'the formulas of every notice'],
  ])('%#: %s %j (%s)', (text, on, messages) => expect(said(text, on)).toEqual(messages));

  it('gives the same text the same sketch, and a subset of one the share one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'公开政府信息条例办法规定通知'), minLength: 30, maxLength: 200 }),
        (text) => {
          expect(sketchOf(`${text}。`)).toEqual(sketchOf(text));
          expect(sketchOf(text).length).toBeLessThanOrEqual(SKETCH);
          expect(shareOf(pieces(text.slice(0, 25)), pieces(text))).toBe(1);
        },
      ),
    );
  });

  it('keeps the smallest hashes of all pieces, however long the text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'公开政府信息条例办法规定通知一二三四五六七'),
          minLength: 30,
          maxLength: 4_000,
        }),
        (text) => {
          const all = [...pieces(text)].sort((a, b) => a - b);
          expect(sketchOf(text)).toEqual(all.slice(0, SKETCH));
        },
      ),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { calendar, periods } from '../../../../law/index.ts';
import type { Day } from '../../../lib/day.ts';
import type { CheckEnv } from '../../../lib/finding.ts';
import { checkSpecimen } from '../checks.ts';
import { ENV, textSpecimen } from '../fixtures.ts';
import { dateOrder, impossibleDates, publicity } from './dates.ts';
import { docNos, ownDocNo } from './docno.ts';

const CHECKS = [impossibleDates, dateOrder, publicity(calendar, periods)];
const said = (text: string, env: CheckEnv = ENV): string[] =>
  checkSpecimen(textSpecimen(text), env, CHECKS).findings.map((f) => f.message);
const piece = (more: Partial<NonNullable<CheckEnv['piece']>>): CheckEnv => ({
  ...ENV,
  piece: { unitId: 'u', unitName: '明河区民政局', kind: '政策文件', ...more },
});
const d = (text: string): Day => text as Day;

describe('dates', () => {
  it.each([
    ['2026年2月30日前报送', ['没有这一天'], 'February'],
    ['2025年2月29日', ['没有这一天'], 'no leap year'],
    ['每年4月31日', ['没有这一天'], 'April has thirty'],
    ['2026年13月1日', ['没有这一天'], 'thirteen months'],
    ['２０２６年２月３０日召开', ['没有这一天'], 'full-width figures'],
    ['2026 年 2 月 30 日召开', ['没有这一天'], 'blanks of the setting'],
    ['请于2026-02-30前报送', ['没有这一天'], 'figures alone'],
    ['2026年3月31日（星期三）', ['日期和星期对不上'], 'it was a Tuesday'],
    ['公示期：2026年3月31日至4月6日。', ['公示期不足7个工作日'], 'weekend and 清明'],
    ['公示期2026年3月31日至2026年3月1日', ['公示期结束早于开始'], 'ends before it begins'],
    ['报名时间：2025年9月10日至2025年9月1日。', ['起止日期倒了'], 'ends before it begins'],
    ['有效期自2026年1月1日起至2025年12月31日止', ['起止日期倒了'], 'the year was left as it was'],
    ['2026年5月6日（星期三）上午8时—2026年5月1日18时', ['起止日期倒了'], 'with hours'],
    ['公示时间为2026年3月31日至2026年4月2日，共5个工作日', ['公示期不足5个工作日'], 'its own words'],
    ['本办法自2026年1月1日起施行。\n\n明河区民政局\n2026年3月2日', ['施行早于成文'], 'signed two months later'],
  ])('%j: %j (%s)', (text, messages) => expect(said(text)).toEqual(messages));

  it.each([
    ['2024年2月29日', 'a leap year'],
    ['取得日期\t2026年5月6日\t—\t2025年5月6日', 'an empty cell between two'],
    ['2026年3月2日\n—2025年1月1日起施行', 'two paragraphs'],
    ['报名截止时间由2026年6月30日到2026年5月30日', 'a day that was moved'],
    ['2月29日前出生的', 'no year says otherwise'],
    ['2026年3月31日（星期二）', 'so it was'],
    ['公示期：2026年3月31日至4月10日。', 'seven working days'],
    ['公示时间：2026年3月30日至2026年4月3日（5个工作日）', 'with its first day'],
    ['《消防法》自2019年4月23日起施行。\n2026年3月2日', 'another text'],
    ['一月至三月，3个月', 'no date'],
    ['报名时间：2025年9月1日至2025年9月1日', 'one day'],
    ['供暖期2025年11月1日至3月31日', 'of the next year, as everyone reads it'],
    ['2026年5月6日，2025年12月1日', 'no span'],
    ['2026年5月6日印发到各科室，2025年5月1日的同时废止', 'two days of their own'],
    ['1\n0月16日', 'a line end within a figure'],
    ['项目代码2020-640302-30-01-008123，2026-02-30-01号', 'codes'],
    ['采购编号：2026-02-30', 'a number of a file'],
    ['合同HT2026-02-30、XX-2026-02-30', 'the same, behind letters'],
    ['2026-02-28、2026-12-31', 'days there are'],
  ])('%j is let through: %s', (text) => expect(said(text)).toEqual([]));

  it('says how the days of a publicity period are counted', () => {
    const [f] = checkSpecimen(textSpecimen('公示期为2026年3月31日至4月6日。'), ENV, CHECKS).findings;
    expect(f?.why).toBe('3月31日至4月6日，除去周末和假日，只有3天（首日不算）。满7个工作日要到4月10日。');
    expect(f?.basis).toContain('未经核实');
  });

  it.each([
    ['公示期为2026年3月31日至4月6日。', '公示期为2026年3月31日至4月10日。', '改为4月10日', 'as it was written'],
    [
      '公示期：2026年3月31日至2026年4月6日。',
      '公示期：2026年3月31日至2026年4月10日。',
      '改为2026年4月10日',
      'with its year',
    ],
    ['公示期2026年3月24日至3月26日。', '公示期2026年3月24日至4月2日。', '改为4月2日', 'into the next month'],
  ])('%s is mended to %s (%s: %s)', (text, out, label) => {
    const [f] = checkSpecimen(textSpecimen(text), ENV, CHECKS).findings;
    if (f?.remedy?.kind !== 'replace') throw new Error('no remedy');
    const [edit] = f.remedy.edits;
    expect(text.slice(0, edit?.from) + edit?.with + text.slice(edit?.to)).toBe(out);
    expect(f.remedy.label).toBe(label);
    // Only the day that is wrong is marked.
    expect(f.spans).toEqual([{ layer: 0, from: edit?.from, to: edit?.to }]);
  });

  it('a last day in a year whose holidays are not announced is said, and not written with one click', () => {
    const far = [...calendar.announced].sort().at(-1) ?? 0;
    const [f] = checkSpecimen(textSpecimen(`公示期${Number(far) + 1}年3月2日至3月3日。`), ENV, CHECKS).findings;
    expect(f?.why).toContain('暂定');
    expect(f?.remedy).toBeUndefined();
  });

  it.each([
    [{ issuedOn: d('2026-03-02'), validFrom: d('2026-01-01') }, ['施行早于成文']],
    [{ validFrom: d('2026-03-02'), validUntil: d('2026-01-01') }, ['失效早于施行']],
    [{ issuedOn: d('2026-05-02') }, ['成文日期在将来']],
    [{ issuedOn: d('2026-03-02'), publishedOn: d('2026-03-01') }, ['成文晚于公开']],
    [{ issuedOn: d('2026-03-02'), validFrom: d('2026-04-01'), validUntil: d('2031-03-31') }, []],
  ])('facts of the piece %j: %j', (facts, messages) => expect(said('', piece(facts))).toEqual(messages));
});

describe('document numbers', () => {
  const fix = (text: string): string[] =>
    checkSpecimen(textSpecimen(text), ENV, [docNos]).findings.map((f) => {
      const edit = f.remedy?.kind === 'replace' ? f.remedy.edits[0] : undefined;
      return edit ? text.slice(0, edit.from) + edit.with + text.slice(edit.to) : '';
    });
  it.each([
    ['根据明政规发[2026]3号，', '根据明政规发〔2026〕3号，', 'square brackets'],
    ['财预（2016）143号', '财预〔2016〕143号', 'round brackets'],
    ['利政办发〔2021〕第5号', '利政办发〔2021〕5号', 'a 第'],
    ['利政办发〔2021〕05号', '利政办发〔2021〕5号', 'a leading zero'],
    ['利政办发〔21〕5号', '利政办发〔2021〕5号', 'half a year'],
    ['利政办发〔2021〕 5号', '利政办发〔2021〕5号', 'a space'],
  ])('%s → %s (%s)', (text, out) => expect(fix(text)).toEqual([out]));

  it.each([
    ['根据《老年人权益保障法》第三十三条第五款和明政规发[2026]3号，', '明政规发[2026]3号', 'behind an article'],
    ['依照《居住证暂行条例》明政办发[2026]1号', '明政办发[2026]1号', 'behind a title'],
    ['和政发[2026]2号', '和政发[2026]2号', 'a county called 和'],
  ])('of %s only %s is marked and named: %s', (text, quote) => {
    const [f] = checkSpecimen(textSpecimen(text), ENV, [docNos]).findings;
    expect(f?.quote).toBe(quote);
    expect(f?.remedy?.label).toBe(`改成 ${quote.replace('[', '〔').replace(']', '〕')}`);
    expect(f?.spans).toEqual([{ layer: 0, from: text.indexOf(quote), to: text.indexOf(quote) + quote.length }]);
  });
  it.each([
    ['国办发〔2018〕115号', 'as the standard wants it'],
    ['国务院令第711号', 'an order'],
    ['文化路12号', 'a house'],
    ['中央1号文件', 'a name'],
    ['（2018年）第3号公告', 'an announcement'],
  ])('%s is let through: %s', (text) => expect(fix(text)).toEqual([]));

  it.each([
    [{ docNo: '随便写的' }, ['发文字号认不出来']],
    [{ docNo: '明政办发[2026]1号' }, ['文号括号不规范']],
    [{ docNo: '明政办发〔2025〕1号', issuedOn: d('2026-01-05') }, ['文号的年份和成文日期不是一年']],
    [{ docNo: '明政办发〔2026〕1号', issuedOn: d('2026-01-05') }, []],
  ])('the number of the piece %j: %j', (facts, messages) =>
    expect(checkSpecimen(textSpecimen(''), piece(facts), [ownDocNo]).findings.map((f) => f.message)).toEqual(messages),
  );
});

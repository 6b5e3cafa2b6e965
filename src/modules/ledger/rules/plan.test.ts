import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planFromText } from './blocks.ts';
import { parsePlan } from './plan.ts';
import type { Plan } from './types.ts';

const read = (text: string): Plan => parsePlan({ blocks: planFromText(text) });
const HEAD = '明河区人民政府办公室\n2026年3月2日\n明河区2026年政务公开工作要点\n';
const PLAN = `${HEAD}一、深化公开
（一）做好规划公开。编制目录。（区发改局牵头，各乡镇人民政府、政府各部门负责落实）
（二）做好财政公开，2026年6月底前完成。（区财政局负责落实）
二、加强解读
（一）丰富形式。运用图解。（政府各部门负责落实）
（二）回应关切。每季度通报。（区政府办、区委网信办牵头，各乡镇负责落实）
（三）办好公报。（区政府办公室负责落实）
各乡镇、各部门要纳入年度报告。
`;
const nos = (p: Plan): string[] => p.items.map((i) => i.no);
const CLEAN = ['一（一）', '一（二）', '二（一）', '二（二）', '二（三）'];

describe('tasks', () => {
  test('an undisturbed plan', () => {
    const p = read(PLAN);
    expect(nos(p)).toEqual(CLEAN);
    expect(p.items.map((i) => i.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(p.items.flatMap((i) => i.unclear)).toEqual([]);
    expect(p).toMatchObject({
      title: '明河区2026年政务公开工作要点',
      issuer: '明河区人民政府办公室',
      issuedOn: '2026-03-02',
    });
    expect(p.closing).toBe('各乡镇、各部门要纳入年度报告。');
  });

  test.each([
    ['（区财政局负责落实）', '', '一（二）', '没有写责任单位', 'a task without units is kept'],
    ['（区财政局负责落实）', '（区财政局负责落实', '一（二）', '没有收尾', 'a bracket never closed'],
    ['（区财政局负责落实）', '区财政局负责落实）', '一（二）', '没有开头', 'a bracket never opened'],
    ['（区财政局负责落实）', '区财政局负责落实。', '一（二）', '没有括号', 'no brackets at all'],
    ['区财政局负责落实', '那个什么东西负责落实', '一（二）', '没有读懂', 'nobody we can read'],
    ['2026年6月底前', '2025年6月底前', '一（二）', '早于印发日期', 'a deadline before the issue'],
  ])('%s written as %j: %s says %s (%s)', (from, to, no, what) => {
    const p = read(PLAN.replace(from, to));
    expect(nos(p)).toEqual(CLEAN);
    const item = p.items.find((i) => i.no === no);
    expect(item?.unclear.map((u) => u.what).join()).toContain(what);
  });

  test.each([
    ['（二）做好', '(二)做好', 'half-width brackets'],
    ['（二）做好', '（二做好', 'the number never closed'],
    ['（二）做好', '二）做好', 'the number never opened'],
    ['（二）做好', '（ 二 ）做好', 'spaces in the number'],
    ['（二）做好', '[bookmark: _GoBack]（二）做好', 'a bookmark'],
    ['（二）做好', '[book[bookmark: _GoBack]mark: _Toc1]（二）做好', 'a bookmark inside another'],
    ['（二）做好', '[bookmark: [bookmark: _GoBack]_Toc1]（二）做好', 'a bookmark inside the name of another'],
    ['（二）做好', '[book\u3000mark: _GoBack]（二）做好', 'a blank inside a bookmark'],
    ['二、加强', '二. 加强', 'a full stop after the number'],
  ])('%s written as %s still counts: %s', (from, to) => expect(nos(read(PLAN.replace(from, to)))).toEqual(CLEAN));

  test('a whole section without units is kept in a work plan', () => {
    const p = read(PLAN.replace(/（[^（）]*负责落实）\n二、/, '\n二、').replace(/。（区发改局[^）]*）/, '。'));
    expect(nos(p)).toEqual(CLEAN);
    expect(p.items.slice(0, 2).every((i) => i.unclear.some((u) => u.what.includes('没有写责任单位')))).toBe(true);
  });

  test('a plan that names nobody keeps every task', () => {
    const p = read(PLAN.replace(/（[^（）]*负责落实）/g, ''));
    expect(nos(p)).toEqual(CLEAN);
    expect(p.findings.map((f) => f.what).join()).toContain('全文没有写责任单位');
  });

  test('paragraphs joined into one line come apart', () => {
    const joined =
      '一、深化公开（一）做好规划公开。编制目录。（区发改局牵头）（二）做好财政公开。（区财政局负责）二、加强解读（一）丰富形式。具体措施：1．办图解。（区政府办负责）2．2026年底前办视频。（区融媒中心负责）';
    expect(nos(read(HEAD + joined))).toEqual(['一（一）', '一（二）', '二（一）1', '二（一）2']);
  });

  test('a mark on a line of its own under several measures is that of the whole group', () => {
    const p = read(
      `${HEAD}一、公开\n（一）规范公开\n1.编目录。\n2.建专栏。\n责任单位：区政府办\n（二）做好解读。\n责任单位：区司法局\n`,
    );
    expect(p.items.map((i) => [i.no, i.responsible])).toEqual([
      ['一（一）', ['区政府办']],
      ['一（二）', ['区司法局']],
    ]);
    expect(p.items[0]?.text).toContain('2.建专栏。');
  });

  test('a number used twice loses no task and is pointed out', () => {
    const p = read(PLAN.replace('（三）办好', '（二）办好'));
    expect(p.items).toHaveLength(5);
    expect(p.findings.map((f) => f.what).join()).toContain('“二（二）”出现2次');
  });

  test('deadline words in and after the brackets belong to the task', () => {
    const text = `${HEAD}一、公开\n（一）甲事。（区财政局牵头，持续推进）\n（二）乙事。（区教育局负责）（9月底前完成）\n`;
    expect(read(text).items.map((i) => i.deadlines)).toEqual([
      [{ text: '持续推进', recurs: 'always' }],
      [{ text: '9月底前', due: '2026-09-30' }],
    ]);
  });
});

describe('tables', () => {
  const table = (...rows: string[][]): Plan =>
    parsePlan({
      blocks: [
        { kind: 'text', text: HEAD },
        { kind: 'table', rows },
      ],
    });

  test('columns are known by their headings', () => {
    const p = table(
      ['序号', '重点任务', '具体措施', '牵头单位', '配合单位', '完成时限'],
      ['1', '规划公开', '编制目录', '区发改局', '各乡镇', '2026年6月'],
      ['2', '', '建立专栏', '区政府办', '', '长期坚持'],
      ['3', '政策解读', '办图解', '同上', '区司法局等', '适时'],
    );
    expect(p.items.map((i) => [i.no, i.section, i.text, i.lead, i.responsible])).toEqual([
      ['1', '规划公开', '编制目录', ['区发改局'], ['各乡镇']],
      ['2', '规划公开', '建立专栏', ['区政府办'], []],
      ['3', '政策解读', '办图解', ['区政府办'], ['区司法局']],
    ]);
    expect(p.items.map((i) => i.deadlines)).toEqual([
      [{ text: '2026年6月', due: '2026-06-30' }],
      [{ text: '长期坚持', recurs: 'always' }],
      [{ text: '适时' }],
    ]);
    expect(p.items[2]?.unclear.map((u) => u.what)).toEqual(['时限里读不出日期，请补填']);
  });

  test('rows that are headings, repeated heads, short rows and rows that only add units', () => {
    const p = table(
      ['类别', '工作任务', '责任单位'],
      ['一、深化公开', '一、深化公开', '一、深化公开'],
      ['规划', '编制目录', '区发改局'],
      ['', '', '区财政局'],
      ['类别', '工作任务', '责任单位'],
      ['建立专栏', '区政府办'],
    );
    expect(p.items.map((i) => [i.text, i.responsible])).toEqual([
      ['编制目录', ['区发改局', '区财政局']],
      ['建立专栏', ['区政府办']],
    ]);
    expect(p.items.every((i) => i.section === '深化公开')).toBe(true);
  });

  test('a table without heads is read by what its cells hold, and says so', () => {
    const p = table(['编制并公开目录', '区发改局'], ['建立并更新专栏', '区政府办、区司法局']);
    expect(p.items.map((i) => i.responsible)).toEqual([['区发改局'], ['区政府办', '区司法局']]);
    expect(p.findings[0]?.what).toContain('没有表头');
  });

  test('tasks before and after a table keep their order, and a heading above it is its section', () => {
    const p = parsePlan({
      blocks: [
        { kind: 'text', text: `${HEAD}一、公开\n（一）甲事。（区财政局负责）\n二、解读` },
        {
          kind: 'table',
          rows: [
            ['任务', '责任单位'],
            ['乙事', '区司法局'],
          ],
        },
        { kind: 'text', text: '三、保障\n（一）丙事。（区政府办负责）' },
      ],
    });
    expect(p.items.map((i) => [i.title, i.section])).toEqual([
      ['甲事', '公开'],
      ['乙事', '解读'],
      ['丙事', '保障'],
    ]);
  });

  test('tabs and pipes make a table, one indented line does not', () => {
    expect(planFromText('任务\t责任单位\n甲事\t区财政局\n').map((b) => b.kind)).toEqual(['table']);
    expect(planFromText('| 任务 | 责任单位 |\n|---|---|\n| 甲事 | 区财政局 |')).toEqual([
      {
        kind: 'table',
        rows: [
          ['任务', '责任单位'],
          ['甲事', '区财政局'],
        ],
      },
    ]);
    expect(planFromText('\t一、深化公开\n（一）甲事').map((b) => b.kind)).toEqual(['text']);
  });
});

/** What word processors, crawlers and typists do to a text without changing its meaning. */
const NOISES: ((text: string, at: number) => string)[] = [
  (t, at) => `${t.slice(0, at)}[bookmark: _GoBack]${t.slice(at)}`,
  (t, at) => `${t.slice(0, at)}\u00a0${t.slice(at)}`,
  (t, at) => `${t.slice(0, at)}\u200b${t.slice(at)}`,
  (t, at) => `${t.slice(0, at)}\u3000${t.slice(at)}`,
  (t) => t.replaceAll('\n', '\r\n'),
  (t) => t.replaceAll('\n', '\n\n'),
  (t) => t.replaceAll('（', '('),
  (t) => t.replaceAll('）', ')'),
  (t) => t.replaceAll('，', ','),
  (t) => t.replaceAll('。', '｡'),
  (t) => t.replace(/[0-9]/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
  (t) => t.replaceAll('\n（', '\n　　（'),
];

describe('whatever is fed in', () => {
  test('noise of every kind, at any place, loses no task and no unit', () => {
    const units = (p: Plan): string[][] => p.items.map((i) => [...i.lead, ...i.responsible]);
    const want = units(read(PLAN));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(NOISES.length - 1), fc.nat(10_000)), { maxLength: 6 }), (steps) => {
        const noisy = steps.reduce((t, [n, at]) => NOISES[n]?.(t, at % (t.length + 1)) ?? t, PLAN);
        const p = read(noisy);
        expect(nos(p)).toEqual(CLEAN);
        expect(units(p)).toEqual(want);
      }),
      { numRuns: 300 },
    );
  });

  test('cutting any one mark out of the text loses no task but its own', () => {
    fc.assert(
      fc.property(fc.nat(PLAN.length - 1), (at) => {
        const p = read(PLAN.slice(0, at) + PLAN.slice(at + 1));
        expect(p.items.length).toBeGreaterThanOrEqual(CLEAN.length - 1);
      }),
      { numRuns: 400 },
    );
  });

  test('it never throws, and numbers its items in order', () => {
    const bits = [
      '一、',
      '（一）',
      '(',
      ')',
      '（',
      '）',
      '1.',
      '①',
      '责任单位：',
      '区财政局',
      '牵头',
      '负责',
      '，',
      '。',
      '\n',
      '\t',
      '|',
      '2026年',
      '底前',
      '每年',
      '9月',
      '等',
      '下同',
      '以下均需',
      '《',
      '》',
      '第一条',
    ];
    const junk = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'grapheme', maxLength: 6 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(junk, (parts) => {
        const p = read(parts.join(''));
        expect(p.items.map((i) => i.seq)).toEqual(p.items.map((_, i) => i + 1));
      }),
      { numRuns: 1000 },
    );
    const cell = fc.oneof(fc.constantFrom('任务', '责任单位', '序号', '', '区财政局', '一、公开'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 }), (rows) => {
        parsePlan({ blocks: [{ kind: 'table', rows }] });
      }),
    );
  });

  test('an empty text is no plan, and says so', () => {
    for (const text of ['', ' \n\t\n', '\u200b']) {
      const p = read(text);
      expect(p.items).toEqual([]);
      expect(p.findings[0]?.what).toContain('没有找到');
    }
  });

  // Each of these froze an expression or a loop that looks ahead without a limit.
  test.each([
    ['（'.repeat(5_000_000), 'brackets that never close'],
    [`${'（'.repeat(300)}负责${'）'.repeat(300)}`.repeat(1_500), 'brackets in brackets'],
    ['责任单位：'.repeat(250_000), 'one endless line of labels'],
    ['责任单位：区财政局\n'.repeat(100_000), 'endless lines of labels'],
    ['。（'.repeat(500_000), 'sentences that open a mark'],
    ['2021年'.repeat(200_000), 'years'],
    ['[bookmark: '.repeat(100_000), 'bookmarks that never close'],
    [`任务\t责任单位\n甲事\t${'局、'.repeat(1_500_000)}\n`, 'one endless cell'],
    [`${'[bookmark:'.repeat(100_000)}${']'.repeat(100_000)}`, 'bookmarks in bookmarks'],
  ])(
    'megabytes of junk are read and not brooded over: case %#',
    (text) => {
      // Nothing is timed; what grows with the square would take minutes and run into the limit of the test.
      expect(read(text).items.length).toBeGreaterThanOrEqual(0);
    },
    60_000,
  );
});

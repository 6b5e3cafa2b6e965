import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportCell, ReportFigure } from '../../../lib/report-cells.ts';
import { build, isCounted, MANUAL, together } from './build.ts';
import { CELLS, sayCell, valueIn } from './cells.ts';
import { checkReport } from './check.ts';
import { changesSince } from './compare.ts';
import { checkConsolidated, driftOf } from './consolidate.ts';
import { TABLE2, TABLE3, TABLE4 } from './form.ts';
import { type By, type Facts, MOVES, type Move, moving, STATES } from './life.ts';
import { figuresIn } from './narrative.ts';
import { SECTIONS } from './sections.ts';
import { suggestions } from './suggest.ts';
import { checkStated } from './text.ts';
import { BLOCKS, COLUMNS, RESULTS, type Report } from './types.ts';

const PEOPLE = COLUMNS.filter((c) => c !== 'total');
const figure = (cell: string, count: number): ReportFigure => ({
  unitId: 'u',
  cell: cell as ReportCell,
  count,
  href: '/console/cases',
  source: '台账',
});

/** Cases as a ledger has them: each received before or in the year, and closed with a result or still open. */
const cases = fc.array(
  fc.record({
    who: fc.constantFrom(...PEOPLE),
    before: fc.boolean(),
    result: fc.option(fc.constantFrom(...RESULTS), { nil: undefined }),
  }),
  { maxLength: 60 },
);
const figuresOf = (list: readonly { who: string; before: boolean; result: string | undefined }[]): ReportFigure[] => {
  const n = new Map<string, number>();
  const add = (cell: string): void => void n.set(cell, (n.get(cell) ?? 0) + 1);
  for (const c of list) {
    add(`table3.${c.before ? 'carriedIn' : 'new'}.${c.who}`);
    add(`table3.${c.result ?? 'carriedOut'}.${c.who}`);
    // Who did not pay in time had been told to.
    if (c.result === 'other.overdueFee') add('section6.feeRequests');
  }
  return [...n].map(([cell, count]) => figure(cell, count));
};
const reportOf = (list: Parameters<typeof figuresOf>[0], unit = '明河区水务局'): Report =>
  build({ unit, year: 2025 }, figuresOf(list), []).report;

describe('a report built from cases', () => {
  test('balances, whatever the cases; and its own sentences agree with it', () => {
    fc.assert(
      fc.property(cases, (list) => {
        const r = reportOf(list);
        expect(checkReport(r)).toEqual([]);
        const text = Object.values(suggestions(r, [])).join('\n');
        expect(checkStated(r, figuresIn(text))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('of several units is their sum, and any one cell that is not is named', () => {
    fc.assert(
      fc.property(cases, cases, fc.constantFrom(...CELLS), (a, b, cell) => {
        const parts = [reportOf(a, '甲局'), reportOf(b, '乙局')];
        const whole = together(
          { unit: '明河区', year: 2025 },
          parts.map((report, i) => ({ unitId: String(i), report })),
        ).report;
        expect(checkConsolidated(whole, parts)).toEqual([]);
        expect(checkReport(whole)).toEqual([]);
        const one = structuredClone(parts[0] as Report);
        const [table = '', ...rest] = cell.split('.');
        const at = rest.join('.').match(/^(.*?)(?:\.([a-zA-Z]+))?$/);
        const bump = (o: Record<string, unknown>, key: string): void => {
          o[key] = Number(o[key] ?? 0) + 1;
        };
        const t = one[table as 'table3'] as unknown as Record<string, unknown>;
        if (at?.[2] === undefined) bump(t, rest.join('.'));
        else bump(t[rest.slice(0, -1).join('.')] as Record<string, unknown>, at[2]);
        const found = checkConsolidated(whole, [one, parts[1] as Report]);
        expect(found.map((f) => f.cells)).toEqual([[cell]]);
        expect(found[0]?.say).toContain(sayCell(cell));
        expect(driftOf(parts[0] as Report, one).map((d) => d.cell)).toEqual([cell]);
      }),
      { numRuns: 100 },
    );
  });

  test('keeps what the ledger counts, whatever was entered before', () => {
    const entry = { cell: 'table2.licensing', value: 9, source: '审批系统', by: '信息员', at: '2026-01-12' };
    const counted = { ...figure('table2.normativeDocuments.made', 4) };
    const both = build({ unit: '甲局', year: 2025 }, [counted], [entry, { ...entry, cell: counted.cell, value: 7 }]);
    expect([both.report.table2.normativeDocuments.made, both.report.table2.licensing]).toEqual([4, 9]);
    expect(both.from[counted.cell]).toMatchObject({ kind: 'ledger' });
  });

  test('adds money without a rest that nobody paid', () => {
    const money = (value: number) =>
      build({ unit: '', year: 2025 }, [], [{ cell: 'table2.feesWanYuan', value, source: 's', by: 'b', at: '' }]).report;
    const sum = together(
      { unit: '', year: 2025 },
      [0.1, 0.2, 59237.2449].map((v, i) => ({ unitId: String(i), report: money(v) })),
    );
    expect(sum.report.table2.feesWanYuan).toBe(59237.5449);
  });
});

test('the printed tables hold every cell once, and rows as wide as the form', () => {
  const printed = [...TABLE2, TABLE3, TABLE4].flatMap((t) =>
    t.rows.flat().flatMap((c) => ('cell' in c ? [c.cell] : [])),
  );
  expect(printed.toSorted()).toEqual(CELLS.filter((c) => !c.startsWith('section6')).toSorted());
  for (const t of [...TABLE2, TABLE3, TABLE4]) {
    // Cells that reach down into later rows take their place there.
    let carried = 0;
    const open: number[] = [];
    for (const row of [...t.head, ...t.rows]) {
      const hanging = open.filter((n) => n > 0).length;
      const span = row.reduce((n, c) => n + ('cell' in c ? 1 : (c.cols ?? 1)), 0);
      carried = open.reduce((n, left) => n + (left > 0 ? 1 : 0), 0);
      expect(hanging).toBe(carried);
      expect(span + carried, JSON.stringify(row)).toBe(t.widths.length);
      for (let i = 0; i < open.length; i += 1) open[i] = Math.max(0, (open[i] ?? 0) - 1);
      for (const c of row)
        if (!('cell' in c) && (c.rows ?? 1) > 1)
          for (let k = 0; k < (c.cols ?? 1); k += 1) open.push((c.rows ?? 1) - 1);
    }
  }
});

describe('beside last year', () => {
  const with_ = (total: number): Report =>
    reportOf(
      Array.from({ length: total }, () => ({ who: 'business' as const, before: false, result: 'granted' as const })),
    );
  test.each<[number, number, boolean, string]>([
    [100, 149, false, 'less than half more'],
    [100, 150, true, 'half more, and fifty'],
    [4, 12, false, 'three times as many, but eight'],
    [0, 10, true, 'there were none last year'],
    [20, 9, true, 'fewer counts as much'],
    [20, 20, false, 'nothing moved'],
  ])('from %d to %d asks for a reason: %s, %s', (last, now, asks) => {
    const found = changesSince(with_(now), with_(last), { percent: 50, least: 10 });
    const total = found.find((c) => c.cell === 'table3.new.total');
    expect(total?.asks !== undefined).toBe(asks);
    // Only totals and part two are shown: the columns are inside them.
    expect(found.every((c) => c.cell.startsWith('table2') || c.cell.endsWith('.total'))).toBe(true);
  });
  test('what last year did not print is not compared', () => {
    const last = with_(5);
    const now = structuredClone(last);
    now.table2.licensing = 1204;
    expect(changesSince(now, last, { percent: 50, least: 10 })).toEqual([]);
  });
});

describe('the life of a report', () => {
  const facts: Facts = {
    state: 'draft',
    version: 3,
    writerIds: ['w', 'w2'],
    reviewerId: 'r',
    errors: [],
    emptyParts: [],
    unexplained: [],
    open: [],
    moved: [],
    takenIn: false,
    running: false,
    threePeople: true,
  };
  const by: By = { actorId: 'x', seen: 3, remark: '原因' };
  const found = { rule: 'personal.id-number', message: '1个身份证号没有遮盖', at: '“五、”', basis: '条例第十五条' };
  const codes = (move: Move, f: Partial<Facts>, b: Partial<By> = {}): string[] => {
    const r = moving(move, { ...facts, ...f }, { ...by, ...b });
    return r.ok ? [] : r.refusals.map((x) => x.code);
  };

  test('every move in every state: allowed exactly where the table says, refused with the state else', () => {
    for (const move of Object.keys(MOVES) as Move[])
      for (const state of STATES)
        expect([move, state, codes(move, { state })]).toEqual([
          move,
          state,
          MOVES[move].from.includes(state) ? [] : ['wrong_state'],
        ]);
  });

  test.each<[Move, Partial<Facts>, Partial<By>, string[], string]>([
    ['submit', { errors: ['差1'] }, {}, ['does_not_balance'], 'a table that does not balance goes nowhere'],
    [
      'submit',
      { emptyParts: ['一、总体情况'], unexplained: ['第三部分'] },
      {},
      ['empty_part', 'unexplained'],
      'every lack at once',
    ],
    ['submit', { running: true }, {}, ['year_running'], 'the year is not over'],
    ['save', { errors: ['差1'] }, {}, [], 'but one may write on'],
    ['approve', { state: 'review' }, { actorId: 'w' }, ['same_hand'], 'the writer does not approve'],
    ['approve', { state: 'review' }, { actorId: 'w2' }, ['same_hand'], 'nor who wrote before the last one did'],
    ['publish', { state: 'approved' }, { actorId: 'w2' }, ['same_hand'], ''],
    ['submit', {}, { errors: [found] }, ['finding'], 'an identity number in the text'],
    ['submit', {}, { errors: [found], inSpite: ' ' }, ['finding'], 'a blank is no reason'],
    ['submit', {}, { errors: [found], inSpite: '当事人同意' }, [], 'handed on with a reason'],
    ['publish', { state: 'approved' }, { errors: [found] }, ['finding'], 'and answered for by who publishes'],
    ['approve', { state: 'review' }, { errors: [found] }, [], 'who settles figures settles figures'],
    ['publish', { state: 'approved', moved: ['水务局…'] }, {}, ['unit_moved'], 'a unit settled another number since'],
    ['approve', { state: 'review', moved: ['水务局…'] }, {}, [], 'settling adds up anew'],
    ['return', { state: 'review' }, { remark: '长'.repeat(501) }, ['remark_long'], 'said, and never cut'],
    ['approve', { state: 'review', open: ['水务局'] }, {}, ['unit_open'], 'a unit is still writing'],
    ['publish', { state: 'approved' }, { actorId: 'r' }, ['approver_is_reviewer'], 'three people'],
    ['publish', { state: 'approved', threePeople: false }, { actorId: 'r' }, [], 'where two are enough'],
    ['publish', { state: 'approved', threePeople: false }, { actorId: 'w' }, ['same_hand'], 'but never the writer'],
    ['return', { state: 'review' }, { remark: ' ' }, ['no_remark'], 'sent back without a word'],
    ['revise', { state: 'published' }, { remark: '' }, ['no_remark'], 'a correction says why'],
    [
      'revise',
      { state: 'published', takenIn: true },
      {},
      ['taken_in'],
      'a report of before is corrected at its own page',
    ],
    ['save', {}, { seen: 2 }, ['stale'], 'on an older page'],
  ])('%s with %j by %j: %j, %s', (move, f, b, expected) => expect(codes(move, f, b)).toEqual(expected));
});

describe('a cell that several units share', () => {
  const of = (unitId: string, count: number): ReportFigure => ({
    ...figure('table3.new.naturalPerson', count),
    unitId,
    href: `/console/foi?unit=${unitId}`,
    open: `/foi/register?unit=${unitId}`,
  });
  test('of one unit opens what was counted there', () => {
    const { from } = build({ unit: '柳桥镇', year: 2025 }, [of('zhen', 2)], []);
    expect(from['table3.new.naturalPerson']).toMatchObject({ kind: 'ledger', href: '/console/foi?unit=zhen' });
  });
  test('of a township and its villages opens each of them, since one address shows one unit', () => {
    const { report, from } = build({ unit: '柳桥镇', year: 2025 }, [of('zhen', 2), of('cun', 1)], []);
    expect(report.table3.new.naturalPerson).toBe(3);
    expect(from['table3.new.naturalPerson']).toEqual({
      kind: 'units',
      parts: [
        { unitId: 'zhen', value: 2, source: '台账', href: '/console/foi?unit=zhen', open: '/foi/register?unit=zhen' },
        { unitId: 'cun', value: 1, source: '台账', href: '/console/foi?unit=cun', open: '/foi/register?unit=cun' },
      ],
    });
    expect(isCounted(from['table3.new.naturalPerson'])).toBe(true);
  });
});

test('every cell has its words, and each of the six parts its title', () => {
  for (const cell of CELLS) expect(sayCell(cell)).toMatch(/^第[二三四六]部分/);
  expect(MANUAL.every((m) => CELLS.includes(m))).toBe(true);
  expect(SECTIONS.map((s) => s.title[0])).toEqual(['一', '二', '三', '四', '五', '六']);
  expect(BLOCKS.every((b) => valueIn(reportOf([]), `table4.${b}.total`) === 0)).toBe(true);
});

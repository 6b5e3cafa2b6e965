import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAgainst, checkReport } from './check.ts';
import { readReport } from './read.ts';
import { BLOCKS, COLUMNS, OUTCOMES, RESULTS, type Report, ROWS } from './types.ts';

/** A report that balances, from how many cases of each result each kind of applicant had. */
function balanced(cases: readonly number[][], carriedIn: readonly number[], carriedOut: readonly number[]): Report {
  const parts = COLUMNS.slice(0, 6);
  const row = (of: readonly number[]): Record<string, number> => ({
    ...Object.fromEntries(parts.map((c, i) => [c, of[i] ?? 0])),
    total: of.reduce((a, b) => a + b, 0),
  });
  const results = parts.map((_, i) => cases.reduce((n, r) => n + (r[i] ?? 0), 0));
  const json = {
    unit: '明河区',
    year: 2025,
    table3: {
      ...Object.fromEntries(RESULTS.map((r, k) => [r, row(cases[k] ?? [])])),
      carriedIn: row(carriedIn),
      carriedOut: row(carriedOut),
      resultTotal: row(results),
      new: row(results.map((n, i) => n + (carriedOut[i] ?? 0) - (carriedIn[i] ?? 0))),
    },
    table4: Object.fromEntries(
      BLOCKS.map((b) => [b, { upheld: 2, corrected: 1, otherOutcome: 0, pending: 1, total: 4 }]),
    ),
  };
  const read = readReport(json);
  if (!read.ok) throw new Error(read.wrong.join());
  return read.report;
}

const six = fc.array(fc.nat(30), { minLength: 6, maxLength: 6 });
const reports = fc
  .tuple(fc.array(six, { minLength: RESULTS.length, maxLength: RESULTS.length }), six)
  .map(([cases, out]) => balanced(cases, [0, 0, 0, 0, 0, 0], out));

describe('a report', () => {
  test('that adds up has nothing to say, whatever its figures', () => {
    fc.assert(
      fc.property(reports, (r) => {
        expect(checkReport(r)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test('with any one cell of part three changed is found out, and the cell is named', () => {
    fc.assert(
      fc.property(
        reports,
        fc.constantFrom(...ROWS),
        fc.constantFrom(...COLUMNS),
        fc.integer({ min: 1, max: 9 }),
        (r, row, column, more) => {
          const changed = structuredClone(r);
          changed.table3[row][column] += more;
          const found = checkReport(changed).filter((f) => f.severity === 'error');
          expect(found.flatMap((f) => f.cells)).toContain(`table3.${row}.${column}`);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('with any one cell of part four changed is found out', () => {
    const r = balanced([], [], []);
    for (const b of BLOCKS)
      for (const o of OUTCOMES) {
        const changed = structuredClone(r);
        changed.table4[b][o] += 1;
        expect(checkReport(changed).map((f) => f.check)).toEqual(['table4.total']);
      }
  });
});

describe('the text of a report', () => {
  const r = balanced([[5, 1, 0, 0, 0, 0]], [2, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0]);
  const says = (narrative: Record<string, number>): string[] => checkReport({ ...r, narrative }).map((f) => f.check);
  test.each<[Record<string, number>, string[], string]>([
    [{ requests: 5 }, [], 'new requests alone'],
    [{ requests: 7 }, [], 'with those carried in'],
    [{ requests: 6 }, ['text.figure'], 'neither'],
    [{ granted: 6, carriedOut: 1 }, [], 'as the table has it'],
    [{ granted: 5 }, ['text.figure'], 'one short'],
    [{ published: 1200 }, [], 'a figure that no table holds'],
  ])('%j gives %j: %s', (narrative, checks) => expect(says(narrative)).toEqual(checks));

  test('that knows of no fee cannot have cases lapsed for want of payment', () => {
    const lapsed = structuredClone(balanced([], [], []));
    for (const row of ['new', 'other.overdueFee', 'resultTotal'] as const) {
      lapsed.table3[row].naturalPerson = 1;
      lapsed.table3[row].total = 1;
    }
    expect(checkReport({ ...lapsed, section6: { feeRequests: 0, feeYuan: 0 } }).map((f) => f.check)).toEqual([
      'fees.lapsed',
    ]);
    expect(checkReport({ ...lapsed, section6: { feeRequests: 2, feeYuan: 200 } })).toEqual([]);
  });
});

describe('against the year before', () => {
  const last = balanced([[3, 0, 0, 0, 0, 0]], [], [2, 0, 0, 0, 0, 0]);
  test('what was carried out must be carried in', () => {
    expect(checkAgainst(balanced([[3, 0, 0, 0, 0, 0]], [2, 0, 0, 0, 0, 0], []), last)).toEqual([]);
    const found = checkAgainst(balanced([[3, 0, 0, 0, 0, 0]], [1, 0, 0, 0, 0, 0], []), last);
    expect(found.map((f) => f.cells.join())).toEqual(['table3.carriedIn.naturalPerson', 'table3.carriedIn.total']);
  });

  test('documents in force follow from those made and repealed; a lapse may explain a difference', () => {
    const docs = (inForce: number, made = 0, repealed = 0) => ({
      ...last,
      table2: { ...last.table2, normativeDocuments: { made, repealed, inForce } },
    });
    const settled = { ...docs(12, 3, 1), table3: balanced([[3, 0, 0, 0, 0, 0]], [2, 0, 0, 0, 0, 0], []).table3 };
    expect(checkAgainst(settled, docs(10))).toEqual([]);
    expect(checkAgainst(settled, docs(11))).toMatchObject([{ check: 'years.documents', expected: 13, got: 12 }]);
  });
});

describe('what is no report', () => {
  test.each<[unknown, string]>([
    [null, 'nothing'],
    [[], 'a list'],
    [{}, 'no table'],
    [{ table3: { new: { total: -1 } } }, 'less than nothing'],
    [{ table3: { new: { total: 1.5 } } }, 'half a request'],
    [{ table3: { new: { total: '三' } } }, 'a word'],
    [{ table3: {}, table2: { feesWanYuan: -2 } }, 'a negative amount'],
  ])('%j is refused, never guessed: %s', (json) => expect(readReport(json).ok).toBe(false));

  test('blanks count as nothing, and “/” in part two as none made', () => {
    const read = readReport({ table3: { new: { total: '' } }, table2: { regulations: { made: '/', inForce: 3 } } });
    expect(read.ok && [read.report.table3.new.total, read.report.table2.regulations]).toEqual([
      0,
      { made: null, repealed: null, inForce: 3 },
    ]);
  });
});

const REPORTS = new URL('../../../../../shared/corpus/annual-reports/', import.meta.url);
const absent = !existsSync(REPORTS) && process.env.CI !== 'true';
if (absent) console.warn('published annual reports are not here: comparison skipped');

describe.skipIf(absent)('published reports', () => {
  const open = (name: string): Report => {
    const read = readReport(JSON.parse(readFileSync(new URL(`${name}.json`, REPORTS), 'utf8')));
    if (!read.ok) throw new Error(read.wrong.join());
    return read.report;
  };
  test.each([
    ['suqian-city-2023', [], 'all identities hold; the text counts those carried in'],
    ['pingtan-2024', [], 'all hold'],
    ['pingtan-2023', ['text.figure'], 'the text says 393 documents in force, the table 470'],
  ])('%s: %j, %s', (name, checks) => expect(checkReport(open(name)).map((f) => f.check)).toEqual(checks));

  test('one year after the other: documents in force do not follow', () => {
    expect(checkAgainst(open('pingtan-2024'), open('pingtan-2023')).map((f) => f.check)).toEqual(['years.documents']);
  });
});

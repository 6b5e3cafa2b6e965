import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, day } from '../../lib/day.ts';
import { allowed, staff } from '../../testing/editorial.ts';
import { oldPolicy, policyWorld } from '../../testing/policy.ts';
import type { World } from '../../testing/world.ts';
import * as act from './actions/index.ts';
import { policy } from './index.ts';
import { type Counted, isCounted } from './report-figures.ts';
import * as store from './store/index.ts';

let w: World;

beforeAll(async () => {
  w = await policyWorld();
  const old = await oldPolicy(w, {
    title: '明河区居家养老服务补贴办法（2021年）',
    docNo: '明政规发〔2021〕5号',
    from: '2021-03-20',
    until: '2027-03-19',
  });
  await oldPolicy(w, {
    title: '明河区取水管理办法',
    docNo: '明水规发〔2020〕1号',
    unitId: 'shuiwu',
    from: '2020-07-01',
    until: '2025-06-30',
  });
  await oldPolicy(w, {
    title: '明河区居家养老服务补贴办法',
    docNo: '明政规发〔2026〕3号',
    from: '2026-03-01',
    until: '2031-02-28',
  });
  allowed(
    await act.decideDocument(w.system, staff.justice, {
      documentId: (await store.documentOfWork(w.system.db, old))?.id ?? '',
      bodyId: 'qu',
      decided: 'repealed',
      reason: '由新办法替代',
      statusDoc: '明政规发〔2026〕3号',
      successorId: null,
    }),
  );
});
afterAll(() => w.end());

const counted = async (until: string, ...unitIds: string[]) =>
  Object.fromEntries(
    (
      (await policy.reportFigures?.(w.system.readDb, {
        year: Number(until.slice(0, 4)),
        until: day(until),
        unitIds,
      })) ?? []
    ).map((f) => [`${f.unitId} ${f.cell.split('.').at(-1)}`, f.count]),
  );

test('a year counts what was made, what went, and what stands; last year plus made less gone is this year', async () => {
  expect(await counted('2024-12-31', 'qu', 'shuiwu')).toEqual({ 'qu inForce': 1, 'shuiwu inForce': 1 });
  // Lapsed on 30 June 2025, and nothing new at the water office.
  expect(await counted('2025-12-31', 'qu', 'shuiwu')).toEqual({ 'qu inForce': 1, 'shuiwu repealed': 1 });
  // Repealed on 2 March 2026 by the new one of 1 March.
  expect(await counted('2026-12-31', 'qu', 'shuiwu')).toEqual({ 'qu made': 1, 'qu repealed': 1, 'qu inForce': 1 });
});

test('the ledger and part two of the annual report agree for any documents, and each year joins the next', () => {
  const aDay = fc.integer({ min: 0, max: 3 * 366 }).map((n) => addDays(day('2023-06-01'), n));
  const document = fc
    .record({
      issuedOn: fc.option(aDay),
      wait: fc.integer({ min: 0, max: 200 }),
      runs: fc.option(fc.integer({ min: 0, max: 700 })),
      decided: fc.option(fc.constantFrom('amended', 'repealed', 'void')),
      after: fc.integer({ min: 0, max: 500 }),
      successorId: fc.option(fc.constant('other')),
    })
    .map(({ issuedOn, wait, runs, decided, after, successorId }) => {
      const base = issuedOn ?? day('2020-01-01');
      const fromOn = addDays(base, wait);
      return {
        issuedOn,
        fromOn,
        untilOn: runs === null ? null : addDays(fromOn, runs),
        decided,
        decidedOn: decided === null ? null : addDays(base, after),
        successorId: decided === null ? null : successorId,
      } as store.DocumentRow;
    });
  const n = (all: store.DocumentRow[], as: Counted, year: number) =>
    all.filter((d) => isCounted(d, as, day(`${year}-12-31`))).length;
  fc.assert(
    fc.property(fc.array(document, { maxLength: 12 }), (all) => {
      for (const year of [2023, 2024, 2025, 2026, 2027])
        expect(n(all, 'inForce', year - 1) + n(all, 'made', year) - n(all, 'repealed', year)).toBe(
          n(all, 'inForce', year),
        );
    }),
  );
});

test('only the units asked for', async () => {
  expect(await counted('2025-12-31', 'shuiwu')).toEqual({ 'shuiwu repealed': 1 });
});

test('the address of a cell opens exactly what it counted, in the console and for everyone', async () => {
  const figures =
    (await policy.reportFigures?.(w.system.readDb, { year: 2026, until: day('2026-12-31'), unitIds: ['qu'] })) ?? [];
  const gone = figures.find((f) => f.cell.endsWith('repealed'));
  const inside = await w.request('GET', gone?.href ?? '', { as: staff.justice });
  expect(inside.text).toContain('（2021年）');
  expect(inside.text).not.toContain('取水');
  expect(inside.text).toContain('2026年度：本年废止和失效1件');
  const outside = await w.request('GET', gone?.open ?? '');
  expect(outside.text).toContain('（2021年）');
  expect(outside.text).not.toContain('明政规发〔2026〕3号</span>');
  // A counting that no report has is no filter.
  expect((await w.request('GET', '/policies?counted=eaten.2026-12-31')).text).toContain('取水');
});

test('an amendment is no repeal: the document counts on, and the measure says the same', async () => {
  const no = await oldPolicy(w, {
    title: '明河区河道采砂管理办法',
    docNo: '明水规发〔2024〕2号',
    unitId: 'shuiwu',
    from: '2024-05-01',
    until: '2029-04-30',
  });
  allowed(
    await act.decideDocument(w.system, staff.justice, {
      documentId: (await store.documentOfWork(w.system.db, no))?.id ?? '',
      bodyId: 'shuiwu',
      decided: 'amended',
      reason: '第五条改了许可期限',
      statusDoc: '明水规发〔2026〕1号',
      successorId: null,
    }),
  );
  expect(await counted('2026-12-31', 'shuiwu')).toEqual({ 'shuiwu inForce': 1 });
  const inForce = policy.measures?.find((m) => m.name === 'policy.in-force');
  const year = { from: day('2026-01-01'), to: day('2026-12-31') };
  expect(await inForce?.count(w.system.db, year, 'shuiwu')).toBe(1);
  const page = await w.request('GET', '/policies?unit=shuiwu&counted=inForce.2026-12-31');
  expect(page.text).toContain('河道采砂');
  // Amended or not, it ends on its last day, and that is when it is gone.
  expect(await counted('2029-12-31', 'shuiwu')).toEqual({ 'shuiwu repealed': 1 });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, day, weekday } from '../../lib/day.ts';
import { rulerDays } from '../showcase/components.tsx';
import { type RulerDay, rowsOf, saySpan, spansOf, weeksOf } from './ruler-weeks.ts';

describe('the day ruler', () => {
  test('says the trace of the pictures in four rows that add up to twenty days', () => {
    expect(spansOf(rulerDays()).map((s) => [saySpan(s.from, s.to), s.counted])).toEqual([
      ['3月2日', 0],
      ['3月3日至9日', 5],
      ['3月10日至22日', 0],
      ['3月23日至4月13日', 15],
    ]);
  });

  test('folds earlier full weeks without events when there are more than eight', () => {
    const from = day('2026-01-05');
    let n = 0;
    const days = Array.from({ length: 84 }, (_, i): RulerDay => {
      const date = addDays(from, i);
      const counted = weekday(date) < 6;
      if (counted) n += 1;
      return {
        date,
        counted,
        n: counted ? n : undefined,
        why: counted ? '工作日' : '周末',
        event: i === 15 ? '发函' : undefined,
      };
    });
    const rows = rowsOf(days, day('2026-03-20'));
    expect(
      rows.map((r) => ('folded' in r ? `${saySpan(r.folded.from, r.folded.to)} 计${r.folded.counted}天` : 'week')),
    ).toEqual(['week', '1月12日至18日 计5天', 'week', '1月26日至3月8日 计30天', 'week', 'week', 'week']);
  });

  test('an eight-week trace is shown whole', () => {
    const days = Array.from(
      { length: 56 },
      (_, i): RulerDay => ({ date: addDays(day('2026-01-05'), i), counted: true, why: '工作日' }),
    );
    expect(rowsOf(days, day('2026-12-31')).every((r) => 'week' in r)).toBe(true);
  });

  const trace = fc
    .tuple(
      fc.integer({ min: 0, max: 700 }),
      fc.array(fc.constantFrom('work', 'rest', 'paused'), { minLength: 1, maxLength: 120 }),
    )
    .map(([start, kinds]) =>
      kinds.map(
        (kind, i): RulerDay => ({
          date: addDays(day('2025-01-01'), start + i),
          counted: kind === 'work',
          kind,
          why: kind,
        }),
      ),
    );

  test('no day is lost or counted twice, in weeks, rows or spans', () => {
    fc.assert(
      fc.property(trace, fc.integer({ min: 0, max: 900 }), (days, later) => {
        const counted = days.filter((d) => d.counted).length;
        expect(weeksOf(days).flatMap((w) => w.cells.filter((c) => c !== undefined))).toEqual(days);
        const rows = rowsOf(days, addDays(day('2025-01-01'), later));
        const inRows = rows.map((r) =>
          'folded' in r ? r.folded.counted : r.week.cells.filter((c) => c?.counted).length,
        );
        expect(inRows.reduce((a, b) => a + b, 0)).toBe(counted);
        const spans = spansOf(days);
        expect(spans.reduce((a, s) => a + s.counted, 0)).toBe(counted);
        expect(spans[0]?.from).toBe(days[0]?.date);
        expect(spans.at(-1)?.to).toBe(days.at(-1)?.date);
        spans.slice(1).forEach((s, i) => {
          expect(s.from).toBe(addDays(spans[i]?.to ?? s.from, 1));
        });
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { calendar } from '../../law/index.ts';
import { buildDistrict } from '../demo/index.ts';
import { type Day, day } from '../lib/day.ts';
import { seedOf, tied, tiesOf } from './demo-catalogue.ts';

describe.each(['2026-03-31', '2026-11-24', '2027-01-05'])('the catalogue of the demonstration on %s', (today) => {
  const d = buildDistrict({ today: day(today) });
  const ties = tiesOf(d);
  const numbers = new Map(d.pieces.map((p, i) => [p.id, i + 1]));
  const seed = seedOf(d, ties, numbers, calendar);

  test('every piece that names an item finds it among the items of its unit', () => {
    const named = d.pieces.filter((p) => p.itemName);
    expect(named.length).toBeGreaterThan(120);
    expect(named.filter((p) => !ties.has(p.id)).map((p) => `${p.id}: ${p.itemName}`)).toEqual([]);
  });

  test('a list of payments answers no item of policies, but the one of money spent', () => {
    const lists = d.pieces.filter((p) => p.kind === '名册公示');
    const wrong = lists.filter((p) => /政策|法规/.test(ties.get(p.id)?.item.level2 ?? ''));
    expect(wrong.map((p) => p.title)).toEqual([]);
    const paid = lists.filter((p) => p.title.endsWith('最低生活保障发放情况'));
    expect(paid.length).toBeGreaterThan(0);
    expect(new Set(paid.map((p) => ties.get(p.id)?.item.level2))).toEqual(new Set(['救助资金支出']));
  });

  test('most pieces answer an item, and a good part say its elements themselves', () => {
    expect(ties.size).toBeGreaterThan(d.pieces.length * 0.6);
    const withElements = d.pieces.filter((p) => tied(ties.get(p.id), p, p.html).elements);
    expect(withElements.length).toBeGreaterThan(140);
    for (const p of withElements) {
      const { html, elements = [] } = tied(ties.get(p.id), p, p.html);
      // A list stands on the page once.
      if (elements.some((e) => 'rows' in e))
        expect(html.split('<table>').length, p.id).toBeLessThan(p.html.split('<table>').length);
    }
  });

  test('all ten schools pilot their catalogue, all villages show what was paid', () => {
    const adopting = new Set(seed.adoptions.map((a) => a.unitId));
    for (const u of d.units)
      if (u.kind === 'school' || u.kind === 'village') expect(adopting.has(u.id), u.id).toBe(true);
    expect(d.units.filter((u) => u.kind === 'school')).toHaveLength(10);
  });

  test('nothing happened in the future or on a day off, and the same day gives the same map', () => {
    for (const h of seed.happenings) {
      expect(h.happenedOn <= (today as Day)).toBe(true);
      expect(calendar.isWorkday(h.happenedOn), h.happenedOn).toBe(true);
    }
    expect(seed.reminders.length).toBeGreaterThan(3);
    expect(seedOf(buildDistrict({ today: day(today) }), ties, numbers, calendar)).toEqual(seed);
  });
});

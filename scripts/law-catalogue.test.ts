import { describe, expect, test } from 'vitest';
import { catalogue } from '../law/catalogue/index.ts';
import { day } from '../src/lib/day.ts';
import { fieldsOn, itemsOn } from '../src/modules/catalogue/rules/read.ts';

describe('the catalogue in law/', () => {
  test('has every field and rows in each', () => {
    const counts = Object.fromEntries(
      catalogue.fields.map((f) => [f.no, catalogue.items.filter((i) => i.field === f.key).length]),
    );
    expect(counts['00']).toBe(30);
    expect(itemsOn(catalogue, day('2026-03-31')).length).toBeGreaterThan(0);
    expect(fieldsOn(catalogue, day('2026-03-31'))).toHaveLength(28);
  });
});

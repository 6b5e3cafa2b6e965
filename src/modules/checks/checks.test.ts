import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../lib/finding.ts';
import type { LayerKind } from '../../lib/specimen.ts';
import { allChecks, checkSpecimen } from './checks.ts';
import { ENV, grid, layer, textSpecimen } from './fixtures.ts';

describe('the gate', () => {
  it('reports a rule that breaks and goes on with the others', () => {
    const bad: Check = {
      id: 'test.bad',
      title: '坏的规则',
      basis: '无',
      run: () => {
        throw new Error('out of paper');
      },
    };
    const { findings, broken } = checkSpecimen(textSpecimen('身份证640302190001010015'), ENV, [bad, ...allChecks]);
    expect(broken).toEqual([{ id: 'test.bad', title: '坏的规则', error: 'out of paper' }]);
    expect(findings.map((f) => f.rule)).toContain('personal.id-number');
  });
  it('has one id for each check, and says what it looked for', () => {
    expect(new Set(allChecks.map((c) => c.id)).size).toBe(allChecks.length);
    for (const c of allChecks) expect(c.title && c.basis, c.id).toBeTruthy();
  });
  it('never breaks, whatever a file holds', () => {
    // Pieces of what rules look for, so that they are led far into their patterns.
    const bit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '2026年',
        '13月',
        '32日',
        '公示期',
        '至',
        '号',
        '〔2026〕',
        '住址：',
        '柳河村',
        '3组12号',
        '岁',
        '出生',
        '640302',
        '1990',
        '身份证',
        '自',
        '起施行',
        '明河区',
        '截止',
        '帐户',
        '<font color=',
        '#ccc',
        '　　　　',
        '\n',
        '\t',
      ),
    );
    const text = fc.array(bit, { maxLength: 20 }).map((bits) => bits.join(''));
    const kind = fc.constantFrom<LayerKind>(
      'shown',
      'title',
      'hidden-sheet',
      'comment',
      'metadata',
      'covered',
      'alt-text',
    );
    const rows = fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { maxLength: 4 });
    const head = fc.array(fc.constantFrom('姓名', '身份证号', '年龄', '班级', '住址', '备注', ''), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(
        text,
        fc.array(fc.tuple(text, kind), { maxLength: 3 }),
        head,
        rows,
        text,
        (title, layers, heads, cells, other) => {
          const { broken, findings } = checkSpecimen(
            textSpecimen('', {
              title,
              layers: layers.map(([t, k]) => layer(t, k)),
              grids: [grid(heads, cells), grid([], cells)],
              html: other,
              links: [{ at: other, href: other, text: other }],
              pictures: [{ at: other, alt: other }],
              pages: [{ no: 1, chars: 0, picture: true }],
            }),
            {
              ...ENV,
              units: {
                current: ['明河区民政局', '明河区财政局', '明河区教育局', other],
                former: [{ name: title, now: other }],
              },
              near: [{ title, href: '/p/1', unitName: '甲', publishedOn: ENV.today, text: other }],
            },
          );
          expect(broken).toEqual([]);
          for (const f of findings)
            for (const span of f.spans ?? []) {
              // A mark that lies outside its text would break the editor, not the gate.
              expect(span.from).toBeLessThan(span.to);
              expect(span.to).toBeLessThanOrEqual(layers[span.layer]?.[0].length ?? 0);
            }
        },
      ),
      { numRuns: 500 },
    );
  });
});

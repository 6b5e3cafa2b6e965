import { describe, expect, it } from 'vitest';
import type { Check } from '../../lib/finding.ts';
import { allChecks, checkSpecimen } from './checks.ts';
import { ENV, textSpecimen } from './fixtures.ts';

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
});

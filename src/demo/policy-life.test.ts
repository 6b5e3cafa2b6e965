import { describe, expect, test } from 'vitest';
import { day, daysBetween } from '../lib/day.ts';
import { policyLife } from './policy-life.ts';

describe.each(['2026-03-31', '2026-11-24', '2026-02-17', '2027-01-05', '2026-10-10', '2026-10-08'])(
  'what goes on with normative documents on %s',
  (today) => {
    const { drafts, cleanup } = policyLife(day(today));
    test('each draft took its steps in order, none of them tomorrow', () => {
      for (const d of drafts) {
        const steps = [d.begun, d.assessed, d.opened, d.answered?.on, d.submitted?.on, day(today)].filter(Boolean);
        expect(steps).toEqual([...steps].sort());
        for (const k of d.comments) expect(k.on >= d.opened && k.on <= d.untilOn && k.on <= today, k.text).toBe(true);
        expect(daysBetween(d.opened, d.untilOn)).toBeGreaterThanOrEqual(30);
        if (d.answered) expect(d.answered.on > d.untilOn).toBe(true);
        else expect(d.untilOn > today).toBe(true);
      }
    });
    test('every remark that was answered is in one group', () => {
      for (const d of drafts)
        if (d.answered) expect(d.answered.groups.flatMap((g) => g.of).sort()).toEqual(d.comments.map((_, i) => i));
    });
    test('the clean-up was opened, decided and closed in order', () => {
      expect([cleanup.cutOff, cleanup.openedOn, cleanup.closedOn, day(today)]).toEqual(
        [cleanup.cutOff, cleanup.openedOn, cleanup.closedOn, day(today)].sort(),
      );
    });
  },
);

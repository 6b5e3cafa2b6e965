import { expect, test } from 'vitest';
import { day } from '../../../lib/day.ts';
import { statusSaid } from './taken.ts';

test.each<[string | null, string | null, string | null, ReturnType<typeof statusSaid>, string]>([
  ['有效', null, '2030-01-01', { decided: null, decidedOn: null, reason: '', successorTitle: null }, 'its dates speak'],
  [
    '失效',
    '有效期届满，未延续',
    '2025-01-01',
    { decided: null, decidedOn: null, reason: '', successorTitle: null },
    'lapsed by itself',
  ],
  [
    '失效',
    '任务已经完成',
    '2030-01-01',
    { decided: 'void', decidedOn: day('2026-02-02'), reason: '任务已经完成', successorTitle: null },
    'before its end somebody must have declared it',
  ],
  [
    '废止',
    '2026年3月20日起由《明河区居家和社区养老服务补贴办法》替代',
    '2026-03-31',
    {
      decided: 'repealed',
      decidedOn: day('2026-03-20'),
      reason: '2026年3月20日起由《明河区居家和社区养老服务补贴办法》替代',
      successorTitle: '明河区居家和社区养老服务补贴办法',
    },
    'day and successor stand in the words',
  ],
])('%s, %s, until %s', (status, note, until, want) =>
  expect(statusSaid({ status, note, until: until ? day(until) : null, changedOn: day('2026-02-02') })).toEqual(want),
);

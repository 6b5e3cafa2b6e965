import type { PermissionTable } from '../../platform/permission.ts';

/** A leak is dealt with by two people: anyone who handles pieces may ask, an approver of the unit or the office decides. */
export const permissions: PermissionTable = {
  'erasure:ask': {
    roles: ['clerk', 'reviewer', 'approver', 'office'],
    reach: 'within',
    say: '提出泄露处置，看处置记录',
  },
  'erasure:decide': { roles: ['approver', 'office'], reach: 'within', say: '定泄露处置：删除或不删' },
  'erasure:oversee': { roles: ['office'], reach: 'any', say: '全区的泄露处置都提醒' },
};

import type { PermissionTable } from '../../platform/permission.ts';

export const permissions: PermissionTable = {
  'regulation:keep': { roles: ['justice', 'office'], reach: 'any', say: '维护法规库' },
  'regulation:answer': {
    roles: ['clerk', 'reviewer', 'approver', 'office'],
    reach: 'within',
    say: '核对本单位公开件引用的法规',
  },
};

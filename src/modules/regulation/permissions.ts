import type { PermissionTable } from '../../platform/permission.ts';

export const permissions: PermissionTable = {
  'regulation:keep': { roles: ['justice', 'office'], reach: 'any', say: '维护法规库' },
};

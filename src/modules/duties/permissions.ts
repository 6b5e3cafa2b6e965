import type { PermissionTable } from '../../platform/permission.ts';

export const permissions: PermissionTable = {
  'dashboard:read': { roles: ['office', 'admin'], reach: 'any', say: '看全区指标' },
};

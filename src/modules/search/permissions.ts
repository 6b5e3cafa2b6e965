import type { PermissionTable } from '../../platform/permission.ts';

export const permissions: PermissionTable = {
  'search:manage': { roles: ['office', 'admin'], reach: 'any', say: '管理同义词和词典' },
};

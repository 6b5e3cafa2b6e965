import type { PermissionTable } from '../../platform/permission.ts';

export const permissions: PermissionTable = {
  'site:manage': { roles: ['office'], reach: 'any', say: '管栏目、专题、网站标识，答复找错' },
};

import type { PermissionTable } from '../../platform/permission.ts';

export const permissions: PermissionTable = {
  'intake:import': { roles: ['admin', 'office'], reach: 'any', say: '批量导入历史文件' },
};

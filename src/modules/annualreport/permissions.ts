import type { PermissionTable } from '../../platform/permission.ts';

export const permissions: PermissionTable = {
  'report:read': {
    roles: ['clerk', 'reviewer', 'approver', 'office', 'admin'],
    reach: 'any',
    say: '看各单位的年度报告',
  },
  'report:write': { roles: ['clerk'], reach: 'exact', say: '写本单位的年度报告' },
  'report:approve': { roles: ['reviewer', 'approver'], reach: 'exact', say: '审定本单位的年度报告' },
  'report:publish': { roles: ['approver'], reach: 'exact', say: '公布本单位的年度报告' },
  'report:setting': { roles: ['office'], reach: 'any', say: '设定年度报告的期限和提醒，读进以前公布的年报' },
};

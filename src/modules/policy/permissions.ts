import type { PermissionTable } from '../../platform/permission.ts';

export const permissions: PermissionTable = {
  'policy:read': {
    roles: ['clerk', 'reviewer', 'approver', 'office', 'justice', 'admin'],
    reach: 'any',
    say: '看规范性文件台账和起草情况',
  },
  'policy:draft': { roles: ['clerk'], reach: 'exact', say: '起草规范性文件，征求意见，送审' },
  'policy:review': { roles: ['justice'], reach: 'any', say: '合法性审核' },
  'policy:decide': { roles: ['approver', 'office'], reach: 'within', say: '记集体审议、签发、登记编号、备案' },
  'policy:keep': { roles: ['justice'], reach: 'any', say: '管规范性文件台账和清理' },
  'policy:release': { roles: ['office'], reach: 'any', say: '公布清理结果' },
};

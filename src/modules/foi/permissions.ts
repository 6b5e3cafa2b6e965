import type { PermissionTable } from '../../platform/permission.ts';

/** Exact: only for the very unit that has the case. Who applies is for the clerk who handles it alone (`not_handling`). */
export const permissions: PermissionTable = {
  'foi:list': {
    roles: ['clerk', 'reviewer', 'approver', 'office'],
    reach: 'within',
    say: '看依申请公开的台账：编号、题目、状态、期限',
  },
  'foi:read': { roles: ['clerk', 'reviewer', 'approver'], reach: 'exact', say: '看本单位的申请内容和文书' },
  'foi:record': { roles: ['clerk'], reach: 'within', say: '登记当面、邮寄、传真和电子邮件的申请' },
  'foi:handle': { roles: ['clerk'], reach: 'exact', say: '办依申请公开' },
  'foi:transfer': { roles: ['clerk', 'office'], reach: 'exact', say: '转办依申请公开' },
  'foi:approve': { roles: ['approver'], reach: 'exact', say: '批准延期和答复（政府信息公开工作机构负责人）' },
  'foi:manage': { roles: ['office'], reach: 'any', say: '在区内指定承办单位，管依申请公开的设置' },
};

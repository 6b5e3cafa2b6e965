import type { PermissionTable } from '../../platform/permission.ts';

/** Exact: only for the very unit that has the question. How the asker is reached is for its clerk alone. */
export const permissions: PermissionTable = {
  'consult:read': { roles: ['clerk', 'reviewer', 'approver', 'office'], reach: 'within', say: '看本单位的咨询' },
  'consult:handle': { roles: ['clerk'], reach: 'exact', say: '办咨询：写答复、转办、看联系方式' },
  'consult:approve': { roles: ['reviewer', 'approver'], reach: 'exact', say: '审定咨询的答复' },
  'consult:record': { roles: ['clerk', 'office'], reach: 'any', say: '窗口代录咨询' },
  'consult:manage': { roles: ['office'], reach: 'any', say: '分派咨询，管渠道、时限和接口密钥' },
};

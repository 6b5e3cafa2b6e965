import type { PermissionTable } from '../../platform/permission.ts';

/** 三审三校: who writes, who reviews, who releases. Exact: only for the very unit the role is held at. */
export const permissions: PermissionTable = {
  'piece:read': { roles: ['clerk', 'reviewer', 'approver', 'office'], reach: 'within', say: '看本单位的稿件' },
  'piece:write': { roles: ['clerk'], reach: 'exact', say: '写稿、改稿、提交' },
  'piece:review': { roles: ['reviewer'], reach: 'exact', say: '审核：通过或退回' },
  'piece:release': { roles: ['approver'], reach: 'exact', say: '签发：公开、定时公开或退回' },
  'piece:withdraw': { roles: ['approver', 'office'], reach: 'within', say: '撤下已公开的稿件' },
};

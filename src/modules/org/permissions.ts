import type { PermissionTable } from '../../platform/permission.ts';

export type Role = 'clerk' | 'reviewer' | 'approver' | 'office' | 'admin' | 'justice' | 'cyberspace';
export const ROLES: readonly Role[] = ['clerk', 'reviewer', 'approver', 'office', 'admin', 'justice', 'cyberspace'];
export const ROLE_NAMES: Record<Role, string> = {
  clerk: '信息员',
  reviewer: '审核',
  approver: '签发',
  office: '政务公开办',
  admin: '系统管理员',
  justice: '司法局备案审查',
  cyberspace: '网信办',
};

export const permissions: PermissionTable = {
  'org:admin': { roles: ['admin'], reach: 'any', say: '管单位、人员和角色' },
  'org:audit': { roles: ['admin', 'office'], reach: 'any', say: '看审计' },
};

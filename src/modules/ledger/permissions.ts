import type { PermissionTable } from '../../platform/permission.ts';

export const permissions: PermissionTable = {
  'ledger:read': { roles: ['office', 'admin', 'clerk', 'reviewer', 'approver'], reach: 'any', say: '看工作要点台账' },
  'ledger:manage': { roles: ['office'], reach: 'any', say: '导入要点、分工、定期限、退回或认可' },
  'ledger:report': { roles: ['clerk', 'approver'], reach: 'within', say: '报本单位的进展和证据' },
};

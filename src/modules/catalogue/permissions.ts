import type { PermissionTable } from '../../platform/permission.ts';

/** A clerk answers for the units below too: villages and schools have no clerk of their own. */
export const permissions: PermissionTable = {
  'catalogue:read': {
    roles: ['clerk', 'reviewer', 'approver', 'office', 'admin'],
    reach: 'any',
    say: '看公开目录和覆盖图',
  },
  'catalogue:write': { roles: ['clerk', 'office'], reach: 'within', say: '采用、调整、增减本单位的公开事项' },
  'catalogue:publish': { roles: ['approver'], reach: 'within', say: '公开本单位的公开目录' },
  'catalogue:urge': { roles: ['office'], reach: 'any', say: '催办没有公开的事项，定快到期的天数' },
};

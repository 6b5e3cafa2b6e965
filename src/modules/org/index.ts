import type { Module } from '../../platform/module.ts';
import { accountRoutes } from './account-routes.tsx';
import { auditRoutes } from './audit-routes.tsx';
import { jobs } from './jobs.ts';
import { loginRoutes } from './login-routes.tsx';
import { peopleRoutes } from './people-routes.tsx';
import { permissions } from './permissions.ts';
import { unitRoutes } from './unit-routes.tsx';

export { saveUnit } from './actions/admin.ts';
export { type SeedPerson, seedOrg } from './actions/seed.ts';
export { actsOf, sayAction } from './audit-words.ts';
export { type FormerName, formerNames, keepFormerName } from './former-names.ts';
export { ROLE_NAMES, ROLES, type Role } from './permissions.ts';
export {
  hashPassword,
  initialPassword,
  keyed,
  newToken,
  passwordMatches,
  seal,
  sealBytes,
  tokenHash,
  unseal,
  unsealBytes,
} from './secrets.ts';
export { actorOf, actorsToRemind, authenticate } from './session.ts';
export { type ConsoleView, consoleShell, viewEnv } from './shell.tsx';
export {
  officeAmong,
  people,
  rolesHeld,
  rolesStaffed,
  rootUnit,
  type Unit,
  type UnitKind,
  unitById,
  unitPolicy,
  unitsById,
  unitTree,
} from './store.ts';
export { beginVisit, openByPassword, type Receipted, visitCookie } from './visits.ts';

export const org: Module = {
  name: 'org',
  permissions,
  routes: [...loginRoutes, ...accountRoutes, ...unitRoutes, ...peopleRoutes, ...auditRoutes],
  jobs,
  links: [
    { section: '管理', label: '单位', href: '/console/admin/units', icon: 'grid', may: 'org:admin', order: 80 },
    { section: '管理', label: '人员和角色', href: '/console/admin/people', icon: 'user', may: 'org:admin', order: 81 },
    { section: '管理', label: '审计', href: '/console/admin/audit', icon: 'shield', may: 'org:audit', order: 82 },
  ],
};

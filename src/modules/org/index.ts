import type { Module } from '../../platform/module.ts';
import { accountRoutes } from './account-routes.tsx';
import { adminRoutes } from './admin-routes.tsx';
import { loginRoutes } from './login-routes.tsx';
import { permissions } from './permissions.ts';

export { initialPassword, seedOrg, type SeedPerson } from './actions.ts';
export { ROLE_NAMES, type Role, ROLES } from './permissions.ts';
export { actorOf, actorsToRemind, authenticate } from './session.ts';
export { consoleShell, type ConsoleView, viewEnv } from './shell.tsx';
export { people, type Unit, unitById, type UnitKind, unitPolicy, unitsById, unitTree } from './store.ts';

export const org: Module = {
  name: 'org',
  permissions,
  routes: [...loginRoutes, ...accountRoutes, ...adminRoutes],
  links: [
    { section: '管理', label: '单位', href: '/console/admin/units', icon: 'grid', may: 'org:admin', order: 80 },
    { section: '管理', label: '人员和角色', href: '/console/admin/people', icon: 'user', may: 'org:admin', order: 81 },
    { section: '管理', label: '审计', href: '/console/admin/audit', icon: 'shield', may: 'org:audit', order: 82 },
  ],
};

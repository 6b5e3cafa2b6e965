import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failurePage } from '../modules/sites/index.ts';
import type { Route } from '../platform/http/types.ts';
import { PUBLIC } from '../platform/permission.ts';
import { actor, type World, world } from '../testing/world.ts';
import { allPermissions, modules } from './modules.ts';

const ROLES = ['clerk', 'reviewer', 'approver', 'office', 'admin', 'justice', 'cyberspace'];
const routes: readonly Route[] = modules.flatMap((m) => [...(m.routes ?? [])]);

/** Who may come to a route, read from its rule alone. */
function mayCome(route: Route, role: string): boolean {
  if (route.may === 'public' || route.may === 'signed-in') return true;
  return allPermissions[route.may]?.roles.includes(role) ?? false;
}

/** A path of the right shape that names nothing that exists. */
const pathOf = (r: Route): string => r.path.replace(/:\w+/g, '999999999').replace('*', 'nothing');

let w: World;
beforeAll(async () => {
  w = await world({ modules, failurePage });
});
afterAll(() => w.end());

test('every route names a rule that exists', () => {
  for (const r of routes)
    if (r.may !== 'public' && r.may !== 'signed-in')
      expect(Object.keys(allPermissions), `${r.method} ${r.path}`).toContain(r.may);
});

test('no console route is open to the public, but for signing in', () => {
  const open = routes.filter((r) => r.path.startsWith('/console') && r.may === 'public').map((r) => r.path);
  for (const path of open) expect(path).toMatch(/^\/console\/(login|oidc|logout|second-factor)/);
});

test('every permission has a role that holds it, and no unknown role', () => {
  for (const [name, p] of Object.entries(allPermissions)) {
    expect(p.roles.length, name).toBeGreaterThan(0);
    for (const role of p.roles) expect(ROLES, name).toContain(role);
  }
});

describe('every route, asked by every role', () => {
  const cases = routes.flatMap((r) =>
    [...ROLES, 'public'].map((role) => ({ r, role, name: `${r.method} ${r.path} as ${role}` })),
  );
  test.each(cases)('$name', async ({ r, role }) => {
    const as = role === 'public' ? PUBLIC : actor(`some-${role}`, 'nowhere', [role]);
    const res = await w.request(r.method, pathOf(r), { as, ...(r.method === 'POST' ? { form: { nothing: '' } } : {}) });
    expect(res.status, res.text.slice(0, 300)).not.toBe(500);
    if (role === 'public' && r.may !== 'public') expect([401, 303]).toContain(res.status);
    else if (!mayCome(r, role)) expect(res.status).toBe(403);
    else expect([401]).not.toContain(res.status);
  });
});

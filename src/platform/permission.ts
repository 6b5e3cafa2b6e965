/**
 * A role held at a unit. `covers` lists the unit itself and everything below it in the tree.
 * `onBehalfOf` names the person who delegated it (id), when it is held during an absence.
 */
export type Grant = { role: string; unitId: string; covers: ReadonlySet<string>; onBehalfOf?: string };

export type Actor = {
  kind: 'person' | 'public' | 'system';
  id: string;
  /** How the actor is named in histories: a role, never a private name. */
  label: string;
  unitId?: string;
  grants: readonly Grant[];
  sessionId?: string;
};

export const PUBLIC: Actor = { kind: 'public', id: 'public', label: '公众', grants: [] };
export const SYSTEM: Actor = { kind: 'system', id: 'system', label: '系统', grants: [] };

/**
 * One line of a module's permission table.
 * `reach` exact: only at the very unit of the role; within: also at units below it; any: wherever the role is held.
 */
type Permission = { roles: readonly string[]; reach: 'exact' | 'within' | 'any'; say: string };
export type PermissionTable = Readonly<Record<string, Permission>>;

/**
 * Whether the actor may do `what`, at `unitId` when given. Without `unitId` it asks "anywhere at all?".
 * The system may do everything; the public only what needs no permission.
 */
export function may(table: PermissionTable, actor: Actor, what: string, unitId?: string): boolean {
  if (actor.kind === 'system') return true;
  const p = table[what];
  if (!p) throw new Error(`no permission named ${what}`);
  return actor.grants.some((g) => {
    if (!p.roles.includes(g.role)) return false;
    if (unitId === undefined || p.reach === 'any') return true;
    return p.reach === 'exact' ? g.unitId === unitId : g.covers.has(unitId);
  });
}

/** Units at which the actor may do `what`; `'all'` when the permission reaches any unit. */
export function reachOf(table: PermissionTable, actor: Actor, what: string): 'all' | string[] {
  if (actor.kind === 'system') return 'all';
  const p = table[what];
  if (!p) throw new Error(`no permission named ${what}`);
  const held = actor.grants.filter((g) => p.roles.includes(g.role));
  if (p.reach === 'any') return held.length > 0 ? 'all' : [];
  return [...new Set(held.flatMap((g) => (p.reach === 'exact' ? [g.unitId] : [...g.covers])))];
}

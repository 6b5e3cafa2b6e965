import {
  actorOf,
  authenticate,
  org,
  people,
  type Role,
  seedOrg,
  type Unit,
  type UnitKind,
} from '../modules/org/index.ts';
import { rows, sql, transaction } from '../platform/db/connection.ts';
import type { Actor } from '../platform/permission.ts';
import type { System } from '../platform/system.ts';
import { type World, world } from './world.ts';

const unit = (id: string, parentId: string | null, kind: UnitKind, name: string): Unit => ({
  id,
  parentId,
  kind,
  name,
  shortName: name.replace('明河区', ''),
  aliases: [],
  codeLetters: [],
  phone: '0999-0000 0001',
  address: '',
  hours: '',
  duties: '',
  position: 0,
  active: true,
  threePeople: true,
});

const person = (id: string, label: string, unitId: string, roles: readonly Role[]) => ({
  id,
  username: id,
  label,
  unitId,
  roles,
  password: passwordOf(id),
});
/** Only tests know it, and no audit row or log line may. */
export const passwordOf = (id: string): string => `白塔镇的桥-${[...id].reverse().join('')}`;

/** A world of this module alone: a district with two departments, a township and its village. */
export async function orgWorld(o: { env?: Record<string, string> } = {}): Promise<World> {
  const w: World = await world({ modules: [org], authenticate: (req) => authenticate(w.system, req), ...o });
  await transaction(w.system.db, (tx) =>
    seedOrg(tx, {
      units: [
        unit('baita-cun', 'baita', 'village', '白塔村'),
        unit('minzheng', 'minghe', 'department', '明河区民政局'),
        unit('jiaoyu', 'minghe', 'department', '明河区教育局'),
        unit('baita', 'minghe', 'township', '白塔镇'),
        unit('minghe', null, 'district', '明河区人民政府'),
      ],
      people: [
        person('admin', '系统管理员', 'minghe', ['admin']),
        person('gongkaiban', '政务公开办', 'minghe', ['office']),
        person('mzj-xinxiyuan', '民政局·信息员', 'minzheng', ['clerk']),
        person('mzj-shenhe', '民政局·审核', 'minzheng', ['reviewer']),
        person('mzj-qianfa', '民政局·签发', 'minzheng', ['approver']),
        person('jyj-xinxiyuan', '教育局·信息员', 'jiaoyu', ['clerk']),
        person('baita-shenhe', '白塔镇·审核', 'baita', ['reviewer']),
      ],
    }),
  );
  return w;
}

export async function actorIn(system: System, id: string, sessionId?: string): Promise<Actor> {
  const p = (await people(system.db)).find((x) => x.id === id);
  if (!p) throw new Error(`nobody called ${id}`);
  return { ...(await actorOf(system.db, p, system.clock.today())), ...(sessionId ? { sessionId } : {}) };
}

type Trace = {
  action: string;
  outcome: string;
  actor_id: string;
  subject: string | null;
  detail: Record<string, unknown>;
};
export const auditOf = (system: System, action: string): Promise<Trace[]> =>
  rows(
    system.db,
    sql`select action, outcome, actor_id, subject, detail from platform.audit where action = ${action} order by id`,
  );

/** Everything that lies in the audit trail, as one text. */
export const auditText = async (system: System): Promise<string> =>
  (await rows<{ t: string }>(system.db, sql`select row_to_json(a)::text as t from platform.audit a`))
    .map((r) => r.t)
    .join('\n');

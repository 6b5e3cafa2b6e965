import type { RawBuilder } from 'kysely';
import type { Day } from '../../lib/day.ts';
import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import type { Role } from './permissions.ts';
import type { SecondFactor } from './rules.ts';

export type UnitKind = 'district' | 'department' | 'township' | 'village' | 'school' | 'hospital' | 'other';
export type Unit = {
  id: string;
  parentId: string | null;
  kind: UnitKind;
  name: string;
  shortName: string | null;
  aliases: string[];
  codeLetters: string[];
  phone: string;
  address: string;
  hours: string;
  duties: string;
  position: number;
  active: boolean;
  threePeople: boolean;
};
export type Person = {
  id: string;
  login: string;
  label: string;
  unitId: string;
  email: string | null;
  passwordHash: string | null;
  mustChange: boolean;
  totpSecret: Buffer | null;
  totpOn: boolean;
  totpUsed: number;
  oidcSubject: string | null;
  failures: number;
  lockedUntil: Date | null;
  active: boolean;
};
type Session = {
  id: string;
  personId: string;
  createdAt: Date;
  seenAt: Date;
  ip: string;
  agent: string;
  complete: boolean;
  byOidc: boolean;
};
export type RoleHeld = { personId: string; unitId: string; role: Role };
type Delegation = {
  id: number;
  fromId: string;
  toId: string;
  unitId: string;
  role: Role;
  starts: Day;
  ends: Day;
  ended: boolean;
};

const UNIT = sql`id, parent_id as "parentId", kind, name, short_name as "shortName", aliases, code_letters as "codeLetters", phone,
  address, hours, duties, position, active, three_people as "threePeople"`;
const PERSON = sql`id, login, label, unit_id as "unitId", email, password_hash as "passwordHash", must_change as "mustChange",
  totp_secret as "totpSecret", totp_on as "totpOn", totp_used as "totpUsed", oidc_subject as "oidcSubject", failures,
  locked_until as "lockedUntil", active`;
const SESSION = sql`id, person_id as "personId", created_at as "createdAt", seen_at as "seenAt", ip, agent, complete, by_oidc as "byOidc"`;
/** How the site treats the second factor; everyone may have one until an administrator decides otherwise. */
const SETTING = sql`(select second_factor from org.setting)`;
const DELEGATION = sql`id, from_id as "fromId", to_id as "toId", unit_id as "unitId", role, starts, ends, ended`;

/** All units that exist now, in the order of the tree's lists. */
export function unitTree(db: Reader): Promise<Unit[]> {
  dependOn('units');
  return rows(db, sql`select ${UNIT} from org.unit where active order by position, id`);
}
/** The unit at the root of the tree, where the office sits; undefined before there is any. */
export const rootUnit = async (db: Reader): Promise<Unit | undefined> =>
  (await unitTree(db)).find((u) => u.parentId === null);
/** The office's unit, when its duties are asked for: it sits at the root. */
export async function officeAmong(db: Reader, units: 'all' | readonly string[]): Promise<string | undefined> {
  const root = (await rootUnit(db))?.id;
  return root && (units === 'all' || units.includes(root)) ? root : undefined;
}
export function unitById(db: Reader, id: string): Promise<Unit | undefined> {
  dependOn(`unit-record:${id}`);
  return maybe(db, sql`select ${UNIT} from org.unit where id = ${id}`);
}
/** Every unit there ever was, by id: names of old pieces stay readable. */
export async function unitsById(db: Reader): Promise<Map<string, Unit>> {
  dependOn('units');
  return new Map((await rows<Unit>(db, sql`select ${UNIT} from org.unit order by position, id`)).map((u) => [u.id, u]));
}
export const insertUnit = (tx: Tx, u: Unit): Promise<number> =>
  exec(
    tx,
    sql`insert into org.unit (id, parent_id, kind, name, short_name, aliases, code_letters, phone, address, hours, duties, position, active, three_people)
        values (${u.id}, ${u.parentId}, ${u.kind}, ${u.name}, ${u.shortName}, ${u.aliases}, ${u.codeLetters}, ${u.phone}, ${u.address}, ${u.hours},
          ${u.duties}, ${u.position}, ${u.active}, ${u.threePeople})`,
  );
export const updateUnit = (tx: Tx, u: Unit): Promise<number> =>
  exec(
    tx,
    sql`update org.unit set parent_id = ${u.parentId}, kind = ${u.kind}, name = ${u.name}, short_name = ${u.shortName}, aliases = ${u.aliases},
          code_letters = ${u.codeLetters}, phone = ${u.phone}, address = ${u.address}, hours = ${u.hours}, duties = ${u.duties},
          position = ${u.position}, active = ${u.active}, three_people = ${u.threePeople} where id = ${u.id}`,
  );

export const unitPolicy = async (db: Reader, id: string): Promise<{ threePeople: boolean }> => ({
  threePeople: (await unitById(db, id))?.threePeople ?? true,
});

export const personById = (db: Reader, id: string): Promise<Person | undefined> =>
  maybe(db, sql`select ${PERSON} from org.person where id = ${id}`);
export const lockPerson = (tx: Tx, login: string): Promise<Person | undefined> =>
  maybe(tx, sql`select ${PERSON} from org.person where login = ${login.trim().toLowerCase()} for update`);
export const lockPersonById = (tx: Tx, id: string): Promise<Person | undefined> =>
  maybe(tx, sql`select ${PERSON} from org.person where id = ${id} for update`);
export const personBySubject = (tx: Tx, subject: string): Promise<Person | undefined> =>
  maybe(tx, sql`select ${PERSON} from org.person where oidc_subject = ${subject} for update`);
export const people = (db: Reader): Promise<Person[]> =>
  rows(db, sql`select ${PERSON} from org.person order by unit_id, login`);
export const lockPeople = (tx: Tx): Promise<Person[]> =>
  rows(tx, sql`select ${PERSON} from org.person order by id for update`);
export const insertPerson = (
  tx: Tx,
  p: Pick<Person, 'id' | 'login' | 'label' | 'unitId' | 'email' | 'passwordHash' | 'mustChange'>,
): Promise<number> =>
  exec(
    tx,
    sql`insert into org.person (id, login, label, unit_id, email, password_hash, must_change)
        values (${p.id}, ${p.login}, ${p.label}, ${p.unitId}, ${p.email}, ${p.passwordHash}, ${p.mustChange})`,
  );
export const savePerson = (tx: Tx, p: Person): Promise<number> =>
  exec(
    tx,
    sql`update org.person set label = ${p.label}, unit_id = ${p.unitId}, email = ${p.email}, password_hash = ${p.passwordHash},
          must_change = ${p.mustChange}, totp_secret = ${p.totpSecret}, totp_on = ${p.totpOn}, totp_used = ${p.totpUsed},
          oidc_subject = ${p.oidcSubject}, failures = ${p.failures}, locked_until = ${p.lockedUntil}, active = ${p.active} where id = ${p.id}`,
  );

export const rolesHeld = (db: Reader, personId?: string): Promise<RoleHeld[]> =>
  rows(
    db,
    sql`select person_id as "personId", unit_id as "unitId", role from org.role ${personId ? sql`where person_id = ${personId}` : sql``} order by unit_id, role`,
  );
/** Which roles somebody holds at which unit who can sign in. */
export const rolesStaffed = (db: Reader): Promise<{ unitId: string; role: Role }[]> =>
  rows(
    db,
    sql`select distinct r.unit_id as "unitId", r.role from org.role r join org.person p on p.id = r.person_id where p.active`,
  );
export const giveRole = (tx: Tx, r: RoleHeld): Promise<number> =>
  exec(
    tx,
    sql`insert into org.role (person_id, unit_id, role) values (${r.personId}, ${r.unitId}, ${r.role}) on conflict do nothing`,
  );
export const takeRole = (tx: Tx, r: RoleHeld): Promise<number> =>
  exec(tx, sql`delete from org.role where person_id = ${r.personId} and unit_id = ${r.unitId} and role = ${r.role}`);

export type GrantRow = { role: Role; unitId: string; covers: string[]; fromId: string | null };
const grants = (personId: RawBuilder<unknown>, today: Day) => sql<GrantRow>`
        with recursive held as (
          select role, unit_id, null::text as from_id from org.role where person_id = ${personId}
          union
          select d.role, d.unit_id, d.from_id from org.delegation d join org.person p on p.id = d.from_id and p.active
            join org.role r on r.person_id = d.from_id and r.unit_id = d.unit_id and r.role = d.role
            where d.to_id = ${personId} and not d.ended and ${today} between d.starts and d.ends
        ), below as (
          select distinct unit_id as top, unit_id as id from held
          union
          select b.top, u.id from below b join org.unit u on u.parent_id = b.id
        )
        select h.role, h.unit_id as "unitId", h.from_id as "fromId", (select array_agg(b.id) from below b where b.top = h.unit_id) as covers from held h`;

/** Roles of a person today: own ones and those delegated, each with the units it covers. */
export const grantsOf = (db: Reader, personId: string, today: Day): Promise<GrantRow[]> =>
  rows(db, grants(sql`${personId}`, today));

/** Everything a request needs to know of its session, in one query. */
type Asking = {
  session: Session;
  label: string;
  unitId: string;
  mustChange: boolean;
  totpOn: boolean;
  setting: SecondFactor;
  grants: GrantRow[];
};
export async function askingBy(db: Reader, tokenHash: Buffer, today: Day): Promise<Asking | undefined> {
  const found = await maybe<Session & Omit<Asking, 'session'>>(
    db,
    sql`select s.id, s.person_id as "personId", s.created_at as "createdAt", s.seen_at as "seenAt", s.ip, s.agent, s.complete, s.by_oidc as "byOidc",
          p.label, p.unit_id as "unitId", p.must_change as "mustChange", p.totp_on as "totpOn", ${SETTING} as setting,
          coalesce((select jsonb_agg(g) from (${grants(sql`p.id`, today)}) g), '[]') as grants
        from org.session s join org.person p on p.id = s.person_id and p.active where s.token_hash = ${tokenHash}`,
  );
  if (!found) return undefined;
  const { label, unitId, mustChange, totpOn, setting, grants: held, ...session } = found;
  return { session, label, unitId, mustChange, totpOn, setting, grants: held };
}

export const delegations = (db: Reader, personId: string): Promise<Delegation[]> =>
  rows(
    db,
    sql`select ${DELEGATION} from org.delegation where from_id = ${personId} or to_id = ${personId} order by starts desc, id desc limit 50`,
  );
export const insertDelegation = (tx: Tx, d: Omit<Delegation, 'id' | 'ended'>): Promise<number> =>
  exec(
    tx,
    sql`insert into org.delegation (from_id, to_id, unit_id, role, starts, ends) values (${d.fromId}, ${d.toId}, ${d.unitId}, ${d.role}, ${d.starts}, ${d.ends})`,
  );
export const endDelegation = (tx: Tx, id: number, fromId: string): Promise<number> =>
  exec(tx, sql`update org.delegation set ended = true where id = ${id} and from_id = ${fromId}`);

export const insertSession = (tx: Tx, hash: Buffer, s: Session): Promise<number> =>
  exec(
    tx,
    sql`insert into org.session (token_hash, id, person_id, created_at, seen_at, ip, agent, complete, by_oidc)
        values (${hash}, ${s.id}, ${s.personId}, ${s.createdAt}, ${s.seenAt}, ${s.ip}, ${s.agent}, ${s.complete}, ${s.byOidc})`,
  );
export const sessionByHash = (db: Reader, hash: Buffer): Promise<Session | undefined> =>
  maybe(db, sql`select ${SESSION} from org.session where token_hash = ${hash}`);
export const sessionsOf = (db: Reader, personId: string): Promise<Session[]> =>
  rows(db, sql`select ${SESSION} from org.session where person_id = ${personId} and complete order by seen_at desc`);
export const touchSession = (tx: Tx, id: string, at: Date): Promise<number> =>
  exec(tx, sql`update org.session set seen_at = ${at} where id = ${id}`);
/** Answers how many there were: none when it is not this person's. */
export const endSession = (tx: Tx, id: string, personId: string): Promise<number> =>
  exec(tx, sql`delete from org.session where id = ${id} and person_id = ${personId}`);
export const endSessions = (tx: Tx, personId: string, but?: string): Promise<number> =>
  exec(tx, sql`delete from org.session where person_id = ${personId} and id <> ${but ?? ''}`);

type Tries = { failures: number; lockedUntil: Date | null };
/** Holds the row until the transaction ends, also the first time a name is tried. */
export const lockUnknown = async (tx: Tx, nameHash: Buffer, at: Date): Promise<Tries> =>
  one<Tries>(
    tx,
    sql`insert into org.unknown_login (name_hash, failures, seen_at) values (${nameHash}, 0, ${at})
        on conflict (name_hash) do update set seen_at = excluded.seen_at returning failures, locked_until as "lockedUntil"`,
  );
export const saveUnknown = (tx: Tx, nameHash: Buffer, t: Tries): Promise<number> =>
  exec(
    tx,
    sql`update org.unknown_login set failures = ${t.failures}, locked_until = ${t.lockedUntil} where name_hash = ${nameHash}`,
  );

/** Drops sessions begun or last used before these moments, and tries under unknown names. */
export const sweep = async (tx: Tx, before: { created: Date; seen: Date; half: Date }): Promise<void> => {
  await exec(
    tx,
    sql`delete from org.session where created_at < ${before.created} or seen_at < ${before.seen} or (not complete and created_at < ${before.half})`,
  );
  await exec(
    tx,
    sql`delete from org.unknown_login where seen_at < ${before.seen} and (locked_until is null or locked_until < ${before.seen})`,
  );
};

export const secondFactor = async (db: Reader): Promise<SecondFactor> =>
  (await one<{ value: SecondFactor }>(db, sql`select ${SETTING} as value`)).value;
export const setSecondFactor = (tx: Tx, value: SecondFactor): Promise<number> =>
  exec(tx, sql`update org.setting set second_factor = ${value}`);

export const setRecoveryCodes = async (tx: Tx, personId: string, hashes: readonly Buffer[]): Promise<void> => {
  await exec(tx, sql`delete from org.recovery_code where person_id = ${personId}`);
  for (const h of hashes)
    await exec(tx, sql`insert into org.recovery_code (person_id, hash) values (${personId}, ${h})`);
};
export const useRecoveryCode = async (tx: Tx, personId: string, hash: Buffer, at: Date): Promise<boolean> =>
  (await exec(
    tx,
    sql`update org.recovery_code set used_at = ${at} where person_id = ${personId} and hash = ${hash} and used_at is null`,
  )) === 1;

import type { Day } from '../../lib/day.ts';
import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';

export type Setting = { keepContactDays: number; repeats: number; perTenMinutes: number; perDay: number };

export const settingOf = (db: Reader): Promise<Setting> =>
  one<Setting>(
    db,
    sql`select keep_contact_days as "keepContactDays", repeats, per_ten_minutes as "perTenMinutes", per_day as "perDay"
        from consultation.setting`,
  );
export const saveSetting = (tx: Tx, s: Setting): Promise<number> =>
  exec(
    tx,
    sql`update consultation.setting set keep_contact_days = ${s.keepContactDays}, repeats = ${s.repeats},
          per_ten_minutes = ${s.perTenMinutes}, per_day = ${s.perDay}`,
  );

/** `answerDays` null: what the law says. `confirmed`: the office has looked the numbers up. */
export type Channel = {
  code: string;
  name: string;
  transferDays: number;
  answerDays: number | null;
  confirmed: boolean;
};
const CHANNEL = sql`code, name, transfer_days as "transferDays", answer_days as "answerDays", confirmed`;

export const channels = (db: Reader): Promise<Channel[]> =>
  rows<Channel>(db, sql`select ${CHANNEL} from consultation.channel order by position`);
export const channelOf = (db: Reader, code: string): Promise<Channel | undefined> =>
  maybe<Channel>(db, sql`select ${CHANNEL} from consultation.channel where code = ${code}`);
export const saveChannel = (tx: Tx, c: Omit<Channel, 'name'>): Promise<number> =>
  exec(
    tx,
    sql`update consultation.channel set transfer_days = ${c.transferDays}, answer_days = ${c.answerDays},
          confirmed = ${c.confirmed} where code = ${c.code}`,
  );

export type ApiKey = {
  id: string;
  name: string;
  channel: string;
  madeAt: Date;
  madeBy: string;
  revokedAt: Date | null;
  usedAt: Date | null;
  uses: number;
};
const KEY = sql`id, name, channel, made_at as "madeAt", made_by as "madeBy", revoked_at as "revokedAt", used_at as "usedAt", uses`;

export const apiKeys = (db: Reader): Promise<ApiKey[]> =>
  rows<ApiKey>(db, sql`select ${KEY} from consultation.api_key order by revoked_at nulls first, made_at desc`);
export const keyByHash = (db: Reader, hash: Buffer): Promise<ApiKey | undefined> =>
  maybe<ApiKey>(db, sql`select ${KEY} from consultation.api_key where hash = ${hash}`);
export const insertKey = (
  tx: Tx,
  k: Pick<ApiKey, 'id' | 'name' | 'channel' | 'madeAt' | 'madeBy'> & { hash: Buffer },
): Promise<number> =>
  exec(
    tx,
    sql`insert into consultation.api_key (id, name, channel, hash, made_at, made_by)
        values (${k.id}, ${k.name}, ${k.channel}, ${k.hash}, ${k.madeAt}, ${k.madeBy})`,
  );
/** False when there is no such key in use. */
export const revokeKey = async (tx: Tx, id: string, at: Date): Promise<boolean> =>
  (await exec(tx, sql`update consultation.api_key set revoked_at = ${at} where id = ${id} and revoked_at is null`)) ===
  1;
export const keyUsed = (tx: Tx, id: string, at: Date): Promise<number> =>
  exec(tx, sql`update consultation.api_key set used_at = ${at}, uses = uses + 1 where id = ${id}`);

/** Somebody was told to wait. */
export const countTurnedAway = (tx: Tx, day: Day): Promise<number> =>
  exec(
    tx,
    sql`insert into consultation.turned_away (day, n) values (${day}, 1)
        on conflict (day) do update set n = consultation.turned_away.n + 1`,
  );
export const turnedAway = async (db: Reader, from: Day, to: Day): Promise<number> =>
  (
    await one<{ n: number }>(
      db,
      sql`select coalesce(sum(n), 0)::int as n from consultation.turned_away where day between ${from} and ${to}`,
    )
  ).n;

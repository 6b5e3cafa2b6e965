import type { RawBuilder } from 'kysely';
import { exec, maybe, one, PREPARED, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';

/** Every leaf belongs to a publication, which tells this tag. */
const GROWS = 'any';

export type Leaf = { index: number; editionId: string; data: Buffer; hash: Buffer; at: Date };

/** Takes the row lock of the head and returns the index the next leaf gets. Held until the transaction ends. */
export async function lockHead(tx: Tx): Promise<number> {
  return (await one<{ size: number }>(tx, sql`select size from translog.head for update`)).size;
}

/** Writes leaves with consecutive indexes, beginning at the one that was claimed. */
export async function insertLeaves(tx: Tx, leaves: readonly Leaf[]): Promise<void> {
  const last = leaves.at(-1);
  if (!last) return;
  const values = leaves.map((l) => sql`(${l.index}, ${l.editionId}, ${l.data}, ${l.hash}, ${l.at})`);
  await exec(tx, sql`insert into translog.leaf (index, edition_id, data, hash, at) values ${sql.join(values)}`);
  await exec(tx, sql`update translog.head set size = ${last.index + 1}`);
}

const LEAF = sql`index, edition_id as "editionId", data, hash, at`;

/** A leaf never changes. */
export const leafAt = (db: Reader, index: number): Promise<Leaf | undefined> =>
  maybe<Leaf>(db, sql`${PREPARED} select ${LEAF} from translog.leaf where index = ${index}`);

/**
 * The leaf at an index as one value of somebody else's question: `{data, …}` as JSON, bytes in hexadecimal; null when there is
 * none. For the page of a work, which is checked against the register each time it is drawn.
 */
export const leafJson = (index: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select json_build_object('data', encode(data, 'hex')) from translog.leaf where index = ${index})`;

export function leavesFrom(db: Reader, from: number, limit: number): Promise<Leaf[]> {
  dependOn(GROWS);
  return rows<Leaf>(db, sql`select ${LEAF} from translog.leaf where index >= ${from} order by index limit ${limit}`);
}

export async function size(db: Reader): Promise<number> {
  dependOn(GROWS);
  return (await one<{ size: number }>(db, sql`select size from translog.head`)).size;
}

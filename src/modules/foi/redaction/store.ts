import { exec, maybe, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';
import type { PageSize } from '../../../platform/documents/index.ts';
import type { Covered } from './rules/bars.ts';

export type Redaction = {
  id: string;
  requestId: string;
  sourceId: string;
  name: string;
  sizes: PageSize[];
  bars: Covered[];
  simplified: boolean;
  state: 'open' | 'making' | 'done' | 'failed';
  resultId: string | null;
  say: string;
  despite: string;
  version: number;
  createdAt: Date;
  byLabel: string;
};

const C = sql`id, request_id as "requestId", source_id as "sourceId", name, sizes, bars, simplified, state, result_id as "resultId",
  say, despite, version, created_at as "createdAt", by_label as "byLabel"`;

export const redactionById = (db: Reader, id: string): Promise<Redaction | undefined> =>
  maybe<Redaction>(db, sql`select ${C} from foi.redaction where id = ${id}`);
export const lockRedaction = (tx: Tx, id: string): Promise<Redaction | undefined> =>
  maybe<Redaction>(tx, sql`select ${C} from foi.redaction where id = ${id} for update`);
export const redactionsOf = (db: Reader, requestId: string): Promise<Redaction[]> =>
  rows<Redaction>(db, sql`select ${C} from foi.redaction where request_id = ${requestId} order by created_at, id`);

export const insertRedaction = (
  tx: Tx,
  r: Pick<Redaction, 'id' | 'requestId' | 'sourceId' | 'name' | 'sizes' | 'simplified' | 'createdAt' | 'byLabel'>,
): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.redaction (id, request_id, source_id, name, sizes, simplified, state, created_at, by_label)
        values (${r.id}, ${r.requestId}, ${r.sourceId}, ${r.name}, ${JSON.stringify(r.sizes)}::jsonb, ${r.simplified}, 'open',
          ${r.createdAt}, ${r.byLabel})`,
  );

export const saveRedaction = (
  tx: Tx,
  r: Pick<Redaction, 'id' | 'bars' | 'state' | 'resultId' | 'say' | 'despite'>,
): Promise<number> =>
  exec(
    tx,
    sql`update foi.redaction set bars = ${JSON.stringify(r.bars)}::jsonb, state = ${r.state}, result_id = ${r.resultId},
          say = ${r.say}, despite = ${r.despite}, version = version + 1 where id = ${r.id}`,
  );

import type { Day } from '../../../lib/day.ts';
import { exec, maybe, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';
import type { Decided } from '../rules/standing.ts';

export type DocumentRow = {
  id: string;
  no: number | null;
  title: string;
  docNo: string | null;
  unifiedNo: string | null;
  unitId: string;
  issuer: string;
  issuedOn: Day | null;
  fromOn: Day | null;
  untilOn: Day | null;
  decided: Decided | null;
  decidedOn: Day | null;
  reason: string;
  statusDoc: string;
  successorId: string | null;
  toAmend: boolean;
  lookedOn: Day | null;
  source: 'spread' | 'act' | 'draft';
  createdAt: Date;
};

const DOCUMENT = sql`id, no, title, doc_no as "docNo", unified_no as "unifiedNo", unit_id as "unitId", issuer,
  issued_on as "issuedOn", from_on as "fromOn", until_on as "untilOn", decided, decided_on as "decidedOn", reason,
  status_doc as "statusDoc", successor_id as "successorId", to_amend as "toAmend", looked_on as "lookedOn", source,
  created_at as "createdAt"`;

export const documents = (db: Reader): Promise<DocumentRow[]> =>
  rows(db, sql`select ${DOCUMENT} from policy.document order by issued_on desc nulls last, doc_no desc, id`);
export const documentById = (db: Reader, id: string): Promise<DocumentRow | undefined> =>
  maybe(db, sql`select ${DOCUMENT} from policy.document where id = ${id}`);
export const lockDocument = (tx: Tx, id: string): Promise<DocumentRow | undefined> =>
  maybe(tx, sql`select ${DOCUMENT} from policy.document where id = ${id} for update`);
export const documentOfWork = (db: Reader, no: number): Promise<DocumentRow | undefined> =>
  maybe(db, sql`select ${DOCUMENT} from policy.document where no = ${no}`);
export const documentByKey = (db: Reader, key: string): Promise<DocumentRow | undefined> =>
  maybe(db, sql`select ${DOCUMENT} from policy.document where doc_no_key = ${key}`);
export const predecessors = (db: Reader, id: string): Promise<DocumentRow[]> =>
  rows(db, sql`select ${DOCUMENT} from policy.document where successor_id = ${id} order by issued_on`);

/** Of these works, those that stand in the ledger, each with its dates and the work it replaced last. One question for all. */
export const documentsOfWorks = (
  db: Reader,
  nos: readonly number[],
): Promise<
  (Pick<DocumentRow, 'fromOn' | 'untilOn' | 'decided' | 'decidedOn'> & { no: number; oldNo: number | null })[]
> =>
  rows(
    db,
    sql`select d.no, d.from_on as "fromOn", d.until_on as "untilOn", d.decided, d.decided_on as "decidedOn",
          (select p.no from policy.document p where p.successor_id = d.id order by p.issued_on desc limit 1) as "oldNo"
        from policy.document d where d.no = any(${[...nos]}::bigint[])`,
  );

/** One writer at a time, so that two decisions cannot close a ring between them. */
export const lockLedger = (tx: Tx): Promise<number> =>
  exec(tx, sql`lock table policy.document in share row exclusive mode`);

export const insertDocument = (tx: Tx, d: DocumentRow, key: string | null): Promise<number> =>
  exec(
    tx,
    sql`insert into policy.document (id, no, title, doc_no, doc_no_key, unified_no, unit_id, issuer, issued_on, from_on, until_on,
          decided, decided_on, reason, status_doc, successor_id, to_amend, looked_on, source, created_at)
        values (${d.id}, ${d.no}, ${d.title}, ${d.docNo}, ${key}, ${d.unifiedNo}, ${d.unitId}, ${d.issuer}, ${d.issuedOn},
          ${d.fromOn}, ${d.untilOn}, ${d.decided}, ${d.decidedOn}, ${d.reason}, ${d.statusDoc}, ${d.successorId}, ${d.toAmend},
          ${d.lookedOn}, ${d.source}, ${d.createdAt})`,
  );
export const saveDocument = (tx: Tx, d: DocumentRow): Promise<number> =>
  exec(
    tx,
    sql`update policy.document set no = ${d.no}, title = ${d.title}, unified_no = ${d.unifiedNo}, from_on = ${d.fromOn},
          until_on = ${d.untilOn}, decided = ${d.decided}, decided_on = ${d.decidedOn}, reason = ${d.reason},
          status_doc = ${d.statusDoc}, successor_id = ${d.successorId}, to_amend = ${d.toAmend}, looked_on = ${d.lookedOn}
        where id = ${d.id}`,
  );

export type DocumentEvent = { at: Date; actor: string; act: string; detail: string };
export const addDocumentEvent = (tx: Tx, id: string, e: DocumentEvent): Promise<number> =>
  exec(
    tx,
    sql`insert into policy.document_event (document_id, at, actor, act, detail)
        values (${id}, ${e.at}, ${e.actor}, ${e.act}, ${e.detail})`,
  );
export const documentEvents = (db: Reader, id: string): Promise<DocumentEvent[]> =>
  rows(db, sql`select at, actor, act, detail from policy.document_event where document_id = ${id} order by id`);

export type CiteRow = {
  fromNo: number;
  documentId: string;
  quote: string;
  readOn: Day;
  settledOn: Day | null;
  settledWhy: string | null;
};
const CITE = sql`from_no as "fromNo", document_id as "documentId", quote, read_on as "readOn", settled_on as "settledOn",
  settled_why as "settledWhy"`;
export const citesOf = (db: Reader, documentId: string): Promise<CiteRow[]> =>
  rows(db, sql`select ${CITE} from policy.cite where document_id = ${documentId} order by from_no`);
export const allCites = (db: Reader): Promise<CiteRow[]> =>
  rows(db, sql`select ${CITE} from policy.cite order by from_no`);
/** What a work names now, in place of what it named before; what a person settled stays settled. */
export async function putCites(
  tx: Tx,
  fromNo: number,
  readOn: Day,
  found: readonly { documentId: string; quote: string }[],
): Promise<void> {
  await exec(
    tx,
    sql`delete from policy.cite where from_no = ${fromNo} and not document_id = any(${found.map((f) => f.documentId)}::text[])`,
  );
  for (const f of found)
    await exec(
      tx,
      sql`insert into policy.cite (from_no, document_id, quote, read_on)
          values (${fromNo}, ${f.documentId}, ${f.quote}, ${readOn})
          on conflict (from_no, document_id) do update set quote = excluded.quote, read_on = excluded.read_on`,
    );
}
export const settleCite = (tx: Tx, fromNo: number, documentId: string, on: Day, why: string): Promise<number> =>
  exec(
    tx,
    sql`update policy.cite set settled_on = ${on}, settled_why = ${why} where from_no = ${fromNo} and document_id = ${documentId}`,
  );

import type { Day } from '../../lib/day.ts';
import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import type { Attachment, Basis, Explanation, FilledElement, ItemRef, Validity } from '../publication/index.ts';
import type { Named } from './rules/findings.ts';
import type { Act, PieceState } from './rules.ts';

/** What a clerk writes. */
export type PieceFields = {
  title: string;
  kind: string;
  columns: string[];
  topics: string[];
  html: string;
  answer: string;
  docNo: string;
  indexNo: string;
  /** In whose name it is issued, when not in the unit's own. */
  issuer: string;
  source: string;
  issuedOn: Day | null;
  basis: Basis[];
  validity: Validity | null;
  interprets: number | null;
  /** The policy it explains while that is a piece on its way. */
  forPiece: string | null;
  explanation: Explanation | null;
  attachments: Attachment[];
  correction: string | null;
  /** The catalogue's item it answers, and what the form asked for under it. */
  item: ItemRef | null;
  elements: FilledElement[];
  /** What was typed and could not be taken into the piece, by field of the form: shown again there, never public. */
  unread: Record<string, string>;
};

export type Piece = PieceFields & {
  id: string;
  unitId: string;
  state: PieceState;
  version: number;
  writerId: string;
  writer: string;
  reviewerId: string | null;
  reviewer: string | null;
  approverId: string | null;
  approver: string | null;
  releaseAt: Date | null;
  no: number | null;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string;
};

export type HistoryStep = {
  at: Date;
  actorId: string;
  actorLabel: string;
  act: Act | 'create' | 'published' | 'withdraw' | 'let_go';
  remark: string;
  version: number;
  /** What was found and let pass, or stopped at, in this step. */
  findings?: readonly Named[] | null;
};

const PIECE = sql`id, unit_id as "unitId", state, version, title, kind, columns, topics, html, answer, doc_no as "docNo",
  index_no as "indexNo", issuer, source, issued_on as "issuedOn", basis, validity, interprets, for_piece as "forPiece", explanation,
  attachments, writer_id as "writerId", writer,
  reviewer_id as "reviewerId", reviewer, approver_id as "approverId", approver, release_at as "releaseAt", no, correction, item, elements, unread,
  created_at as "createdAt", updated_at as "updatedAt", updated_by as "updatedBy"`;

export const pieceById = (db: Reader, id: string): Promise<Piece | undefined> =>
  maybe<Piece>(db, sql`select ${PIECE} from editorial.piece where id = ${id}`);

/** Locks the piece until the transaction ends, so that two people cannot decide at once. */
export const lockPiece = (tx: Tx, id: string): Promise<Piece | undefined> =>
  maybe<Piece>(tx, sql`select ${PIECE} from editorial.piece where id = ${id} for update`);

const jsonOrNull = (v: unknown): string | null => (v === null ? null : JSON.stringify(v));

export async function insertPiece(tx: Tx, p: Piece): Promise<void> {
  await exec(
    tx,
    sql`insert into editorial.piece (id, unit_id, state, version, title, kind, columns, topics, html, answer, doc_no, index_no, issuer, source,
          issued_on, basis, validity, interprets, for_piece, explanation, attachments, writer_id, writer, reviewer_id, reviewer, approver_id, approver,
          release_at, no, correction, item, elements, unread, created_at, updated_at, updated_by)
        values (${p.id}, ${p.unitId}, ${p.state}, ${p.version}, ${p.title}, ${p.kind}, ${p.columns}, ${p.topics}, ${p.html}, ${p.answer},
          ${p.docNo}, ${p.indexNo}, ${p.issuer}, ${p.source}, ${p.issuedOn}, ${JSON.stringify(p.basis)}::jsonb,
          ${p.validity === null ? null : JSON.stringify(p.validity)}::jsonb, ${p.interprets}, ${p.forPiece},
          ${jsonOrNull(p.explanation)}::jsonb, ${JSON.stringify(p.attachments)}::jsonb, ${p.writerId}, ${p.writer}, ${p.reviewerId}, ${p.reviewer}, ${p.approverId}, ${p.approver},
          ${p.releaseAt}, ${p.no}, ${p.correction}, ${jsonOrNull(p.item)}::jsonb, ${JSON.stringify(p.elements)}::jsonb, ${JSON.stringify(p.unread)}::jsonb, ${p.createdAt}, ${p.updatedAt}, ${p.updatedBy})`,
  );
}

/** Writes every field of a piece that the caller has locked. */
export async function savePiece(tx: Tx, p: Piece): Promise<void> {
  await exec(
    tx,
    sql`update editorial.piece set state = ${p.state}, version = ${p.version}, title = ${p.title}, kind = ${p.kind}, columns = ${p.columns},
          topics = ${p.topics}, html = ${p.html}, answer = ${p.answer}, doc_no = ${p.docNo}, index_no = ${p.indexNo}, issuer = ${p.issuer}, source = ${p.source},
          issued_on = ${p.issuedOn}, basis = ${JSON.stringify(p.basis)}::jsonb,
          validity = ${p.validity === null ? null : JSON.stringify(p.validity)}::jsonb, interprets = ${p.interprets}, for_piece = ${p.forPiece},
          explanation = ${jsonOrNull(p.explanation)}::jsonb,
          attachments = ${JSON.stringify(p.attachments)}::jsonb, writer_id = ${p.writerId}, writer = ${p.writer},
          reviewer_id = ${p.reviewerId}, reviewer = ${p.reviewer}, approver_id = ${p.approverId}, approver = ${p.approver},
          release_at = ${p.releaseAt}, no = ${p.no}, correction = ${p.correction},
          item = ${jsonOrNull(p.item)}::jsonb, elements = ${JSON.stringify(p.elements)}::jsonb, unread = ${JSON.stringify(p.unread)}::jsonb,
          updated_at = ${p.updatedAt}, updated_by = ${p.updatedBy}
        where id = ${p.id}`,
  );
}

export async function addStep(tx: Tx, pieceId: string, s: HistoryStep): Promise<void> {
  await exec(
    tx,
    sql`insert into editorial.step (piece_id, at, actor_id, actor_label, act, remark, version, findings)
        values (${pieceId}, ${s.at}, ${s.actorId}, ${s.actorLabel}, ${s.act}, ${s.remark}, ${s.version},
          ${s.findings && s.findings.length > 0 ? JSON.stringify(s.findings) : null}::jsonb)`,
  );
}

export const historyOf = (db: Reader, pieceId: string): Promise<HistoryStep[]> =>
  rows<HistoryStep>(
    db,
    sql`select at, actor_id as "actorId", actor_label as "actorLabel", act, remark, version, findings
        from editorial.step where piece_id = ${pieceId} order by id`,
  );

/** Everyone who wrote, changed or submitted a piece. */
export const writersOf = async (db: Reader, pieceId: string): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      db,
      sql`select distinct actor_id as id from editorial.step where piece_id = ${pieceId} and act in ('create', 'save', 'submit')`,
    )
  ).map((r) => r.id);

/** The piece that made the newest edition of a work. */
export const pieceOfWork = (db: Reader, no: number): Promise<Piece | undefined> =>
  maybe<Piece>(
    db,
    sql`select ${PIECE} from editorial.piece where no = ${no} and state = 'published' order by updated_at desc, id desc limit 1`,
  );

export type PieceFilter = {
  units: 'all' | readonly string[];
  states?: readonly PieceState[];
  writerId?: string;
  text?: string;
};

const where = (f: PieceFilter) =>
  sql.join(
    [
      f.units === 'all' ? sql`true` : sql`unit_id = any(${[...f.units]}::text[])`,
      f.states ? sql`state = any(${[...f.states]}::text[])` : sql`state <> 'discarded'`,
      f.writerId ? sql`writer_id = ${f.writerId}` : sql`true`,
      f.text ? sql`(position(${f.text} in title) > 0 or position(${f.text} in doc_no) > 0)` : sql`true`,
    ],
    sql` and `,
  );

export const pieces = (db: Reader, f: PieceFilter, limit = 20, offset = 0): Promise<Piece[]> =>
  rows<Piece>(
    db,
    sql`select ${PIECE} from editorial.piece where ${where(f)} order by updated_at desc, id limit ${limit} offset ${offset}`,
  );

export const countPieces = async (db: Reader, f: PieceFilter): Promise<number> =>
  (await one<{ n: number }>(db, sql`select count(*)::int as n from editorial.piece where ${where(f)}`)).n;

/** Interpretations that were written for a policy while it was on its way; locked where they are to go out with it. */
export const piecesFor = (db: Reader, policyId: string, lock = false): Promise<Piece[]> =>
  rows<Piece>(
    db,
    sql`select ${PIECE} from editorial.piece where for_piece = ${policyId} and state <> 'discarded'
        order by created_at, id ${lock ? sql`for update` : sql``}`,
  );

/**
 * What was written to explain a text that will never be out, or is gone, is a piece of its own from then on: nothing may wait
 * for it. Its history says why. One that somebody handed on changes its version, so that who decides next has seen it, and waits
 * for a decision again where the clock was to release it; one that is being written keeps what its writer has on the screen.
 */
export async function letGo(
  tx: Tx,
  gone: { pieces: readonly string[]; work?: number },
  why: Pick<HistoryStep, 'at' | 'actorId' | 'actorLabel' | 'remark'>,
): Promise<void> {
  const freed = await rows<{ id: string; version: number }>(
    tx,
    sql`update editorial.piece set for_piece = null,
          interprets = case when interprets = ${gone.work ?? null}::bigint then null else interprets end,
          version = version + case when state in ('draft', 'returned') then 0 else 1 end,
          state = case when state = 'scheduled' then 'passed' else state end,
          release_at = case when state = 'scheduled' then null else release_at end,
          approver_id = case when state = 'scheduled' then null else approver_id end,
          approver = case when state = 'scheduled' then null else approver end
        where (for_piece = any(${[...gone.pieces]}::text[]) or interprets = ${gone.work ?? null}::bigint)
          and state not in ('published', 'discarded') returning id, version`,
  );
  for (const p of freed) await addStep(tx, p.id, { ...why, act: 'let_go', version: p.version });
}

/** Held until the transaction ends, so that two people cannot open a correction of one work at once. */
export const lockCorrections = (tx: Tx, no: number): Promise<number> =>
  exec(tx, sql`select pg_advisory_xact_lock(hashtext('editorial.correction'), (${no}::bigint % 2147483647)::int)`);

export const openCorrection = (db: Reader, no: number): Promise<{ id: string } | undefined> =>
  maybe(
    db,
    sql`select id from editorial.piece where no = ${no} and correction is not null and state not in ('published', 'discarded')`,
  );

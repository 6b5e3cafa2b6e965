import type { Day } from '../../../lib/day.ts';
import { exec, maybe, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';
import type { CampaignState, ListKind, Verdict } from '../rules/cleanup.ts';

export type CampaignRow = {
  id: string;
  title: string;
  bodyId: string;
  cutOff: Day;
  state: CampaignState;
  openedBy: string;
  closedBy: string | null;
  closedById: string | null;
  releasedBy: string | null;
  decisionNo: string | null;
  createdAt: Date;
  publishedOn: Day | null;
};
export type VerdictRow = {
  documentId: string;
  verdict: Verdict;
  reason: string;
  successorId: string | null;
  by: string;
  at: Date;
};

const CAMPAIGN = sql`id, title, body_id as "bodyId", cut_off as "cutOff", state, opened_by as "openedBy", closed_by as "closedBy",
  closed_by_id as "closedById", released_by as "releasedBy", decision_no as "decisionNo", created_at as "createdAt",
  published_on as "publishedOn"`;

export const campaigns = (db: Reader): Promise<CampaignRow[]> =>
  rows(db, sql`select ${CAMPAIGN} from policy.campaign order by created_at desc`);
export const campaignById = (db: Reader, id: string): Promise<CampaignRow | undefined> =>
  maybe(db, sql`select ${CAMPAIGN} from policy.campaign where id = ${id}`);
export const lockCampaign = (tx: Tx, id: string): Promise<CampaignRow | undefined> =>
  maybe(tx, sql`select ${CAMPAIGN} from policy.campaign where id = ${id} for update`);
export const insertCampaign = (tx: Tx, c: CampaignRow): Promise<number> =>
  exec(
    tx,
    sql`insert into policy.campaign (id, title, body_id, cut_off, state, opened_by, created_at)
        values (${c.id}, ${c.title}, ${c.bodyId}, ${c.cutOff}, ${c.state}, ${c.openedBy}, ${c.createdAt})`,
  );
export const saveCampaign = (tx: Tx, c: CampaignRow): Promise<number> =>
  exec(
    tx,
    sql`update policy.campaign set state = ${c.state}, closed_by = ${c.closedBy}, closed_by_id = ${c.closedById},
          released_by = ${c.releasedBy}, decision_no = ${c.decisionNo}, published_on = ${c.publishedOn} where id = ${c.id}`,
  );

export const verdictsOf = (db: Reader, campaignId: string): Promise<VerdictRow[]> =>
  rows(
    db,
    sql`select document_id as "documentId", verdict, reason, successor_id as "successorId", by_label as by, at
        from policy.verdict where campaign_id = ${campaignId}`,
  );
export const insertVerdict = (tx: Tx, campaignId: string, v: VerdictRow): Promise<number> =>
  exec(
    tx,
    sql`insert into policy.verdict (campaign_id, document_id, verdict, reason, successor_id, by_label, at)
        values (${campaignId}, ${v.documentId}, ${v.verdict}, ${v.reason}, ${v.successorId}, ${v.by}, ${v.at})`,
  );
/** While the campaign is open a verdict can be taken back, and given again. */
export const removeVerdict = (tx: Tx, campaignId: string, documentId: string): Promise<number> =>
  exec(tx, sql`delete from policy.verdict where campaign_id = ${campaignId} and document_id = ${documentId}`);

export const insertList = (tx: Tx, campaignId: string, kind: ListKind, no: number): Promise<number> =>
  exec(tx, sql`insert into policy.campaign_list (campaign_id, kind, no) values (${campaignId}, ${kind}, ${no})`);
export const listsOfCampaign = (db: Reader, campaignId: string): Promise<{ kind: ListKind; no: number }[]> =>
  rows(db, sql`select kind, no from policy.campaign_list where campaign_id = ${campaignId} order by no`);
export const allLists = (db: Reader): Promise<{ no: number }[]> => rows(db, sql`select no from policy.campaign_list`);

import { type DemoCleanup, type DemoPolicyDraft, policyLife } from '../demo/index.ts';
import type { Day } from '../lib/day.ts';
import type { Ruling } from '../lib/ruling.ts';
import { actorOf, people } from '../modules/org/index.ts';
import {
  answerRound,
  assessDraft,
  cleanupInventory,
  closeCampaign,
  commentsOf,
  createDraft,
  draftHtml,
  giveVerdict,
  groupComments,
  openCampaign,
  openRound,
  releaseCampaign,
  submitDraft,
  takeComment,
  takeInAll,
} from '../modules/policy/index.ts';
import { fixedClock } from '../platform/clock.ts';
import { type Actor, PUBLIC, SYSTEM } from '../platform/permission.ts';
import type { System } from '../platform/system.ts';

/** The system as it was in office hours of a day: what people did then is dated then. */
const on = (system: System, day: Day, time = '10:20'): System => ({
  ...system,
  clock: fixedClock(`${day}T${time}:00+08:00`),
});

function must<T>(out: Ruling<T>, what: string): T {
  if (!out.ok) throw new Error(`demonstration, ${what}: ${out.refusals.map((r) => r.code).join(', ')}`);
  return out.value;
}

/**
 * Normative documents of the demonstration: what is published comes into the ledger, two drafts have come some way, and a
 * clean-up has been decided, whose lists go public now. Every step is the one that people take.
 */
export async function loadPolicies(system: System): Promise<void> {
  const today = system.clock.today();
  const life = policyLife(today);
  const all = await people(system.db);
  const who = new Map(await Promise.all(all.map(async (p) => [p.id, await actorOf(system.db, p, today)] as const)));
  const as = (id: string): Actor => who.get(id) ?? SYSTEM;
  await takeInAll(system);
  for (const d of life.drafts) await loadDraft(system, d, as(d.clerkId));
  await loadCleanup(system, life.cleanup, as);
}

async function loadDraft(system: System, d: DemoPolicyDraft, clerk: Actor): Promise<void> {
  const fields = {
    issuerId: 'minghe',
    title: d.title,
    html: draftHtml(d.body),
    note: d.note,
    touchesRights: true,
    replacesId: null,
  };
  let at = must(await createDraft(on(system, d.begun), clerk, { unitId: d.unitId, fields }), d.title);
  const seen = (): { id: string; seen: number } => ({ id: at.id, seen: at.version });
  at = must(await assessDraft(on(system, d.assessed), clerk, { ...seen(), conclusion: d.conclusion }), d.title);
  at = must(await openRound(on(system, d.opened), clerk, { ...seen(), untilOn: d.untilOn }), d.title);
  for (const [i, k] of d.comments.entries()) {
    const evening = on(system, k.on, `20:${String(10 + i)}`);
    must(await takeComment(evening, PUBLIC, { draftId: at.id, clause: k.clause, text: k.text, contact: '' }), k.text);
  }
  if (!d.answered) return;
  const ids = (await commentsOf(system.db, at.id)).map((k) => k.id);
  const then = on(system, d.answered.on);
  for (const { of, ...g } of d.answered.groups)
    must(await groupComments(then, clerk, { ...seen(), ...g, comments: of.flatMap((i) => ids[i] ?? []) }), g.said);
  at = must(await answerRound(then, clerk, { ...seen(), answer: d.answered.answer }), d.title);
  if (!d.submitted) return;
  const { materials } = d.submitted;
  must(await submitDraft(on(system, d.submitted.on), clerk, { ...seen(), materials }), d.title);
}

async function loadCleanup(system: System, k: DemoCleanup, as: (id: string) => Actor): Promise<void> {
  const justice = as('sifa-justice');
  const then = on(system, k.openedOn);
  const { id } = must(
    await openCampaign(then, justice, { title: k.title, bodyId: 'minghe', cutOff: k.cutOff }),
    k.title,
  );
  for (const line of await cleanupInventory(system.db, k.closedOn, id)) {
    const named = k.verdicts.find((v) => v.title === line.title);
    const verdict = line.lapsed ? 'void' : (named?.verdict ?? 'keep');
    const reason = line.lapsed ? k.lapsed : (named?.reason ?? '');
    const input = { campaignId: id, documentId: line.id, verdict, reason, successorId: null };
    must(await giveVerdict(on(system, k.closedOn), justice, input), line.title);
  }
  must(await closeCampaign(on(system, k.closedOn, '16:40'), justice, { campaignId: id }), k.title);
  must(await releaseCampaign(system, as('zhengfuban-office'), { campaignId: id, decisionNo: k.decisionNo }), k.title);
}

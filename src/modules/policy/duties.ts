import type { Period } from '../../lib/dated.ts';
import { addDays, type Day, dayIn, sayDay, sayMonthDay } from '../../lib/day.ts';
import { countWorkdays } from '../../lib/workdays.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { rolesHeld, rootUnit } from '../org/index.ts';
import { listedMany } from '../publication/index.ts';
import { lawOf, type PolicyLaw, settingNote } from './law.ts';
import { reviewWindow } from './rules/guards.ts';
import type { DraftState } from './rules/stages.ts';
import { endsByDecision, isExpiring, isStopped, STANDINGS, standingOn } from './rules/standing.ts';
import { STATE_NAMES } from './say.ts';
import * as store from './store/index.ts';

type Units = 'all' | readonly string[];
const has = (units: Units, id: string): boolean => units === 'all' || units.includes(id);

/**
 * Where the justice bureau sits: a unit at which somebody keeps the ledger. Its duties are listed there and not where a draft
 * comes from; while nobody has the role they are at the root, so that the district sees what nobody does.
 */
async function justiceAt(db: Reader, units: Units): Promise<string | undefined> {
  const held = (await rolesHeld(db)).filter((r) => r.role === 'justice').map((r) => r.unitId);
  const root = (await rootUnit(db))?.id;
  const seats = held.length > 0 || root === undefined ? held : [root];
  return seats.find((id) => has(units, id));
}

/** Who moves a draft on from each state; reviews are the justice bureau's and listed with their clock. */
const NEXT: Partial<Record<DraftState, { may: string; label: string }>> = {
  drafting: { may: 'policy:draft', label: '接着起草' },
  assessed: { may: 'policy:draft', label: '征求意见' },
  consulted: { may: 'policy:draft', label: '送审核' },
  reviewed: { may: 'policy:decide', label: '提交审议' },
  discussed: { may: 'policy:decide', label: '签发' },
  signed: { may: 'policy:decide', label: '登记编号' },
  registered: { may: 'policy:draft', label: '公布' },
  published: { may: 'policy:draft', label: '写解读' },
};

const FILED_FROM: ReadonlySet<DraftState> = new Set(['published', 'interpreted']);

/** The unit that owes the next step: what is decided about a draft is for the unit in whose name it is made. */
const seatOf = (d: store.DraftRow): string => (NEXT[d.state]?.may === 'policy:decide' ? d.issuerId : d.unitId);

export const draftDuties: DutySource = async (db, at, system) => {
  const all = await store.drafts(db);
  const open = all.filter((d) => d.state !== 'filed' && d.state !== 'stopped');
  const sent = await store.eventsOfMany(
    db,
    open.filter((d) => d.state === 'reviewing' || FILED_FROM.has(d.state)).map((d) => d.id),
  );
  const rounds = new Map((await store.rounds(db)).map((r) => [r.draftId, r]));
  const bureau = await justiceAt(db, at.units);
  const law = await lawOf(db);
  const out: Duty[] = [];
  for (const d of open) {
    out.push(...filingDuties(d, sent, at.units, law));
    if (d.state === 'reviewing' ? bureau === undefined : !has(at.units, seatOf(d))) continue;
    const href = `/console/policy/drafts/${d.id}`;
    const base = { key: `policy:draft:${d.id}:${d.state}`, icon: 'edit', title: d.title, unitId: seatOf(d) };
    if (d.state === 'reviewing') {
      const last = sent.filter((e) => e.draftId === d.id && e.move === 'submit').at(-1);
      const from = last ? dayIn(last.at) : at.today;
      const most = law.reviewMost(from);
      const { first, last: due } = reviewWindow(from, { least: law.reviewLeast(from), most }, system.calendar);
      out.push({
        ...base,
        key: `${base.key}:${from}`,
        unitId: bureau ?? d.unitId,
        icon: 'shield',
        title: `合法性审核：${d.title}`,
        note: `${sayMonthDay(from)}送来，最早${sayMonthDay(first)}出具`,
        may: 'policy:review',
        due,
        why: `${sayMonthDay(from)}起${most.number}个工作日，${most.basis}`,
        ticks: { used: countWorkdays(from, at.today, system.calendar), total: most.number },
        act: { label: '去审核', href },
      });
    } else if (d.state === 'consulting') {
      const r = rounds.get(d.id);
      const answer = r && law.consultationAnswer(r.untilOn);
      if (r && answer && r.untilOn < at.today)
        out.push({
          ...base,
          title: `公布意见采纳情况：${d.title}`,
          note: `收到${r.comments}条，${sayMonthDay(r.untilOn)}已经结束`,
          may: 'policy:draft',
          due: addDays(r.untilOn, answer.number),
          why: `征求意见结束后${answer.number}天内公布采纳情况${settingNote(answer)}`,
          act: { label: '去归类答复', href },
        });
    } else if (!(d.state === 'registered' && d.pieceId)) {
      const next = NEXT[d.state];
      if (next)
        out.push({
          ...base,
          note: STATE_NAMES[d.state],
          may: next.may,
          act: { label: next.label, href },
        });
    }
  }
  return out;
};

type Sent = store.EventRow & { draftId: string };

/** What is out is filed with those above within some days, interpreted or not: whoever issued it owes that. */
function filingDuties(d: store.DraftRow, events: readonly Sent[], units: Units, law: PolicyLaw): Duty[] {
  const out = events.find((e) => e.draftId === d.id && e.move === 'publish');
  if (!FILED_FROM.has(d.state) || !out || !has(units, d.issuerId)) return [];
  const on = dayIn(out.at);
  const p = law.filing(on);
  return [
    {
      key: `policy:draft:${d.id}:filing`,
      icon: 'edit',
      title: `报送备案：${d.title}`,
      note: STATE_NAMES[d.state],
      unitId: d.issuerId,
      may: 'policy:decide',
      due: addDays(on, p.number),
      why: `${sayMonthDay(on)}公布，${p.number}天内报送备案${settingNote(p)}。${p.basis}`,
      act: { label: '记备案', href: `/console/policy/drafts/${d.id}` },
    },
  ];
}

/** Documents that end within half a year, or that a clean-up wants amended: for who keeps the ledger and for the unit itself. */
export const documentDuties: DutySource = async (db, at) => {
  const p = (await lawOf(db)).expiryLook(at.today);
  const bureau = await justiceAt(db, at.units);
  return (await store.documents(db)).flatMap((d) => [
    ...(bureau ? lookAt(d, at.today, p, { unitId: bureau, may: 'policy:keep' }) : []),
    ...(has(at.units, d.unitId) ? lookAt(d, at.today, p, { unitId: d.unitId, may: 'policy:draft' }) : []),
  ]);
};

function lookAt(d: store.DocumentRow, today: Day, p: Period, who: Pick<Duty, 'unitId' | 'may'>): Duty[] {
  const href = `/console/policy/documents/${d.id}`;
  const base = { icon: 'book', title: d.title, ...who };
  const out: Duty[] = [];
  if (d.untilOn && isExpiring(d, today, p))
    out.push({
      ...base,
      key: `policy:expiring:${d.id}:${d.untilOn}:${who.may}`,
      note: `${sayDay(d.untilOn)}到期，评估后延期、修改或者让它失效`,
      due: d.untilOn,
      why: `有效期到${sayDay(d.untilOn)}，${p.basis}`,
      act: { label: '去评估', href },
    });
  if (d.toAmend && !endsByDecision(d))
    out.push({
      ...base,
      key: `policy:amend:${d.id}:${who.may}`,
      note: '清理时定了要修改，还没有修改',
      act: { label: '看这件', href },
    });
  return out;
}

export const campaignDuties: DutySource = async (db, at) => {
  const bureau = await justiceAt(db, at.units);
  // The office that publishes sits at the root.
  const root = (await rootUnit(db))?.id;
  const office = root !== undefined && has(at.units, root) ? root : undefined;
  return (await store.campaigns(db)).flatMap((c): Duty[] => {
    const open = c.state === 'open';
    const unitId = open ? bureau : c.state === 'checked' ? office : undefined;
    if (unitId === undefined) return [];
    return [
      {
        key: `policy:campaign:${c.id}:${c.state}`,
        icon: 'list',
        title: c.title,
        note: open ? '逐件定结论，再汇总' : '已经汇总，等公布三张目录',
        unitId,
        may: open ? 'policy:keep' : 'policy:release',
        act: { label: open ? '去清理' : '去公布', href: `/console/policy/cleanups/${c.id}` },
      },
    ];
  });
};

export type StaleCite = {
  fromNo: number;
  title: string;
  unitId: string;
  quote: string;
  document: store.DocumentRow;
  since: Day;
};

/**
 * Published pages that name a document which has stopped since, and that nobody has looked at again. What took its place may
 * name it, and so may the lists of a clean-up; a page that has itself stopped is history.
 */
export async function staleCites(db: Reader, today: Day): Promise<StaleCite[]> {
  const all = await store.documents(db);
  const stopped = new Map(
    all.flatMap((d) => {
      const standing = standingOn(d, today);
      const since = (endsByDecision(d) ? d.decidedOn : null) ?? (d.untilOn ? addDays(d.untilOn, 1) : null);
      return isStopped(standing) && since ? [[d.id, { d, since }] as const] : [];
    }),
  );
  const own = new Map(all.map((d) => [d.id, d.no]));
  const past = new Set<number | null>([...stopped.values()].map((s) => s.d.no));
  for (const l of await store.allLists(db)) past.add(l.no);
  const cites = (await store.allCites(db)).filter((c) => {
    const s = stopped.get(c.documentId);
    const successor = s?.d.successorId ? own.get(s.d.successorId) : undefined;
    return s && c.settledOn === null && c.readOn <= s.since && c.fromNo !== successor && !past.has(c.fromNo);
  });
  const works = new Map((await listedMany(db, [...new Set(cites.map((c) => c.fromNo))])).map((l) => [l.no, l]));
  return cites.flatMap((c) => {
    const s = stopped.get(c.documentId);
    const w = works.get(c.fromNo);
    return s && w?.state === 'published'
      ? [{ fromNo: c.fromNo, title: w.title, unitId: w.unitId, quote: c.quote, document: s.d, since: s.since }]
      : [];
  });
}

export const citeDuties: DutySource = async (db, at) =>
  (await staleCites(db, at.today))
    .filter((s) => has(at.units, s.unitId))
    .map((s) => ({
      key: `policy:cite:${s.fromNo}:${s.document.id}`,
      icon: 'edit',
      title: `核对引用：${s.title}`,
      note: `引用的${s.quote}${sayDay(s.since)}起${STANDINGS[standingOn(s.document, at.today)]}`,
      unitId: s.unitId,
      may: 'policy:draft',
      why: '停止执行的文件不得作为依据，引用它的页面要改或者注明',
      act: { label: '去核对', href: `/console/policy/documents/${s.document.id}#cites` },
    }));

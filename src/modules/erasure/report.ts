import { dayIn } from '../../lib/day.ts';
import { backupsBetween } from '../../platform/db/backups.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Trace } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { type Erasure, type OpenedWork, openEdition, openWork } from '../publication/index.ts';
import { columnsOf, readsOf } from '../sites/index.ts';
import { endOf, type Span, spanOf } from './rules.ts';
import { keptReads, type Notice, noticesOf, type Reads } from './store.ts';

/** Who could have seen what leaked: figures and no content. */
export type LeakReport = {
  erasure: Erasure;
  work: OpenedWork;
  unitName: string;
  spans: Span[];
  /** The first moment anyone could open it, and the last; `until` null: one still can. */
  from: Date;
  until: Date | null;
  reads: Reads[];
  /** Feeds it stood in; who subscribes is not known to the site. */
  feeds: { name: string; href: string }[];
  backups: { madeAt: Date; file: string; bytes: number }[];
  traces: Trace[];
  /** Addresses that copies elsewhere were taken from. */
  addresses: string[];
  notices: Notice[];
};

/** Puts the report together as things stand now; after the erasure the reads are those kept at that moment. */
export async function leakReport(system: System, e: Erasure, origin: string): Promise<LeakReport | undefined> {
  const db = system.db;
  const work = await openWork(db, e.no, 'staff');
  if (!work) return undefined;
  const now = system.clock.now();
  const versions = await versionsShowing(db, work, e);
  const spans = versions.map((v) => {
    const i = work.editions.findIndex((x) => x.version === v);
    const edition = work.editions[i];
    const publishedAt = edition?.publishedAt ?? work.listing.firstPublishedAt;
    return spanOf({ version: v, publishedAt, replacedAt: work.editions[i + 1]?.publishedAt ?? null }, e, now);
  });
  const from = spans[0]?.from ?? work.listing.firstPublishedAt;
  const until = endOf(e);
  const [reads, backups, traces, columns, notices] = await Promise.all([
    e.state === 'done' ? keptReads(db, e.id) : readsOf(db, e.no, e.files),
    backupsBetween(db, from, e.decidedAt && e.state === 'done' ? e.decidedAt : now),
    tracesOf(system, { no: e.no, from, until: until ?? now }),
    columnsOf(db),
    noticesOf(db, e.id),
  ]);
  const names = new Map(columns.map((c) => [c.path, c.name]));
  return {
    erasure: e,
    work,
    unitName: work.listing.unitName,
    spans,
    from,
    until,
    // Before the first version that leaked, nobody could have read it.
    reads: reads.filter((r) => r.day >= dayIn(from)),
    feeds: [
      { name: '全站订阅', href: '/feed.xml' },
      ...work.listing.columns.map((p) => ({ name: `${names.get(p) ?? p}订阅`, href: `/c/${p}/feed.xml` })),
    ],
    backups,
    traces,
    addresses: addressesOf(e, versions, work, origin),
    notices,
  };
}

/** The versions a request is about; for an attachment those that showed it, as their registered text says. */
async function versionsShowing(db: Reader, work: OpenedWork, e: Erasure): Promise<number[]> {
  if (e.whole) return work.editions.map((x) => x.version);
  const found = new Set(e.versions);
  if (e.files.length > 0)
    for (const edition of work.editions) {
      const opened = await openEdition(db, edition, 'staff');
      // Erased since then by another decision: it may have shown it, so it is counted.
      if (!opened.content || opened.content.attachments.some((a) => e.files.includes(a.sha256)))
        found.add(edition.version);
    }
  return work.editions.map((x) => x.version).filter((v) => found.has(v));
}

async function tracesOf(system: System, work: { no: number; from: Date; until: Date }): Promise<Trace[]> {
  const all = await Promise.all(system.modules.map(async (m) => (await m.traces?.(system.db, work)) ?? []));
  return all.flat();
}

function addressesOf(e: Erasure, versions: readonly number[], work: OpenedWork, origin: string): string[] {
  const files = e.files.map((f) => `${origin}/files/${f}/`);
  if (!e.whole && e.versions.length === 0) return files;
  const last = work.editions.at(-1)?.version;
  return [
    ...(last !== undefined && versions.includes(last) ? [`${origin}/p/${e.no}`, `${origin}/p/${e.no}/stub.json`] : []),
    ...versions.map((v) => `${origin}/p/${e.no}/v/${v}`),
    `${origin}/p/${e.no}/compare`,
    `${origin}/api/v1/pieces/${e.no}`,
    ...files,
  ];
}

/** Reads by kind of program, and in all. */
export function totalsOf(reads: readonly Reads[]): { kind: string; n: number }[] {
  const sums = new Map<string, number>();
  for (const r of reads) sums.set(r.kind, (sums.get(r.kind) ?? 0) + r.n);
  return [...sums].map(([kind, n]) => ({ kind, n })).sort((a, b) => b.n - a.n);
}

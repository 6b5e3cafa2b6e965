import { buildDistrict } from '../demo/index.ts';
import type { DemoDistrict, DemoDraft, DemoPiece } from '../demo/types.ts';
import type { Day } from '../lib/day.ts';
import { seedCatalogue } from '../modules/catalogue/index.ts';
import { rebuildFingerprints } from '../modules/checks/index.ts';
import { createPiece, passPiece, returnPiece, schedulePiece, submitPiece } from '../modules/editorial/index.ts';
import { rebuildExplained } from '../modules/interpretation/index.ts';
import { actorOf, initialPassword, people, type Role, seedOrg, type Unit, unitTree } from '../modules/org/index.ts';
import { type Attachment, correct, type Draft, publish, withdraw } from '../modules/publication/index.ts';
import { insertSynonym, insertWord, reindex } from '../modules/search/index.ts';
import { seedSites } from '../modules/sites/index.ts';
import { type Tx, transaction } from '../platform/db/connection.ts';
import { sanitize } from '../platform/documents/index.ts';
import { type Actor, SYSTEM } from '../platform/permission.ts';
import type { System } from '../platform/system.ts';
import { seedOf, type Tie, tied, tiesOf } from './demo-catalogue.ts';
import { storeFiles } from './demo-files.ts';
import { loadFoi } from './demo-foi.ts';
import { loadLedger } from './demo-ledger.ts';
import { loadPolicies } from './demo-policy.ts';
import { loadQuestions } from './demo-questions.ts';
import { loadReports } from './demo-reports.ts';

export type DemoAccount = { username: string; password: string; label: string };

/**
 * Loads the demonstration district into a database that has no unit yet; anything else is left alone. What was published
 * goes in by one transaction, in the order of time, so a first start that is broken off begins anew. Returns the accounts
 * with their passwords, which are stored nowhere in clear.
 */
export async function loadDemo(system: System): Promise<DemoAccount[] | undefined> {
  if ((await unitTree(system.db)).length > 0) return undefined;
  const district = buildDistrict({ today: system.clock.today() });
  const accounts = district.people.map((p) => ({
    username: p.username,
    password: initialPassword(),
    label: p.label,
    id: p.id,
  }));
  const root = district.units.find((u) => u.parentId === undefined);
  const files = await storeFiles(system, district);
  const numbers = await transaction(system.db, async (tx) => {
    await seedOrg(tx, {
      units: district.units.map(unitOf),
      people: district.people.map((p) => ({
        id: p.id,
        username: p.username,
        label: p.label,
        unitId: p.unitId,
        roles: p.roles as readonly Role[],
        // The office supervises all units: its role is held at the root of the tree.
        ...(root && p.roles.includes('office') ? { rolesAt: root.id } : {}),
        password: accounts.find((a) => a.id === p.id)?.password ?? initialPassword(),
      })),
      formerNames: [
        {
          unitId: 'nongye',
          name: '明河区农牧局',
          from: null,
          to: '2019-03-31' as Day,
          source: '明编发〔2019〕3号，机构改革',
        },
      ],
    });
    await seedSites(
      tx,
      {
        site: siteOf(district),
        columns: district.columns.map((c) => ({
          path: c.slug,
          name: c.name,
          description: c.description,
          keywords: c.keywords,
          class: c.class,
          inNav: c.nav ?? false,
        })),
        topics: district.topics.map((t) => ({ slug: t.slug, name: t.name, lead: t.lead })),
      },
      system.clock.now(),
    );
    for (const group of district.links.synonyms) await insertSynonym(tx, group);
    for (const word of district.links.dictionary) await insertWord(tx, word);
    const ties = tiesOf(district);
    const out = await publishAll(tx, district, files, ties, system.clock.now());
    await seedCatalogue(tx, seedOf(district, ties, out, system.calendar), system.clock.now());
    return out;
  });
  await reindex(system);
  await rebuildFingerprints(system);
  await rebuildExplained(system);
  await loadDrafts(system, district);
  await loadLedger(system, district, numbers);
  await loadPolicies(system);
  await loadQuestions(system, district, numbers);
  const asked = await loadFoi(system, district);
  // After the cases, so that what is read in is compared with the ledger as it is.
  await loadReports(system);
  return [
    ...accounts.map(({ username, password, label }) => ({ username, password, label })),
    { username: asked.no, password: asked.password, label: '申请人：到 /foi/status 查自己的申请' },
  ];
}

const unitOf = (u: DemoDistrict['units'][number], position: number): Unit => ({
  id: u.id,
  parentId: u.parentId ?? null,
  kind: u.kind,
  name: u.name,
  shortName: u.shortName,
  aliases: u.aliases,
  codeLetters: u.codeLetters,
  phone: u.phone,
  address: u.address,
  hours: u.hours,
  duties: u.duties,
  position,
  active: true,
  threePeople: true,
});

const siteOf = (d: DemoDistrict) => ({
  name: d.site.name,
  domain: d.site.domain,
  organiser: d.footer.organiser,
  contact: d.footer.contact,
  phone: d.footer.phone,
  address: d.footer.address,
  postcode: d.footer.postcode,
  hours: d.footer.hours,
  siteCode: d.footer.siteCode,
  icp: d.footer.icp,
  police: d.footer.police,
});

type Event = { at: Date; run(): Promise<void> };

/** Publications, corrections and withdrawals in the order of time; each at its own moment. Returns the number of each piece. */
async function publishAll(
  tx: Tx,
  d: DemoDistrict,
  files: Map<string, Attachment[]>,
  ties: ReadonlyMap<string, Tie>,
  now: Date,
): Promise<Map<string, number>> {
  const numbers = new Map<string, number>();
  const names = new Map(d.units.map((u) => [u.id, u.name]));
  const topics = (p: DemoPiece): string[] =>
    d.topics.filter((t) => t.pieceIds.includes(p.id) || p.topics?.includes(t.slug)).map((t) => t.slug);
  // Search is built once after all of them, instead of by one job for each.
  const quiet = async (): Promise<void> => undefined;
  const draftOf = (p: DemoPiece, html: string): Draft => {
    const parts = tied(ties.get(p.id), p, html);
    const interprets = p.interpretsPieceId ? numbers.get(p.interpretsPieceId) : undefined;
    return {
      title: p.title,
      kind: p.kind,
      unitId: p.unitId,
      unitName: names.get(p.unitId) ?? p.unitId,
      columns: p.columnSlugs,
      topics: topics(p),
      ...parts,
      html: sanitize(parts.html),
      answer: p.answer,
      indexNo: p.indexNo,
      basis: p.basis,
      attachments: files.get(p.id) ?? [],
      hands: { writer: p.authors.clerk, reviewer: p.authors.reviewer, approver: p.authors.approver },
      ...(p.issuer ? { issuer: p.issuer } : {}),
      ...(p.docNo ? { docNo: p.docNo } : {}),
      ...(p.issuedOn ? { issuedOn: p.issuedOn } : {}),
      ...(p.validity
        ? {
            validity: {
              from: p.validity.from,
              status: p.validity.status,
              ...(p.validity.until ? { until: p.validity.until } : {}),
              ...(p.validity.reason ? { note: p.validity.reason } : {}),
            },
          }
        : {}),
      ...(interprets === undefined ? {} : { interprets }),
      ...(p.explanation ? { explanation: p.explanation } : {}),
    };
  };
  const must = <T>(out: { ok: true; value: T } | { ok: false; refusals: { code: string }[] }, id: string): T => {
    if (!out.ok) throw new Error(`demonstration piece ${id}: ${out.refusals.map((r) => r.code).join(', ')}`);
    return out.value;
  };
  const number = (id: string): number => {
    const no = numbers.get(id);
    if (no === undefined) throw new Error(`demonstration piece ${id} is not published yet`);
    return no;
  };
  const loadedAt = now.getTime();
  const events = d.pieces.flatMap((p): Event[] => {
    // Nothing is dated after the moment of loading: pieces of today carry the hour before the offices open.
    const at = (iso: string) => ({ tx, now: new Date(Math.min(Date.parse(iso), loadedAt)), enqueue: quiet });
    return [
      {
        at: new Date(p.publishedAt),
        run: async () => {
          numbers.set(p.id, must(await publish(at(p.publishedAt), draftOf(p, p.html)), p.id).no);
        },
      },
      ...(p.corrections ?? []).map((k) => ({
        at: new Date(k.at),
        run: async () => {
          must(await correct(at(k.at), number(p.id), draftOf(p, k.html), k.reason), p.id);
        },
      })),
      ...(p.withdrawal ? [withdrawn(p, p.withdrawal)] : []),
    ];
    function withdrawn(piece: DemoPiece, w: { at: string; reason: string }): Event {
      return {
        at: new Date(w.at),
        run: async () => {
          must(await withdraw(at(w.at), number(piece.id), w.reason), piece.id);
        },
      };
    }
  });
  // A stable sort keeps a policy before the interpretation of the same minute.
  for (const e of events.sort((a, b) => a.at.getTime() - b.at.getTime())) await e.run();
  return numbers;
}

async function actors(system: System): Promise<Map<string, Actor>> {
  const all = await people(system.db);
  return new Map(
    await Promise.all(all.map(async (p) => [p.id, await actorOf(system.db, p, system.clock.today())] as const)),
  );
}

/** Pieces on their way, moved there by the same steps that people take. */
async function loadDrafts(system: System, d: DemoDistrict): Promise<void> {
  const who = await actors(system);
  const as = (id: string | undefined): Actor => (id && who.get(id)) || SYSTEM;
  for (const draft of d.drafts) await loadDraft(system, draft, as);
}

async function loadDraft(system: System, d: DemoDraft, as: (id: string | undefined) => Actor): Promise<void> {
  const fields = {
    title: d.title,
    kind: d.kind,
    columns: d.columnSlugs,
    html: d.html,
    answer: d.answer,
    basis: d.basis,
  };
  const made = await createPiece(system, as(d.clerkId), { unitId: d.unitId, fields });
  if (!made.ok || d.state === 'draft') return;
  const { id } = made.value;
  let seen = made.value.version;
  const sent = await submitPiece(system, as(d.clerkId), { id, seen });
  if (!sent.ok) return;
  seen = sent.value.version;
  if (d.state === 'returned') {
    const remark = d.remarks?.at(-1);
    await returnPiece(system, as(remark?.by ?? d.reviewerId), { id, seen, remark: remark?.text ?? '' });
  }
  if (d.state !== 'passed' && d.state !== 'scheduled') return;
  const passed = await passPiece(system, as(d.reviewerId), { id, seen });
  if (!passed.ok || d.state !== 'scheduled' || !d.releaseAt) return;
  await schedulePiece(system, as(d.approverId), { id, seen: passed.value.version, at: new Date(d.releaseAt) });
}

import { buildDistrict } from '../demo/index.ts';
import type { DemoDistrict, DemoDraft } from '../demo/types.ts';
import type { Day } from '../lib/day.ts';
import { seedCatalogue } from '../modules/catalogue/index.ts';
import { rebuildFingerprints } from '../modules/checks/index.ts';
import { createPiece, passPiece, returnPiece, schedulePiece, submitPiece } from '../modules/editorial/index.ts';
import { rebuildExplained } from '../modules/interpretation/index.ts';
import { actorOf, initialPassword, people, type Role, seedOrg, type Unit, unitTree } from '../modules/org/index.ts';
import type { Attachment } from '../modules/publication/index.ts';
import { insertSynonym, insertWord, reindex } from '../modules/search/index.ts';
import { seedSites } from '../modules/sites/index.ts';
import { transaction } from '../platform/db/connection.ts';
import type { FileStore } from '../platform/files.ts';
import { type Actor, SYSTEM } from '../platform/permission.ts';
import type { System } from '../platform/system.ts';
import { seedOf, tiesOf } from './demo-catalogue.ts';
import { storeFiles } from './demo-files.ts';
import { loadFoi } from './demo-foi.ts';
import { loadLedger } from './demo-ledger.ts';
import { loadPolicies } from './demo-policy.ts';
import { publishAll } from './demo-publish.ts';
import { loadQuestions } from './demo-questions.ts';
import { loadReports } from './demo-reports.ts';

export type DemoAccount = { username: string; password: string; label: string };

/** What needs no database: the district as it looks on a day, its attachments stored, what its pieces say of the catalogue. */
type ReadyDemo = { district: DemoDistrict; files: Map<string, Attachment[]>; ties: ReturnType<typeof tiesOf> };

export async function prepareDemo(files: FileStore, today: Day): Promise<ReadyDemo> {
  const district = buildDistrict({ today });
  return { district, files: await storeFiles(files, district), ties: tiesOf(district) };
}

/**
 * Loads the demonstration district into a database that has no unit yet; anything else is left alone. What was published
 * goes in by one transaction, in the order of time; a first start that is broken off begins anew (demo-loader.ts). Returns
 * the accounts with their passwords, which are stored nowhere in clear.
 */
export async function loadDemo(system: System, ready: ReadyDemo): Promise<DemoAccount[] | undefined> {
  if ((await unitTree(system.db)).length > 0) return undefined;
  const { district, files, ties } = ready;
  const accounts = district.people.map((p) => ({
    username: p.username,
    password: initialPassword(),
    label: p.label,
    id: p.id,
  }));
  const root = district.units.find((u) => u.parentId === undefined);
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
    const out = await publishAll(tx, district, files, ties, system.clock.now());
    await seedCatalogue(tx, seedOf(district, ties, out, system.calendar), system.clock.now());
    return out;
  });
  // What does not look at each other goes in side by side; only the clean-up among it publishes, so numbers stay the same.
  const [asked] = await Promise.all([loadFoi(system, district), loadWork(system, district, numbers), reindex(system)]);
  // After the cases, so that what is read in is compared with the ledger as it is.
  await loadReports(system);
  return [
    ...accounts.map(({ username, password, label }) => ({ username, password, label })),
    { username: asked.no, password: asked.password, label: '申请人：到 /foi/status 查自己的申请' },
  ];
}

async function loadWork(system: System, district: DemoDistrict, numbers: Map<string, number>): Promise<void> {
  await rebuildFingerprints(system);
  await rebuildExplained(system);
  await loadDrafts(system, district);
  await loadLedger(system, district, numbers);
  await loadPolicies(system);
  await loadQuestions(system, district, numbers);
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

/**
 * A regulation changes while 200,000 works stand published: how long until every work that cites it has its alarm. What they cite
 * is what the texts of the law corpus cite, repeated to that size. The peer reads every text again with the scanner.
 *
 * `alarms N`: N works (200,000).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Day } from '../src/lib/day.ts';
import { openAlarms } from '../src/modules/regulation/cited.ts';
import { citationsOf, importLaws, openLibrary } from '../src/modules/regulation/index.ts';
import { citedIn } from '../src/modules/regulation/spread.ts';
import { exec, one, sql } from '../src/platform/db/connection.ts';
import { SYSTEM } from '../src/platform/permission.ts';
import type { System } from '../src/platform/system.ts';
import { needCorpus, type Row, time } from './kit.ts';
import { onOwnSite } from './own-site.ts';

export const title = 'Citation alarms: a regulation changes';

const JUDGED = '2026-03-31' as Day;
const BATCH = 5_000;

type Law = { id: string; title: string; group: string; issued: string | null; effective: string | null; text: string };

/** Writes down what each of `n` works cites, the texts taken in turn. Returns how many rows that is. */
async function fill(system: System, texts: readonly string[], n: number): Promise<number> {
  const library = await openLibrary(system.readDb);
  const cited = texts.map((t) => citedIn(t, library, JUDGED));
  let rows = 0;
  for (let start = 0; start < n; start += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, n - start) }, (_, i) => start + i).flatMap((no) =>
      (cited[no % texts.length] ?? []).map((c) => ({ no: no + 1, ...c })),
    );
    rows += batch.length;
    await exec(
      system.db,
      sql`insert into regulation.cited (no, edition_id, unit_id, name_key, law_id, article, version_id, judged_on)
          select no, 'e' || no, 'u' || no % 40, name_key, law_id, article, version_id, ${JUDGED}
          from unnest(${batch.map((c) => c.no)}::bigint[], ${batch.map((c) => c.nameKey)}::text[],
            ${batch.map((c) => c.lawId)}::text[], ${batch.map((c) => c.article)}::text[],
            ${batch.map((c) => c.versionId)}::text[]) as t(no, name_key, law_id, article, version_id)`,
    );
  }
  await exec(system.db, sql`analyze regulation.cited`);
  return rows;
}

/** Laws by how many works cite them, the most cited first. */
async function ranking(system: System): Promise<{ id: string; title: string; works: number }[]> {
  const { list } = await one<{ list: { id: string; title: string; works: number }[] }>(
    system.db,
    sql`select json_agg(t order by works desc, id) as list from (
          select c.law_id as id, l.title, count(distinct c.no)::int as works
          from regulation.cited c join regulation.law l on l.id = c.law_id group by 1, 2) t`,
  );
  return list;
}

async function changed(
  system: System,
  dir: string,
  laws: readonly Law[],
  law: { id: string; title: string; works: number },
) {
  const newest = laws
    .filter((l) => l.title === law.title)
    .toSorted((a, b) => (a.issued ?? '').localeCompare(b.issued ?? ''))
    .at(-1);
  if (!newest) throw new Error(`《${law.title}》 is not in the corpus`);
  const file = join(dir, `${law.id}.jsonl`);
  const next = {
    ...newest,
    id: `${newest.id}-new`,
    issued: '2026-04-01',
    effective: '2026-05-01',
    text: newest.text.replace('应当', '必须'),
  };
  await writeFile(file, `${JSON.stringify(next)}\n`);
  const took = await time(() => importLaws(system, SYSTEM, file));
  const { n } = await one<{ n: number }>(
    system.db,
    sql`select count(*)::int as n from regulation.alarm where law_id = ${law.id}`,
  );
  return { took, raised: n };
}

async function measure(system: System, dir: string, n: number): Promise<Row[]> {
  const path = needCorpus('laws.jsonl.gz');
  await importLaws(system, SYSTEM, path);
  const laws = gunzipSync(await readFile(path))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as Law);
  const texts = laws.map((l) => l.text);
  const rows = await fill(system, texts, n);
  const ranked = await ranking(system);
  const library = await openLibrary(system.readDb);
  const scan = await time(() => {
    for (const t of texts) citationsOf(t, library, JUDGED);
  });
  const again = (scan * n) / texts.length;
  const out: Row[] = [{ what: `works published, places cited`, ours: `${n}, ${rows}` }];
  for (const [which, law] of [
    ['most cited', ranked[0]],
    ['tenth', ranked[9]],
    ['a common one', ranked[Math.floor(ranked.length / 2)]],
  ] as const) {
    if (!law) continue;
    const { took, raised } = await changed(system, dir, laws, law);
    out.push({
      what: `${which}: 《${law.title}》 changes, ${law.works} works cite it; from its import until all have their alarm`,
      ours: raised === law.works ? `${(took / 1000).toFixed(2)} s` : `${raised} alarms of ${law.works}`,
      peer: `${(again / 1000).toFixed(1)} s (every text scanned again, in memory)`,
      ratio: `${(again / took).toFixed(0)} ×`,
      asked: '≤ 5 s',
      met: raised === law.works && took <= 5_000,
    });
  }
  const list = await time(() => openAlarms(system.readDb, { today: '2026-05-01' as Day, units: ['u7'] }, 50));
  out.push({ what: 'the oldest fifty open alarms of one of 40 units', ours: `${list.toFixed(0)} ms` });
  const reread = await time(() => openLibrary(system.readDb));
  out.push({ what: 'a process reads the changed library anew', ours: `${reread.toFixed(0)} ms` });
  return out;
}

export async function run(args: readonly string[]): Promise<Row[]> {
  const n = Number(args[0] ?? 200_000);
  needCorpus('laws.jsonl.gz');
  return onOwnSite('alarms', (system, home) => measure(system, home, n));
}

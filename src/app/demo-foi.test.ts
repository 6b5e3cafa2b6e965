import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDistrict } from '../demo/index.ts';
import { type Day, day } from '../lib/day.ts';
import { annualreport, checkReport, openReport, type Report, reportOnPage } from '../modules/annualreport/index.ts';
import { foi, openFile } from '../modules/foi/index.ts';
import { actorOf, org, people, type Role, seedOrg } from '../modules/org/index.ts';
import { publication } from '../modules/publication/index.ts';
import { sites } from '../modules/sites/index.ts';
import { translog } from '../modules/translog/index.ts';
import { one, rows, sql, transaction } from '../platform/db/connection.ts';
import { closeConverter, pageWords } from '../platform/documents/index.ts';
import { type World, world } from '../testing/world.ts';
import { loadFoi } from './demo-foi.ts';

const TODAY = day('2026-11-26');
const d = buildDistrict({ today: TODAY });
const YEARS = [2024, 2025];

/** The published report of a unit and year, read from its page as anybody would. */
const published = new Map<string, Report>();
for (const p of d.pieces.filter((x) => x.kind === '年报')) {
  const read = reportOnPage(`<h1>${p.title}</h1>${p.html}`);
  if (!read.ok) throw new Error(`${p.title}: ${read.wrong.join(' ')}`);
  published.set(`${p.unitId} ${read.report.year}`, { ...read.report, unit: p.unitId });
}
const reporting = d.units.filter((u) => ['department', 'township'].includes(u.kind));
const of = (unit: string, year: number): Report => {
  const found = published.get(`${unit} ${year}`);
  if (!found) throw new Error(`${unit} has published no report of ${year}`);
  return found;
};

describe('the reports that the demonstration has published', () => {
  test('every department and township has both years out, and the district too', () => {
    for (const year of YEARS) for (const u of [...reporting, { id: 'minghe' }]) expect(of(u.id, year).year).toBe(year);
    expect(published.size).toBe((reporting.length + 1) * YEARS.length);
  });

  test.each(YEARS)('of %i: every unit passes every check, its text and the year before among them', (year) => {
    const failures = [...reporting.map((u) => u.id), 'minghe'].flatMap((id) =>
      checkReport(of(id, year), published.get(`${id} ${year - 1}`)).map((f) => `${id}: ${f.say}`),
    );
    expect(failures).toEqual([]);
  });

  test('what a unit carried out of the first year it carries into the second, and somebody does', () => {
    for (const u of reporting) expect(of(u.id, 2025).table3.carriedIn).toEqual(of(u.id, 2024).table3.carriedOut);
    expect(of('minghe', 2025).table3.carriedIn.total).toBeGreaterThan(3);
    expect(of('minghe', 2025).table3.carriedOut.total).toBeGreaterThan(3);
  });
});

describe('the cases behind them', () => {
  let w: World;
  let shown = { no: '', password: '' };
  beforeAll(async () => {
    w = await world({
      modules: [org, translog, publication, sites, foi, annualreport],
      at: `${TODAY}T09:30:00+08:00`,
    });
    await transaction(w.system.db, async (tx) => {
      await seedOrg(tx, {
        units: d.units.map((u, position) => ({
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
        })),
        people: d.people.map((p) => ({
          id: p.id,
          username: p.username,
          label: p.label,
          unitId: p.unitId,
          roles: p.roles as readonly Role[],
          ...(p.roles.includes('office') ? { rolesAt: 'minghe' } : {}),
          password: 'abcd-efgh-jkmn',
        })),
      });
    });
    shown = await loadFoi(w.system, d);
  });
  afterAll(async () => {
    await w.end();
    await closeConverter();
  });

  test.each(YEARS)(
    'the report of %i from the ledger is what each unit has published, and nothing is wrong with it',
    async (year) => {
      for (const { id } of [...reporting, { id: 'minghe' }]) {
        const live = (await openReport(w.system.db, w.system, id, year)).built.report;
        const page = of(id, year);
        expect(live.table3, `${id} ${year}`).toEqual(page.table3);
        expect(live.table4, `${id} ${year}`).toEqual(page.table4);
        expect(live.section6.feeYuan, `${id} ${year}`).toBe(page.section6.feeYuan ?? 0);
        expect(checkReport(live)).toEqual([]);
      }
    },
  );

  test('what is open stands where the demonstration says, each brought there by its people', async () => {
    const open = await rows<{ unit: string; state: string; n: number }>(
      w.system.db,
      sql`select unit_id as unit, state, count(*)::int as n from foi.request
          where state <> 'archived' group by 1, 2 order by 1, 2`,
    );
    expect(open.map((x) => `${x.unit} ${x.state} ${x.n}`)).toEqual([
      'baita processing 1',
      'caizheng processing 1',
      'jiaoyu delivered 1',
      'jiaoyu processing 1',
      'jiaoyu withdrawn 1',
      'minzheng awaitingConfirmation 1',
      'minzheng correctionPending 1',
      'minzheng delivered 1',
      'minzheng processing 4',
      'nongye processing 1',
      'zhengfuban feePending 1',
    ]);
    const [asked] = await rows<{ due: Day; state: string }>(
      w.system.db,
      sql`select due, state from foi.request where no = ${shown.no}`,
    );
    expect(asked).toEqual({ due: '2026-12-08', state: 'processing' });
    const late = await rows<{ unit: string }>(
      w.system.db,
      sql`select unit_id as unit from foi.request where closed_on is null and due < ${TODAY}`,
    );
    expect(late).toEqual([{ unit: 'baita' }]);
    const groups = await rows<{ n: number }>(w.system.db, sql`select applicants as n from foi.frequent`);
    expect(groups).toEqual([{ n: 3 }]);
  });

  test('the bar of the covered answer lies on every name and number, and on nothing of the rest', async () => {
    const [r] = await rows<{
      id: string;
      source: string;
      bars: { x: number; y: number; width: number; height: number }[];
    }>(w.system.db, sql`select request_id as id, source_id as source, bars from foi.redaction where state = 'done'`);
    const person = (await people(w.system.db)).find((p) => p.id === 'jiaoyu-clerk');
    if (!r || !person) throw new Error('nothing covered');
    const clerk = await actorOf(w.system.db, person, TODAY);
    const file = await openFile(w.system, clerk, { id: r.id, fileId: r.source });
    if (!file.ok) throw new Error('not opened');
    const read = await pageWords({ name: '校车.pdf', bytes: file.value.bytes });
    if (!read.ok) throw new Error(read.say);
    const [bar] = r.bars;
    const inside = (x: (typeof read.words)[number]): boolean =>
      bar !== undefined &&
      x.x >= bar.x &&
      x.y >= bar.y &&
      x.x + x.width <= bar.x + bar.width &&
      x.y + x.height <= bar.y + bar.height;
    const covered = read.words.filter(inside).map((x) => x.text.trim());
    const open = read.words.filter((x) => !inside(x)).map((x) => x.text);
    expect(covered.filter(Boolean).sort()).toEqual(
      ['0999-0000001', '0999-0000002', '0999-0000003', '柳某', '桑某', '白某'].sort(),
    );
    expect(open.join('')).toContain('一号线');
    expect(open.join('')).not.toMatch(/某|0999/);
  });

  test('all was answered within its period, by articles in force, and each case can be opened as a letter', async () => {
    const { late, bare } = await one<{ late: number; bare: number }>(
      w.system.db,
      sql`select (count(*) filter (where decided_on > due))::int as late,
            (count(*) filter (where decided_on is not null and cardinality(basis) = 0))::int as bare from foi.request`,
    );
    expect({ late, bare }).toEqual({ late: 0, bare: 0 });
    const answers = await rows<{ n: number; letters: number }>(
      w.system.db,
      sql`select (select count(*) from foi.request where decided_on is not null)::int as n,
            (select count(*) from foi.letter where kind = 'answer' and no is not null)::int as letters`,
    );
    expect(answers[0]?.letters).toBe(answers[0]?.n);
  });

  test('numbers of applications and letters have no gap, and count in the order of days', async () => {
    const gaps = await rows<{ kind: string }>(
      w.system.db,
      sql`select 'application' as kind from foi.application a where exists
            (select from foi.application b where left(b.no, 8) = left(a.no, 8) and b.no > a.no and b.arrived_on < a.arrived_on)
          union all
          select c.kind from foi.counter c where c.kind like 'letter:%' and c.n <>
            (select count(*) from foi.letter l join foi.request r on r.id = l.request_id
             where 'letter:' || r.unit_id = c.kind and extract(year from l.issued_on) = c.year)`,
    );
    expect(gaps).toEqual([]);
  });

  test('nobody is named outside what lies sealed', async () => {
    const { text } = await one<{ text: string }>(
      w.system.db,
      sql`select string_agg(e.note || e.detail::text, ' ') || (select string_agg(body::text, ' ') from foi.letter) as text from foi.event e`,
    );
    expect(text).not.toMatch(/\d{17}[\dXx]|1390000|[白柳桑槐柏桐杨梅兰菊苇芦蒲荷稻麦谷豆]某/);
  });
});

test('the same cases on the same day, none after it', () => {
  const again = buildDistrict({ today: TODAY });
  expect(again.cases).toEqual(d.cases);
  const days = (c: (typeof d.cases)[number]): (Day | null)[] => [
    c.archivedOn,
    c.deliveredOn,
    c.end.on,
    ...c.disputes.map((x) => x.closedOn),
  ];
  expect(d.cases.flatMap(days).filter((x) => x !== null && x > TODAY)).toEqual([]);
});

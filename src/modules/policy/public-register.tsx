import type { Day } from '../../lib/day.ts';
import { json } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { PrintTool } from '../../ui/components/article.tsx';
import { AppliedFilters, FilterGroup, Filters, ResultsHead } from '../../ui/components/search.tsx';
import { Columns, PageHead, Section } from '../../ui/components/section.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { unitsById } from '../org/index.ts';
import { portalShell } from '../sites/index.ts';
import { lawOf, type PolicyLaw } from './law.ts';
import { type Filter, filterHref, filterOf, passing, sayCounted, tally, yearOfDocument } from './ledger-view.ts';
import { countsOn, decisionOn, STANDINGS, standingOn, standsSince } from './rules/standing.ts';
import { StandingTag, whyStanding } from './shown.tsx';
import * as store from './store/index.ts';
import { veiled } from './veiled.ts';

const BASE = '/policies';
const STATUSES = ['valid', 'expiring', 'future', 'amended', 'repealed', 'void', 'lapsed'] as const;
const sayStatus = (s: (typeof STATUSES)[number]): string => (s === 'expiring' ? '半年内到期' : STANDINGS[s]);

const Groups = ({
  all,
  f,
  today,
  law,
  nameOf,
}: {
  all: store.DocumentRow[];
  f: Filter;
  today: Day;
  law: PolicyLaw;
  nameOf: (id: string) => string;
}) => {
  const units = tally(passing(all, f, today, law, 'unit'), (d) => d.unitId).sort((a, b) => b.n - a.n);
  const years = tally(passing(all, f, today, law, 'year'), yearOfDocument).sort((a, b) => b.key.localeCompare(a.key));
  return (
    <Filters on={[f.standing, f.unit, f.year].filter(Boolean).length}>
      <FilterGroup
        title="有效性"
        options={STATUSES.map((s) => ({
          text: sayStatus(s),
          count: passing(all, { ...f, standing: s }, today, law).length,
          on: f.standing === s,
          href: filterHref(BASE, f, { standing: f.standing === s ? '' : s }),
        })).filter((o) => o.count > 0 || o.on)}
      />
      <FilterGroup
        title="谁制定的"
        options={units.map((u) => ({
          text: nameOf(u.key),
          count: u.n,
          on: f.unit === u.key,
          href: filterHref(BASE, f, { unit: f.unit === u.key ? '' : u.key }),
        }))}
      />
      <FilterGroup
        title="哪一年"
        options={years.map((y) => ({
          text: `${y.key}年`,
          count: y.n,
          on: f.year === y.key,
          href: filterHref(BASE, f, { year: f.year === y.key ? '' : y.key }),
        }))}
      />
    </Filters>
  );
};

/** `/policies`: every normative document with its validity, for everybody; prints as one table. */
export async function policiesPage(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const today = c.system.clock.today();
  const [documents, units, campaigns] = await Promise.all([store.documents(db), unitsById(db), store.campaigns(db)]);
  const all = await veiled(db, documents);
  const f = filterOf(c.query);
  const law = await lawOf(db);
  const rows = passing(all, f, today, law);
  const nameOf = (id: string): string => units.get(id)?.name ?? id;
  // What takes effect later is no basis yet, so it is not among these.
  const inForce = all.filter((d) => countsOn(d, today) && standingOn(d, today) !== 'future').length;
  const lists = (
    await Promise.all(
      campaigns
        .filter((k) => k.state === 'published')
        .map(async (k) => ({ k, lists: await store.listsOfCampaign(db, k.id) })),
    )
  ).slice(0, 3);
  return portalShell(c, {
    title: '规范性文件公开台账',
    current: 'zfxxgk',
    breadcrumbs: [{ text: '首页', href: '/' }, { text: '规范性文件公开台账' }],
    wide: true,
    children: (
      <>
        <PageHead
          title="规范性文件公开台账"
          lead={`一共${all.length}件，现行有效${inForce}件。列为废止、失效和尚未生效的，不能作为办事和处罚的依据。`}
          actions={<PrintTool />}
        />
        <Columns
          kind="search"
          rail={<Groups all={all} f={f} today={today} law={law} nameOf={nameOf} />}
          main={
            <>
              <form class="search search-page" action={BASE} method="get">
                <label for="policies-q" class="search-label">
                  标题或文号
                </label>
                <span class="search-row">
                  <input
                    id="policies-q"
                    name="q"
                    type="search"
                    value={f.text}
                    placeholder="明政规发〔2026〕3号"
                    maxlength={100}
                  />
                  <button type="submit">查找</button>
                </span>
                {f.standing && <input type="hidden" name="status" value={f.standing} />}
                {f.counted && <input type="hidden" name="counted" value={`${f.counted.as}.${f.counted.until}`} />}
                {f.unit && <input type="hidden" name="unit" value={f.unit} />}
                {f.year && <input type="hidden" name="year" value={f.year} />}
              </form>
              <ResultsHead count={rows.length} note="新的在前" />
              <AppliedFilters
                items={[
                  ...(f.standing
                    ? [{ text: sayStatus(f.standing), removeHref: filterHref(BASE, f, { standing: '' }) }]
                    : []),
                  ...(f.counted
                    ? [{ text: sayCounted(f.counted), removeHref: filterHref(BASE, f, { counted: undefined }) }]
                    : []),
                  ...(f.unit ? [{ text: nameOf(f.unit), removeHref: filterHref(BASE, f, { unit: '' }) }] : []),
                  ...(f.year ? [{ text: `${f.year}年`, removeHref: filterHref(BASE, f, { year: '' }) }] : []),
                ]}
                clearHref={BASE}
              />
              {rows.length === 0 ? (
                <p>
                  这样筛没有一件。<a href={BASE}>去掉筛选</a>
                </p>
              ) : (
                <DataTable
                  caption="规范性文件"
                  captionHidden
                  rowKey={(d: store.DocumentRow) => d.id}
                  rows={rows}
                  columns={[
                    {
                      head: '文件',
                      wide: true,
                      cell: (d: store.DocumentRow) => (
                        <>
                          {d.no === null ? d.title : <a href={`/p/${d.no}`}>{d.title}</a>}
                          {d.docNo && <span class="table-under nobr">{d.docNo}</span>}
                        </>
                      ),
                    },
                    { head: '有效性', cell: (d: store.DocumentRow) => <StandingTag d={d} today={today} law={law} /> },
                    { head: '制定机关', cell: (d: store.DocumentRow) => d.issuer },
                    {
                      head: '为什么',
                      cell: (d: store.DocumentRow) =>
                        d.no === null ? (
                          whyStanding(d, today)
                        ) : (
                          <a href={`/p/${d.no}/history`}>{whyStanding(d, today)}</a>
                        ),
                    },
                  ]}
                />
              )}
              <p class="link-row no-print">
                <a href={`/api/v1/policies${filterHref('', f, {})}`}>这些的开放数据（JSON）</a>
                <a href="/drafts">正在征求意见的草案</a>
              </p>
              {lists.length > 0 && (
                <Section title="历次清理结果" small>
                  {lists.map(({ k, lists: l }) => (
                    <p class="link-row" key={k.id}>
                      <span>{k.title}</span>
                      {l.map((x) => (
                        <a key={x.no} href={`/p/${x.no}`}>
                          {{ keep: '继续有效目录', repeal: '废止目录', void: '宣布失效目录' }[x.kind]}
                        </a>
                      ))}
                    </p>
                  ))}
                </Section>
              )}
            </>
          }
        />
      </>
    ),
  });
}

/** A decision that says nothing of where the document stands today (amended and lapsed since, or not in force yet) is not its reason. */
export const documentJson = (origin: string, d: store.DocumentRow, today: Day) => ({
  title: d.title,
  docNo: d.docNo,
  unifiedNo: d.unifiedNo,
  issuer: d.issuer,
  unit: d.unitId,
  issuedOn: d.issuedOn,
  effectiveFrom: d.fromOn,
  validUntil: d.untilOn,
  status: standingOn(d, today),
  statusText: STANDINGS[standingOn(d, today)],
  statusOn: standsSince(d, today),
  statusReason: (decisionOn(d, today) && d.reason) || null,
  statusDocNo: (decisionOn(d, today) && d.statusDoc) || null,
  no: d.no,
  url: d.no === null ? null : `${origin}/p/${d.no}`,
});

const PER = 200;

/** `/api/v1/policies`: the same register as data, with the same filters; `page` from 1. */
export async function policiesApi(c: Req): Promise<Answer> {
  const today = c.system.clock.today();
  const known = new Set(['status', 'unit', 'year', 'q', 'counted', 'page']);
  const wrong = [...c.query.keys()].filter((k) => !known.has(k));
  const page = Number(c.query.get('page') ?? '1');
  if (!Number.isInteger(page) || page < 1 || page > 10_000) wrong.push('page');
  if (wrong.length > 0)
    return json(
      { error: 'bad_request', problems: wrong.map((parameter) => ({ parameter, problem: 'not known' })) },
      400,
    );
  const all = await veiled(c.system.readDb, await store.documents(c.system.readDb));
  const rows = passing(all, filterOf(c.query), today, await lawOf(c.system.readDb));
  const byId = new Map(all.map((d) => [d.id, d]));
  const next = new URLSearchParams(c.query);
  next.set('page', String(page + 1));
  return json({
    total: rows.length,
    page,
    per: PER,
    ...(page * PER < rows.length ? { next: `${c.origin}/api/v1/policies?${next}` } : {}),
    policies: rows.slice((page - 1) * PER, page * PER).map((d) => ({
      ...documentJson(c.origin, d, today),
      successor: d.successorId ? (byId.get(d.successorId)?.docNo ?? null) : null,
      replaces: all.filter((x) => x.successorId === d.id).map((x) => x.docNo),
    })),
  });
}

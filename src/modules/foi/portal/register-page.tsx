import type { Day } from '../../../lib/day.ts';
import { pageOf } from '../../../platform/http/query.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { ButtonLink } from '../../../ui/components/button.tsx';
import { Pagination } from '../../../ui/components/pagination.tsx';
import { AppliedFilters, FilterGroup, Filters, ResultsHead } from '../../../ui/components/search.tsx';
import { Columns, PageHead, Section } from '../../../ui/components/section.tsx';
import { EmptyState } from '../../../ui/components/state-box.tsx';
import { DataTable } from '../../../ui/components/table.tsx';
import { unitsById } from '../../org/index.ts';
import { portalShell } from '../../sites/index.ts';
import { foiLaw } from '../law.ts';
import { kindOf } from '../rules/law.ts';
import { type Counts, countsOf, type Figures, figuresOf } from './rules/register.ts';
import { sayNear } from './rules/status.ts';
import * as store from './store/register.ts';

const BASE = '/foi/register';
const PAGE = 20;

export const RESULT_NAMES: Record<store.Result, string> = {
  open: '正在办',
  granted: '予以公开',
  partial: '部分公开',
  denied: '不予公开',
  unable: '无法提供',
  notProcessed: '不予处理',
  other: '其他处理',
};
const isResult = (t: string): t is store.Result => (store.RESULTS as readonly string[]).includes(t);

/** Until the clerk made a title fit for the public, the register says so and shows nothing of what was written. */
export const publicSubject = (l: Pick<store.Line, 'subject'>): string => l.subject || '题目正在整理，登记后公开';

export function filterOf(q: URLSearchParams): store.RegisterFilter {
  const result = q.get('result') ?? '';
  return {
    unit: (q.get('unit') ?? '').slice(0, 60),
    year: /^(?:19|20)\d\d$/.test(q.get('year') ?? '') ? (q.get('year') ?? '') : '',
    result: isResult(result) ? result : '',
    text: (q.get('q') ?? '').trim().slice(0, 100),
  };
}

const queryOf = (f: store.RegisterFilter): URLSearchParams => {
  const q = new URLSearchParams();
  if (f.result) q.set('result', f.result);
  if (f.unit) q.set('unit', f.unit);
  if (f.year) q.set('year', f.year);
  if (f.text) q.set('q', f.text);
  return q;
};
const hrefOf = (f: store.RegisterFilter, over: Partial<store.RegisterFilter> = {}, page = 1): string => {
  const q = queryOf({ ...f, ...over });
  if (page > 1) q.set('page', String(page));
  return q.size > 0 ? `${BASE}?${q}` : BASE;
};

export const decisionName = (l: Pick<store.Line, 'decision' | 'reportRow'>): string =>
  (l.decision === null ? undefined : kindOf(foiLaw, l.decision)?.name) ??
  RESULT_NAMES[(l.reportRow?.split('.')[0] ?? 'open') as store.Result] ??
  '';

type View = {
  f: store.RegisterFilter;
  today: Day;
  lines: readonly store.Line[];
  counts: Counts;
  figures: readonly Figures[];
  page: number;
  nameOf: (id: string) => string;
  /** As people say it here: 区民政局. */
  shortOf: (id: string) => string;
};

const Groups = ({ v }: { v: View }) => {
  const { f, counts, nameOf } = v;
  if (counts.total === 0 && !f.result && !f.unit && !f.year) return null;
  const n = (r: store.Result): number => counts.results.find((x) => x.key === r)?.n ?? 0;
  return (
    <Filters on={[f.result, f.unit, f.year].filter(Boolean).length}>
      <FilterGroup
        title="办得怎样"
        options={store.RESULTS.map((r) => ({
          text: RESULT_NAMES[r],
          count: n(r),
          on: f.result === r,
          href: hrefOf(f, { result: f.result === r ? '' : r }),
        })).filter((o) => o.count > 0 || o.on)}
      />
      <FilterGroup
        title="哪个机关"
        options={counts.units.map((u) => ({
          text: nameOf(u.key),
          count: u.n,
          on: f.unit === u.key,
          href: hrefOf(f, { unit: f.unit === u.key ? '' : u.key }),
        }))}
      />
      <FilterGroup
        title="哪一年收到"
        options={counts.years.map((y) => ({
          text: `${y.key}年`,
          count: y.n,
          on: f.year === y.key,
          href: hrefOf(f, { year: f.year === y.key ? '' : y.key }),
        }))}
      />
    </Filters>
  );
};

const FigureTable = ({ v }: { v: View }) => (
  <DataTable
    caption={`${v.f.year ? `${v.f.year}年` : '历年'}收到的申请，按机关`}
    phone="scroll"
    regionLabel="各机关的件数"
    rowKey={(r: Figures) => r.unitId}
    rows={[...v.figures]}
    columns={[
      { head: '机关', cell: (r: Figures) => v.nameOf(r.unitId) },
      { head: '收到', cell: (r: Figures) => r.n, num: true },
      ...store.RESULTS.map((g) => ({
        head: RESULT_NAMES[g],
        num: true,
        cell: (r: Figures) =>
          r[g] === 0 ? '0' : <a href={hrefOf({ ...v.f, text: '' }, { unit: r.unitId, result: g })}>{r[g]}</a>,
      })),
      { head: '平均天数', cell: (r: Figures) => r.days ?? '没有可算的', num: true },
      { head: '超期', cell: (r: Figures) => r.late, num: true },
    ]}
    total={[
      '合计',
      v.figures.reduce((n, r) => n + r.n, 0),
      ...store.RESULTS.map((g) => v.figures.reduce((n, r) => n + r[g], 0)),
      '',
      v.figures.reduce((n, r) => n + r.late, 0),
    ]}
  />
);

/** The register of requests as anybody may read it: what, when, how it ended, who answered; nothing of who asked. */
export const RegisterPage = ({ v }: { v: View }) => {
  const { f, counts } = v;
  return (
    <>
      <PageHead
        title="申请公开登记册"
        lead="每件申请要的什么信息、什么时候收到、怎么答复的，都登在这里。谁申请的不公开。"
        actions={
          <ButtonLink href={`${BASE}.csv${queryOf(f).size > 0 ? `?${queryOf(f)}` : ''}`} icon="download" small>
            下载CSV
          </ButtonLink>
        }
      />
      <Columns
        kind="search"
        rail={<Groups v={v} />}
        main={
          <>
            <form class="search search-page" action={BASE} method="get">
              <label for="foi-q" class="search-label">
                要的信息里有什么字，或者申请编号
              </label>
              <span class="search-row">
                <input id="foi-q" name="q" type="search" value={f.text} placeholder="高标准农田" maxlength={100} />
                <button type="submit">查找</button>
              </span>
              {[...queryOf({ ...f, text: '' })].map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
            </form>
            <ResultsHead count={counts.total} note="新收到的在前" />
            <AppliedFilters
              items={[
                ...(f.result ? [{ text: RESULT_NAMES[f.result], removeHref: hrefOf(f, { result: '' }) }] : []),
                ...(f.unit ? [{ text: v.nameOf(f.unit), removeHref: hrefOf(f, { unit: '' }) }] : []),
                ...(f.year ? [{ text: `${f.year}年`, removeHref: hrefOf(f, { year: '' }) }] : []),
              ]}
              clearHref={BASE}
            />
            {v.lines.length === 0 ? (
              <EmptyState
                title={counts.total === 0 && queryOf(f).size === 0 ? '还没有收到过申请' : '这样查没有一件'}
                next={
                  <>
                    {queryOf(f).size > 0 && <a href={BASE}>看全部</a>}
                    <a href="/foi/apply">申请公开信息</a>
                  </>
                }
              >
                <p>收到并确认的申请，当天登在这里。</p>
              </EmptyState>
            ) : (
              <DataTable
                caption="申请公开登记册"
                captionHidden
                rowKey={(l: store.Line) => l.no}
                rows={[...v.lines]}
                columns={[
                  {
                    head: '要的信息',
                    cell: (l: store.Line) => (
                      <>
                        {publicSubject(l)}
                        {l.workNo !== null && (
                          <>
                            {' '}
                            <a href={`/p/${l.workNo}`}>已经公开，看这一件</a>
                          </>
                        )}
                        <span class="letter-no">{l.no}</span>
                      </>
                    ),
                  },
                  { head: '机关', cell: (l: store.Line) => <span class="nobr">{v.shortOf(l.unitId)}</span> },
                  { head: '收到', cell: (l: store.Line) => <span class="nobr">{sayNear(l.receivedOn, v.today)}</span> },
                  {
                    head: '办结',
                    cell: (l: store.Line) => (
                      <span class="nobr">
                        {l.closedOn
                          ? sayNear(l.closedOn, v.today)
                          : l.due
                            ? `最晚${sayNear(l.due, v.today)}`
                            : '等补正'}
                      </span>
                    ),
                  },
                  { head: '怎么答复的', cell: (l: store.Line) => decisionName(l) },
                ]}
              />
            )}
            <Pagination page={v.page} pages={Math.ceil(counts.total / PAGE)} hrefFor={(n) => hrefOf(f, {}, n)} />
          </>
        }
      />
      {v.figures.length > 0 && (
        <Section title="各机关办得怎样" id="figures">
          <div class="foi-figures">
            <FigureTable v={v} />
          </div>
          <p class="as-of">“平均天数”是从收到到办结的日历天数；“超期”是过了答复期限才办结、或者到今天还没有答复的。</p>
        </Section>
      )}
    </>
  );
};

export async function registerPage(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const today = c.system.clock.today();
  const f = filterOf(c.query);
  const page = pageOf(c.query);
  const [lines, cells, all, units] = await Promise.all([
    store.registerLines(db, f, PAGE, (page - 1) * PAGE),
    store.registerCells(db, f.text, today),
    f.text === '' ? undefined : store.registerCells(db, '', today),
    unitsById(db),
  ]);
  const counts = countsOf(cells, f);
  const figures = figuresOf(all ?? cells, f.year);
  const nameOf = (id: string): string => units.get(id)?.name ?? id;
  const shortOf = (id: string): string => units.get(id)?.shortName ?? nameOf(id);
  return portalShell(c, {
    title: '申请公开登记册',
    current: 'zfxxgk',
    breadcrumbs: [{ text: '首页', href: '/' }, { text: '依申请公开', href: '/foi' }, { text: '登记册' }],
    meta: { description: `收到的政府信息公开申请${counts.total}件，要的什么、怎么答复的。` },
    children: <RegisterPage v={{ f, today, lines, counts, figures, page, nameOf, shortOf }} />,
  });
}

import { dayIn, sayDay } from '../../lib/day.ts';
import { dependOn } from '../../platform/depends.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { PrintTool } from '../../ui/components/article.tsx';
import { ButtonLink } from '../../ui/components/button.tsx';
import { Note } from '../../ui/components/note.tsx';
import { LinkList, PageHead, Section } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { listedMany, openWork } from '../publication/index.ts';
import { portalShell } from '../sites/index.ts';
import { REPORTS } from './actions.ts';
import { publicCell } from './cells-view.tsx';
import { driftSince } from './drift.ts';
import { type Units, unitsFor } from './figures.ts';
import { lawfulDue } from './law.ts';
import type { CellPart } from './rules/build.ts';
import { sayCell } from './rules/cells.ts';
import { SECTIONS } from './rules/sections.ts';
import { sayFrom } from './say.ts';
import * as store from './store.ts';
import { FormTables, SectionText } from './tables.tsx';

export const BASE = '/annual-reports';
export const publicHref = (unitId: string, year: number): string => `${BASE}/${year}/${unitId}`;

type Listed = store.ReportLine & { name: string; late: boolean };

/** Every report that can be read now, newest year first: one that was withdrawn, or is looked into, is not among them. */
export async function listed(c: Req): Promise<{ units: Units; all: Listed[] }> {
  dependOn(REPORTS);
  const db = c.system.readDb;
  const [units, lines] = await Promise.all([unitsFor(db), store.published(db)]);
  const works = await listedMany(
    db,
    lines.flatMap((l) => l.publishedNo ?? []),
  );
  const open = new Set(works.filter((w) => w.state === 'published').map((w) => w.no));
  const order = new Map(units.reporting.map((u, i) => [u.id, i]));
  const all = lines
    .filter((l) => l.publishedNo !== null && open.has(l.publishedNo))
    .map((l) => {
      const due = lawfulDue(l.unitId === units.root?.id ? 'government' : 'unit', l.year).on;
      return {
        ...l,
        name: units.all.get(l.unitId)?.name ?? l.unitId,
        late: l.publishedOn !== null && l.publishedOn > due,
      };
    })
    .sort((a, b) => b.year - a.year || (order.get(a.unitId) ?? 999) - (order.get(b.unitId) ?? 999));
  return { units, all };
}

/** `/annual-reports`: every published report by year, and who has not published. */
export async function listPage(c: Req): Promise<Answer> {
  const { units, all } = await listed(c);
  const years = [...new Set(all.map((l) => l.year))];
  return portalShell(c, {
    title: '政府信息公开年报',
    current: 'zfxxgk',
    breadcrumbs: [{ text: '首页', href: '/' }, { text: '政府信息公开年报' }],
    children: (
      <>
        <PageHead
          title="政府信息公开年报"
          lead="每年1月31日以前各部门、3月31日以前区政府，公布上一年公开了什么、收到多少申请、怎么答复的。"
        />
        {years.length === 0 && (
          <EmptyState title="还没有公布过年度报告">
            <p>
              条例第四十九条要求每年公布。要以前的，可以<a href="/zfxxgk">到政府信息公开栏目找</a>。
            </p>
          </EmptyState>
        )}
        {years.map((y) => {
          const here = all.filter((l) => l.year === y);
          const without = units.reporting.filter((u) => !here.some((l) => l.unitId === u.id));
          return (
            <Section key={y} title={`${y}年`} note={`${here.length}份`} id={`y${y}`}>
              <LinkList
                items={here.map((l) => ({
                  text: l.name,
                  href: publicHref(l.unitId, y),
                  aside: l.publishedOn ? `${sayDay(l.publishedOn)}${l.late ? '，晚了' : ''}` : '',
                }))}
              />
              {without.length > 0 && without.length <= here.length && (
                <p class="quiet">还没有公布的：{without.map((u) => u.name).join('、')}。</p>
              )}
            </Section>
          );
        })}
        <p class="link-row report-foot">
          <a href="/api/v1/reports">这些的开放数据（JSON）</a>
        </p>
      </>
    ),
  });
}

/** What is public of a unit's year; a report that is written anew shows as it was published. */
export async function shownOf(
  c: Req,
): Promise<{ row: store.ReportRow; shown: store.Frozen; units: Units } | undefined> {
  dependOn(REPORTS);
  const year = Number(c.params.year);
  if (!/^\d{4}$/.test(c.params.year ?? '')) return undefined;
  const row = await store.reportOf(c.system.readDb, c.params.unit ?? '', year);
  if (!row?.shown || row.publishedNo === null) return undefined;
  // Withdrawn, or hidden while people decide about a leak: what its own page does not show is not here either.
  const work = await openWork(c.system.readDb, row.publishedNo);
  if (work?.work.state !== 'published' || !work.current.content) return undefined;
  return { row, shown: row.shown, units: await unitsFor(c.system.readDb) };
}

const MADE = '申请、复议和诉讼的数由办件台账生成，规范性文件的数由规范性文件台账生成，各格相加由程序算，不手填。';

/** `/annual-reports/:year/:unit`: the published report, each number with where it is from. */
export async function reportPage(c: Req): Promise<Answer> {
  const found = await shownOf(c);
  if (!found) throw new AppError('not_found', c.path);
  const { row, shown, units } = found;
  const drift = await driftSince(c.system, row.unitId, shown.ledger ?? shown.report);
  const here = publicHref(row.unitId, row.year);
  const built = { report: shown.report, from: shown.from };
  const show = publicCell(built, (cell) => `${here}?${new URLSearchParams({ cell })}#part`);
  const asked = c.query.get('cell') ?? '';
  const part = shown.from[asked];
  const opens = Object.values(shown.from).some((f) => (f.kind === 'ledger' && f.open) || f.kind === 'units');
  const entries = Object.entries(shown.from).filter(([, f]) => f.kind === 'entry');
  return portalShell(c, {
    title: shown.title,
    current: 'zfxxgk',
    breadcrumbs: [{ text: '首页', href: '/' }, { text: '政府信息公开年报', href: BASE }, { text: `${row.year}年` }],
    wide: true,
    children: (
      <>
        <PageHead
          title={shown.title}
          lead={`数字算到${sayDay(shown.until)}。${opens ? '有下划线的数字，点开看是哪几件。' : ''}`}
          actions={
            <>
              <ButtonLink href={`/p/${row.publishedNo}`} icon="download">
                原文、下载和存根
              </ButtonLink>
              <PrintTool />
            </>
          }
        />
        {drift.length > 0 && (
          <Note tone="warn" title={`公布以后，台账里有${drift.length}格变了`}>
            <p>报告按公布时的数不动，变了的写在下面。</p>
            <ul>
              {drift.slice(0, 20).map((d) => (
                <li key={d.cell}>
                  {sayCell(d.cell)}：公布{d.settled}，台账现在{d.now}
                </li>
              ))}
            </ul>
          </Note>
        )}
        {part?.kind === 'units' && (
          <Section title={sayCell(asked)} id="part" note="由这些单位相加" small>
            <DataTable
              caption="这一格由哪些单位相加"
              captionHidden
              rowKey={(p: CellPart) => p.unitId}
              rows={part.parts}
              columns={[
                {
                  head: '单位',
                  cell: (p) => {
                    const name = units.all.get(p.unitId)?.name ?? p.unitId;
                    return p.open ? <a href={p.open}>{name}</a> : name;
                  },
                },
                { head: '数', num: true, cell: (p) => p.value },
              ]}
            />
          </Section>
        )}
        {SECTIONS.map((s) => (
          <Section key={s.key} title={s.title}>
            <div class="prose-plain">
              <SectionText text={shown.texts[s.key] ?? ''} level={3} />
            </div>
            {s.table && <FormTables table={s.table} report={shown.report} show={show} />}
          </Section>
        ))}
        <Section title="数从哪里来" small>
          <p>
            {shown.ledger ? '这份报告不是在这个平台上写的。数字读自公布的页面，一个没有改。' : MADE}
            {row.frozenAt &&
              !shown.ledger &&
              `${sayDay(dayIn(row.frozenAt))}审定，当时登记册有${row.logSize}条，定稿的指纹是${row.frozenHash?.slice(0, 16)}。`}
          </p>
          {entries.length > 0 && (
            <ul>
              {entries.map(([cell, f]) => (
                <li key={cell}>
                  {sayCell(cell)}：{sayFrom(f)}
                </li>
              ))}
            </ul>
          )}
          <p class="link-row">
            <a href={`/api/v1/reports/${row.year}/${row.unitId}`}>这份报告的数据（JSON）</a>
          </p>
        </Section>
      </>
    ),
  });
}

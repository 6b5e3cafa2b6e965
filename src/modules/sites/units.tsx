import { addDays, type Day, sayMonthDay } from '../../lib/day.ts';
import { type Calendar, countWorkdays } from '../../lib/workdays.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { FieldIndex } from '../../ui/components/field-index.tsx';
import { FactRows, LinkList, LinkRows, PageHead, Section } from '../../ui/components/section.tsx';
import { AsOf, EmptyState } from '../../ui/components/state-box.tsx';
import { type Unit, unitById, unitTree } from '../org/index.ts';
import { countsBy, list } from '../publication/index.ts';
import { childrenOf, type Frame, frameOf } from './frame.ts';
import { monthly } from './home.tsx';
import { MonthChart } from './home-page.tsx';
import { publishWithin } from './law.ts';
import { Filtered } from './list-page.tsx';
import { listPage, stateOf } from './lists.ts';
import { columnHref, PLACES } from './places.ts';
import { draw, HOME } from './shell.tsx';

type Punctual = { counted: number; inTime: number };
const YEAR = 365;
const MOST = 2000;

/** Of the pieces of the last year that have a date of their own, how many came out within the legal period. */
async function punctuality(db: Reader, cal: Calendar, unitId: string, today: Day): Promise<Punctual> {
  const pieces = await list(db, { unitId, from: addDays(today, -YEAR), to: today }, MOST);
  const dated = pieces.flatMap((p) => {
    const limit = p.issuedOn && publishWithin(p.issuedOn);
    return p.issuedOn && limit ? [countWorkdays(p.issuedOn, p.publishedOn, cal) <= limit.number] : [];
  });
  return { counted: dated.length, inTime: dated.filter(Boolean).length };
}

const GROUPS: [Unit['kind'], string][] = [
  ['district', '区政府'],
  ['department', '部门'],
  ['township', '乡镇街道'],
  ['school', '学校'],
  ['hospital', '医院'],
  ['other', '其他单位'],
];

export async function unitsPage(c: Req): Promise<Answer> {
  const f = await frameOf(c.system);
  const units = await unitTree(c.system.readDb);
  const rows = GROUPS.map(([kind, label]) => ({
    label,
    links: units.filter((u) => u.kind === kind).map((u) => ({ text: u.shortName ?? u.name, href: `/u/${u.id}` })),
  })).filter((r) => r.links.length > 0);
  const villages = units
    .filter((u) => u.kind === 'township')
    .map((t) => ({
      label: t.shortName ?? t.name,
      links: units
        .filter((u) => u.parentId === t.id && u.kind === 'village')
        .map((u) => ({ text: (u.shortName ?? u.name).replace(t.shortName ?? t.name, ''), href: `/u/${u.id}` })),
    }))
    .filter((r) => r.links.length > 0);
  return draw(c, f, {
    title: '部门和乡镇',
    current: PLACES.units,
    breadcrumbs: [HOME, { text: '部门和乡镇' }],
    meta: { description: `${f.site.name}各部门、乡镇街道的职责、地址、电话和公开情况`, canonical: `${c.origin}/u` },
    children: (
      <>
        <PageHead title="部门和乡镇" lead="管什么、在哪里、电话多少，公开了什么。" />
        {rows.length > 0 ? (
          <Section title="单位">
            <LinkRows rows={rows} />
          </Section>
        ) : (
          <EmptyState title="还没有录入单位。">
            <p>系统管理员录入后会列在这里。</p>
          </EmptyState>
        )}
        {villages.length > 0 && (
          <Section title="村和社区">
            <LinkRows rows={villages} />
          </Section>
        )}
      </>
    ),
  });
}

const Contact = ({ u }: { u: Unit }) => (
  <FactRows
    rows={[
      ...(u.address ? [{ label: '地址', value: u.address }] : []),
      ...(u.phone
        ? [
            {
              label: '电话',
              value: (
                <a class="nobr" href={`tel:${u.phone.replace(/[^\d+]/g, '')}`}>
                  {u.phone}
                </a>
              ),
            },
          ]
        : []),
      ...(u.hours ? [{ label: '时间', value: u.hours }] : []),
    ]}
  />
);

const Rail = ({
  p,
  months,
  today,
  units,
  u,
}: {
  p: Punctual;
  months: Awaited<ReturnType<typeof monthly>>;
  today: Day;
  units: readonly Unit[];
  u: Unit;
}) => {
  const below = units.filter((k) => k.parentId === u.id);
  return (
    <>
      <Section title="公开得怎样" small>
        {p.counted > 0 ? (
          <p>
            近一年有成文日期的{p.counted}件，按期公开<b>{p.inTime}件</b>
            {p.inTime < p.counted && `，超期${p.counted - p.inTime}件`}。<AsOf>{sayMonthDay(today)}</AsOf>
          </p>
        ) : (
          <p>近一年没有写明成文日期的件，算不出按期率。</p>
        )}
        <MonthChart months={months} today={today} />
      </Section>
      {below.length > 0 && u.kind !== 'district' && (
        <Section title="下属单位" small>
          <LinkList items={below.map((k) => ({ text: k.shortName ?? k.name, href: `/u/${k.id}` }))} />
        </Section>
      )}
    </>
  );
};

/** The columns where a unit has something, deepest ones only. */
const placesOf = (f: Frame, counts: ReadonlyMap<string, number>) =>
  f.columns
    .filter((k) => (counts.get(k.path) ?? 0) > 0 && !childrenOf(f, k.path).some((x) => (counts.get(x.path) ?? 0) > 0))
    .map((k) => ({ text: k.name, href: `${columnHref(k.path)}`, path: k.path, count: counts.get(k.path) ?? 0 }));

/** A unit's channel: duties, contact, columns, newest, punctuality. Channels are places of the one site, not sites. */
export async function unitPage(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const u = await unitById(db, c.params.id ?? '');
  if (!u) throw new AppError('not_found', c.path);
  const f = await frameOf(c.system);
  const today = c.system.clock.today();
  const s = { ...stateOf(c.query), unit: '' };
  const [l, units, counts, p, months] = await Promise.all([
    listPage(db, { unitId: u.id }, s),
    unitTree(db),
    countsBy(db, 'column', { unitId: u.id }),
    punctuality(db, c.system.calendar, u.id, today),
    monthly(db, today, u.id),
  ]);
  const base = `/u/${u.id}`;
  const above = u.parentId ? units.find((x) => x.id === u.parentId) : undefined;
  const places = placesOf(f, counts);
  return draw(c, f, {
    title: u.name,
    current: PLACES.units,
    breadcrumbs: [
      HOME,
      { text: '部门和乡镇', href: '/u' },
      ...(above && above.kind !== 'district' ? [{ text: above.shortName ?? above.name, href: `/u/${above.id}` }] : []),
      { text: u.shortName ?? u.name },
    ],
    meta: {
      description: u.duties.slice(0, 120) || u.name,
      canonical: `${c.origin}${base}`,
      noindex: c.query.size > 0,
      tags: [
        { name: 'ColumnName', content: u.name },
        { name: 'ColumnDescription', content: u.duties.slice(0, 120) || u.name },
        { name: 'ColumnKeywords', content: [u.name, u.shortName].filter(Boolean).join(',') },
        { name: 'ColumnType', content: '其他' },
      ],
      jsonLd: [
        {
          '@context': 'https://schema.org',
          '@type': 'GovernmentOrganization',
          name: u.name,
          url: `${c.origin}${base}`,
          ...(u.address ? { address: u.address } : {}),
          ...(u.phone ? { telephone: u.phone } : {}),
          ...(above ? { parentOrganization: { '@type': 'GovernmentOrganization', name: above.name } } : {}),
        },
      ],
    },
    layout: 'request',
    aside: <Rail p={p} months={months} today={today} units={units} u={u} />,
    children: (
      <>
        <PageHead title={u.name} lead={u.active ? undefined : '这个单位已经不再设置，公开过的都留在这里。'} />
        <Section title="管什么">{u.duties ? <p>{u.duties}</p> : <p>职责还没有录入。可以先打下面的电话问。</p>}</Section>
        <Section title="怎么找">
          <Contact u={u} />
        </Section>
        {places.length > 0 && (
          <Section title="公开了什么" note="数字是这个单位公开的件数">
            <FieldIndex items={places.map((k) => ({ text: k.text, href: `${k.href}?unit=${u.id}`, count: k.count }))} />
          </Section>
        )}
        <Section title="最近公开" id="list">
          {l.total === 0 && c.query.size === 0 ? (
            <EmptyState
              title={`${u.shortName ?? u.name}还没有在这里公开过。`}
              next={<a href={`/error-report?page=${encodeURIComponent(c.path)}`}>催一催</a>}
            >
              <p>公开后会按日期排在这里。</p>
            </EmptyState>
          ) : (
            <Filtered f={f} l={l} base={base} today={today} unitName={() => u.name} oneUnit />
          )}
        </Section>
      </>
    ),
  });
}

import type { Day } from '../../lib/day.ts';
import { sayMonthDay, sayWeekday } from '../../lib/day.ts';
import { sayDayAndWeek, sayDayNear } from '../../lib/moments.ts';
import { Hero } from '../../ui/components/article.tsx';
import { BarChart } from '../../ui/components/chart-bars.tsx';
import { BriefList, FieldIndex, type TaskCell, TaskGrid } from '../../ui/components/field-index.tsx';
import { Icon } from '../../ui/components/icon.tsx';
import { RegisterList } from '../../ui/components/register-list.tsx';
import { SearchBox } from '../../ui/components/search.tsx';
import { Columns, LinkList, LinkRows, Section, Thirds } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { StubSite } from '../../ui/components/stub.tsx';
import type { Unit } from '../org/index.ts';
import type { Listed } from '../publication/index.ts';
import { childrenOf, has, isOpen, isShown } from './frame.ts';
import type { HomeData, Month } from './home.tsx';
import { entryOf, hrefOf, validityTag } from './lines.tsx';
import { columnHref, PLACES } from './places.ts';
import { DISCLOSURE } from './rules.ts';

export const countAt = (d: HomeData, place: keyof typeof PLACES): number => d.f.counts.get(PLACES[place]) ?? 0;

/** What people come for; a cell whose place is empty is left out, so none leads nowhere. */
function tasksOf(d: HomeData): TaskCell[] {
  const at = (place: keyof typeof PLACES, icon: TaskCell['icon'], title: string, note: string): TaskCell[] =>
    has(d.f, place) ? [{ icon, title, href: columnHref(PLACES[place]), note }] : [];
  return [
    ...(d.f.requests
      ? [{ icon: 'mail' as const, title: '申请公开信息', href: '/foi/apply', note: '不用注册，不用说为什么' }]
      : []),
    ...(d.f.asks ? [{ icon: 'question' as const, title: '问一条政策', href: '/ask', note: '起草部门答复' }] : []),
    ...at('subsidies', 'yen', '查补贴发给了谁', `${countAt(d, 'subsidies')}件，按项目查`),
    ...at('policies', 'scale', '查文件还算不算数', `${countAt(d, 'policies')}件，有效或废止`),
    ...at('schools', 'school', '查招生和学校', '范围、计划、结果'),
    ...at('services', 'list', '看一件事怎么办', `${countAt(d, 'services')}份办事指南`),
    { icon: 'book' as const, title: '政府信息公开', href: '/zfxxgk', note: '指南、制度、年报' },
    ...(d.ledger
      ? [
          {
            icon: 'check-circle' as const,
            title: '今年要点办到哪了',
            href: '/ledger',
            note: '谁办，何时办完',
          },
        ]
      : []),
    ...(d.units.length > 0
      ? [{ icon: 'users' as const, title: '找部门和乡镇', href: '/u', note: '管什么、在哪里、电话' }]
      : []),
  ].slice(0, 6);
}

export const HomeHero = ({ d }: { d: HomeData }) => (
  <Hero title="您想查什么？">
    <SearchBox action="/search" size="hero" placeholder="文件名、文号、事情或问题" />
    {d.topics.length > 0 && (
      <p class="hot-searches">
        专题：
        {d.topics.slice(0, 4).map((t) => (
          <a key={t.slug} href={`/t/${t.slug}`}>
            {t.name}
          </a>
        ))}
      </p>
    )}
    <TaskGrid tasks={tasksOf(d)} />
  </Hero>
);

/** As people say it here: 区民政局. */
const nameOf = (d: HomeData, p: Listed): string => d.units.find((u) => u.id === p.unitId)?.shortName ?? p.unitName;

const Register = ({ d }: { d: HomeData }) => (
  <Section title="今天公开" note="每件有登记号，发布后不能悄悄改" more={{ text: '登记册', href: '/register' }}>
    {d.newest ? (
      <RegisterList
        days={d.days.map((g) => ({
          title: sayDayAndWeek(g.day, d.today),
          note:
            g.count > g.shown.length
              ? `${g.count}件，列出${g.shown.length}件`
              : g.count > 0
                ? `${g.count}件`
                : undefined,
          entries: g.shown.map((p) => ({ ...entryOf(d.f, p), unit: nameOf(d, p) })),
          empty: `${sayMonthDay(g.day)}（${sayWeekday(g.day)}）到现在还没有公开。`,
        }))}
      />
    ) : (
      <EmptyState title="还没有公开过一件">
        <p>第一件公开后会排在这里，登记号从1开始。</p>
      </EmptyState>
    )}
    <p class="link-row home-more">
      <a href="/register">查看登记册</a>
      <a href="/feed.xml">
        <Icon name="rss" size={18} /> 订阅
      </a>
    </p>
  </Section>
);

const month = (day: Day): string => `${Number(day.slice(5, 7))}月`;

/** The finding of the chart in one sentence, from its own numbers. */
function sayMonths(months: readonly Month[]): string {
  const [last, now] = [months.at(-2), months.at(-1)];
  if (!now) return '';
  const change = now.count - (last?.count ?? 0);
  const than = !last
    ? ''
    : change === 0
      ? `，和${month(last.from)}一样多`
      : `，比${month(last.from)}${change > 0 ? '多' : '少'}${Math.abs(change)}件`;
  return `${month(now.from)}到今天公开${now.count}件${than}`;
}

export const MonthChart = ({ months, today }: { months: readonly Month[]; today: Day }) => (
  <BarChart
    frame={{
      title: sayMonths(months),
      sub: '近六个月，每月新公开的件数',
      source: `登记册，截至${sayMonthDay(today)}。`,
      small: true,
    }}
    heads={{ label: '月份', value: '公开件数' }}
    bars={months.map((m, i) => ({ label: month(m.from), value: m.count, strong: i === months.length - 1 }))}
  />
);

const Rail = ({ d }: { d: HomeData }) => (
  <>
    {d.f.registered > 0 && (
      <StubSite count={d.f.registered} state="ok" says={`已登记到第${d.f.registered}号`} logHref="/register">
        公开、更正、撤下各登记一次，编号连着走，只增加，不改动。<a href="/help/check">怎样自己核对</a>
      </StubSite>
    )}
    <Section title="公开得怎样" small>
      <MonthChart months={d.months} today={d.today} />
      {d.f.coverage && (
        <p class="link-row">
          <a href="/coverage">每个单位该公开的，公开了没有</a>
        </p>
      )}
    </Section>
    {d.consultations.length > 0 && (
      <Section title="征集意见" small more={{ text: '全部', href: columnHref(PLACES.consultations) }}>
        <LinkList
          items={d.consultations.map((p) => ({
            text: p.title,
            href: hrefOf(p.no),
            under: `${p.unitName}，${sayDayNear(p.publishedOn, d.today)}公开`,
          }))}
        />
      </Section>
    )}
  </>
);

const aside = (p: Listed): string => `${Number(p.publishedOn.slice(5, 7))}-${Number(p.publishedOn.slice(8))}`;

const Lines = ({
  title,
  place,
  all,
  items,
}: {
  title: string;
  place: keyof typeof PLACES;
  all: string;
  items: readonly Listed[];
}) =>
  items.length === 0 ? null : (
    <Section title={title}>
      <LinkList items={items.map((p) => ({ text: p.title, href: hrefOf(p.no), aside: aside(p) }))} />
      <p class="link-row">
        <a href={columnHref(PLACES[place])}>{all}</a>
      </p>
    </Section>
  );

const unitLink = (u: Unit) => ({ text: (u.shortName ?? u.name).replace(/^区(?!委)/, ''), href: `/u/${u.id}` });

export const unitRows = (units: readonly Unit[]) => {
  const of = (kind: Unit['kind']) => units.filter((u) => u.kind === kind).map(unitLink);
  return [
    { label: '部门', links: of('department') },
    { label: '乡镇街道', links: of('township') },
  ].filter((r) => r.links.length > 0);
};

export const Home = ({ d }: { d: HomeData }) => {
  const fields = childrenOf(d.f, PLACES.fields).filter(isOpen);
  const section = childrenOf(d.f, DISCLOSURE).filter((c) => isShown(d.f, c));
  return (
    <>
      <Columns kind="home" main={<Register d={d} />} rail={<Rail d={d} />} railLabel="公开得怎样" />
      {fields.length > 0 && (
        <Section
          title="按领域找"
          note={`${fields.length}个领域，数字为现行公开件数`}
          more={{ text: '重点领域', href: columnHref(PLACES.fields) }}
        >
          <FieldIndex
            items={fields.map((c) => ({ text: c.name, href: columnHref(c.path), count: d.f.counts.get(c.path) ?? 0 }))}
          />
        </Section>
      )}
      {d.policies.length > 0 && (
        <Section
          title="政策与解读"
          note="谁起草，谁解读"
          more={{ text: '全部政策', href: columnHref(has(d.f, 'policies') ? PLACES.policies : `${DISCLOSURE}/fdzdgk`) }}
        >
          <BriefList
            briefs={d.policies.map((p) => {
              const words = d.words.get(p.no);
              return {
                tag: validityTag(p, d.today),
                title: p.title,
                href: hrefOf(p.no),
                text: p.answer ?? `${p.unitName}，${sayDayNear(p.publishedOn, d.today)}公开。`,
                links: [
                  { text: '文件', href: `${hrefOf(p.no)}#text` },
                  ...(words ? [{ text: '解读', href: hrefOf(words.no) }] : []),
                ],
              };
            })}
          />
        </Section>
      )}
      <Thirds>
        <Section title="政府信息公开">
          <LinkList
            items={section.map((c) => ({
              text: c.name,
              href: columnHref(c.path),
              aside: `${d.f.counts.get(c.path) ?? 0}件`,
            }))}
          />
        </Section>
        <Lines title="通知公告" place="notices" all="全部通知" items={d.notices} />
        <Lines title="回应关切" place="responses" all="全部答复" items={d.responses} />
      </Thirds>
      {d.units.length > 0 && (
        <Section title="部门和乡镇" more={{ text: '全部单位', href: '/u' }}>
          <LinkRows rows={unitRows(d.units)} />
        </Section>
      )}
    </>
  );
};

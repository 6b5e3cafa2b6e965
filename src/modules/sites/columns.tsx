import { dayIn, sayDay } from '../../lib/day.ts';
import { AppError } from '../../platform/errors.ts';
import { movedTo } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { FieldIndex } from '../../ui/components/field-index.tsx';
import { Note } from '../../ui/components/note.tsx';
import { LinkList, PageHead, Section } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { unitsById } from '../org/index.ts';
import { list } from '../publication/index.ts';
import { childrenOf, columnIn, type Frame, frameOf, isShown } from './frame.ts';
import { silenceOf } from './law.ts';
import { hrefOf } from './lines.tsx';
import { Filtered } from './list-page.tsx';
import { listPage, stateOf } from './lists.ts';
import { columnHref, DIALOGUE } from './places.ts';
import { DISCLOSURE } from './rules.ts';
import { columnTags, crumbsHere, draw, HOME } from './shell.tsx';
import { allTopics, type SiteColumn, topicBySlug } from './store.ts';

const period = (c: SiteColumn, today: Parameters<typeof silenceOf>[1]): string => {
  const p = silenceOf(c.class, today);
  return p.unit === 'month' ? (p.number % 12 === 0 ? `${p.number / 12}年` : `${p.number}个月`) : `${p.number}天`;
};

const Empty = ({ c, column }: { c: Req; column: SiteColumn }) => (
  <EmptyState
    title={`“${column.name}”还没有公开过一件。`}
    next={
      <>
        <a href="/sitemap">看别的栏目</a>
        <a href={`/error-report?page=${encodeURIComponent(c.path)}`}>催一催</a>
      </>
    }
  >
    <p>栏目开了就该有内容，{period(column, c.system.clock.today())}内没有就列入政务公开办的待办。</p>
  </EmptyState>
);

const Archived = ({ column }: { column: SiteColumn }) =>
  column.archivedAt && (
    <Note title={`已归档，${sayDay(dayIn(column.archivedAt))}`}>
      <p>这个栏目不再更新，公开过的都留在这里。</p>
    </Note>
  );

/** Columns inside a column, each with its count; empty ones are left out unless the law wants them there. */
const Inside = ({ f, column }: { f: Frame; column: SiteColumn }) => {
  const inside = childrenOf(f, column.path).filter((k) => isShown(f, k));
  return inside.length === 0 ? null : (
    <Section title="栏目">
      <FieldIndex
        items={inside.map((k) => ({ text: k.name, href: columnHref(k.path), count: f.counts.get(k.path) ?? 0 }))}
      />
    </Section>
  );
};

async function columnPage(c: Req, path: string): Promise<Answer> {
  const f = await frameOf(c.system);
  const column = columnIn(f, path);
  if (!column) throw new AppError('not_found', c.path);
  const db = c.system.readDb;
  const s = stateOf(c.query);
  const [l, units] = await Promise.all([listPage(db, { column: path }, s), unitsById(db)]);
  const base = columnHref(path);
  const feed = `/c/${path}/feed.xml`;
  const empty = (f.counts.get(path) ?? 0) === 0;
  return draw(c, f, {
    title: s.page > 1 ? `${column.name}（第${s.page}页）` : column.name,
    current: path.split('/')[0],
    breadcrumbs: crumbsHere(f, path),
    meta: {
      description: column.description || column.name,
      tags: columnTags(column),
      feed: { title: `${f.site.name} ${column.name}`, href: feed },
      canonical: `${c.origin}${base}`,
      noindex: c.query.size > 0,
    },
    children: (
      <>
        <PageHead title={column.name} lead={column.description} />
        <Archived column={column} />
        <Inside f={f} column={column} />
        {path === DIALOGUE && <Services f={f} />}
        {empty ? (
          <Empty c={c} column={column} />
        ) : (
          <Filtered
            f={f}
            l={l}
            base={base}
            today={c.system.clock.today()}
            unitName={(id) => units.get(id)?.shortName ?? units.get(id)?.name ?? id}
            feed={feed}
          />
        )}
      </>
    ),
  });
}

/** What can be asked on line, on the column 互动交流. */
const Services = ({ f }: { f: Frame }) => {
  const items = [
    ...(f.requests ? [{ text: '申请公开信息', href: '/foi', under: '没有主动公开的，谁都可以申请' }] : []),
    ...(f.asks ? [{ text: '咨询政策', href: '/ask', under: '文件看不懂的地方，问起草部门' }] : []),
    ...(f.policies ? [{ text: '征求意见', href: '/drafts', under: '正在征求意见的政策' }] : []),
  ];
  return items.length === 0 ? null : (
    <Section title="在线办">
      <LinkList items={items} />
    </Section>
  );
};

/** `/c/*`: a column at any depth. The fixed section has its own address. */
export async function anyColumn(c: Req): Promise<Answer> {
  const path = (c.params['*'] ?? '').replace(/\/+$/, '');
  if (path === DISCLOSURE) return movedTo('/zfxxgk');
  return columnPage(c, path);
}

/** The fixed section 政府信息公开: its four columns, what is inside each, and the newest of it. */
export async function disclosurePage(c: Req): Promise<Answer> {
  const f = await frameOf(c.system);
  const column = columnIn(f, DISCLOSURE);
  if (!column) throw new AppError('not_found', c.path);
  const [newest, annual] = await Promise.all([
    list(c.system.readDb, { column: DISCLOSURE }, 8),
    list(c.system.readDb, { column: `${DISCLOSURE}/nianbao` }, 5),
  ]);
  const parts = childrenOf(f, DISCLOSURE);
  return draw(c, f, {
    title: column.name,
    current: DISCLOSURE,
    breadcrumbs: crumbsHere(f, DISCLOSURE),
    meta: {
      description: column.description,
      tags: columnTags(column),
      canonical: `${c.origin}/zfxxgk`,
      feed: { title: `${f.site.name} ${column.name}`, href: `/c/${DISCLOSURE}/feed.xml` },
    },
    children: (
      <>
        <PageHead title={column.name} lead={column.description} />
        {f.requests && (
          <Note tone="help">
            <p>
              没有找到要的？<a href="/foi/apply">申请公开信息</a>，或者<a href="/foi">查进度、看登记册和指南</a>。
            </p>
          </Note>
        )}
        <Section title="四个部分">
          <LinkList
            items={parts.map((p) => ({
              text: p.name,
              href: columnHref(p.path),
              under: p.description,
              aside: `${f.counts.get(p.path) ?? 0}件`,
            }))}
          />
        </Section>
        {parts.map((p) => {
          const inside = childrenOf(f, p.path).filter((k) => isShown(f, k));
          return inside.length === 0 ? null : (
            <Section key={p.path} title={p.name} more={{ text: '全部', href: columnHref(p.path) }}>
              <FieldIndex
                items={inside.map((k) => ({
                  text: k.name,
                  href: columnHref(k.path),
                  count: f.counts.get(k.path) ?? 0,
                }))}
              />
            </Section>
          );
        })}
        {newest.length > 0 && (
          <Section title="最近公开">
            <LinkList
              items={newest.map((p) => ({
                text: p.title,
                href: hrefOf(p.no),
                under: p.unitName,
                aside: p.publishedOn,
              }))}
            />
          </Section>
        )}
        {annual.length > 0 && (
          <Section title="最近的年报" more={{ text: '历年年报', href: columnHref(`${DISCLOSURE}/nianbao`) }}>
            <LinkList items={annual.map((p) => ({ text: p.title, href: hrefOf(p.no), aside: p.publishedOn }))} />
          </Section>
        )}
      </>
    ),
  });
}

export async function topicPage(c: Req): Promise<Answer> {
  const topic = await topicBySlug(c.system.readDb, c.params.slug ?? '');
  if (!topic?.active) throw new AppError('not_found', c.path);
  const f = await frameOf(c.system);
  const db = c.system.readDb;
  const s = stateOf(c.query);
  const [l, units] = await Promise.all([listPage(db, { topic: topic.slug }, s), unitsById(db)]);
  const base = `/t/${topic.slug}`;
  return draw(c, f, {
    title: topic.name,
    breadcrumbs: [HOME, { text: '专题', href: '/t' }, { text: topic.name }],
    meta: {
      description: topic.lead || topic.name,
      canonical: `${c.origin}${base}`,
      noindex: c.query.size > 0,
      tags: [
        { name: 'ColumnName', content: topic.name },
        { name: 'ColumnDescription', content: topic.lead || topic.name },
        { name: 'ColumnKeywords', content: topic.name },
        { name: 'ColumnType', content: '专题' },
      ],
    },
    children: (
      <>
        <PageHead over="专题" title={topic.name} lead={topic.lead} />
        {topic.archivedAt && (
          <Note title={`已归档，${sayDay(dayIn(topic.archivedAt))}`}>
            <p>这个专题不再更新，公开过的都留在这里。</p>
          </Note>
        )}
        {l.total === 0 && c.query.size === 0 ? (
          <EmptyState title="这个专题还没有公开的件。" next={<a href="/t">看别的专题</a>}>
            <p>公开时选上这个专题的，会列在这里。</p>
          </EmptyState>
        ) : (
          <Filtered
            f={f}
            l={l}
            base={base}
            today={c.system.clock.today()}
            unitName={(id) => units.get(id)?.shortName ?? units.get(id)?.name ?? id}
          />
        )}
      </>
    ),
  });
}

export async function topicsPage(c: Req): Promise<Answer> {
  const topics = (await allTopics(c.system.readDb)).filter((t) => t.active);
  const f = await frameOf(c.system);
  const items = (archived: boolean) =>
    topics
      .filter((t) => (t.archivedAt !== null) === archived)
      .map((t) => ({ text: t.name, href: `/t/${t.slug}`, under: t.lead }));
  return draw(c, f, {
    title: '专题',
    breadcrumbs: [HOME, { text: '专题' }],
    meta: { description: `${f.site.name}的专题`, canonical: `${c.origin}/t` },
    children: (
      <>
        <PageHead title="专题" lead="一件大事，从各栏目收到一页。" />
        {items(false).length > 0 ? (
          <LinkList items={items(false)} />
        ) : (
          <EmptyState title="现在没有开着的专题。" next={<a href="/sitemap">按栏目找</a>} />
        )}
        {items(true).length > 0 && (
          <Section title="已归档">
            <LinkList items={items(true)} />
          </Section>
        )}
      </>
    ),
  });
}

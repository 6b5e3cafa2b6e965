import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Checkbox, Input, Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { consoleShell } from '../org/index.ts';
import { countsBy, list } from '../publication/index.ts';
import { saveTopic, type TopicInput } from './actions.ts';
import { Pieces } from './list-page.tsx';
import { NotSaved } from './not-saved.tsx';
import { allTopics, topicBySlug } from './store.ts';

const FIELD: Record<string, string> = { bad_slug: 'slug', slug_taken: 'slug', no_name: 'name' };
const EMPTY: TopicInput = { slug: '', name: '', lead: '', position: 0, active: true, archived: false };

const summary = (refusals: readonly Refusal[]) => <NotSaved refusals={refusals} field={FIELD} />;

const Fields = ({ v, isNew }: { v: TopicInput; isNew: boolean }) => (
  <>
    {isNew ? <Input name="slug" label="地址" hint="例：jiuye，页面就是/t/jiuye" value={v.slug} short /> : null}
    <Input name="name" label="名称" value={v.name} />
    <Textarea name="lead" label="导语" hint="一两句话，说这个专题收什么。" value={v.lead} rows={2} />
    <Input name="position" label="排第几" type="number" value={String(v.position)} short />
    <Checkbox name="active" label="对外显示" checked={v.active} />
    {!isNew && <Checkbox name="archived" label="已经结束，归档（不再收新的件，页面留着）" checked={v.archived} />}
  </>
);

const inputOf = (c: Req, slug: string): TopicInput => ({
  slug,
  name: c.form.text('name').trim(),
  lead: c.form.text('lead').trim(),
  position: Math.max(0, Math.min(9999, Math.trunc(Number(c.form.text('position')) || 0))),
  active: c.form.text('active') === '1',
  archived: c.form.text('archived') === '1',
});

export async function topicsConsole(
  c: Req,
  typed: TopicInput = EMPTY,
  refusals: readonly Refusal[] = [],
): Promise<Answer> {
  const [topics, counts] = await Promise.all([allTopics(c.system.db), countsBy(c.system.db, 'topic')]);
  return consoleShell(c, {
    current: '/console/topics',
    title: '专题',
    lead: '写稿件时选上专题，公开后就列在专题页里。',
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <Panel title="全部专题">
          {topics.length > 0 ? (
            <DataTable
              caption="全部专题"
              captionHidden
              columns={[
                { head: '专题', cell: (t) => <a href={`/console/topics/${t.slug}`}>{t.name}</a> },
                { head: '地址', cell: (t) => <span class="mono">/t/{t.slug}</span> },
                { head: '状态', cell: (t) => (t.archivedAt ? '已归档' : t.active ? '开着' : '没有显示') },
                { head: '件数', num: true, cell: (t) => counts.get(t.slug) ?? 0 },
              ]}
              rows={topics}
              rowKey={(t) => t.slug}
            />
          ) : (
            <EmptyState title="还没有专题。">
              <p>专题不单独建网站，都放在这里。</p>
            </EmptyState>
          )}
        </Panel>
        <Panel title="开一个专题">
          {summary(refusals)}
          <form method="post" action="/console/topics" data-guard>
            <Fields v={typed} isNew />
            <div class="btn-row">
              <Button kind="primary">开这个专题</Button>
            </div>
          </form>
        </Panel>
      </>
    ),
  });
}

export async function addTopicPage(c: Req): Promise<Answer> {
  const input = inputOf(c, c.form.text('slug').trim());
  const out = await saveTopic(c.system, c.actor, { ...input, isNew: true }, c.requestId);
  return out.ok ? seeOther('/console/topics') : topicsConsole(c, input, out.refusals);
}

export async function topicConsole(c: Req, typed?: TopicInput, refusals: readonly Refusal[] = []): Promise<Answer> {
  const t = await topicBySlug(c.system.db, c.params.slug ?? '');
  if (!t) throw new AppError('not_found', c.path);
  const pieces = await list(c.system.db, { topic: t.slug }, 20);
  return consoleShell(c, {
    current: '/console/topics',
    title: `专题：${t.name}`,
    breadcrumbs: [{ text: '专题', href: '/console/topics' }, { text: t.name }],
    status: refusals.length > 0 ? 422 : 200,
    actions: t.active ? <ButtonLink href={`/t/${t.slug}`}>打开公开的页面</ButtonLink> : undefined,
    children: (
      <>
        {summary(refusals)}
        <Panel title="改专题">
          <form method="post" action={`/console/topics/${t.slug}`} data-guard>
            <Fields v={typed ?? { ...t, archived: t.archivedAt !== null }} isNew={false} />
            <div class="btn-row">
              <Button kind="primary">保存专题</Button>
            </div>
          </form>
        </Panel>
        <Panel title="列在这个专题里的" note="最近20件">
          {pieces.length > 0 ? (
            <Pieces items={pieces} today={c.system.clock.today()} />
          ) : (
            <EmptyState title="还没有一件选了这个专题。">
              <p>写稿件时在“专题”里勾上它。</p>
            </EmptyState>
          )}
        </Panel>
      </>
    ),
  });
}

export async function saveTopicPage(c: Req): Promise<Answer> {
  const input = inputOf(c, c.params.slug ?? '');
  const out = await saveTopic(c.system, c.actor, { ...input, isNew: false }, c.requestId);
  return out.ok ? seeOther('/console/topics') : topicConsole(c, input, out.refusals);
}

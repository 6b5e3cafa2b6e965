import { dayIn } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Checkbox, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import { consoleShell } from '../org/index.ts';
import { countsBy } from '../publication/index.ts';
import { addColumn, archiveColumn, type ColumnInput, editColumn } from './actions.ts';
import { NotSaved } from './not-saved.tsx';
import { columnHref } from './places.ts';
import { CLASSES, type ColumnClass } from './rules.ts';
import { allColumns, columnByPath, type SiteColumn } from './store.ts';

const FIELD: Record<string, string> = {
  bad_path: 'path',
  path_taken: 'path',
  no_parent: 'path',
  fixed_section: 'path',
  no_name: 'name',
};
const EDIT = '/console/columns/edit';
const editHref = (path: string): string => `${EDIT}?path=${encodeURIComponent(path)}`;
const summary = (refusals: readonly Refusal[]) => <NotSaved refusals={refusals} field={FIELD} />;

const EMPTY: ColumnInput = {
  path: '',
  name: '',
  description: '',
  keywords: [],
  class: '其他',
  position: 0,
  inNav: false,
};

const Fields = ({ v, isNew }: { v: ColumnInput; isNew: boolean }) => (
  <>
    {isNew ? (
      <Input
        name="path"
        label="地址"
        hint="上级栏目的地址加一段，例如zcjd/jiedu。定了就不改，公开的网址靠它。"
        value={v.path}
      />
    ) : (
      <input type="hidden" name="path" value={v.path} />
    )}
    <Input name="name" label="名称" value={v.name} />
    <Textarea name="description" label="说明" hint="一句话，写在栏目页和页面标签里。" value={v.description} rows={2} />
    <Input name="keywords" label="关键词" hint="用顿号或空格隔开" value={v.keywords.join('、')} />
    <Select
      name="class"
      label="类别"
      hint="决定多久没有更新要催。"
      options={CLASSES.map((k) => ({ value: k, text: k }))}
      value={v.class}
    />
    <Input name="position" label="排第几" type="number" value={String(v.position)} short />
    <Checkbox name="inNav" label="放在导航里（只有第一级栏目有用）" checked={v.inNav} />
  </>
);

const inputOf = (c: Req): ColumnInput => {
  const t = (name: string): string => c.form.text(name).trim();
  const cls = t('class');
  return {
    path: t('path'),
    name: t('name'),
    description: t('description'),
    keywords: t('keywords')
      .split(/[\s、，,]+/)
      .filter(Boolean),
    class: (CLASSES as readonly string[]).includes(cls) ? (cls as ColumnClass) : '其他',
    position: Math.max(0, Math.min(9999, Math.trunc(Number(t('position')) || 0))),
    inNav: t('inNav') === '1',
  };
};

const Name = ({ k }: { k: SiteColumn }) => (
  <>
    {'　'.repeat(k.path.split('/').length - 1)}
    <a href={editHref(k.path)}>{k.name}</a> {k.fixed && <Tag>固定</Tag>}{' '}
    {k.archivedAt && <Tag>已归档 {dayIn(k.archivedAt)}</Tag>}
  </>
);

export async function columnsPage(
  c: Req,
  typed: ColumnInput = EMPTY,
  refusals: readonly Refusal[] = [],
): Promise<Answer> {
  const [columns, counts] = await Promise.all([allColumns(c.system.db), countsBy(c.system.db, 'column')]);
  return consoleShell(c, {
    current: '/console/columns',
    title: '栏目',
    lead: `${columns.filter((k) => !k.archivedAt).length}个在用。空的栏目不进导航和网站地图；“政府信息公开”的四个一级栏目是固定的。`,
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <Panel title="全部栏目">
          <DataTable
            caption="全部栏目"
            captionHidden
            columns={[
              { head: '栏目', cell: (k) => <Name k={k} /> },
              { head: '地址', cell: (k) => <span class="mono">{k.path}</span> },
              { head: '类别', cell: (k) => k.class },
              { head: '导航', cell: (k) => (k.inNav ? '在' : '') },
              { head: '件数', num: true, cell: (k) => counts.get(k.path) ?? 0 },
            ]}
            rows={columns}
            rowKey={(k) => k.path}
          />
        </Panel>
        <Panel title="开一个栏目" id="add">
          {summary(refusals)}
          <form method="post" action="/console/columns" data-guard>
            <Fields v={typed} isNew />
            <div class="btn-row">
              <Button kind="primary">开这个栏目</Button>
            </div>
          </form>
        </Panel>
      </>
    ),
  });
}

export async function addColumnPage(c: Req): Promise<Answer> {
  const input = inputOf(c);
  const out = await addColumn(c.system, c.actor, input, c.requestId);
  return out.ok ? seeOther('/console/columns') : columnsPage(c, input, out.refusals);
}

async function edit(c: Req, path: string, typed?: ColumnInput, refusals: readonly Refusal[] = []): Promise<Answer> {
  const k = await columnByPath(c.system.db, path);
  if (!k) throw new AppError('not_found', `column ${path}`);
  return consoleShell(c, {
    current: '/console/columns',
    title: `栏目：${k.name}`,
    breadcrumbs: [{ text: '栏目', href: '/console/columns' }, { text: k.name }],
    status: refusals.length > 0 ? 422 : 200,
    actions: <ButtonLink href={columnHref(k.path)}>打开公开的页面</ButtonLink>,
    children: (
      <>
        {summary(refusals)}
        {k.archivedAt && (
          <Note title={`已归档，${dayIn(k.archivedAt)}`}>
            <p>它不再收新的件，公开过的还在原来的地址。</p>
          </Note>
        )}
        <Panel title="改栏目">
          <form method="post" action={EDIT} data-guard>
            <Fields v={typed ?? k} isNew={false} />
            <div class="btn-row">
              <Button kind="primary">保存栏目</Button>
            </div>
          </form>
        </Panel>
        {!k.archivedAt && (
          <Panel title="归档" note="公开过的留着，不再收新的">
            <form method="post" action="/console/columns/archive">
              <input type="hidden" name="path" value={k.path} />
              <Button
                kind="danger"
                confirm={`归档“${k.name}”？它会离开导航和列表，不再收新的件。`}
                unavailable={k.fixed ? '“政府信息公开”的一级栏目不能归档（国办公开办函〔2019〕61号）。' : undefined}
              >
                归档这个栏目
              </Button>
            </form>
          </Panel>
        )}
      </>
    ),
  });
}

export const editColumnPage = (c: Req): Promise<Answer> => edit(c, c.query.get('path') ?? '');

export async function saveColumnPage(c: Req): Promise<Answer> {
  const input = inputOf(c);
  const out = await editColumn(c.system, c.actor, input, c.requestId);
  return out.ok ? seeOther('/console/columns') : edit(c, input.path, input, out.refusals);
}

export async function archiveColumnPage(c: Req): Promise<Answer> {
  const path = c.form.text('path');
  const out = await archiveColumn(c.system, c.actor, { path }, c.requestId);
  return out.ok ? seeOther('/console/columns') : edit(c, path, undefined, out.refusals);
}

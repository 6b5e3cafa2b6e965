import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Input, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Pagination } from '../../ui/components/pagination.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { consoleShell } from '../org/index.ts';
import { openWork } from '../publication/index.ts';
import { StateTag, sayMoment } from './pages.tsx';
import { sayRefusal } from './say.ts';
import type { Piece } from './store.ts';

type ListView = {
  found: Piece[];
  total: number;
  tab: string;
  text: string;
  pageNo: number;
  pages: number;
  unitName: (id: string) => string;
};

const TABS = [
  ['all', '全部'],
  ['writing', '撰写中'],
  ['reviewing', '待审核'],
  ['releasing', '待签发'],
  ['published', '已公开'],
] as const;

export function listPage(c: Req, v: ListView): Promise<Answer> {
  const href = (over: Record<string, string>): string =>
    `/console/pieces?${new URLSearchParams({ tab: v.tab, ...(v.text ? { q: v.text } : {}), ...over })}`;
  return consoleShell(c, {
    current: '/console/pieces',
    title: '稿件',
    lead: `共${v.total}件`,
    actions: may(c.system.permissions, c.actor, 'piece:write') ? (
      <ButtonLink href="/console/pieces/new" kind="primary" icon="edit">
        写一篇稿件
      </ButtonLink>
    ) : undefined,
    children: (
      <>
        {c.query.get('sent') && (
          <Note tone="good">
            <p>已交审核人。审核人今天的待办里会看到；退回或通过都会回到您的待办。</p>
          </Note>
        )}
        <div class="list-tools">
          <Segmented
            label="状态"
            items={TABS.map(([key, text]) => ({ text, href: href({ tab: key, page: '1' }), current: key === v.tab }))}
          />
          <form method="get" action="/console/pieces" class="inline-form">
            <input type="hidden" name="tab" value={v.tab} />
            <Input name="q" label="标题或文号" value={v.text} type="search" />
            <Button small>查找</Button>
          </form>
        </div>
        {v.found.length === 0 ? (
          <EmptyState title={v.text ? `没有标题或文号里有“${v.text}”的稿件` : '这里现在没有稿件'}>
            <p>{v.text ? '换个词，或看“全部”。' : '有人写了稿、交了审，就会出现在这里。'}</p>
          </EmptyState>
        ) : (
          <DataTable
            caption="稿件"
            captionHidden
            rowKey={(p: Piece) => p.id}
            rows={v.found}
            columns={[
              {
                head: '标题',
                cell: (p: Piece) => <a href={`/console/pieces/${p.id}`}>{p.title || '（还没有标题）'}</a>,
              },
              { head: '状态', cell: (p: Piece) => <StateTag state={p.state} /> },
              { head: '单位', cell: (p: Piece) => v.unitName(p.unitId) },
              { head: '撰写', cell: (p: Piece) => p.writer },
              { head: '最近改动', cell: (p: Piece) => sayMoment(p.updatedAt) },
              {
                head: '登记号',
                cell: (p: Piece) => (p.no === null ? '' : <a href={`/console/works/${p.no}`}>{p.no}</a>),
              },
            ]}
          />
        )}
        <Pagination page={v.pageNo} pages={v.pages} hrefFor={(n) => href({ page: String(n) })} />
      </>
    ),
  });
}

/** What may be done with something published: a correction that goes through the same hands, or taking it down. */
export async function workPage(c: Req, refusals: readonly Refusal[], status = 200): Promise<Answer> {
  const no = Number(c.params.no);
  const open = Number.isSafeInteger(no) ? await openWork(c.system.db, no, 'staff') : undefined;
  if (!open) throw new AppError('not_found', c.path);
  const at = (what: string): boolean => may(c.system.permissions, c.actor, what, open.work.unitId);
  if (!at('piece:read')) throw new AppError('forbidden', c.path);
  const waiting = open.removals.find((r) => r.state === 'asked');
  const erased = open.current.check === 'erased';
  const isOut = open.work.state === 'published';
  return consoleShell(c, {
    current: '/console/pieces',
    title: open.listing.title,
    lead: `登记号${no}，${open.listing.publishedOn}公开，第${open.listing.version}版`,
    breadcrumbs: [{ text: '稿件', href: '/console/pieces' }],
    actions: <ButtonLink href={`/p/${no}`}>打开公开的页面</ButtonLink>,
    status,
    children: (
      <>
        <ErrorSummary
          title="现在还不能这样做"
          errors={refusals.map((r) => ({ text: `${sayRefusal(r)}（${r.basis}）` }))}
        />
        {open.work.state === 'withdrawn' && (
          <Note tone="plain">
            <p>这件已经撤下，登记号保留。</p>
          </Note>
        )}
        {erased && (
          <Note tone="plain" title="现行版的内容已删除，登记号保留。">
            {isOut && <p>可以写一份不含泄露内容的更正稿，从空白写起。</p>}
          </Note>
        )}
        {waiting && (
          <Note tone="warn" title="正在核查有没有泄露，读者现在看不到要删的部分。">
            <p>
              定下来以后才能更正、撤下。<a href={`/console/erasures/${waiting.id}`}>看这份处置</a>
            </p>
          </Note>
        )}
        {isOut && !waiting && at('piece:write') && (
          <Panel title="更正">
            <p>从现在公开的文字开始改，照样要审核、签发。旧的一版仍可查看，并注明已更正。</p>
            <form method="post" action={`/console/works/${no}/correct`}>
              <Button kind="primary">写更正稿</Button>
            </form>
          </Panel>
        )}
        {isOut && !waiting && !erased && at('piece:withdraw') && (
          <Panel title="撤下">
            <p>撤下后列表和搜索里不再有这件，原网址会写明撤下的日期和原因，登记号保留。</p>
            <form method="post" action={`/console/works/${no}/withdraw`}>
              <Textarea
                name="reason"
                label="撤下原因"
                hint="会公开。例：发文机关已废止这个文件。"
                value={c.form.text('reason')}
                rows={2}
              />
              <Button kind="danger">撤下这件</Button>
            </form>
          </Panel>
        )}
        {open.work.state !== 'erased' && !waiting && at('erasure:ask') && (
          <Panel title="公开了不该公开的内容">
            <p>
              撤下只是不再列出，旧的一版别人仍能打开。里面有身份证号、电话、病情等泄露的，要用泄露处置：两个人办，各处的内容一次删掉，登记号和指纹留下。
            </p>
            <p class="btn-row">
              <ButtonLink href={`/console/erasures/new?no=${no}`} kind="danger" icon="shield">
                泄露处置
              </ButtonLink>
            </p>
          </Panel>
        )}
      </>
    ),
  });
}

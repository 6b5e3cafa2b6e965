import type { Day } from '../../lib/day.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { FileField } from '../../ui/components/form.tsx';
import { Icon } from '../../ui/components/icon.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { consoleShell } from '../org/index.ts';
import { type Board, type BoardTask, board } from './board.ts';
import { BoardTables, Strip } from './board-page.tsx';
import * as store from './store/index.ts';

export async function openBoard(c: Req): Promise<Board> {
  const b = await board(c.system.db, c.params.id ?? '', c.system.clock.today());
  if (!b) throw new AppError('not_found', c.path);
  return b;
}

export const manages = (c: Req): boolean => may(c.system.permissions, c.actor, 'ledger:manage');
const taskHref = (t: BoardTask): string => `/console/ledger/tasks/${t.task.id}`;

/** The board of a plan; `errors` of a refused upload stand above it, so that the board one came from stays. */
export async function boardPage(c: Req, b: Board, errors: readonly string[] = [], status = 200): Promise<Answer> {
  const by = c.query.get('by') === 'unit' ? 'unit' : c.query.get('by') === 'due' ? 'due' : 'section';
  const base = `/console/ledger/${b.plan.id}`;
  const others = (await store.plans(c.system.db)).filter((p) => p.id !== b.plan.id);
  const names = [...new Set(b.unassigned.map((s) => s.named))];
  return consoleShell(c, {
    current: '/console/ledger',
    title: `${b.tasks.length}项任务，办到哪了`,
    lead: [b.plan.title, b.plan.docNo].filter(Boolean).join('　'),
    actions: (
      <>
        <Segmented
          label="怎么排"
          items={[
            { text: '按章节', href: base, current: by === 'section' },
            { text: '按单位', href: `${base}?by=unit`, current: by === 'unit' },
            { text: '按期限', href: `${base}?by=due`, current: by === 'due' },
          ]}
        />
        <button type="button" class="btn" data-print hidden>
          <Icon name="print" size={18} />
          打印
        </button>
        <ButtonLink href={`${base}/board.xlsx`} icon="download">
          表格
        </ButtonLink>
      </>
    ),
    status,
    children: (
      <>
        <ErrorSummary title="没有办成" errors={errors.map((text) => ({ text }))} />
        {names.length > 0 && (
          <Note tone="warn">
            <p class="note-title">{`${names.length}个名称在机构里找不到，等您分配：`}</p>
            <p>{names.join('、')}</p>
          </Note>
        )}
        {b.plan.findings.map((f) => (
          <Note tone="warn" key={f.quote + f.what}>
            <p>{`${f.what}：“${f.quote}”`}</p>
          </Note>
        ))}
        <Strip board={b} hrefOf={taskHref} />
        <BoardTables board={b} today={c.system.clock.today()} hrefOf={taskHref} by={by} />
        {manages(c) && <PlanTools b={b} others={others} today={c.system.clock.today()} />}
      </>
    ),
  });
}

const PlanTools = ({ b, others, today }: { b: Board; others: store.PlanRow[]; today: Day }) => (
  <Panel title="这份要点">
    <form method="post" action={`/console/ledger/${b.plan.id}/public`} class="inline-form">
      <input type="hidden" name="public" value={b.plan.isPublic ? '' : '1'} />
      <span>
        {b.plan.isPublic ? <a href={`/ledger/${b.plan.id}`}>群众能看到这份台账</a> : '现在只有工作人员能看到'}
      </span>
      <Button small>{b.plan.isPublic ? '不再对外公开' : '对外公开台账'}</Button>
    </form>
    {b.plan.year < Number(today.slice(0, 4)) && !b.plan.looksBack && (
      <form method="post" action={`/console/ledger/${b.plan.id}/look-back`} class="inline-form">
        <span>{`${b.plan.year}年已过，可以逐项核查落实情况`}</span>
        <Button small>做回头看</Button>
      </form>
    )}
    {others.length > 0 && (
      <p>
        别的要点：
        {others.map((p) => (
          <>
            <a href={`/console/ledger/${p.id}`}>{p.title}</a>{' '}
          </>
        ))}
      </p>
    )}
    <UploadForm />
  </Panel>
);

const UploadForm = () => (
  <form method="post" action="/console/ledger" enctype="multipart/form-data">
    <FileField
      name="plan"
      label="导入一份工作要点"
      hint="Word、网页、文本都行。同一份再导入一次不会重复。"
      accept=".docx,.txt,.html,.htm,.md,.pdf"
    />
    <Button kind="primary">导入这份要点</Button>
  </form>
);

/** Where no plan is there yet. */
export const emptyPage = (c: Req, errors: string[] = [], status = 200): Promise<Answer> =>
  consoleShell(c, {
    current: '/console/ledger',
    title: '工作要点台账',
    status,
    children: (
      <>
        <ErrorSummary title="没有导入" errors={errors.map((text) => ({ field: 'plan', text }))} />
        <EmptyState title="还没有导入工作要点">
          <p>把今年的政务公开工作要点交给系统，它会读出每项任务、牵头和责任单位、期限。</p>
        </EmptyState>
        {manages(c) && (
          <Panel title="导入">
            <UploadForm />
          </Panel>
        )}
      </>
    ),
  });

import { type Day, isDay } from '../../lib/day.ts';
import type { Refusal, Ruling } from '../../lib/ruling.ts';
import { inspectUpload } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import { download, seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { FileField } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { consoleShell, unitsById } from '../org/index.ts';
import { portalShell } from '../sites/index.ts';
import * as actions from './actions.ts';
import { type Board, type BoardTask, board, currentPlan } from './board.ts';
import { BoardTables, Strip } from './board-page.tsx';
import { isRecurs } from './rules/index.ts';
import { sayLedger } from './say.ts';
import * as store from './store.ts';
import { TaskPage } from './task-page.tsx';
import { planOfFile } from './verbs.ts';
import { boardXlsx } from './xlsx.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const BIG = 200 * 1024 * 1024;

async function openBoard(c: Req): Promise<Board> {
  const b = await board(c.system.db, c.params.id ?? '', c.system.clock.today());
  if (!b) throw new AppError('not_found', c.path);
  return b;
}

const manages = (c: Req): boolean => may(c.system.permissions, c.actor, 'ledger:manage');
const taskHref = (t: BoardTask): string => `/console/ledger/tasks/${t.task.id}`;

async function boardPage(c: Req, b: Board): Promise<Answer> {
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
        <ButtonLink href={`${base}/board.xlsx`} icon="download">
          表格
        </ButtonLink>
      </>
    ),
    children: (
      <>
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

const emptyPage = (c: Req, errors: string[] = [], status = 200): Promise<Answer> =>
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

async function upload(c: Req): Promise<Answer> {
  const file = c.form.file('plan');
  if (!file) return emptyPage(c, ['还没选文件。选工作要点的Word、网页或文本文件。'], 422);
  try {
    const plan = await planOfFile(file.name, file.bytes);
    const sourceFile = await c.system.files.put(file.bytes);
    const out = await actions.importPlan(c.system, c.actor, { plan, sourceName: file.name, sourceFile }, c.requestId);
    return out.ok ? seeOther(`/console/ledger/${out.value.planId}`) : emptyPage(c, out.refusals.map(sayLedger), 422);
  } catch (e) {
    if (e instanceof AppError && e.code === 'bad_request') return emptyPage(c, [e.say ?? e.message], 422);
    throw e;
  }
}

async function taskPage(c: Req, refusals: readonly Refusal[] = [], status = 200): Promise<Answer> {
  const db = c.system.db;
  const task = await store.taskById(db, c.params.id ?? '');
  if (!task) throw new AppError('not_found', c.path);
  const today = c.system.clock.today();
  const [b, rows, steps, events, units] = await Promise.all([
    board(db, task.planId, today),
    store.reportsOf(db, task.id),
    store.stepsOf(db, task.id),
    store.eventsOf(db, task.id),
    unitsById(db),
  ]);
  const t = b?.tasks.find((x) => x.task.id === task.id);
  if (!b || !t) throw new AppError('not_found', c.path);
  const nameOf = (id: string): string => units.get(id)?.shortName ?? units.get(id)?.name ?? id;
  const reports = await Promise.all(
    rows.map(async (row) => ({
      row,
      unitName: nameOf(row.unitId),
      evidence: await store.evidenceOfReport(db, row.id),
    })),
  );
  const origin = task.origin ? await store.taskById(db, task.origin) : undefined;
  return consoleShell(c, {
    current: '/console/ledger',
    title: `${task.no}　${task.title}`,
    breadcrumbs: [{ text: b.plan.title, href: `/console/ledger/${b.plan.id}` }],
    status,
    children: (
      <TaskPage
        c={c}
        t={t}
        today={today}
        reports={reports}
        steps={steps}
        events={events}
        {...(origin
          ? {
              origin: {
                href: `/console/ledger/tasks/${origin.id}`,
                title: `${origin.no}　${origin.title}`,
                events: await store.eventsOf(db, origin.id),
              },
            }
          : {})}
        units={[...units.values()].map((u) => ({ id: u.id, name: u.name }))}
        mine={t.shares.flatMap((s) =>
          s.unitId && may(c.system.permissions, c.actor, 'ledger:report', s.unitId)
            ? [{ id: s.unitId, name: s.unitName }]
            : [],
        )}
        manages={manages(c)}
        unitName={nameOf}
        refusals={refusals}
      />
    ),
  });
}

/** One line each: a register number, an address on this site, or any address. */
export function linksOf(text: string, origin: string): actions.EvidenceInput[] {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((word): actions.EvidenceInput => {
      const path = word.startsWith(`${origin}/`) ? word.slice(origin.length) : word;
      const no = /^(?:\/p\/)?(\d+)$/.exec(path)?.[1];
      return no ? { kind: 'edition', target: no, name: `登记号${no}` } : { kind: 'link', target: word, name: word };
    });
}

async function sendReport(c: Req): Promise<Answer> {
  const evidence = linksOf(c.form.text('links'), c.origin);
  const refusals: Refusal[] = [];
  for (const f of c.form.files('file')) {
    const seen = await inspectUpload({ name: f.name, bytes: f.bytes });
    if (seen.ok) evidence.push({ kind: 'file', target: await c.system.files.put(f.bytes), name: f.name });
    else refusals.push({ code: 'bad_file', basis: `${f.name}：${seen.say}` });
  }
  if (refusals.length > 0) return taskPage(c, refusals, 422);
  const input = { taskId: c.params.id ?? '', unitId: c.form.text('unitId'), text: c.form.text('text'), evidence };
  return after(c, await actions.report(c.system, c.actor, input, c.requestId));
}

const after = (c: Req, out: Ruling<unknown>): Promise<Answer> | Answer =>
  out.ok ? seeOther(`/console/ledger/tasks/${c.params.id}`) : taskPage(c, out.refusals, 422);

/** Undefined: what was typed is no day. */
const dayOrNull = (text: string): Day | null | undefined =>
  text.trim() === '' ? null : isDay(text.trim()) ? (text.trim() as Day) : undefined;
const BAD_DUE: Refusal[] = [{ code: 'bad_due', basis: '政务公开工作要点台账制度' }];

const task = (path: string, permission: string, run: Route['run'], maxBody?: number): Route => ({
  method: 'POST',
  path: `/console/ledger/tasks/:id/${path}`,
  may: permission,
  run,
  ...(maxBody ? { maxBody } : {}),
});

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/console/ledger',
    may: 'ledger:read',
    run: async (c) => {
      const plan = await currentPlan(c.system.db, c.system.clock.today());
      return plan ? seeOther(`/console/ledger/${plan.id}`) : emptyPage(c);
    },
  },
  { method: 'POST', path: '/console/ledger', may: 'ledger:manage', maxBody: BIG, run: upload },
  {
    method: 'GET',
    path: '/console/ledger/:id',
    may: 'ledger:read',
    run: async (c) => boardPage(c, await openBoard(c)),
  },
  {
    method: 'GET',
    path: '/console/ledger/:id/board.xlsx',
    may: 'ledger:read',
    run: async (c) => {
      const b = await openBoard(c);
      return download(await boardXlsx(b, c.system.clock.today()), XLSX, `${b.plan.title}台账.xlsx`);
    },
  },
  {
    method: 'POST',
    path: '/console/ledger/:id/public',
    may: 'ledger:manage',
    run: async (c) => {
      await actions.openToPublic(
        c.system,
        c.actor,
        { planId: c.params.id ?? '', isPublic: c.form.text('public') === '1' },
        c.requestId,
      );
      return seeOther(`/console/ledger/${c.params.id}`);
    },
  },
  {
    method: 'POST',
    path: '/console/ledger/:id/look-back',
    may: 'ledger:manage',
    run: async (c) => {
      const out = await actions.lookBack(c.system, c.actor, { planId: c.params.id ?? '', due: null }, c.requestId);
      return out.ok ? seeOther(`/console/ledger/${out.value.planId}`) : emptyPage(c, out.refusals.map(sayLedger), 422);
    },
  },
  { method: 'GET', path: '/console/ledger/tasks/:id', may: 'ledger:read', run: (c) => taskPage(c) },
  {
    method: 'GET',
    path: '/console/ledger/tasks/:id/files/:sha',
    may: 'ledger:read',
    run: async (c) => {
      const e = await store.evidenceFile(c.system.db, c.params.id ?? '', c.params.sha ?? '');
      if (!e) throw new AppError('not_found', c.path);
      return download(c.system.files.stream(e.target), 'application/octet-stream', e.name);
    },
  },
  task('report', 'ledger:report', sendReport, BIG),
  task('decide', 'ledger:manage', async (c) => {
    const reportId = c.form.text('reportId');
    return after(
      c,
      c.form.text('act') === 'accept'
        ? await actions.acceptReport(c.system, c.actor, { reportId }, c.requestId)
        : await actions.returnReport(c.system, c.actor, { reportId, reason: c.form.text('reason') }, c.requestId),
    );
  }),
  task('assign', 'ledger:manage', async (c) => {
    const shareId = Number(c.form.text('shareId'));
    const role = c.form.text('role') === 'lead' ? 'lead' : 'responsible';
    return after(
      c,
      await actions.assign(
        c.system,
        c.actor,
        { taskId: c.params.id ?? '', unitId: c.form.text('unitId'), role, ...(shareId ? { shareId } : {}) },
        c.requestId,
      ),
    );
  }),
  task('unassign', 'ledger:manage', async (c) =>
    after(
      c,
      await actions.unassign(
        c.system,
        c.actor,
        { taskId: c.params.id ?? '', shareId: Number(c.form.text('shareId')) },
        c.requestId,
      ),
    ),
  ),
  task('deadline', 'ledger:manage', async (c) => {
    const due = dayOrNull(c.form.text('due'));
    const recurs = c.form.text('recurs') || null;
    if (due === undefined || (recurs !== null && !isRecurs(recurs))) return taskPage(c, BAD_DUE, 422);
    return after(
      c,
      await actions.setDeadline(c.system, c.actor, { taskId: c.params.id ?? '', due, recurs }, c.requestId),
    );
  }),
  task('step', 'ledger:manage', async (c) => {
    const due = dayOrNull(c.form.text('due'));
    if (due === undefined) return taskPage(c, BAD_DUE, 422);
    const input = {
      taskId: c.params.id ?? '',
      title: c.form.text('title'),
      due,
      unitId: c.form.text('unitId') || null,
    };
    return after(c, await actions.addStep(c.system, c.actor, input, c.requestId));
  }),
  task('step-done', 'ledger:report', async (c) =>
    after(
      c,
      await actions.markStep(
        c.system,
        c.actor,
        { taskId: c.params.id ?? '', stepId: Number(c.form.text('stepId')), done: c.form.text('done') === '1' },
        c.requestId,
      ),
    ),
  ),
  {
    method: 'GET',
    path: '/ledger',
    may: 'public',
    run: async (c) => {
      const plan = await currentPlan(c.system.readDb, c.system.clock.today(), true);
      if (plan) return seeOther(`/ledger/${plan.id}`);
      throw new AppError('not_found', c.path, '工作要点台账还没有对外公开。');
    },
  },
  {
    method: 'GET',
    path: '/ledger/:id',
    may: 'public',
    run: async (c) => {
      const b = await board(c.system.readDb, c.params.id ?? '', c.system.clock.today());
      if (!b?.plan.isPublic) throw new AppError('not_found', c.path, '这份台账没有对外公开。');
      const href = (t: BoardTask): string => `#t${t.task.seq}`;
      return portalShell(c, {
        title: `${b.plan.title}：办到哪了`,
        current: '/ledger',
        breadcrumbs: [{ text: '首页', href: '/' }, { text: '工作要点台账' }],
        children: (
          <>
            <h1>{b.plan.title}，办到哪了</h1>
            <Strip board={b} hrefOf={href} />
            <BoardTables board={b} today={c.system.clock.today()} hrefOf={href} by="section" />
          </>
        ),
      });
    },
  },
];

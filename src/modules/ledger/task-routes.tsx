import { type Day, isDay } from '../../lib/day.ts';
import type { Refusal, Ruling } from '../../lib/ruling.ts';
import { inspectUpload } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import { download, seeOther } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { consoleShell, unitsById } from '../org/index.ts';
import * as actions from './actions/index.ts';
import { board } from './board.ts';
import { manages } from './plan-page.tsx';
import { isRecurs } from './rules/index.ts';
import * as store from './store/index.ts';
import { TaskPage } from './task-page.tsx';

/** Reports and evidence may be large. */
export const BIG = 200 * 1024 * 1024;

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
function linksOf(text: string, origin: string): actions.EvidenceInput[] {
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

const task = (path: string, may: string, run: Route['run'], more = {}): Route =>
  post(`/console/ledger/tasks/:id/${path}`, may, run, more);

export const taskRoutes: readonly Route[] = [
  get('/console/ledger/tasks/:id', 'ledger:read', (c) => taskPage(c)),
  get('/console/ledger/tasks/:id/files/:sha', 'ledger:read', async (c) => {
    const e = await store.evidenceFile(c.system.db, c.params.id ?? '', c.params.sha ?? '');
    if (!e) throw new AppError('not_found', c.path);
    return download(c.system.files.stream(e.target), 'application/octet-stream', e.name);
  }),
  task('report', 'ledger:report', sendReport, { maxBody: BIG }),
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
];

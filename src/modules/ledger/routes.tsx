import { AppError } from '../../platform/errors.ts';
import { download, seeOther, XLSX } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { portalShell } from '../sites/index.ts';
import * as actions from './actions/index.ts';
import { type BoardTask, board, currentPlan } from './board.ts';
import { BoardTables, Strip } from './board-page.tsx';
import { boardPage, emptyPage, openBoard } from './plan-page.tsx';
import { sayLedger } from './say.ts';
import { BIG, taskRoutes } from './task-routes.tsx';
import { planOfFile } from './verbs.ts';
import { boardXlsx } from './xlsx.ts';

/** What was wrong with a plan, above the board where there is one. */
async function refused(c: Req, errors: string[]): Promise<Answer> {
  const plan = await currentPlan(c.system.db, c.system.clock.today());
  const b = plan && (await board(c.system.db, plan.id, c.system.clock.today()));
  return b ? boardPage(c, b, errors, 422) : emptyPage(c, errors, 422);
}

async function upload(c: Req): Promise<Answer> {
  const file = c.form.file('plan');
  if (!file) return refused(c, ['还没选文件。选工作要点的Word、网页或文本文件。']);
  try {
    const plan = await planOfFile(file.name, file.bytes);
    const sourceFile = await c.system.files.put(file.bytes);
    const out = await actions.importPlan(c.system, c.actor, { plan, sourceName: file.name, sourceFile }, c.requestId);
    return out.ok ? seeOther(`/console/ledger/${out.value.planId}`) : refused(c, out.refusals.map(sayLedger));
  } catch (e) {
    if (e instanceof AppError && e.code === 'bad_request') return refused(c, [e.say ?? e.message]);
    throw e;
  }
}

export const routes: readonly Route[] = [
  get('/console/ledger', 'ledger:read', async (c) => {
    const plan = await currentPlan(c.system.db, c.system.clock.today());
    return plan ? seeOther(`/console/ledger/${plan.id}`) : emptyPage(c);
  }),
  post('/console/ledger', 'ledger:manage', upload, { maxBody: BIG }),
  get('/console/ledger/:id', 'ledger:read', async (c) => boardPage(c, await openBoard(c))),
  get('/console/ledger/:id/board.xlsx', 'ledger:read', async (c) => {
    const b = await openBoard(c);
    return download(await boardXlsx(b, c.system.clock.today()), XLSX, `${b.plan.title}台账.xlsx`);
  }),
  post('/console/ledger/:id/public', 'ledger:manage', async (c) => {
    await actions.openToPublic(
      c.system,
      c.actor,
      { planId: c.params.id ?? '', isPublic: c.form.text('public') === '1' },
      c.requestId,
    );
    return seeOther(`/console/ledger/${c.params.id}`);
  }),
  post('/console/ledger/:id/look-back', 'ledger:manage', async (c) => {
    const out = await actions.lookBack(c.system, c.actor, { planId: c.params.id ?? '', due: null }, c.requestId);
    return out.ok
      ? seeOther(`/console/ledger/${out.value.planId}`)
      : boardPage(c, await openBoard(c), out.refusals.map(sayLedger), 422);
  }),
  ...taskRoutes,
  get('/ledger', 'public', async (c) => {
    const plan = await currentPlan(c.system.readDb, c.system.clock.today(), true);
    if (plan) return seeOther(`/ledger/${plan.id}`);
    throw new AppError('not_found', c.path, '工作要点台账还没有对外公开。');
  }),
  get('/ledger/:id', 'public', async (c) => {
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
  }),
];

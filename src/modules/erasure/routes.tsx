import type { Ruling } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { download, seeOther, XLSX } from '../../platform/http/answer.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import {
  confirmErasure,
  type Erasure,
  erasureById,
  type OpenedWork,
  openWork,
  pagesForgotten,
  refuseErasure,
  requestErasure,
} from '../publication/index.ts';
import { siteInfo } from '../sites/index.ts';
import { tickNotice } from './actions.ts';
import { detailPage } from './detail-page.tsx';
import { askPage } from './form-page.tsx';
import { listPage } from './list-page.tsx';
import { lookFile, lookPage } from './look-page.tsx';
import { decideOne, mentionsPage } from './mentions-page.tsx';
import { type LeakReport, leakReport } from './report.ts';
import { reportPage } from './report-page.tsx';
import { reportXlsx } from './xlsx.ts';

/** The work named by `?no=`, if this person may ask for it. */
async function workOf(c: Req): Promise<OpenedWork> {
  const text = c.query.get('no') ?? '';
  const work = /^\d{1,15}$/.test(text) ? await openWork(c.system.db, Number(text), 'staff') : undefined;
  if (!work) throw new AppError('not_found', c.path, `登记册里没有第${text}号公开件。`);
  if (!may(c.system.permissions, c.actor, 'erasure:ask', work.work.unitId)) throw new AppError('forbidden', c.path);
  return work;
}

async function opened(c: Req): Promise<{ e: Erasure; work: OpenedWork }> {
  const e = await erasureById(c.system.db, c.params.id ?? '');
  const work = e && (await openWork(c.system.db, e.no, 'staff'));
  if (!e || !work) throw new AppError('not_found', c.path);
  if (!may(c.system.permissions, c.actor, 'erasure:ask', work.work.unitId)) throw new AppError('forbidden', c.path);
  return { e, work };
}

async function ask(c: Req): Promise<Answer> {
  const work = await workOf(c);
  const f = c.form;
  const whole = f.text('scope') === 'whole';
  const parts = f.text('scope') === 'parts';
  const out = await requestErasure(
    c.system,
    c.actor,
    {
      no: work.work.no,
      whole,
      versions: parts
        ? f
            .all('version')
            .map(Number)
            .filter((v) => Number.isInteger(v) && v > 0 && v < 1_000_000)
        : [],
      files: parts ? f.all('file') : [],
      kind: f.text('kind'),
      reason: f.text('reason'),
      publicReason: f.text('publicReason'),
      hides: f.text('hides') === '1',
    },
    c.requestId,
  );
  return out.ok ? seeOther(`/console/erasures/${out.value.id}`) : askPage(c, work, out.refusals, 422);
}

/** Runs one step; on a no the same page comes back with every reason and what was typed. */
const step =
  (run: (c: Req, id: string) => Promise<Ruling<unknown>>) =>
  async (c: Req): Promise<Answer> => {
    const { e } = await opened(c);
    const out = await run(c, e.id);
    if (out.ok) return seeOther(`/console/erasures/${e.id}`);
    const now = await opened(c);
    return detailPage(c, now.e, now.work, out.refusals, 422);
  };

/** After the commit: has every web process dropped its kept pages? Said on the next page when one has not. */
async function confirm(c: Req): Promise<Answer> {
  const { e } = await opened(c);
  const out = await confirmErasure(c.system, c.actor, { id: e.id }, c.requestId);
  if (!out.ok) {
    const now = await opened(c);
    return detailPage(c, now.e, now.work, out.refusals, 422);
  }
  const behind = await pagesForgotten(c.system.db, out.value.revision);
  return seeOther(`/console/erasures/${e.id}${behind > 0 ? `?behind=${behind}` : ''}`);
}

async function reported(c: Req): Promise<{ r: LeakReport; siteName: string }> {
  const { e } = await opened(c);
  const r = await leakReport(c.system, e, c.origin);
  if (!r) throw new AppError('not_found', c.path);
  return { r, siteName: (await siteInfo(c.system.db)).name };
}

export const routes: readonly Route[] = [
  { method: 'GET', path: '/console/erasures', may: 'erasure:ask', run: listPage },
  { method: 'GET', path: '/console/erasures/new', may: 'erasure:ask', run: async (c) => askPage(c, await workOf(c)) },
  { method: 'POST', path: '/console/erasures', may: 'erasure:ask', run: ask },
  {
    method: 'GET',
    path: '/console/erasures/:id',
    may: 'erasure:ask',
    run: async (c) => {
      const { e, work } = await opened(c);
      return detailPage(c, e, work);
    },
  },
  {
    method: 'GET',
    path: '/console/erasures/:id/look/:version',
    may: 'erasure:ask',
    run: async (c) => {
      const { e, work } = await opened(c);
      return lookPage(c, e, work);
    },
  },
  {
    method: 'GET',
    path: '/console/erasures/:id/files/:sha',
    may: 'erasure:ask',
    run: async (c) => lookFile(c, (await opened(c)).e),
  },
  {
    method: 'POST',
    path: '/console/erasures/:id/confirm',
    may: 'erasure:decide',
    run: confirm,
  },
  {
    method: 'POST',
    path: '/console/erasures/:id/refuse',
    may: 'erasure:decide',
    run: step((c, id) => refuseErasure(c.system, c.actor, { id, refusal: c.form.text('refusal') }, c.requestId)),
  },
  {
    method: 'POST',
    path: '/console/erasures/:id/notices',
    may: 'erasure:ask',
    run: step((c, id) =>
      tickNotice(c.system, c.actor, { id, code: c.form.text('code'), note: c.form.text('note') }, c.requestId),
    ),
  },
  { method: 'GET', path: '/console/erasures/:id/mentions', may: 'erasure:decide', run: (c) => mentionsPage(c) },
  { method: 'POST', path: '/console/erasures/:id/mentions', may: 'erasure:decide', run: decideOne },
  {
    method: 'GET',
    path: '/console/erasures/:id/report',
    may: 'erasure:ask',
    run: async (c) => {
      const { r, siteName } = await reported(c);
      return reportPage(c, r, siteName);
    },
  },
  {
    method: 'GET',
    path: '/console/erasures/:id/report.xlsx',
    may: 'erasure:ask',
    run: async (c) => {
      const { r, siteName } = await reported(c);
      return download(await reportXlsx(r, siteName), XLSX, `谁可能看到过-登记号${r.erasure.no}.xlsx`);
    },
  },
];

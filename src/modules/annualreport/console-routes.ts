import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import * as act from './actions.ts';
import { LIST, listPage, saveSettingPage, takeInPage } from './console-list.tsx';
import { reportPage } from './console-report.tsx';
import { reportHref } from './duties.ts';
import { SECTIONS, type SectionKey, type Texts } from './rules/sections.ts';
import { suggestedTexts } from './suggested.ts';
import { openReport, readYear } from './view.ts';

const typedTexts = (c: Req): Texts =>
  Object.fromEntries(SECTIONS.map((s) => [s.key, c.form.text(`text-${s.key}`).replaceAll('\r\n', '\n')])) as Texts;

/** One address for all forms of a report: `act` names the button. */
async function takeForm(c: Req): Promise<Answer> {
  const year = readYear(c.params.year ?? '', c.system.clock.today());
  const unitId = c.params.unit ?? '';
  const name = c.form.text('act');
  const seen = /^\d{1,9}$/.test(c.form.text('seen')) ? Number(c.form.text('seen')) : 0;
  const step = { unitId, year, seen, remark: c.form.text('remark'), inSpite: c.form.text('inSpite') };
  const href = reportHref(unitId, year);
  const out = await run(c, name, step);
  if (out.ok) return seeOther(name.startsWith('use-') ? `${href}#part-${name.slice(4)}` : href);
  return reportPage(c, out.refusals, { act: name.startsWith('use-') ? 'save' : name, text: (n) => c.form.text(n) });
}

async function run(
  c: Req,
  name: string,
  step: act.StepInput,
): Promise<{ ok: true } | Extract<Awaited<ReturnType<typeof act.submitReport>>, { ok: false }>> {
  const { system, actor, requestId } = c;
  if (name === 'save') return act.saveTexts(system, actor, { ...step, texts: typedTexts(c) }, requestId);
  if (name.startsWith('use-')) return use(c, name.slice(4), step);
  if (name === 'enter') {
    const cells = c.form.entries().flatMap(([k]) => (k.startsWith('value-') ? [k.slice('value-'.length)] : []));
    const figures = cells.map((cell) => ({
      cell,
      value: c.form.text(`value-${cell}`),
      source: c.form.text(`source-${cell}`),
    }));
    return act.enterFigures(system, actor, { ...step, figures }, requestId);
  }
  if (name === 'explain') {
    const reasons = Object.fromEntries(
      c.form.entries().flatMap(([k, v]) => (k.startsWith('reason-') ? [[k.slice('reason-'.length), v]] : [])),
    );
    return act.explainChanges(system, actor, { ...step, reasons }, requestId);
  }
  const moves = {
    submit: act.submitReport,
    return: act.returnReport,
    approve: act.approveReport,
    reopen: act.reopenReport,
    publish: act.publishReport,
    revise: act.reviseReport,
  } as const;
  const move = Object.hasOwn(moves, name) ? moves[name as keyof typeof moves] : undefined;
  if (!move) throw new AppError('bad_request', `no act ${name}`);
  return move(system, actor, step, requestId);
}

/** The sentences that the figures give, after what is written already. */
async function use(c: Req, key: string, step: act.StepInput): Promise<Awaited<ReturnType<typeof act.saveTexts>>> {
  const known = SECTIONS.find((s) => s.key === key)?.key as SectionKey | undefined;
  if (!known) throw new AppError('bad_request', `no part ${key}`);
  const o = await openReport(c.system.db, c.system, step.unitId, step.year);
  const texts = typedTexts(c);
  const more = (await suggestedTexts(c.system, o))[known];
  const joined = [texts[known].trim(), more].filter(Boolean).join('\n');
  return act.saveTexts(c.system, c.actor, { ...step, texts: { ...texts, [known]: joined } }, c.requestId);
}

const READ = 'report:read';
export const consoleRoutes: readonly Route[] = [
  get(LIST, READ, (c) => listPage(c)),
  get(`${LIST}/:year`, READ, (c) => listPage(c)),
  post(`${LIST}/setting`, 'report:setting', saveSettingPage),
  post(`${LIST}/take-in`, 'report:setting', takeInPage),
  get(`${LIST}/:year/:unit`, READ, (c) => reportPage(c)),
  // Six texts of some thousands of characters, each up to three times as long once encoded.
  post(`${LIST}/:year/:unit`, READ, takeForm, { maxBody: 2_000_000 }),
];

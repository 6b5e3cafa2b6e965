import { day } from '../lib/day.ts';
import { checks } from '../modules/checks/index.ts';
import { editorial } from '../modules/editorial/index.ts';
import {
  attach,
  confirm,
  consult,
  decide,
  deliver,
  feeNotice,
  foi,
  propose,
  register,
  requestCorrection,
} from '../modules/foi/index.ts';
import { org } from '../modules/org/index.ts';
import { publication } from '../modules/publication/index.ts';
import { regulation } from '../modules/regulation/index.ts';
import { search } from '../modules/search/index.ts';
import { sites } from '../modules/sites/index.ts';
import { translog } from '../modules/translog/index.ts';
import { rows, sql } from '../platform/db/connection.ts';
import { seedUnits, staff } from './editorial.ts';
import { seedSite } from './site.ts';
import { type Reply, type World, world } from './world.ts';

/** A small district that takes requests, on Monday 2 March 2026. */
export async function foiWorld(at = '2026-03-02T09:30:00+08:00'): Promise<World> {
  const w = await world({
    modules: [org, translog, publication, sites, checks, search, editorial, regulation, foi],
    at,
  });
  await seedUnits(w);
  await seedSite(w, {
    site: { name: '明河区人民政府', phone: '0999-0000 0001' },
    columns: [{ path: 'tzgg', name: '通知公告', class: '通知公告', inNav: true }],
  });
  return w;
}

export const onceIn = (html: string): string => /name="once" value="([\w-]+)"/.exec(html)?.[1] ?? '';
export const numberIn = (html: string): string => /SQ-\d{4}-\d{5}/.exec(html)?.[0] ?? '';
export const passwordIn = (html: string): string => /[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/.exec(html)?.[0] ?? '';
export const cookieOf = (r: Reply): string => /gk_foi=[^;]+/.exec(r.headers['set-cookie'] ?? '')?.[0] ?? '';

export const FORM = {
  words: '青溪乡小河湾村2025年高标准农田建设项目的验收报告',
  unit: 'minzheng',
  kind: 'naturalPerson',
  name: '测试申请人甲',
  idNo: '999901198001010016',
  phone: '0999-0000 0017',
  email: '',
  address: '',
  way: 'net',
};

/** A case by its id or number; an empty one when there is none. */
const caseOf = async (w: World, key: string): Promise<{ id: string; version: number }> =>
  (
    await rows<{ id: string; version: number }>(
      w.system.db,
      sql`select id, version from foi.request where no = ${key} or id = ${key}`,
    )
  )[0] ?? { id: '', version: 0 };

/** Fills in and sends the form as a browser without script does. */
export async function applied(
  w: World,
  over: Record<string, string> = {},
): Promise<{ reply: Reply; no: string; password: string; cookie: string; id: string }> {
  const once = onceIn((await w.request('GET', '/foi/apply')).text);
  const reply = await w.request('POST', '/foi/apply', { form: { once, ...FORM, ...over } });
  const no = numberIn(reply.text);
  const id = (await caseOf(w, no)).id;
  return { reply, no, password: passwordIn(reply.text), cookie: cookieOf(reply), id };
}

const versionOf = async (w: World, id: string): Promise<number> => (await caseOf(w, id)).version;
type Draft = { key: string; reasons?: string; whereabouts?: string; secrecy?: string; supply?: string };
type Done = { ok: boolean; refusals?: unknown };
const must = (out: Done): void => {
  if (!out.ok) throw new Error(JSON.stringify(out));
};
const today = (w: World) => w.system.clock.today();

/** The clerk's side, as far as an applicant sees it. */
export const desk = (w: World) => ({
  async confirm(id: string) {
    must(
      await confirm(w.system, staff.clerk, {
        id,
        version: await versionOf(w, id),
        on: today(w),
        how: '电话确认',
      }),
    );
  },
  async register(id: string, subject: string) {
    must(await register(w.system, staff.clerk, { id, version: await versionOf(w, id), subject }));
  },
  async askCorrection(id: string, points: string[], by: string) {
    must(
      await requestCorrection(w.system, staff.clerk, {
        id,
        version: await versionOf(w, id),
        points,
        by: day(by),
      }),
    );
  },
  async consult(id: string, name: string) {
    const version = await versionOf(w, id);
    must(await consult(w.system, staff.clerk, { id, version, kind: 'third', name, about: '报价' }));
  },
  async fee(id: string, pages: number) {
    const version = await versionOf(w, id);
    must(await feeNotice(w.system, staff.clerk, { id, version, tariff: 'pages', pages }));
  },
  async answer(id: string, draft: Draft) {
    const whole = { grounds: [], reasons: '', whereabouts: '', secrecy: '', supply: '', override: '', ...draft };
    const version = await versionOf(w, id);
    must(await propose(w.system, staff.clerk, { id, version, draft: whole, keepLetter: false }));
    must(await decide(w.system, staff.approver, { id, version: await versionOf(w, id) }));
  },
  async attach(id: string, name: string, words: string) {
    const file = { name, bytes: Buffer.from(words) };
    const version = await versionOf(w, id);
    must(await attach(w.system, staff.clerk, { id, version, role: 'answer', file, toApplicant: true }));
  },
  async deliver(id: string) {
    const version = await versionOf(w, id);
    const sent = { id, version, on: w.system.clock.today(), how: '网上', proof: '系统记录' };
    must(await deliver(w.system, staff.clerk, sent));
  },
});

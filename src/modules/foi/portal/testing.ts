import { transaction } from '../../../platform/db/connection.ts';
import { seedUnits, staff } from '../../../testing/editorial.ts';
import { type Reply, type World, world } from '../../../testing/world.ts';
import { checks } from '../../checks/index.ts';
import { editorial } from '../../editorial/index.ts';
import { org } from '../../org/index.ts';
import { publication } from '../../publication/index.ts';
import { regulation } from '../../regulation/index.ts';
import { search } from '../../search/index.ts';
import { seedSites, sites } from '../../sites/index.ts';
import { translog } from '../../translog/index.ts';
import * as clock from '../actions/clock.ts';
import * as decision from '../actions/decision.ts';
import * as opening from '../actions/opening.ts';
import { foi } from '../index.ts';
import * as store from '../store/index.ts';

/** A small district that takes requests, on Monday 2 March 2026. */
export async function foiWorld(at = '2026-03-02T09:30:00+08:00'): Promise<World> {
  const w = await world({
    modules: [org, translog, publication, sites, checks, search, editorial, regulation, foi],
    at,
  });
  await seedUnits(w);
  await transaction(w.system.db, (tx) =>
    seedSites(
      tx,
      { site: { name: '明河区人民政府', phone: '0999-0000 0001' }, columns: [], topics: [] },
      w.clock.now(),
    ),
  );
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
  idNo: '99990119800101001X',
  phone: '0999-0000 0017',
  email: '',
  address: '',
  way: 'net',
};

/** Fills in and sends the form as a browser without script does. */
export async function applied(
  w: World,
  over: Record<string, string> = {},
): Promise<{ reply: Reply; no: string; password: string; cookie: string; id: string }> {
  const once = onceIn((await w.request('GET', '/foi/apply')).text);
  const reply = await w.request('POST', '/foi/apply', { form: { once, ...FORM, ...over } });
  const no = numberIn(reply.text);
  const id = (await store.requestByNo(w.system.db, no))?.id ?? '';
  return { reply, no, password: passwordIn(reply.text), cookie: cookieOf(reply), id };
}

const versionOf = async (w: World, id: string): Promise<number> =>
  (await store.requestById(w.system.db, id))?.version ?? 0;
type Done = { ok: boolean; refusals?: unknown };
const must = (out: Done): void => {
  if (!out.ok) throw new Error(JSON.stringify(out));
};
const today = (w: World) => w.system.clock.today();

/** The clerk's side, as far as an applicant sees it. */
export const desk = (w: World) => ({
  async confirm(id: string) {
    must(
      await opening.confirm(w.system, staff.clerk, {
        id,
        version: await versionOf(w, id),
        on: today(w),
        how: '电话确认',
      }),
    );
  },
  async register(id: string, subject: string) {
    must(await opening.register(w.system, staff.clerk, { id, version: await versionOf(w, id), subject }));
  },
  async askCorrection(id: string, points: string[], by: string) {
    must(
      await opening.requestCorrection(w.system, staff.clerk, {
        id,
        version: await versionOf(w, id),
        points,
        by: by as never,
      }),
    );
  },
  async consult(id: string, name: string) {
    must(
      await clock.consult(w.system, staff.clerk, {
        id,
        version: await versionOf(w, id),
        kind: 'third',
        name,
        about: '报价',
      } as never),
    );
  },
  async fee(id: string, count: number) {
    must(
      await clock.feeNotice(w.system, staff.clerk, {
        id,
        version: await versionOf(w, id),
        tariff: 'pages',
        count,
      } as never),
    );
  },
  async answer(id: string, draft: Record<string, unknown>) {
    must(
      await decision.propose(w.system, staff.clerk, { id, version: await versionOf(w, id), draft, ...draft } as never),
    );
    must(await decision.decide(w.system, staff.approver, { id, version: await versionOf(w, id) } as never));
  },
  async deliver(id: string) {
    must(
      await decision.deliver(w.system, staff.clerk, {
        id,
        version: await versionOf(w, id),
        on: today(w),
        how: '网上',
        proof: '系统记录',
        hasFile: false,
      } as never),
    );
  },
});

import { type CatalogueItem, catalogue, itemsNow } from '../modules/catalogue/index.ts';
import { editorial, type Piece, pieceById } from '../modules/editorial/index.ts';
import { org, seedOrg } from '../modules/org/index.ts';
import { publication } from '../modules/publication/index.ts';
import { sites } from '../modules/sites/index.ts';
import { transaction } from '../platform/db/connection.ts';
import type { Actor } from '../platform/permission.ts';
import { unit } from './editorial.ts';
import { seedSite } from './site.ts';
import { actor, type Reply, type World, world } from './world.ts';

export const clerk = actor('mz-clerk', 'minzheng', ['clerk']);
export const reviewer = actor('mz-reviewer', 'minzheng', ['reviewer']);
export const approver = actor('mz-approver', 'minzheng', ['approver']);
export const office = actor('office', 'qu', ['office'], ['minzheng', 'baita']);
/** 临时救助·审核审批信息: dates, amounts and a table. */
export const RELIEF = '05-13';

/** A district with its civil affairs office and a township, the columns for disclosure, and these units more. */
export async function catalogueWorld(more: readonly string[] = []): Promise<World> {
  const w = await world({ modules: [org, publication, sites, catalogue, editorial] });
  const units = [
    unit('qu', '明河区人民政府', { kind: 'district', parentId: null }),
    unit('minzheng', '明河区民政局'),
    unit('baita', '白塔镇人民政府', { kind: 'township' }),
    ...more.map((id) => unit(id, `单位${id}`)),
  ];
  await transaction(w.system.db, (tx) => seedOrg(tx, { units, people: [] }));
  await seedSite(w, {
    site: { name: '明河区人民政府', domain: 'www.minghe.example', siteCode: '9999010001' },
    columns: [
      { path: 'zfxxgk', name: '政府信息公开' },
      { path: 'zfxxgk/fdzdgk', name: '法定主动公开内容' },
      { path: 'zdly', name: '重点领域' },
      { path: 'zdly/shjz', name: '社会救助' },
    ],
  });
  return w;
}

type Form = Record<string, string | string[]>;
/** What people do at their desks, by the forms they have. */
export function desk(w: () => World) {
  const post = (path: string, form: Form, as: Actor = clerk): Promise<Reply> => w().request('POST', path, { as, form });
  const get = (path: string, as: Actor = clerk): Promise<Reply> => w().request('GET', path, { as });
  const piece = async (id: string): Promise<Piece> => {
    const p = await pieceById(w().system.db, id);
    if (!p) throw new Error(id);
    return p;
  };
  /** A new piece under the item; answers its id. */
  const begun = async (): Promise<string> => {
    const made = await post('/console/pieces', { unitId: 'minzheng', itemId: RELIEF });
    return made.headers.location?.replace('/console/pieces/', '') ?? '';
  };
  const save = async (id: string, form: Record<string, string>): Promise<Reply> =>
    post(`/console/pieces/${id}`, {
      seen: String((await piece(id)).version),
      title: '三月临时救助名单',
      html: '',
      elementsSent: '1',
      ...form,
    });
  const step = async (id: string, act: string, as: Actor): Promise<Reply> =>
    post(`/console/pieces/${id}/step`, { act, seen: String((await piece(id)).version) }, as);
  /** Handed on, passed, released and spread; answers the number of the work. */
  const released = async (id: string): Promise<number | null> => {
    await step(id, 'pass', reviewer);
    await step(id, 'release', approver);
    await w().runJobs();
    return (await piece(id)).no;
  };
  return { post, get, piece, begun, save, step, released };
}

/** The unit has adopted the item with a shorter time, dropped another, and made one of its own. */
export async function decided({ post }: ReturnType<typeof desk>): Promise<void> {
  await post('/console/catalogue/minzheng/adopt', { item: [RELIEF, '05-16'] });
  await post(`/console/catalogue/minzheng/items/${RELIEF}`, {
    act: 'adapt',
    content: '姓名、事由和金额',
    timing: '信息形成之日起5个工作日内',
    carrier: ['政府网站', '公开查阅点'],
  });
  await post('/console/catalogue/minzheng/items/00-21', { act: 'drop', reason: '治安由公安分局公开' });
  await post('/console/catalogue/minzheng/own', {
    field: 'social-assistance',
    level2: '慈善超市物资去向',
    content: '物资、数量、去向',
    elements: '截至日期：日期\n物资：表格：名称、数量、金额（元）',
    basis: '《中华人民共和国慈善法》第七十八条',
    timing: '每季度结束后10日内',
    carrier: ['政府网站'],
  });
}

/** A fitting value for each element that the item's form asks for. */
export function filled(w: World, itemId = RELIEF): Record<string, string> {
  const typed = (e: Pick<CatalogueItem['elements'][number], 'type' | 'choices'>): string =>
    ({ money: '1,200元', number: '2', date: '2026-03-20', phone: '0999-5550123', choice: e.choices?.[0] ?? '' })[
      e.type as string
    ] ?? '2026年3月';
  return Object.fromEntries(
    (itemsNow(w.system.clock.today()).find((i) => i.id === itemId)?.elements ?? [])
      .filter((e) => e.type !== 'file')
      .map((e) => [
        `el-${e.key}`,
        e.type === 'table'
          ? `${e.columns?.map((k) => k.label).join('\t')}\n${e.columns?.map((k) => (k.type === 'text' ? '王*' : typed(k))).join('\t')}`
          : typed(e),
      ]),
  );
}

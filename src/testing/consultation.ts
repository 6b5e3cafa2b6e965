import { consultation } from '../modules/consultation/index.ts';
import { duties } from '../modules/duties/index.ts';
import { org } from '../modules/org/index.ts';
import { publication } from '../modules/publication/index.ts';
import { sites } from '../modules/sites/index.ts';
import { translog } from '../modules/translog/index.ts';
import { published } from './drafts.ts';
import { seedUnits } from './editorial.ts';
import { seedSite } from './site.ts';
import { type World, world } from './world.ts';

const ARTICLES = ['第一条　制定本办法。', '第八条　补贴当月未用完的，可以结转。', '第九条　就高享受。'];

/** A small district on 31 March 2026 with one policy of 民政局 to ask about; `no` is its number. */
export async function questionWorld(articles: readonly string[] = ARTICLES): Promise<{ w: World; no: number }> {
  const w = await world({
    modules: [duties, org, translog, publication, sites, consultation],
    at: '2026-03-31T09:30:00+08:00',
  });
  await seedUnits(w);
  await seedSite(w);
  const { no } = await published(w, {
    title: '明河区居家养老服务补贴办法',
    kind: '政策文件',
    unitId: 'minzheng',
    unitName: '明河区民政局',
    html: articles.map((a) => (a.startsWith('<') ? a : `<p>${a}</p>`)).join(''),
  });
  return { w, no };
}

import type { Day } from '../lib/day.ts';
import { checks } from '../modules/checks/index.ts';
import { duties } from '../modules/duties/index.ts';
import { editorial } from '../modules/editorial/index.ts';
import { org } from '../modules/org/index.ts';
import { policy } from '../modules/policy/index.ts';
import { publication } from '../modules/publication/index.ts';
import { regulation } from '../modules/regulation/index.ts';
import { sites } from '../modules/sites/index.ts';
import { published } from './drafts.ts';
import { seedUnits } from './editorial.ts';
import { seedSite } from './site.ts';
import { type World, world } from './world.ts';

const column = (path: string, name: string) => ({ path, name, class: '政策文件' as const });

/** A small district with the column 行政规范性文件, on 2 March 2026. */
export async function policyWorld(): Promise<World> {
  const w = await world({
    modules: [duties, org, publication, sites, checks, editorial, regulation, policy],
    at: '2026-03-02T09:30:00+08:00',
  });
  await seedUnits(w);
  await seedSite(w, {
    columns: [
      column('zfxxgk', '政府信息公开'),
      column('zfxxgk/fdzdgk', '法定主动公开内容'),
      column('zfxxgk/fdzdgk/gfxwj', '行政规范性文件'),
    ],
  });
  return w;
}

/** Publishes a normative document as old pages have it, and lets the modules hear of it. Returns its number. */
export async function oldPolicy(
  w: World,
  p: { title: string; docNo: string; unitId?: string; from: string; until: string; html?: string },
): Promise<number> {
  const unitId = p.unitId ?? 'qu';
  const done = await published(w, {
    title: p.title,
    kind: '政策文件',
    docNo: p.docNo,
    unitId,
    unitName: unitId === 'qu' ? '明河区人民政府' : '明河区水务局',
    columns: ['zfxxgk/fdzdgk/gfxwj'],
    html: p.html ?? `<p>第一条　为了规范管理，制定本办法。</p><p>第二条　本办法自${p.from}起施行。</p>`,
    issuedOn: p.from as Day,
    validity: { from: p.from as Day, until: p.until as Day, status: '有效' },
  });
  await w.runJobs();
  return done.no;
}

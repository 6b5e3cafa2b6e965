/** 一个乡镇和它的村、社区：同一份数据，只看这一片. For staff and for anyone. */
import { AppError } from '../../platform/errors.ts';
import { get } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { PageHead } from '../../ui/components/section.tsx';
import { consoleShell } from '../org/index.ts';
import { portalShell } from '../sites/index.ts';
import { coverage } from './coverage.ts';
import { nameOf } from './coverage-view.tsx';
import { type Township, townshipOf } from './township.ts';
import { TownshipMap, type TownshipView, townshipLead } from './township-view.tsx';

async function viewOf(c: Req, base: string, unitHref: TownshipView['unitHref']): Promise<TownshipView> {
  const today = c.system.clock.today();
  const map = await coverage(c.system.readDb, today, c.system.calendar);
  const gaps = c.query.get('gaps') === '1';
  const t: Township | undefined = townshipOf(map, c.params.unit ?? '', gaps);
  if (!t) throw new AppError('not_found', c.path);
  return { base, here: `${base}/${t.unit.id}/villages`, map, t, gaps, unitHref };
}

async function staffPage(c: Req): Promise<Answer> {
  const base = '/console/coverage';
  const v = await viewOf(c, base, (u) => `/console/catalogue/${u.id}`);
  return consoleShell(c, {
    current: base,
    title: `${nameOf(v.t.unit)}和各村、社区，公开了没有`,
    lead: townshipLead(v.t, v.map.today),
    breadcrumbs: [{ text: '覆盖与指标', href: base }],
    children: (
      <div class="print-wide">
        <TownshipMap {...v} />
      </div>
    ),
  });
}

async function publicPage(c: Req): Promise<Answer> {
  const base = '/coverage';
  const v = await viewOf(c, base, (u) => `${base}/${u.id}`);
  const title = `${nameOf(v.t.unit)}和各村、社区，公开了没有`;
  return portalShell(c, {
    title,
    breadcrumbs: [
      { text: '首页', href: '/' },
      { text: '公开得怎样', href: base },
      { text: nameOf(v.t.unit), href: `${base}/${v.t.unit.id}` },
      { text: '各村、社区' },
    ],
    meta: { description: townshipLead(v.t, v.map.today), canonical: `${c.origin}${v.here}` },
    wide: true,
    children: (
      <>
        <PageHead title={title} lead={townshipLead(v.t, v.map.today)} />
        <TownshipMap {...v} />
      </>
    ),
  });
}

export const townshipRoutes: readonly Route[] = [
  get('/console/coverage/:unit/villages', 'catalogue:read', staffPage),
  get('/coverage/:unit/villages', 'public', publicPage, { keep: 'any change', perMinute: 60 }),
];

import { render } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { NAV, SITE } from '../showcase/site.ts';
import * as show from '../showcase.tsx';
import type { ViewEnv } from '../types.ts';
import { modeHref, safeJson } from './document.tsx';
import { PortalPage } from './portal-page.tsx';

const page = (change: Partial<ViewEnv> = {}) =>
  render(
    <PortalPage site={SITE} env={show.env(change)} title="一页" nav={NAV} current="">
      <h1>一页</h1>
    </PortalPage>,
  );

describe('every portal page', () => {
  test.each([
    ['ordinary', 0],
    ['大字版', 1],
    ['大字版, bigger', 2],
  ] as const)('%s: carries the seven statutory marks in its foot', (_, elder) => {
    const html = page({ elder });
    const foot = html.slice(html.indexOf('<footer'));
    for (const mark of [
      '党政机关网站标识',
      '我为政府网站找错',
      SITE.siteId,
      SITE.organizer,
      SITE.phone,
      SITE.icp,
      SITE.police,
      '网站地图',
    ])
      expect(foot, mark).toContain(mark);
  });

  test('carries the site tags of the page-tag rules', () => {
    for (const tag of [
      `name="SiteName" content="${SITE.name}"`,
      `name="SiteDomain"`,
      `name="SiteIDCode" content="${SITE.siteId}"`,
    ])
      expect(page()).toContain(tag);
  });

  test('comes back to itself after a change of mode', () => {
    expect(page({ path: '/p/1?full=1' })).toContain(`/mode?elder=1&amp;back=${encodeURIComponent('/p/1?full=1')}`);
    expect(modeHref({ theme: 'dark' }, '/a?b=c&d')).toBe('/mode?theme=dark&back=%2Fa%3Fb%3Dc%26d');
  });
});

test.each(Object.entries(show).filter(([name]) => name !== 'env'))(
  '%s has no script, handler or style inside its markup, one h1, and unique ids',
  (_, Sample) => {
    if (Sample === show.env) return;
    const html = render((Sample as typeof show.Home)({ env: show.env() }));
    expect(html).not.toMatch(/\s(style|on[a-z]+)="/);
    expect(html.match(/<script(?![^>]* src=)(?![^>]*ld\+json)/)).toBeNull();
    expect(html.match(/<h1/g)).toHaveLength(1);
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  },
);

test('data in a script element cannot end it and means the same', () => {
  const data = { name: '</script><script>alert(1)//', note: '<!-- & \u2028' };
  expect(safeJson(data)).not.toMatch(/[<>&\u2028]/);
  expect(JSON.parse(safeJson(data))).toEqual(data);
});

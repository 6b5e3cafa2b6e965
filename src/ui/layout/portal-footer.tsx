import { Icon } from '../components/icon.tsx';
import { MaybeLink } from '../components/section.tsx';
import type { SiteInfo, ViewEnv } from '../types.ts';
import { modeHref } from './document.tsx';
import { once } from './once.ts';

/** Stands for the place where an error of this page is reported, until the page is known. */
const HERE = '/-here-';

/** The statutory marks, complete on every page (发展指引, footer): badge, 找错, code, organizer, ICP, police, site map. */
const Marks = ({ site }: { site: SiteInfo }) => {
  const { __html } = once(site.of, 'marks', () => <AllMarks site={{ ...site, errorReportHref: HERE }} />);
  // Encoded for an address, it has no character that markup would have to escape.
  return (
    <ul class="foot-marks" dangerouslySetInnerHTML={{ __html: __html.replace(HERE, () => site.errorReportHref) }} />
  );
};

const AllMarks = ({ site }: { site: SiteInfo }) => (
  <>
    <li>
      <a class="foot-badge" href={site.badgeHref}>
        <Icon name="shield" />
        党政机关网站标识
      </a>
    </li>
    <li>
      <a class="foot-badge" href={site.errorReportHref}>
        <Icon name="edit" />
        我为政府网站找错
      </a>
    </li>
    <li>网站标识码 {site.siteId}</li>
    <li class="foot-number">{site.icp}</li>
    <li class="foot-number">
      <MaybeLink text={site.police} href={site.policeHref} />
    </li>
    <li>
      <a href={site.siteMapHref}>网站地图</a>
    </li>
    {site.ipv6 && <li>支持 IPv6</li>}
  </>
);

const Groups = ({ site }: { site: SiteInfo }) => (
  <>
    <section>
      <h2>主办单位</h2>
      <ul>
        <li>{site.organizer}</li>
        <li>{site.address}</li>
        <li>{site.phone}</li>
        <li>{site.hours}</li>
      </ul>
    </section>
    {site.footer.map((g) => (
      <section key={g.title}>
        <h2>{g.title}</h2>
        <ul>
          {g.items.map((i, n) => (
            <li key={n}>
              <MaybeLink {...i} />
            </li>
          ))}
        </ul>
      </section>
    ))}
  </>
);

export const PortalFooter = ({ site }: { site: SiteInfo }) => (
  <footer class="site-foot">
    <div class="wrap">
      <div class="foot-groups" dangerouslySetInnerHTML={once(site.of, 'foot', () => <Groups site={site} />)} />
      <Marks site={site} />
    </div>
  </footer>
);

export const ElderFooter = ({ site, env }: { site: SiteInfo; env: ViewEnv }) => (
  <footer class="site-foot">
    <div class="wrap">
      <p class="elder-bigger">
        {env.elder === 1 ? (
          <>
            字还不够大？ <a href={modeHref({ elder: 2 }, env.path)}>再大一点</a>
          </>
        ) : (
          <>
            字太大了？ <a href={modeHref({ elder: 1 }, env.path)}>小一点</a>
          </>
        )}
      </p>
      <ul class="foot-lines">
        <li>{site.organizer}主办</li>
        <li>{site.phone}</li>
        <li class="link-row">
          <a href={site.errorReportHref}>我为政府网站找错</a>
          <a href={site.siteMapHref}>网站地图</a>
        </li>
        <li>网站标识码 {site.siteId}</li>
        <li class="foot-number">{site.icp}</li>
        <li class="foot-number">
          <MaybeLink text={site.police} href={site.policeHref} />
        </li>
        {site.ipv6 && <li>支持 IPv6</li>}
        <li>
          <a class="foot-badge" href={site.badgeHref}>
            <Icon name="shield" size={26} />
            党政机关网站标识
          </a>
        </li>
      </ul>
    </div>
  </footer>
);

import { sayDay, sayMonthDay, sayWeekday } from '../../lib/day.ts';
import { Icon } from '../components/icon.tsx';
import { Mark } from '../components/mark.tsx';
import { SearchBox } from '../components/search.tsx';
import type { NavItem, SiteInfo, ViewEnv } from '../types.ts';
import { modeHref } from './document.tsx';
import { once } from './once.ts';

/** Both ways are rendered while the system decides; the style sheet shows the one that changes something. */
const ThemeLinks = ({ env }: { env: ViewEnv }) => (
  <>
    {env.theme !== 'dark' && (
      <a
        class={env.theme === 'auto' ? 'to-dark' : undefined}
        href={modeHref({ theme: 'dark' }, env.path)}
        rel="nofollow"
      >
        <Icon name="moon" size={18} />
        深色
      </a>
    )}
    {env.theme !== 'light' && (
      <a
        class={env.theme === 'auto' ? 'to-light' : undefined}
        href={modeHref({ theme: 'light' }, env.path)}
        rel="nofollow"
      >
        <Icon name="sun" size={18} />
        浅色
      </a>
    )}
  </>
);

const Utilities = ({ site, env }: { site: SiteInfo; env: ViewEnv }) => (
  <div class="wrap utility-row">
    <span class="utility-date">
      {sayDay(env.today)} {sayWeekday(env.today)}
    </span>
    <a href={modeHref({ elder: 1 }, env.path)} rel="nofollow">
      <Icon name="text-size" size={18} />
      大字版
    </a>
    <button type="button" data-speak hidden aria-pressed="false">
      <Icon name="speak" size={18} />
      <span>朗读</span>
    </button>
    <ThemeLinks env={env} />
    <a class="utility-more" href={site.accessibilityHref}>
      无障碍说明
    </a>
  </div>
);

/** Stands for the page that a mode link comes back to, until it is known. */
const HERE = '/-here-';
const written = (back: string): string => modeHref({}, back).slice('/mode?back='.length);

/** Date at the left; 大字版, 朗读, 深色, 无障碍说明 at the right. */
const UtilityBar = ({ site, env }: { site: SiteInfo; env: ViewEnv }) => {
  const key = `utility|${env.today}|${env.theme}`;
  const { __html } = once(site.of, key, () => <Utilities site={site} env={{ ...env, path: HERE }} />);
  // An address in a question has no character that markup would have to escape.
  const here = __html.replaceAll(written(HERE), () => written(env.path));
  return <section class="utility" aria-label="显示方式" dangerouslySetInnerHTML={{ __html: here }} />;
};

type PortalHeaderProps = {
  site: SiteInfo;
  env: ViewEnv;
  nav: NavItem[];
  current: string;
  /** The header's search field; false on pages that have their own. */
  search: boolean;
};

const Head = ({ site, nav, current, search }: Omit<PortalHeaderProps, 'env'>) => (
  <>
    <div class="wrap site-head-row">
      <a class="brand" href="/">
        <Mark size={52} />
        <span>
          <span class="brand-name">{site.name}</span>
          <span class="brand-tagline">{site.tagline}</span>
        </span>
      </a>
      {search && <SearchBox action={site.searchHref} size="header" />}
      <div class="site-icons">
        <a href={site.searchHref}>
          <Icon name="search" size={24} />
          搜索
        </a>
        <a href="#nav">
          <Icon name="menu" size={24} />
          栏目
        </a>
      </div>
    </div>
    <nav class="site-nav" id="nav" aria-label="栏目">
      <ul class="wrap">
        {nav.map((n) => (
          <li key={n.key}>
            <a href={n.href} aria-current={n.key === current ? 'page' : undefined}>
              {n.text}
            </a>
          </li>
        ))}
        <li class="site-nav-close">
          <a href="#top">收起</a>
        </li>
      </ul>
    </nav>
  </>
);

export const PortalHeader = ({ env, ...p }: PortalHeaderProps) => (
  <>
    <UtilityBar site={p.site} env={env} />
    <header
      class="site-head"
      dangerouslySetInnerHTML={once(p.site.of, `head|${p.search}|${p.current}`, () => <Head {...p} />)}
    />
  </>
);

/** 大字版: listen at the left, back to the ordinary page at the right; name on the home page, way back on inner ones. */
export const ElderHeader = ({ site, env, home }: { site: SiteInfo; env: ViewEnv; home: boolean }) => (
  <>
    <section class="utility" aria-label="显示方式">
      <div class="wrap utility-row">
        <button type="button" data-speak hidden aria-pressed="false">
          <Icon name="speak" size={26} />
          <span>读给我听</span>
        </button>
        <a class="utility-back" href={modeHref({ elder: 0 }, env.path)} rel="nofollow">
          回到普通版
        </a>
      </div>
    </section>
    <header class="site-head">
      <div class="wrap site-head-row">
        {home ? (
          <a class="brand" href="/">
            <Mark size={62} />
            <span>
              <span class="brand-name">{site.name}</span>
              <span class="brand-tagline">
                大字版 · {sayMonthDay(env.today)} {sayWeekday(env.today)}
              </span>
            </span>
          </a>
        ) : (
          <a class="elder-home" href="/">
            ‹ 回大字版首页
          </a>
        )}
      </div>
    </header>
  </>
);

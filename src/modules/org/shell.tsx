import type { ComponentChildren } from 'preact';
import { clockTime } from '../../lib/moments.ts';
import { page } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import type { Waiting } from '../../platform/module.ts';
import { may } from '../../platform/permission.ts';
import { ConsolePage, type Flash } from '../../ui/layout/console-page.tsx';
import type { ConsoleNavGroup, TextLink, ViewEnv } from '../../ui/types.ts';
import { owedBy } from './session.ts';
import { unitById } from './store.ts';

/** How this reader sees this page, from the request. */
export function viewEnv(c: Req): ViewEnv {
  const now = c.system.clock.now();
  const query = c.query.toString();
  return {
    today: c.system.clock.today(),
    now: clockTime(now),
    elder: c.modes.elder,
    theme: c.modes.theme,
    path: query ? `${c.path}?${query}` : c.path,
    assetVersion: c.system.assetVersion,
  };
}

export type ConsoleView = {
  current: string;
  title: string;
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  aside?: ComponentChildren;
  breadcrumbs?: TextLink[];
  layout?: 'work' | 'editor' | 'coverage';
  flash?: Flash | undefined;
  scripts?: string[];
  status?: number;
  children: ComponentChildren;
  /** What waits behind entries of the navigation, where the page knows it already; else the modules are asked. */
  waiting?: Readonly<Record<string, Waiting>>;
};

const OWED: Record<'password' | 'second_factor', Flash> = {
  password: {
    tone: 'warn',
    text: (
      <>
        还在用第一次的密码。先<a href="/console/account">换一个自己的密码</a>，再办别的事。
      </>
    ),
  },
  second_factor: {
    tone: 'warn',
    text: (
      <>
        您的角色要用动态码。先<a href="/console/account#totp">设置动态码</a>，再办别的事。
      </>
    ),
  },
};

/** Links of all modules that this person may follow, by section, in the modules' order. */
function navOf(c: Req, waiting: Readonly<Record<string, Waiting>>): ConsoleNavGroup[] {
  const links = c.system.modules
    .flatMap((m) => [...(m.links ?? [])])
    .filter((l) => l.may === 'signed-in' || may(c.system.permissions, c.actor, l.may))
    .sort((a, b) => a.order - b.order);
  const groups: ConsoleNavGroup[] = [];
  for (const l of links) {
    const group = groups.find((g) => g.title === l.section) ?? { title: l.section, items: [] };
    if (group.items.length === 0) groups.push(group);
    const { n: count, urgent } = waiting[l.href] ?? {};
    group.items.push({ key: l.href, text: l.label, href: l.href, icon: l.icon, count, urgent });
  }
  return groups;
}

const waitingOf = async (c: Req): Promise<Readonly<Record<string, Waiting>>> =>
  Object.assign({}, ...(await Promise.all(c.system.modules.map((m) => m.waiting?.(c)))));

/** A whole console page for the person who asks. */
export async function consoleShell(c: Req, v: ConsoleView): Promise<Answer> {
  const owed = c.actor.grants.length === 0 ? await owedBy(c.system, c.cookies) : null;
  const [unit, waiting] = await Promise.all([
    c.actor.unitId ? unitById(c.system.db, c.actor.unitId) : undefined,
    v.waiting ?? waitingOf(c),
  ]);
  return page(
    <ConsolePage
      env={viewEnv(c)}
      unit={unit?.name ?? ''}
      person={{ text: c.actor.label, href: '/console/account', logoutHref: '/console/logout' }}
      nav={navOf(c, waiting)}
      current={v.current}
      title={v.title}
      lead={v.lead}
      actions={v.actions}
      aside={v.aside}
      breadcrumbs={v.breadcrumbs}
      layout={v.layout}
      flash={owed ? OWED[owed] : v.flash}
      scripts={v.scripts}
      searchHref="/console/pieces"
    >
      {v.children}
    </ConsolePage>,
    v.status ?? 200,
  );
}

import type { ComponentChildren } from 'preact';
import { page } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { ConsolePage, type Flash } from '../../ui/layout/console-page.tsx';
import type { ConsoleNavGroup, TextLink, ViewEnv } from '../../ui/types.ts';
import { unitById } from './store.ts';

/** How this reader sees this page, from the request. */
export function viewEnv(c: Req): ViewEnv {
  const now = c.system.clock.now();
  const query = c.query.toString();
  return {
    today: c.system.clock.today(),
    now: new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(11, 16),
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
};

/** Links of all modules that this person may follow, by section, in the modules' order. */
function navOf(c: Req): ConsoleNavGroup[] {
  const links = c.system.modules
    .flatMap((m) => [...(m.links ?? [])])
    .filter((l) => l.may === 'signed-in' || may(c.system.permissions, c.actor, l.may))
    .sort((a, b) => a.order - b.order);
  const groups: ConsoleNavGroup[] = [];
  for (const l of links) {
    const group = groups.find((g) => g.title === l.section) ?? { title: l.section, items: [] };
    if (group.items.length === 0) groups.push(group);
    group.items.push({ key: l.href, text: l.label, href: l.href, icon: l.icon });
  }
  return groups;
}

/** A whole console page for the person who asks. */
export async function consoleShell(c: Req, v: ConsoleView): Promise<Answer> {
  const unit = c.actor.unitId ? await unitById(c.system.db, c.actor.unitId) : undefined;
  return page(
    <ConsolePage
      env={viewEnv(c)}
      unit={unit?.name ?? ''}
      person={{ text: c.actor.label, href: '/console/account', logoutHref: '/console/logout' }}
      nav={navOf(c)}
      current={v.current}
      title={v.title}
      lead={v.lead}
      actions={v.actions}
      aside={v.aside}
      breadcrumbs={v.breadcrumbs}
      layout={v.layout}
      flash={v.flash}
      scripts={v.scripts}
      searchHref="/console/pieces"
    >
      {v.children}
    </ConsolePage>,
    v.status ?? 200,
  );
}

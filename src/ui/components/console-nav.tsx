import type { ConsoleNavGroup } from '../types.ts';
import { Icon, type IconName } from './icon.tsx';
import { ICON_PATHS } from './icon-paths.ts';

const isIcon = (name: string): name is IconName => name in ICON_PATHS;

/** The console's navigation: a column from 1200 px, a row that scrolls by itself below. */
export const ConsoleNav = ({ groups, current }: { groups: ConsoleNavGroup[]; current: string }) => (
  <nav class="con-nav" aria-label="工作台">
    {groups.map((g) => (
      <section key={g.title} aria-label={g.title}>
        <p class="con-nav-title">{g.title}</p>
        <ul>
          {g.items.map((i) => (
            <li key={i.key}>
              <a href={i.href} aria-current={i.key === current ? 'page' : undefined}>
                <Icon name={isIcon(i.icon) ? i.icon : 'file'} />
                <span class="con-nav-text">{i.text}</span>
                {i.count !== undefined && i.count > 0 && (
                  <span class={i.urgent ? 'con-count con-count-urgent' : 'con-count'}>
                    {i.count}
                    <span class="sr-only">件</span>
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </nav>
);

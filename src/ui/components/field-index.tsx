import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

type FieldIndexItem = {
  text: string;
  href: string;
  count?: number | undefined;
  /** How many are missing; shown in red and leads to the list of what is missing. */
  missing?: { count: number; href: string } | undefined;
};

/** Name and count on a hairline, four columns on desktop. */
export const FieldIndex = ({ items }: { items: FieldIndexItem[] }) => (
  <ul class="field-index">
    {items.map((f) => (
      <li key={f.href}>
        <a href={f.href}>{f.text}</a>
        {f.missing && f.missing.count > 0 ? (
          <a class="field-missing" href={f.missing.href}>
            缺{f.missing.count}
          </a>
        ) : (
          f.count !== undefined && <span class="field-count">{f.count}</span>
        )}
      </li>
    ))}
  </ul>
);

export type TaskCell = { icon: IconName; title: string; href: string; note: ComponentChildren };

/** At most six things people come for: icon, verb phrase, one line with a number or a promise. */
export const TaskGrid = ({ tasks }: { tasks: TaskCell[] }) => (
  <ul class="task-grid">
    {tasks.slice(0, 6).map((t) => (
      <li key={t.href}>
        <Icon name={t.icon} size={28} />
        <span>
          <a href={t.href}>{t.title}</a>
          <span class="task-note">{t.note}</span>
        </span>
      </li>
    ))}
  </ul>
);

type Brief = {
  tag?: ComponentChildren;
  title: string;
  href: string;
  text: ComponentChildren;
  links?: { text: string; href: string }[] | undefined;
};

/** Policies with their answer, three across on desktop. */
export const BriefList = ({ briefs }: { briefs: Brief[] }) => (
  <ul class="briefs">
    {briefs.map((b) => (
      <li key={b.href}>
        {b.tag && <p>{b.tag}</p>}
        <h3>
          <a href={b.href}>{b.title}</a>
        </h3>
        <p class="brief-text">{b.text}</p>
        {b.links && b.links.length > 0 && (
          <p class="link-row">
            {b.links.map((l) => (
              <a key={l.href} href={l.href}>
                {l.text}
              </a>
            ))}
          </p>
        )}
      </li>
    ))}
  </ul>
);

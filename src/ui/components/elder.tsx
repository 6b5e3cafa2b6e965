import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import { type Fact, Facts } from './section.tsx';

export type ElderTask = { icon: IconName; title: string; href: string; note: ComponentChildren };

/** At most five things, each a full-width row. */
export const ElderTasks = ({ tasks }: { tasks: ElderTask[] }) => (
  <ul class="elder-tasks">
    {tasks.slice(0, 5).map((t) => (
      <li key={t.href}>
        <a href={t.href}>
          <Icon name={t.icon} size={44} />
          <span>
            <b>{t.title}</b>
            <span class="elder-note">{t.note}</span>
          </span>
          <Icon name="chevron-right" size={30} />
        </a>
      </li>
    ))}
  </ul>
);

type ElderHelpProps = {
  /** e.g. 12345 */
  phone: string;
  /** Counter with its hours, as content. */
  children: ComponentChildren;
};

/** 找人帮忙: telephone and counter on the first page, not in the footer. */
export const ElderHelp = ({ phone, children }: ElderHelpProps) => (
  <section class="elder-help" aria-label="找人帮忙">
    <h2>找人帮忙</h2>
    <a class="btn btn-primary btn-wide" href={`tel:${phone.replace(/\D/g, '')}`}>
      <Icon name="phone" size={34} />
      <span>
        打 <span class="nobr">{phone}</span>
      </span>
    </a>
    {children}
  </section>
);

/** Label above, answer below; one thing at a time. */
export const ElderFacts = ({ rows }: { rows: readonly Fact[] }) => <Facts look="elder-facts" rows={rows} />;

/** The stub in two lines: who and when, number and whether it was changed. */
export const ElderStub = ({ lines }: { lines: ComponentChildren[] }) => (
  <p class="elder-stub">
    {lines.map((l, i) => (
      <span key={i}>{l}</span>
    ))}
  </p>
);

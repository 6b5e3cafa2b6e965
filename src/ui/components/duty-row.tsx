import type { ComponentChildren } from 'preact';
import { ButtonLink } from './button.tsx';
import { type RulerFact, RulerOpened, RulerTicks, type RulerTicksProps } from './day-ruler.tsx';
import { Icon, type IconName } from './icon.tsx';

export type DutyRowProps = {
  icon: IconName;
  /** What, with the missing thing in it. */
  title: string;
  href: string;
  note?: ComponentChildren;
  /** 今天 17:30 · 4月1日 · 逾期1个工作日 */
  due: string;
  urgency: 'overdue' | 'today' | 'later';
  /** Why this date; leads to its trace. */
  why?: { text: string; href?: string | undefined } | undefined;
  ticks?: RulerTicksProps | undefined;
  /** The next act; nothing stands in this list without one. Plain link, or a whole form as `act`. */
  action?: { text: string; href: string } | undefined;
  act?: ComponentChildren;
  /** The opened ruler, below the row. */
  opened?: RulerFact[] | undefined;
};

/** A reason longer than a line opens under the date, so that the day fits on the screen. */
const Why = ({ text, href }: NonNullable<DutyRowProps['why']>) =>
  href || text.length <= SHORT ? (
    <p>{href ? <a href={href}>{text}</a> : text}</p>
  ) : (
    <details>
      <summary>为什么</summary>
      {text}
    </details>
  );
const SHORT = 12;

/** One duty: kind, what, due and why, days used, one button. */
export const DutyRow = (p: DutyRowProps) => (
  <li class={`duty duty-${p.urgency}`}>
    <span class="duty-icon">
      <Icon name={p.icon} size={24} />
    </span>
    <div class="duty-what">
      <a href={p.href}>{p.title}</a>
      {p.note && <p>{p.note}</p>}
    </div>
    <div class="duty-due">
      <b>{p.due}</b>
      {p.why && <Why {...p.why} />}
    </div>
    <div class="duty-ticks">{p.ticks && <RulerTicks {...p.ticks} />}</div>
    <div class="duty-act">
      {p.action && (
        <ButtonLink small href={p.action.href}>
          {p.action.text}
        </ButtonLink>
      )}
      {p.act}
    </div>
    {p.opened && (
      <div class="duty-opened">
        <RulerOpened facts={p.opened} overdue={p.urgency === 'overdue'} />
      </div>
    )}
  </li>
);

export const DutyList = ({ children }: { children: ComponentChildren }) => <ul class="duties">{children}</ul>;

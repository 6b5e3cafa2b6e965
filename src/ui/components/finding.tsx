import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import { Tag } from './tag.tsx';

export type FindingProps = {
  n: number;
  severity: 'error' | 'warning' | 'hint';
  what: ComponentChildren;
  /** Where in the text, when it is marked there: the id of the first mark. */
  mark?: string | undefined;
  /** Where, in words. */
  place?: ComponentChildren;
  why: ComponentChildren;
  basis?: ComponentChildren;
  /** One button that fixes it, one alternative. */
  fix?: ComponentChildren;
  /** The one being looked at. */
  open?: boolean | undefined;
};

const WORD = { error: '错误', warning: '提醒', hint: '建议' };

/** One thing found in a draft; the same number stands at its place in the text. */
export const Finding = (p: FindingProps) => (
  <li class={`finding finding-${p.severity}${p.open ? ' finding-open' : ''}`} id={`finding-${p.n}`} tabIndex={-1}>
    <h3>
      {p.mark ? (
        <a class="finding-n" href={`#${p.mark}`} aria-label={`到第${p.n}处`}>
          {p.n}
        </a>
      ) : (
        <span class="finding-n">{p.n}</span>
      )}
      <span>
        <span class="sr-only">{WORD[p.severity]}：</span>
        {p.what}
      </span>
    </h3>
    <p class="finding-why">
      {p.place && <span class="finding-place">{p.place}。</span>}
      {p.why}
    </p>
    {p.basis && <p class="finding-basis">依据　{p.basis}</p>}
    {p.fix && <div class="finding-fix">{p.fix}</div>}
  </li>
);

type FindingListProps = {
  counts: { errors: number; warnings: number; hints: number };
  children?: ComponentChildren;
  /** How many checks found nothing, and which. */
  clean: ComponentChildren;
  /** Checks that could not look. */
  broken?: ComponentChildren;
};

export const FindingList = ({ counts, children, clean, broken }: FindingListProps) => (
  <section class="panel findings" id="findings" aria-label="核对结果" tabIndex={-1}>
    <div class="panel-head">
      <h2>核对结果</h2>
      <div class="panel-actions">
        {counts.errors > 0 && <Tag tone="bad">{counts.errors} 错误</Tag>}
        {counts.warnings > 0 && <Tag tone="warn">{counts.warnings} 提醒</Tag>}
        {counts.hints > 0 && <Tag tone="help">{counts.hints} 建议</Tag>}
      </div>
    </div>
    <ol>{children}</ol>
    {broken && (
      <div class="findings-clean findings-broken">
        <Icon name="warn" size={18} />
        <div>{broken}</div>
      </div>
    )}
    <div class="findings-clean">
      <Icon name="check-circle" size={18} />
      <div>{clean}</div>
    </div>
  </section>
);

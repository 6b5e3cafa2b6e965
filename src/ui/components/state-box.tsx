import type { ComponentChildren } from 'preact';

type EmptyStateProps = {
  /** Why it is empty: 白塔镇3月还没有公开救助名册. */
  title: ComponentChildren;
  /** Whether it should be, and what happens. */
  children?: ComponentChildren;
  /** Links or a button: the next step. */
  next?: ComponentChildren;
};

/** An empty list that says why, whether it should be, and what next. */
export const EmptyState = ({ title, children, next }: EmptyStateProps) => (
  <div class="state-box">
    <p class="state-title">{title}</p>
    {children && <div>{children}</div>}
    {next && <p class="link-row">{next}</p>}
  </div>
);

/** What failed, what is safe, what happens next. */
export const ErrorState = ({ title, children, next }: EmptyStateProps) => (
  <div class="state-box state-bad" role="alert">
    <p class="state-title">{title}</p>
    {children && <div>{children}</div>}
    {next && <p class="link-row">{next}</p>}
  </div>
);

type WaitingProps = EmptyStateProps & {
  /** 0 to 1 when known. */
  progress?: number | undefined;
};

/** What is happening, how long, that one may leave; a bar when progress is known. */
export const Waiting = ({ title, children, progress, next }: WaitingProps) => (
  <div class="state-box" role="status">
    <p class="state-title">{title}</p>
    {progress !== undefined && <Meter value={progress} words={`已完成${Math.round(progress * 100)}%`} />}
    {children && <div>{children}</div>}
    {next && <p class="link-row">{next}</p>}
  </div>
);

/** A plain bar from 0 to 1; `words` says the same to assistive technology. */
export const Meter = ({
  value,
  words,
  tone,
}: {
  value: number;
  words?: string | undefined;
  tone?: 'bad' | undefined;
}) => (
  <span class={tone === 'bad' ? 'meter meter-bad' : 'meter'}>
    <svg width="100%" height="10" aria-hidden="true" focusable="false">
      <rect class="meter-rest" width="100%" height="10" />
      <rect class="meter-done" width={`${(Math.max(0, Math.min(1, value)) * 100).toFixed(1)}%`} height="10" />
    </svg>
    {words && <span class="sr-only">{words}</span>}
  </span>
);

/** 截至3月31日06:00 beside any figure that is not live. */
export const AsOf = ({ children }: { children: ComponentChildren }) => <span class="as-of">截至{children}</span>;

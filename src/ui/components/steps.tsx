import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

export type Step = { title: ComponentChildren; state: 'done' | 'current' | 'future'; note?: ComponentChildren };

const STATE_WORD = { done: '已完成：', current: '正在进行：', future: '还没到：' };

/** Where a thing stands: a bar on desktop, a column on phones. Each step with its date or “最晚…”. */
export const Steps = ({ steps, label = '进度' }: { steps: Step[]; label?: string | undefined }) => (
  <ol class="steps" aria-label={label}>
    {steps.map((s, i) => (
      <li key={i} class={`step step-${s.state}`} aria-current={s.state === 'current' ? 'step' : undefined}>
        <p class="step-title">
          {s.state === 'done' && <Icon name="check-circle" />}
          {s.state === 'current' && <Icon name="clock" />}
          <span class="sr-only">{STATE_WORD[s.state]}</span>
          {s.title}
        </p>
        {s.note && <p class="step-note">{s.note}</p>}
      </li>
    ))}
  </ol>
);

/** The console's small row of steps above a piece: 撰写 信息员 | 审核 审核员 | … */
export const StepRow = ({ steps }: { steps: Step[] }) => (
  <ol class="step-row" aria-label="流程">
    {steps.map((s, i) => (
      <li key={i} class={`step-${s.state}`} aria-current={s.state === 'current' ? 'step' : undefined}>
        {s.state === 'done' && <Icon name="check" size={18} />}
        {s.state === 'current' && <Icon name="check-circle" size={18} />}
        <span>{s.title}</span>
        {s.note && <span class="step-row-note">{s.note}</span>}
      </li>
    ))}
  </ol>
);

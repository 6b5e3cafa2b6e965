import type { ComponentChildren } from 'preact';
import { describedBy, HintAndError } from './form.tsx';

type DateFieldProps = {
  /** Sends `${name}-year`, `${name}-month`, `${name}-day`. */
  name: string;
  legend: ComponentChildren;
  year?: string | undefined;
  month?: string | undefined;
  day?: string | undefined;
  hint?: ComponentChildren;
  error?: ComponentChildren;
};

/** A date as three fields, never only a picker. */
export const DateField = (p: DateFieldProps) => (
  <fieldset class={p.error ? 'field field-bad' : 'field'} aria-describedby={describedBy(p.name, p.hint, p.error)}>
    <legend>{p.legend}</legend>
    <HintAndError id={p.name} hint={p.hint} error={p.error} />
    <div class="date-field">
      {(
        [
          ['year', '年', 4, p.year],
          ['month', '月', 2, p.month],
          ['day', '日', 2, p.day],
        ] as const
      ).map(([part, word, size, value]) => (
        <span class="date-part" key={part}>
          <input
            class="input"
            id={part === 'year' ? p.name : `${p.name}-${part}`}
            name={`${p.name}-${part}`}
            size={size}
            maxlength={size}
            inputmode="numeric"
            value={value}
            aria-invalid={p.error ? 'true' : undefined}
          />
          <label for={part === 'year' ? p.name : `${p.name}-${part}`}>{word}</label>
        </span>
      ))}
    </div>
  </fieldset>
);

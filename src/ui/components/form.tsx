import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

type FieldProps = {
  /** The control's id; error summaries link to it. */
  id: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: ComponentChildren;
  /** Adds （可不填）; required fields say nothing. */
  optional?: boolean | undefined;
  /** At the right of the label, e.g. 显示. */
  beside?: ComponentChildren;
  children: ComponentChildren;
};

/** Ids of the hint and the error of a control, for `aria-describedby`. */
export const describedBy = (id: string, hint: unknown, error: unknown): string | undefined =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;

export const HintAndError = ({
  id,
  hint,
  error,
}: {
  id: string;
  hint?: ComponentChildren;
  error?: ComponentChildren;
}) => (
  <>
    {hint && (
      <p class="field-hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {error && (
      <p class="field-error" id={`${id}-error`}>
        <Icon name="warn" />
        {error}
      </p>
    )}
  </>
);

/** Label above, hint below it, error between hint and control. */
const Field = ({ id, label, hint, error, optional, beside, children }: FieldProps) => (
  <div class={error ? 'field field-bad' : 'field'}>
    <div class="field-label">
      <label for={id}>
        {label}
        {optional && <span class="field-optional">（可不填）</span>}
      </label>
      {beside}
    </div>
    <HintAndError id={id} hint={hint} error={error} />
    {children}
  </div>
);

type ControlProps = {
  name: string;
  label: ComponentChildren;
  id?: string | undefined;
  hint?: ComponentChildren;
  error?: ComponentChildren;
  optional?: boolean | undefined;
  beside?: ComponentChildren;
};

type InputProps = ControlProps & {
  type?: 'text' | 'password' | 'email' | 'tel' | 'search' | 'number' | 'url' | 'datetime-local' | 'date' | undefined;
  value?: string | undefined;
  placeholder?: string | undefined;
  autocomplete?: string | undefined;
  inputmode?: 'text' | 'numeric' | 'tel' | 'email' | 'search' | 'url' | undefined;
  maxlength?: number | undefined;
  /** Short fields (codes, years) do not fill the width. */
  short?: boolean | undefined;
  required?: boolean | undefined;
};

export const Input = (p: InputProps) => {
  const id = p.id ?? p.name;
  // Preact types each input type by its allowed roles; no role is set here, so one literal stands for all.
  const type = (p.type ?? 'text') as 'text';
  return (
    <Field id={id} label={p.label} hint={p.hint} error={p.error} optional={p.optional} beside={p.beside}>
      <input
        class={p.short ? 'input input-short' : 'input'}
        id={id}
        name={p.name}
        type={type}
        value={p.value}
        placeholder={p.placeholder}
        autocomplete={p.autocomplete}
        inputmode={p.inputmode}
        maxlength={p.maxlength}
        required={p.required}
        aria-invalid={p.error ? 'true' : undefined}
        aria-describedby={describedBy(id, p.hint, p.error)}
      />
    </Field>
  );
};

type TextareaProps = ControlProps & {
  value?: string | undefined;
  rows?: number | undefined;
  required?: boolean | undefined;
};

export const Textarea = (p: TextareaProps) => {
  const id = p.id ?? p.name;
  return (
    <Field id={id} label={p.label} hint={p.hint} error={p.error} optional={p.optional} beside={p.beside}>
      <textarea
        class="input"
        id={id}
        name={p.name}
        rows={p.rows ?? 4}
        required={p.required}
        aria-invalid={p.error ? 'true' : undefined}
        aria-describedby={describedBy(id, p.hint, p.error)}
      >
        {p.value}
      </textarea>
    </Field>
  );
};

export type Option = { value: string; text: string; disabled?: boolean | undefined };
type OptionGroup = { label: string; options: Option[] };
type SelectProps = ControlProps & {
  value?: string | undefined;
  options: (Option | OptionGroup)[];
  /** First, empty choice, e.g. 选一个栏目. */
  empty?: string | undefined;
  required?: boolean | undefined;
};

const Options = ({ options, value }: { options: Option[]; value?: string | undefined }) => (
  <>
    {options.map((o) => (
      <option key={o.value} value={o.value} selected={o.value === value} disabled={o.disabled}>
        {o.text}
      </option>
    ))}
  </>
);

export const Select = (p: SelectProps) => {
  const id = p.id ?? p.name;
  return (
    <Field id={id} label={p.label} hint={p.hint} error={p.error} optional={p.optional} beside={p.beside}>
      <select
        class="input select"
        id={id}
        name={p.name}
        required={p.required}
        aria-invalid={p.error ? 'true' : undefined}
        aria-describedby={describedBy(id, p.hint, p.error)}
      >
        {p.empty && <option value="">{p.empty}</option>}
        {p.options.map((o) =>
          'options' in o ? (
            <optgroup key={o.label} label={o.label}>
              <Options options={o.options} value={p.value} />
            </optgroup>
          ) : (
            <Options key={o.value} options={[o]} value={p.value} />
          ),
        )}
      </select>
    </Field>
  );
};

type CheckboxProps = {
  name: string;
  label: ComponentChildren;
  value?: string | undefined;
  checked?: boolean | undefined;
  id?: string | undefined;
  hint?: ComponentChildren;
  error?: ComponentChildren;
};

export const Checkbox = (p: CheckboxProps) => {
  const id = p.id ?? p.name;
  return (
    <div class={p.error ? 'field field-bad' : 'field'}>
      <HintAndError id={id} error={p.error} />
      <div class="choice">
        <input
          type="checkbox"
          id={id}
          name={p.name}
          value={p.value ?? '1'}
          checked={p.checked}
          aria-invalid={p.error ? 'true' : undefined}
          aria-describedby={describedBy(id, p.hint, p.error)}
        />
        <label for={id}>{p.label}</label>
      </div>
      <HintAndError id={id} hint={p.hint} />
    </div>
  );
};

type ChoicesProps = {
  name: string;
  legend: ComponentChildren;
  /** Radio: one of them; checkbox: any of them, sent under the same name. */
  kind?: 'radio' | 'checkbox' | undefined;
  options: { value: string; text: ComponentChildren; hint?: ComponentChildren }[];
  chosen?: string | string[] | undefined;
  hint?: ComponentChildren;
  error?: ComponentChildren;
};

/** A group of radio buttons or checkboxes as rows. */
export const Choices = (p: ChoicesProps) => {
  const chosen = typeof p.chosen === 'string' ? [p.chosen] : (p.chosen ?? []);
  return (
    <fieldset class={p.error ? 'field field-bad' : 'field'} aria-describedby={describedBy(p.name, p.hint, p.error)}>
      <legend>{p.legend}</legend>
      <HintAndError id={p.name} hint={p.hint} error={p.error} />
      <div class="choices">
        {p.options.map((o, i) => {
          const id = i === 0 ? p.name : `${p.name}-${i + 1}`;
          return (
            <div class="choice" key={o.value}>
              <input
                type={p.kind ?? 'radio'}
                id={id}
                name={p.name}
                value={o.value}
                checked={chosen.includes(o.value)}
              />
              <label for={id}>
                {o.text}
                {o.hint && <span class="choice-hint">{o.hint}</span>}
              </label>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
};

type FileFieldProps = ControlProps & {
  accept?: string | undefined;
  multiple?: boolean | undefined;
  required?: boolean | undefined;
};

export const FileField = (p: FileFieldProps) => {
  const id = p.id ?? p.name;
  return (
    <Field id={id} label={p.label} hint={p.hint} error={p.error} optional={p.optional}>
      <input
        class="input input-file"
        type="file"
        id={id}
        name={p.name}
        accept={p.accept}
        multiple={p.multiple}
        required={p.required}
        aria-invalid={p.error ? 'true' : undefined}
        aria-describedby={describedBy(id, p.hint, p.error)}
      />
    </Field>
  );
};

import type { ComponentChildren } from 'preact';
import { Button } from '../../ui/components/button.tsx';
import { Choices, Input, Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import type { DraftView } from './draft-view.ts';

/** What was typed last, when the form was refused. */
export const typed = (v: DraftView, name: string): string => v.c.form.text(name);

type Common = { name: string; label: string; hint?: string | undefined; value?: string | undefined };
/** `lines`: a field of several lines; `day`, `text`: one line, short or not; `one`, `many`: a choice of these. */
export type Field =
  | (Common & { kind: 'lines'; rows?: number; optional?: boolean; id?: string })
  | (Common & { kind: 'text' | 'day'; short?: boolean; optional?: boolean })
  | (Common & { kind: 'one' | 'many'; options: Readonly<Record<string, string>> });

const FieldOf = ({ v, f }: { v: DraftView; f: Field }) => {
  const value = typed(v, f.name) || f.value || '';
  switch (f.kind) {
    case 'lines':
      return (
        <Textarea
          id={f.id}
          name={f.name}
          label={f.label}
          hint={f.hint}
          value={value}
          rows={f.rows ?? 2}
          optional={f.optional}
        />
      );
    case 'one':
    case 'many':
      return (
        <Choices
          name={f.name}
          kind={f.kind === 'many' ? 'checkbox' : undefined}
          legend={f.label}
          hint={f.hint}
          options={Object.entries(f.options).map(([key, text]) => ({ value: key, text }))}
          chosen={f.kind === 'many' ? v.c.form.all(f.name) : value}
        />
      );
    default:
      return (
        <Input
          name={f.name}
          label={f.label}
          hint={f.hint}
          value={value}
          type={f.kind === 'day' ? 'date' : undefined}
          short={f.kind === 'day' || f.short}
          optional={f.optional}
        />
      );
  }
};

/** The bare form of a step; `seen` says which version of the draft this person looked at. */
export const Form = ({ v, act, children, files }: FormProps) => (
  <form
    method="post"
    action={`/console/policy/drafts/${v.d.id}/${act}`}
    enctype={files ? 'multipart/form-data' : undefined}
    data-guard
  >
    <input type="hidden" name="seen" value={String(v.d.version)} />
    {children}
  </form>
);
type FormProps = { v: DraftView; act: string; children: ComponentChildren; files?: boolean };

type StepProps = {
  v: DraftView;
  act: string;
  title: string;
  note?: string;
  fields?: readonly Field[];
  button: string;
  /** The step that is due; others are ways aside. */
  primary?: boolean;
  children?: ComponentChildren;
};

/** One step as a panel: what it asks for, and the button that makes it. */
export const StepForm = ({ v, act, title, note, fields = [], button, primary, children }: StepProps) => (
  <Panel title={title} note={note}>
    {children}
    <Form v={v} act={act}>
      {fields.map((f) => (
        <FieldOf key={f.name} v={v} f={f} />
      ))}
      <Button kind={primary ? 'primary' : undefined}>{button}</Button>
    </Form>
  </Panel>
);

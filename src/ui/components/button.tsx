import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

type ButtonKind = 'primary' | 'secondary' | 'danger';

type Common = {
  kind?: ButtonKind | undefined;
  icon?: IconName | undefined;
  /** Full width, as on phones and in 大字版. */
  wide?: boolean | undefined;
  small?: boolean | undefined;
  children: ComponentChildren;
};

type ButtonProps = Common & {
  type?: 'submit' | 'button' | undefined;
  name?: string | undefined;
  value?: string | undefined;
  formAction?: string | undefined;
  /** Why it cannot be pressed now and what helps. It stays focusable and says so. */
  unavailable?: ComponentChildren;
  id?: string | undefined;
  /** Id of the form it sends, when it stands outside. */
  form?: string | undefined;
  /** Will be refused as things stand, and the element with this id says why; it can still be pressed to hear every reason. */
  blockedBy?: string | undefined;
  /** The same as data-remedy for scripts: what to mend in place. */
  remedy?: string | undefined;
  /** Dangerous acts: the consequence, asked before sending where the script runs. */
  confirm?: string | undefined;
};

const classOf = (p: { kind?: ButtonKind | undefined; wide?: boolean | undefined; small?: boolean | undefined }) =>
  `btn btn-${p.kind ?? 'secondary'}${p.wide ? ' btn-wide' : ''}${p.small ? ' btn-small' : ''}`;

/**
 * A button whose label is verb and object (提交申请), never 确定.
 * Unavailable: a dashed, focusable button that submits nothing, with the reason beside it.
 */
export const Button = (p: ButtonProps) => {
  if (p.unavailable !== undefined && p.unavailable !== null) {
    const why = `${p.id ?? p.name ?? 'button'}-why`;
    return (
      <span class="btn-unavailable-wrap">
        <button
          type="button"
          id={p.id}
          class={`btn btn-unavailable${p.wide ? ' btn-wide' : ''}${p.small ? ' btn-small' : ''}`}
          aria-disabled="true"
          aria-describedby={why}
        >
          {p.icon && <Icon name={p.icon} />}
          {p.children}
        </button>
        <span class="btn-why" id={why}>
          {p.unavailable}
        </span>
      </span>
    );
  }
  return (
    <button
      type={p.type ?? 'submit'}
      id={p.id}
      class={p.blockedBy ? `${classOf({ ...p, kind: 'secondary' })} btn-unavailable` : classOf(p)}
      name={p.name}
      value={p.value}
      form={p.form}
      formaction={p.formAction}
      aria-describedby={p.blockedBy}
      data-remedy={p.remedy}
      data-confirm={p.confirm}
    >
      {p.icon && <Icon name={p.icon} />}
      {p.children}
    </button>
  );
};

type ButtonLinkProps = Common & { href: string; download?: boolean | undefined };

/** A link that looks like a button: leads somewhere, changes nothing. */
export const ButtonLink = (p: ButtonLinkProps) => (
  <a class={classOf(p)} href={p.href} download={p.download}>
    {p.icon && <Icon name={p.icon} />}
    {p.children}
  </a>
);

/** 显示 beside a password's label; only where the script runs. `field` is the control's id. */
export const RevealButton = ({ field }: { field: string }) => (
  <button type="button" class="link-button" data-reveal={field} hidden>
    显示
  </button>
);

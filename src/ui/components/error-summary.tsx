import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

type ErrorSummaryProps = {
  /** Default 还差n处. */
  title?: string | undefined;
  /** `field` is the control's id; without it the line is plain text. */
  errors: { field?: string | undefined; text: ComponentChildren }[];
};

/** Errors of a form on top of it, each leading to its field. Nothing when there are none. */
export const ErrorSummary = ({ title, errors }: ErrorSummaryProps) =>
  errors.length === 0 ? null : (
    <div class="error-summary" role="alert">
      <h2>
        <Icon name="warn" size={22} />
        {title ?? `还差${errors.length}处`}
      </h2>
      <ul>
        {errors.map((e, i) => (
          <li key={i}>{e.field ? <a href={`#${e.field}`}>{e.text}</a> : e.text}</li>
        ))}
      </ul>
    </div>
  );

import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

type Attachment = {
  name: string;
  href: string;
  /** 312 KB */
  size: string;
  /** PDF, Excel 表格, 8个工作表 … */
  kind?: string | undefined;
  /** A tag: 隐藏列、批注已查. */
  note?: ComponentChildren;
};

/** 312 KB, 1.4 MB: one digit after the point from one megabyte on. */
export const saySize = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1_048_576
      ? `${Math.round(bytes / 1024)} KB`
      : `${(bytes / 1_048_576).toFixed(1)} MB`;

export const AttachmentList = ({ items, title = '附件' }: { items: Attachment[]; title?: string | undefined }) =>
  items.length === 0 ? null : (
    <section class="attachments" id="attachments" aria-label={title}>
      <h2>
        {title}
        {items.length > 1 && `（${items.length}个）`}
      </h2>
      <ul>
        {items.map((a) => (
          <li key={a.href}>
            <Icon name="file" />
            <span>
              <a href={a.href}>{a.name}</a>
              <span class="attachment-size">
                {[a.kind, a.size].filter(Boolean).join('，')} {a.note}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );

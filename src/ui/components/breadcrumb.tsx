import type { TextLink } from '../types.ts';

/** The path to this page; one without an address is where the reader is. */
export const Breadcrumb = ({ items }: { items: TextLink[] }) => (
  <nav class="breadcrumb" aria-label="当前位置">
    <ol>
      {items.map((b, i) => (
        <li key={i}>
          {b.href ? (
            <a href={b.href}>{b.text}</a>
          ) : (
            <span aria-current={i === items.length - 1 ? 'page' : undefined}>{b.text}</span>
          )}
        </li>
      ))}
    </ol>
  </nav>
);

type TabItem = { text: string; href: string; count?: number | undefined; current?: boolean | undefined };

/** Links to parts of a page, one of them current. */
export const Tabs = ({ items, label }: { items: TabItem[]; label: string }) => (
  <nav class="tabs" aria-label={label}>
    <ul>
      {items.map((t) => (
        <li key={t.href}>
          <a href={t.href} aria-current={t.current ? 'page' : undefined}>
            {t.text}
            {t.count !== undefined && <span class="tab-count"> {t.count}</span>}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** Two to four views of one list, joined: 我的 | 全单位. */
export const Segmented = ({ items, label }: { items: TabItem[]; label: string }) => (
  <nav class="segmented" aria-label={label}>
    <ul>
      {items.map((t) => (
        <li key={t.href}>
          <a href={t.href} aria-current={t.current ? 'page' : undefined}>
            {t.text}
            {t.count !== undefined && ` ${t.count}`}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

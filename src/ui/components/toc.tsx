import { Icon } from './icon.tsx';

type TocEntry = { text: string; href: string; level?: 1 | 2 | undefined; current?: boolean | undefined };

/** 本页目录: beside the text on desktop, folded on phones (opened by its own address, so no script). Nothing below three headings. */
export const TocList = ({ entries, title = '本页目录' }: { entries: TocEntry[]; title?: string | undefined }) =>
  entries.length < 3 ? null : (
    <nav class="toc" id="toc" aria-label={title}>
      <p class="toc-head">
        <span class="toc-title">{title}</span>
        <a class="toc-open" href="#toc">
          <span>{title}</span>
          <Icon name="chevron-down" />
        </a>
      </p>
      <ol>
        {entries.map((e) => (
          <li key={e.href} class={e.level === 2 ? 'toc-sub' : undefined}>
            <a href={e.href} aria-current={e.current ? 'true' : undefined}>
              {e.text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );

/** Page numbers to show around the current one; 0 stands for a gap. First and last are always there. */
export function pageWindow(page: number, pages: number): number[] {
  const wanted = [1, 2, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages);
  const sorted = [...new Set(wanted)].sort((a, b) => a - b);
  return sorted.flatMap((n, i) => {
    const before = sorted[i - 1];
    if (before === undefined || n === before + 1) return [n];
    return n === before + 2 ? [n - 1, n] : [0, n];
  });
}

type PaginationProps = { page: number; pages: number; hrefFor: (page: number) => string };

/** Numbers and 下一页; nothing when there is one page. */
export const Pagination = ({ page, pages, hrefFor }: PaginationProps) =>
  pages <= 1 ? null : (
    <nav class="pagination" aria-label="分页">
      <ul>
        {page > 1 && (
          <li>
            <a href={hrefFor(page - 1)} rel="prev">
              上一页
            </a>
          </li>
        )}
        {pageWindow(page, pages).map((n, i) => (
          <li key={i}>
            {n === 0 ? (
              <span>…</span>
            ) : (
              <a href={hrefFor(n)} aria-current={n === page ? 'page' : undefined} aria-label={`第${n}页`}>
                {n}
              </a>
            )}
          </li>
        ))}
        {page < pages && (
          <li>
            <a href={hrefFor(page + 1)} rel="next">
              下一页
            </a>
          </li>
        )}
      </ul>
    </nav>
  );

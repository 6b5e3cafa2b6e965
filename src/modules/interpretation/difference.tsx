import { ScrollRegion } from '../../ui/components/table.tsx';
import type { Difference, DifferenceRow } from '../policy/index.ts';
import type { Explanation } from '../publication/index.ts';

type Segment = DifferenceRow['old'][number];
/** The old side as it was; on the new side what came is marked, unless all of it is new. */
const Side = ({ segments, none }: { segments: readonly Segment[]; none: string }) => {
  const fresh = segments.every((s) => s.kind === 'add');
  if (segments.length === 0) return <span class="diff-none">{none}</span>;
  return <>{segments.map((s, i) => (s.kind === 'add' && !fresh ? <ins key={i}>{s.text}</ins> : s.text))}</>;
};

/** What to say where one side has no sentence of its own. */
const none = (r: DifferenceRow, side: 'old' | 'now'): string =>
  side === 'old'
    ? r.kind === 'added'
      ? '没有这一条'
      : '没有这句'
    : r.kind === 'removed'
      ? '删去了这一条'
      : '删去了这句';

export const wordsBeside = (e: Explanation | null | undefined, at: string): string =>
  e?.beside?.find((b) => b.at === at)?.words ?? '';

/** Old and new as a table of the registered words; what the drafter says of a row stands under its name. */
export const DifferenceTable = ({
  d,
  rows,
  words,
  href,
}: {
  d: Difference;
  rows: readonly DifferenceRow[];
  words: (at: string) => string;
  /** Where an article of the new text stands. */
  href: (at: string) => string;
}) => (
  <ScrollRegion label="新旧对照">
    <table class="table one-page-change">
      <thead>
        <tr>
          <td />
          <th scope="col">
            <a href={`/p/${d.oldNo}`}>{d.oldName}</a>
          </th>
          <th scope="col">现在</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((r) => (
          <tr key={r.at}>
            <th scope="row">
              {r.what}
              {words(r.at) && <span class="one-page-beside">{words(r.at)}</span>}
            </th>
            <td>
              <Side segments={r.old} none={none(r, 'old')} />
            </td>
            <td>
              <Side segments={r.now} none={none(r, 'now')} />{' '}
              {r.newArticle && (
                <a class="nobr" href={href(r.at)}>
                  {r.newArticle}
                </a>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollRegion>
);

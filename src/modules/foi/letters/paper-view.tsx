import { sayDay } from '../../../lib/day.ts';
import { attachmentLines, headingTexts, type Paper, type PaperTable } from '../../../platform/documents/index.ts';

const Rows = ({ rows, head }: { rows: PaperTable['rows']; head: boolean }) => (
  <>
    {rows.map((cells, r) => (
      <tr key={r}>
        {cells.map((c, i) => {
          const inside = c.text.split('\n').map((line, k) => <span key={k}>{line}</span>);
          return head ? (
            <th key={i} scope="col" colSpan={c.cols} rowSpan={c.rows}>
              {inside}
            </th>
          ) : (
            <td key={i} colSpan={c.cols} rowSpan={c.rows} class={c.align === 'right' ? 'num' : undefined}>
              {inside}
            </td>
          );
        })}
      </tr>
    ))}
  </>
);

const Sheet = ({ table }: { table: PaperTable }) => (
  <table class="paper-table">
    {table.caption && <caption>{table.caption}</caption>}
    {table.head.length > 0 && (
      <thead>
        <Rows rows={table.head} head />
      </thead>
    )}
    <tbody>
      <Rows rows={table.rows} head={false} />
    </tbody>
  </table>
);

/** A paper as it will look, near enough to read; its files have the exact layout. */
export const PaperView = ({ paper }: { paper: Paper }) => {
  const headings = headingTexts(paper.blocks);
  return (
    <article class="paper-view" aria-label="文书样子">
      {paper.masthead && <p class="paper-masthead">{paper.masthead}</p>}
      {paper.number && <p class="paper-number">{paper.number}</p>}
      <h3 class="paper-title">{paper.title}</h3>
      {paper.addressee !== undefined && <p class="paper-to">{paper.addressee}：</p>}
      {paper.blocks.map((b, i) =>
        b.kind === 'table' ? (
          <Sheet key={i} table={b} />
        ) : b.kind === 'page' ? null : (
          <p key={i} class={b.kind === 'heading' ? 'paper-heading' : undefined}>
            {b.kind === 'heading' ? headings[i] : b.runs.map((r, k) => (r.bold ? <b key={k}>{r.text}</b> : r.text))}
          </p>
        ),
      )}
      {attachmentLines(paper.attachments ?? []).map((line, i) => (
        <p key={`a${i}`}>{line}</p>
      ))}
      {paper.sign && (
        <div class="paper-sign">
          <p>{paper.sign.unit}</p>
          <p>{sayDay(paper.sign.date)}</p>
        </div>
      )}
      {paper.remark && <p>（{paper.remark}）</p>}
    </article>
  );
};

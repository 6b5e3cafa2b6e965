import type { ComponentChildren } from 'preact';
import { ScrollRegion } from '../../ui/components/table.tsx';
import { valueIn } from './rules/cells.ts';
import { type FormCell, type FormTable, sayNumberOf, tablesOf } from './rules/form.ts';
import { paragraphsOf, SECTIONS, type SectionKey, type Texts } from './rules/sections.ts';
import type { Report } from './rules/types.ts';

/** What stands in a cell: the bare number, or more beside it. */
export type ShowCell = (cell: string, value: number | null) => ComponentChildren;
const bare: ShowCell = (_, value) => sayNumberOf(value);

type CellProps = { c: FormCell; r: Report; show: ShowCell; head: boolean };
const Cell = ({ c, r, show, head }: CellProps) => {
  if ('cell' in c)
    return (
      <td class="num" id={`c-${c.cell}`}>
        {show(c.cell, valueIn(r, c.cell))}
      </td>
    );
  const scope = head ? ((c.cols ?? 1) > 1 ? 'colgroup' : 'col') : (c.rows ?? 1) > 1 ? 'rowgroup' : 'row';
  return (
    <th scope={scope} colSpan={c.cols} rowSpan={c.rows}>
      {c.text}
    </th>
  );
};

const One = ({ t, r, show }: { t: FormTable; r: Report; show: ShowCell }) => (
  <table class="table report-table">
    <caption>{t.caption}</caption>
    <thead>
      {t.head.map((row, i) => (
        <tr key={i}>
          {row.map((c, k) => (
            <Cell key={k} c={c} r={r} show={show} head />
          ))}
        </tr>
      ))}
    </thead>
    <tbody>
      {t.rows.map((row, i) => (
        <tr key={i}>
          {row.map((c, k) => (
            <Cell key={k} c={c} r={r} show={show} head={false} />
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

/** The tables of one part. `plain`: as bare markup for an edition, whose page frames wide tables itself. */
export const FormTables = ({
  table,
  report,
  show = bare,
  plain = false,
}: {
  table: 'table2' | 'table3' | 'table4';
  report: Report;
  show?: ShowCell | undefined;
  plain?: boolean | undefined;
}) => (
  <>
    {tablesOf(table).map((t) =>
      plain || table === 'table2' ? (
        <One key={t.caption} t={t} r={report} show={show} />
      ) : (
        <ScrollRegion key={t.caption} label={t.caption}>
          <One t={t} r={report} show={show} />
        </ScrollRegion>
      ),
    )}
  </>
);

export const SectionText = ({ text, level }: { text: string; level: 3 | 4 }) => {
  const H = level === 3 ? 'h3' : 'h4';
  return <>{paragraphsOf(text).map((p, i) => (p.heading ? <H key={i}>{p.text}</H> : <p key={i}>{p.text}</p>))}</>;
};

/** The six parts as an edition holds them. */
export const ReportMarkup = ({ report, texts }: { report: Report; texts: Texts }) => (
  <>
    {SECTIONS.map((s) => (
      <SectionMarkup key={s.key} k={s.key} report={report} texts={texts} />
    ))}
  </>
);

const SectionMarkup = ({ k, report, texts }: { k: SectionKey; report: Report; texts: Texts }) => {
  const s = SECTIONS.find((x) => x.key === k);
  if (!s) return null;
  return (
    <>
      <h2>{s.title}</h2>
      <SectionText text={texts[k]} level={3} />
      {s.table && <FormTables table={s.table} report={report} plain />}
    </>
  );
};

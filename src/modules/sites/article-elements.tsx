import { grouped } from '../../lib/numerals.ts';
import { ScrollRegion } from '../../ui/components/table.tsx';
import type { EditionContent, FilledElement } from '../publication/index.ts';

type Table = Extract<FilledElement, { type: 'table'; rows: string[][] }>;
type Simple = Exclude<FilledElement, Table>;
const isTable = (e: FilledElement): e is Table => 'rows' in e;

const isAddress = (text: string): boolean => /^https?:\/\/[^\s]+$/.test(text);

const shownValue = (e: Simple): string[] =>
  e.type === 'money' || e.type === 'number' ? [grouped(e.value)] : e.value.split('\n');

/** Elements that are facts of every document: number, organ, date. */
const HEAD: ReadonlySet<string> = new Set(['docno', 'issuer', 'issued']);

/** What a reader finds under the catalogue's item, as a table of label and value: stands above the text. */
export const ElementFacts = ({ c }: { c: EditionContent }) => {
  const said = [c.docNo, c.issuer ?? c.unitName, c.issuedOn];
  // What the head of the page says already is not said again.
  const simple = (c.elements ?? []).filter(
    (e): e is Simple => !isTable(e) && !(HEAD.has(e.key) && said.includes(e.value)),
  );
  if (simple.length === 0) return null;
  return (
    <table class="table elements-facts">
      <caption>公开要素</caption>
      <tbody>
        {simple.map((e) => (
          <tr key={e.key}>
            <th scope="row">{e.label}</th>
            <td>
              {e.type === 'link' && isAddress(e.value) ? (
                <a href={`/go?u=${encodeURIComponent(e.value)}`}>{e.value}</a>
              ) : (
                shownValue(e).map((line, i) => (
                  <>
                    {i > 0 && <br />}
                    {line}
                  </>
                ))
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** The tables among the elements, below the text, each with its caption and heads. */
export const ElementTables = ({ c }: { c: EditionContent }) => {
  const tables = (c.elements ?? []).filter(isTable);
  return (
    <>
      {tables.map((t) => (
        <ScrollRegion key={t.key} label={t.label}>
          <table class="table elements-table">
            <caption>{`${t.label}（${t.rows.length}行）`}</caption>
            <thead>
              <tr>
                {t.head.map((h, i) => (
                  <th scope="col" key={h} class={t.nums[i] ? 'num' : undefined}>
                    {h}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {t.rows.map((r, i) => (
                <tr key={i}>
                  {r.map((cell, j) =>
                    j === 0 ? (
                      <th scope="row" key={j}>
                        {cell}
                      </th>
                    ) : (
                      <td key={j} class={t.nums[j] ? 'num' : undefined}>
                        {t.nums[j] ? grouped(cell) : cell}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ))}
    </>
  );
};

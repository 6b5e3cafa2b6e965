import { escapeText } from '../../../lib/markup.ts';
import type { printTable } from './print.ts';
import type { TableItem } from './table.ts';

/** An item as it is printed in the unit's catalogue, with who answers for it, and whether its source was ever compared. */
export type Printed = Omit<TableItem, 'at'> & { contact: string; unconfirmed: boolean };
export type Dropped = { id: string; name: string; reason: string };

const td = (text: string, rows = 1): string =>
  `<td${rows > 1 ? ` rowspan="${rows}"` : ''}>${escapeText(text).replace(/\n/g, '<br>')}</td>`;

/** Heads with their spans: an empty cell belongs to the one at its left in the first row, above it in the second. */
function headRows(head: readonly (readonly string[])[]): string {
  const [first = [], second = []] = head;
  const top = first.flatMap((name, i) => {
    if (name === '') return [];
    let across = 1;
    while (first[i + across] === '' && i + across < first.length) across++;
    const down = across === 1 && second[i] === '' ? ' rowspan="2"' : '';
    return [`<th scope="col"${across > 1 ? ` colspan="${across}"` : ''}${down}>${escapeText(name)}</th>`];
  });
  const below = second.filter((name) => name !== '').map((name) => `<th scope="col">${escapeText(name)}</th>`);
  return `<tr>${top.join('')}</tr><tr>${below.join('')}</tr>`;
}

/** The catalogue of a unit in the standard columns, then who answers for what, then what it left out and why. */
export function releaseHtml(
  t: ReturnType<typeof printTable>,
  items: readonly Printed[],
  dropped: readonly Dropped[],
): string {
  const rows = t.rows.map((cells, i) => {
    const span = t.spans[i] ?? 0;
    return `<tr>${cells.flatMap((c, j) => (j === 1 ? (span > 0 ? [td(c, span)] : []) : [td(c)])).join('')}</tr>`;
  });
  const contacts = items.filter((i) => i.contact);
  const unconfirmed = items.filter((i) => i.unconfirmed);
  return [
    `<table><caption>主动公开事项（${items.length}个）</caption><thead>${headRows(t.head)}</thead><tbody>${rows.join('')}</tbody></table>`,
    ...(unconfirmed.length > 0
      ? [
          `<p>出处待核对（还没有和国家的标准指引逐字核对过）：${escapeText(unconfirmed.map((i) => i.no).join('、'))}。</p>`,
        ]
      : []),
    ...(contacts.length > 0
      ? [
          `<h2>谁负责</h2><ul>${contacts.map((i) => `<li>${escapeText(`${i.no} ${i.level2}：${i.contact}`)}</li>`).join('')}</ul>`,
        ]
      : []),
    ...(dropped.length > 0
      ? [
          `<h2>没有采用的事项和原因</h2><ul>${dropped.map((d) => `<li>${escapeText(`${d.id} ${d.name}：${d.reason}`)}</li>`).join('')}</ul>`,
        ]
      : []),
  ].join('\n');
}

/** Finding the head of a table that nobody marked. Pure. */

/** A merged cell: its upper left corner, and how many rows and columns it covers. */
export type Merge = { row: number; col: number; down: number; across: number };

type Head = { captionRows: number; headRows: number; head: string[] };

/** Words that name a column; one of them nearly always stands in the head of an official list. */
const NAMES =
  /^(?:序号|编号|姓名|名称|单位|户主|性别|年龄|民族|身份证|证件|联系|电话|手机|住址|地址|金额|标准|类别|类型|项目|备注|日期|时间|银行|开户|账号|卡号|学校|班级|职务|职称|村|乡镇|行政村|面积|数量|人数|成绩|得分|名次|等级)|(?:姓名|号码?|电话|地址|住址|金额|日期|时间|名称|单位|类别|备注|情况|结果|原因|（元）|\(元\)|（万元）)$/;

const isValue = (text: string): boolean => /\d{5,}|^[\d,.%￥¥\-/年月日:：\s]+$/.test(text);
const filled = (row: readonly string[]): number => row.reduce((n, c) => (c === '' ? n : n + 1), 0);

/** Rows that could be a head are short words, no figures. */
const isLabels = (row: readonly string[]): boolean =>
  filled(row) > 0 && row.every((c) => c === '' || (c.length <= 30 && !isValue(c)));

/**
 * Where a table's head begins and ends. Rows before it with one filled cell are captions. A head of several rows is told
 * by its merged cells; without merges it is one row, and only when it looks like one: labels over values, or words that
 * name columns. `marked` says how many rows the file itself calls head.
 */
export function findHead(rows: readonly (readonly string[])[], merges: readonly Merge[], marked = 0): Head {
  const width = rows[0]?.length ?? 0;
  let captionRows = 0;
  // A list of one column has no captions: its rows all have one filled cell.
  if (!marked && width > 1)
    while (captionRows < Math.min(4, rows.length - 1) && filled(rows[captionRows] ?? []) <= 1) captionRows += 1;
  const first = rows[captionRows];
  const none = { captionRows: 0, headRows: 0, head: [] };
  if (!first) return none;
  let headRows = marked;
  if (!headRows) {
    if (!isLabels(first)) return none;
    const below = rows[captionRows + 1];
    const names = first.some((c) => NAMES.test(c.replace(/\s/g, '')));
    if (!names && !(below && first.length > 1 && below.some(isValue))) return none;
    headRows = 1;
    const reach = merges
      .filter((m) => m.row === captionRows)
      .reduce((n, m) => Math.max(n, m.down + (m.across > 1 && m.down === 1 ? 1 : 0)), 1);
    while (headRows < Math.min(reach, 4) && isLabels(rows[captionRows + headRows] ?? [])) headRows += 1;
  }
  return { captionRows, headRows, head: joined(rows, merges, captionRows, headRows, width) };
}

/** One name a column: the words above one another, each once, a merged cell counting for all it covers. */
function joined(
  rows: readonly (readonly string[])[],
  merges: readonly Merge[],
  from: number,
  count: number,
  width: number,
): string[] {
  const full = rows.slice(from, from + count).map((row) => [...row]);
  for (const m of merges) {
    const text = full[m.row - from]?.[m.col];
    if (text === undefined) continue;
    for (let r = m.row - from; r < Math.min(count, m.row - from + m.down); r += 1)
      for (let c = m.col; c < Math.min(width, m.col + m.across); c += 1) {
        const row = full[r];
        if (row) row[c] = text;
      }
  }
  return Array.from({ length: width }, (_, c) => {
    const parts: string[] = [];
    for (const row of full) {
      const text = (row[c] ?? '').replace(/\s+/g, '');
      if (text && parts.at(-1) !== text) parts.push(text);
    }
    return parts.join('／');
  });
}

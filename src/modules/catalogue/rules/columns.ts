/** Which column of a catalogue's table is which: told by the words of its head, however it is split or merged. */

export const ROLES = [
  'no',
  'level1',
  'level2',
  'content',
  'basis',
  'timing',
  'organ',
  'carriers',
  'all',
  'certain',
  'active',
  'request',
  'county',
  'township',
  'village',
  'levels',
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  no: '序号',
  level1: '一级事项',
  level2: '二级事项',
  content: '公开内容（要素）',
  basis: '公开依据',
  timing: '公开时限',
  organ: '公开主体',
  carriers: '公开渠道和载体',
  all: '全社会',
  certain: '特定群体',
  active: '主动',
  request: '依申请',
  county: '县级',
  township: '乡级',
  village: '村级',
  levels: '公开层级',
};

/** Without these a row cannot be understood as an item; the others are missed in a finding. */
export const NEEDED: readonly Role[] = ['level2', 'content'];
export const EXPECTED: readonly Role[] = [
  'basis',
  'timing',
  'organ',
  'carriers',
  'all',
  'certain',
  'active',
  'request',
];

/** A column by its role; 乡、村级 is one column for two levels. */
export type Columns = { [R in Role]?: number };

const WORDS: readonly (readonly [RegExp, Role])[] = [
  [/序号|编号/, 'no'],
  [/一级/, 'level1'],
  [/二级|三级/, 'level2'],
  [/全社会|社会公众|^公开对象／社会$/, 'all'],
  [/特定|服务对象/, 'certain'],
  [/依?申请/, 'request'],
  [/主动/, 'active'],
  [/内容|要素/, 'content'],
  [/依据/, 'basis'],
  [/时限|期限|时间/, 'timing'],
  [/主体|责任/, 'organ'],
  [/渠道|载体/, 'carriers'],
];
export const LEVELS: readonly (readonly [RegExp, Role])[] = [
  [/县|(?<!社)区|市|旗/, 'county'],
  [/乡|镇|街道/, 'township'],
  [/村|社区/, 'village'],
];

/** The last part of a joined head (公开层级／县级) names the column; the part before helps where it alone says too little. */
export function columnsOf(head: readonly string[]): Columns {
  const out: Columns = {};
  const take = (role: Role, i: number): void => {
    if (out[role] === undefined) out[role] = i;
  };
  for (const [i, raw] of head.entries()) {
    const name = raw.replace(/\s+/g, '');
    const last = name.split('／').at(-1) ?? '';
    const level = /层级/.test(name) || /^[县区市旗乡镇街道村社区、，,/]+级$/.test(last);
    if (/^(?:公开)?层级$/.test(last)) take('levels', i);
    else if (level) for (const [word, role] of LEVELS) if (word.test(last)) take(role, i);
    if (level) continue;
    const role = WORDS.find(([word]) => word.test(last))?.[1] ?? WORDS.find(([word]) => word.test(name))?.[1];
    if (role) take(role, i);
  }
  // 公开层级 beside its own 县级 and 乡级 is their common head, not a column that says the level in words.
  if (out.county !== undefined || out.township !== undefined || out.village !== undefined) delete out.levels;
  // A catalogue with one column of items has no levels of them: 公开事项 is the item.
  if (out.level2 === undefined) {
    const item = head.findIndex((h) => /事项/.test(h) && !/一级/.test(h));
    if (item >= 0) out.level2 = item;
    else if (out.level1 !== undefined) {
      out.level2 = out.level1;
      delete out.level1;
    }
  }
  return out;
}

export const knownColumns = (c: Columns): number => Object.keys(c).length;

/** The head of a table whose file marks none, or marks too little: the first rows taken together, as many as name most. */
export function findColumns(
  head: readonly string[],
  headRows: number,
  rows: readonly (readonly string[])[],
): { columns: Columns; body: number } | undefined {
  const best = { columns: columnsOf(head), body: headRows };
  if (knownColumns(best.columns) >= 8 && NEEDED.every((role) => best.columns[role] !== undefined)) return best;
  let names: string[] = [];
  for (const [r, row] of rows.slice(0, 5).entries()) {
    // A cell merged over columns stands only in the first of them: 公开对象 also heads the empty cell to its right.
    let left = '';
    const wide = row.map((c) => {
      const cell = c.replace(/\s+/g, '');
      if (cell !== '') left = cell;
      return cell !== '' ? cell : names.length === 0 && /事项|对象|方式|层级/.test(left) ? left : '';
    });
    if (wide.some((c) => c.length > 40 || /[√✓■□]/.test(c))) break;
    if (wide.filter((c) => c !== '').length <= 1) {
      names = [];
      continue;
    }
    names = wide.map((c, i) => (names[i] && names[i] !== c ? (c === '' ? (names[i] ?? '') : `${names[i]}／${c}`) : c));
    const columns = columnsOf(names);
    if (knownColumns(columns) > knownColumns(best.columns)) Object.assign(best, { columns, body: r + 1 });
  }
  return NEEDED.some((role) => best.columns[role] === undefined) || knownColumns(best.columns) < 4 ? undefined : best;
}

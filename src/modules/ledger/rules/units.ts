import { fold } from './text.ts';

/** A unit of the district's tree, as `org` knows it. */
export type UnitNode = {
  id: string;
  name: string;
  shortName?: string;
  aliases?: readonly string[];
  kind: 'district' | 'department' | 'township' | 'village' | 'school' | 'hospital' | 'other';
  parentId?: string;
};

/** How a name was found: the unit's name, another name of it, or a group of units. */
type Match = { name: string; unitIds: string[]; how: 'exact' | 'other-name' | 'group'; vague: boolean };

type Expanded = {
  resolved: Match[];
  /** All units meant, each once, in order. */
  unitIds: string[];
  /** Names no single unit answers to: to be assigned by a person. */
  unresolved: string[];
};

/** Standard abbreviations of department names, long form first; applied to names and to the tree alike. */
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/人民政府/g, '政府'],
  [/办公室/g, '办'],
  [/委员会/g, '委'],
  [/发展和?改革|发改革/g, '发改'],
  [/人力资源和?社会保障/g, '人社'],
  [/卫生健康/g, '卫健'],
  [/市场监督管理/g, '市场监管'],
  [/住房和?城乡建设/g, '住建'],
  [/农业农村/g, '农业农村'],
  [/工业和?信息化/g, '工信'],
  [/应急管理/g, '应急'],
  [/退役军人事务/g, '退役军人'],
  [/医疗保障/g, '医保'],
  [/审批服务管理|行政审批服务/g, '审批服务'],
  [/文化旅游体育和?广播?电视|文化体育旅游和?广播?电视|文化旅游广电体育/g, '文体旅广电'],
  [/综合行政执法/g, '综合执法'],
  [/网络安全和?信息化/g, '网信'],
  [/机构编制委/g, '编委'],
  [/国有资产监督管理/g, '国资'],
  [/生态环境/g, '生态环境'],
  [/信访工作/g, '信访'],
  [/[、和与\s（）]/g, ''],
];
const key = (name: string): string => SHORT.reduce((n, [long, short]) => n.replace(long, short), fold(name.trim()));

type Kinds = { kinds: UnitNode['kind'][]; only?: RegExp; not?: RegExp; vague?: boolean };
const TOWNS = /街道(?:办事处|办)?$/;
const LEVEL = '(?:全区|全县|全市|区直|县直|市直|区级|县级|本级|政府)?';
const GROUPS: readonly (readonly [RegExp, Kinds])[] = [
  [/^各街道(?:办事处|办)?$/, { kinds: ['township'], only: TOWNS }],
  [/^各(?:乡镇|乡|镇|乡、?镇)(?:人民政府|政府)?$/, { kinds: ['township'], not: TOWNS }],
  [
    /^各(?:乡镇|镇乡|乡|镇)(?:人民政府|政府)?(?:[（、，和及]?)(?:各)?街道(?:办事处|办)?）?$|^各(?:镇街|街镇|乡镇街道|街道乡镇|镇街道|乡镇（街道）)$|^各街道(?:办事处)?(?:[（、和及]?)(?:各)?(?:乡镇|镇)(?:人民政府|政府)?）?$/,
    { kinds: ['township'] },
  ],
  [
    new RegExp(
      `^(?:国务院)?(?:${LEVEL}各|各${LEVEL}|${LEVEL}所有|${LEVEL}其他各?)(?:职能|组成|工作)?(?:部门|部门单位)$`,
    ),
    { kinds: ['department'] },
  ],
  [
    new RegExp(`^(?:${LEVEL}各|各${LEVEL}|${LEVEL})(?:有关|相关|行业主管|主管|业务主管)(?:职能)?部门$`),
    { kinds: ['department'], vague: true },
  ],
  [/^各?行政执法(?:单位|部门|机关)$|^各(?:有关)?执法(?:单位|部门)$/, { kinds: ['department'], vague: true }],
  [
    new RegExp(`^(?:${LEVEL}各|各${LEVEL})(?:责任|部门)?单位$|^各部门和?单位$|^各地区?各部门$`),
    { kinds: ['department', 'township'] },
  ],
  [
    new RegExp(`^(?:${LEVEL}各|各${LEVEL}|${LEVEL})(?:有关|相关)(?:部门和?)?单位$`),
    { kinds: ['department', 'township'], vague: true },
  ],
  [/^各地区?$/, { kinds: ['township'] }],
  [/^各(?:行政)?村(?:（?社区）?|居|、社区)?(?:委会|民委员会)?$|^各社区(?:居委会)?$/, { kinds: ['village'] }],
  [/^各(?:中小学校?|学校|中小学校和?幼儿园|义务教育学校)$/, { kinds: ['school'] }],
  [/^各(?:医院|医疗机构|医疗卫生机构|卫生院)$/, { kinds: ['hospital'] }],
];

/** The names a district is written with before its units' names: 明河区, its city's name and 区 in front, 区 alone. */
function prefixes(tree: readonly UnitNode[]): string[] {
  const names = tree
    .filter((u) => u.kind === 'district')
    .flatMap((u) => [u.name, u.shortName ?? '', ...(u.aliases ?? [])]);
  const out = new Set<string>();
  for (const name of names) {
    const full = fold(name).replace(/(?:人民)?政府$/, '');
    if (full === '') continue;
    out.add(full);
    const own = /[^省市州盟区]{1,6}[区县市旗]$/.exec(full)?.[0];
    if (own) out.add(own);
    out.add(full.slice(-1));
  }
  if (out.size === 0) for (const p of ['区', '县']) out.add(p);
  return [...out].filter((p) => /[区县市旗]$/.test(p)).sort((a, b) => b.length - a.length);
}

/** All keys a name may be looked up under: whole, without the district in front, without a part in brackets. */
function keysOf(name: string, before: string[]): string[] {
  const f = fold(name.replace(/\s+/g, ''));
  const base = f.replace(/（[^（）]*）$/, '');
  const inBrackets = /（([^（）]{2,20})）$/.exec(f)?.[1];
  const forms = [f, base, ...(inBrackets ? [inBrackets] : [])];
  const out = new Set<string>();
  for (const form of forms) {
    out.add(key(form));
    for (const p of before) if (form.startsWith(p) && form.length > p.length + 1) out.add(key(form.slice(p.length)));
    if (/[乡镇村]人民?政府$|街道办事处$|街道办$/.test(form))
      out.add(key(form.replace(/(?:人民)?政府$|办事处$|办$/, '')));
  }
  return [...out].filter((k) => k.length >= 2);
}

/**
 * Resolves names as a plan writes them to units of the tree: by exact name, by short name or alias, by a standard
 * abbreviation (发改局), each with or without the district's name or 区/县/市 in front; then groups (各乡镇人民政府,
 * 政府各部门 …) to the units of that kind. `vague` marks a group a person should narrow (有关部门). 市 in front of a name in a
 * district's plan means the city's unit, so it is not taken off: 市市场监管分局 is found only if the tree names it.
 */
export function expandUnits(names: readonly string[], tree: readonly UnitNode[]): Expanded {
  const before = prefixes(tree);
  const exact = new Map<string, string[]>();
  const other = new Map<string, string[]>();
  const put = (map: Map<string, string[]>, k: string, id: string): void => {
    const ids = map.get(k);
    if (!ids) map.set(k, [id]);
    else if (!ids.includes(id)) ids.push(id);
  };
  for (const u of tree) {
    put(exact, fold(u.name.replace(/\s+/g, '')), u.id);
    for (const n of [u.name, u.shortName, ...(u.aliases ?? [])])
      if (n) for (const k of keysOf(n, before)) put(other, k, u.id);
    if (u.kind === 'district') for (const k of ['政府', `${before.at(-1) ?? ''}政府`]) put(other, k, u.id);
  }
  const group = (name: string): Match | undefined => {
    const f = fold(name.replace(/\s+/g, ''));
    const kinds = GROUPS.find(([re]) => re.test(f))?.[1];
    if (!kinds) return undefined;
    const ofKind = tree.filter((u) => kinds.kinds.includes(u.kind));
    const narrowed = ofKind.filter((u) => (!kinds.only || kinds.only.test(u.name)) && !kinds.not?.test(u.name));
    return narrowed.length > 0
      ? { name, unitIds: narrowed.map((u) => u.id), how: 'group', vague: kinds.vague ?? false }
      : undefined;
  };
  const find = (name: string): Match | undefined => {
    const same = exact.get(fold(name.replace(/\s+/g, '')));
    if (same?.length === 1) return { name, unitIds: same, how: 'exact', vague: false };
    for (const k of keysOf(name, before)) {
      const ids = other.get(k);
      // Two units of the same short name: a person decides.
      if (ids?.length === 1) return { name, unitIds: ids, how: 'other-name', vague: false };
    }
    return group(name);
  };
  const resolved: Match[] = [];
  const unresolved: string[] = [];
  for (const name of new Set(names.map((n) => n.trim()).filter((n) => n !== ''))) {
    const match = find(name);
    if (match) resolved.push(match);
    else unresolved.push(name);
  }
  return { resolved, unitIds: [...new Set(resolved.flatMap((m) => m.unitIds))], unresolved };
}

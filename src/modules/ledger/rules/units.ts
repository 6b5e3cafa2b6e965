import { looksLikeUnit } from './names.ts';

export type UnitNode = {
  id: string;
  name: string;
  shortName?: string;
  aliases?: readonly string[];
  kind: 'district' | 'department' | 'township' | 'village' | 'school' | 'hospital' | 'other';
  parentId?: string;
};
export type Expanded = { resolved: { name: string; unitIds: string[] }[]; unresolved: string[] };

/** Groups that plans name instead of units, and the kinds they stand for. The longest name is tried first. */
const GROUPS: [RegExp, UnitNode['kind'][]][] = [
  [/^各?(乡镇|镇乡|乡|镇)(人民)?政府[、和及]?(各?街道(办事处)?)?$|^各(乡镇|镇街|乡镇街道|乡镇、街道)$/, ['township']],
  [/^各街道(办事处)?$/, ['township']],
  [
    /^(区|县|市)?政府?各(有关|相关)?(部门|委办局)$|^各(有关|相关)?部门$|^(区|县|市)直各(部门|单位)$|^各行政执法(单位|部门)$/,
    ['department'],
  ],
  [/^各(有关|相关)?单位$/, ['department', 'township']],
  [/^各(村|社区|村（社区）|村（居）)(委会|居委会)?$/, ['village']],
  [/^各(中小)?学校$/, ['school']],
  [/^各(医院|医疗(卫生)?机构)$/, ['hospital']],
];

const fold = (name: string): string => name.normalize('NFKC').replace(/[\s()“”"]/g, '');

/** Names of a unit without the place before it: 区民政局, 明河区民政局 and 民政局 are one. */
const bare = (name: string, place: string): string => {
  let n = fold(name);
  if (place && n.startsWith(place)) n = n.slice(place.length);
  return n.replace(/^(区|县|市|本区|全区)(?=..)/, '');
};

/**
 * Finds the units behind the names of a plan: by full name, short name, alias, with or without the place before it, and
 * groups by their kind. What the tree does not know comes back as it was written, to be assigned by a person.
 */
export function expandUnits(names: readonly string[], tree: readonly UnitNode[]): Expanded {
  const root = tree.find((u) => u.parentId === undefined);
  const place = root ? fold(root.name).replace(/人民政府$/, '') : '';
  const known = new Map<string, string>();
  for (const u of tree)
    for (const n of [u.name, u.shortName ?? '', ...(u.aliases ?? [])]) {
      if (!n) continue;
      if (!known.has(fold(n))) known.set(fold(n), u.id);
      const short = bare(n, place);
      if (short && !known.has(short)) known.set(short, u.id);
    }
  const resolved: Expanded['resolved'] = [];
  const unresolved: string[] = [];
  for (const name of names) {
    const group = GROUPS.find(([pattern]) => pattern.test(fold(name)));
    const unitIds = group
      ? tree.filter((u) => group[1].includes(u.kind)).map((u) => u.id)
      : [known.get(fold(name)) ?? (municipal(name) ? undefined : known.get(bare(name, place)))].filter(
          (id) => id !== undefined,
        );
    if (unitIds.length > 0) resolved.push({ name, unitIds });
    else unresolved.push(name);
  }
  return { resolved, unresolved };
}

/** 市市场监管分局 is a body of the city above: it is not the district's unit of a like name unless an alias says so. */
const municipal = (name: string): boolean => /^(市|省|自治区)/.test(fold(name)) && looksLikeUnit(name);

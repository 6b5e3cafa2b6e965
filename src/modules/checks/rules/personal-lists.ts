/** Lists that say too much: children by name, columns that together name a person, homes with their number. */
import type { Check, CheckEnv, Finding } from '../../../lib/finding.ts';
import { type Grid, placeOf, type Specimen } from '../../../lib/specimen.ts';
import { hasHouseNumber, isOffice } from './address.ts';
import { bodyOf, cellSpan, isPeopleList, type Role } from './columns.ts';
import { groupHits, type Placed, remedyFor } from './group.ts';
import { maskName } from './mask-values.ts';
import { isName } from './names.ts';
import { fullNames, isMinorRow, listFacts, readBirth } from './people.ts';
import { HIDDEN, PRIVACY } from './say.ts';

const CHILD = '《未成年人网络保护条例》第三十一条、《未成年人保护法》第一百零三条';

type ListHit = Placed & { say: string };

const found = (
  s: Specimen,
  id: string,
  basis: string,
  hits: readonly ListHit[],
  words: (n: number, g: string) => [string, string],
): Finding[] =>
  groupHits(s, hits).map((group) => {
    const [message, why] = words(group.hits.length, group.hidden);
    const remedy = remedyFor(s, group, '遮盖', () => undefined);
    return {
      rule: id,
      severity: group.severity,
      message,
      why: `${group.rows}${why}`,
      quote: group.hits
        .slice(0, 3)
        .map((h) => h.say)
        .join('、'),
      at: group.at,
      basis,
      spans: group.spans,
      ...(remedy ? { remedy } : {}),
    };
  });

const cellAt = (
  s: Specimen,
  g: number,
  row: number,
  column: number,
  value: string,
): Omit<ListHit, 'say' | 'severity'> => {
  const grid = s.grids[g];
  const span = grid && cellSpan(grid, row, column);
  return {
    at: `${grid?.at ?? ''}第${row}行`,
    value,
    cell: { grid: g, row, column },
    ...(span ? { span } : {}),
  };
};

export const minors: Check = {
  id: 'personal.minor',
  title: '未成年人的姓名和信息',
  basis: CHILD,
  run(s, env) {
    const hits = s.grids.flatMap((grid, g): ListHit[] => {
      const facts = listFacts(grid);
      const body = bodyOf(grid);
      return fullNames(grid, facts.roles).flatMap(({ row, column, name }) => {
        const minor = isMinorRow(body[row - 1] ?? [], facts.roles, env.today) ?? facts.ofMinors;
        return minor ? [{ ...cellAt(s, g, row, column, name), severity: 'error' as const, say: maskName(name) }] : [];
      });
    });
    return [
      ...found(s, this.id, CHILD, hits, (n, hidden) => [
        `${hidden}${n}个未成年人写了全名`,
        '是未成年人。名字只留姓，不写出生日期和学籍号。',
      ]),
      ...found(s, this.id, CHILD, minorsInText(s, env), (n, hidden) => [
        `${hidden}${n}处写了未成年人的姓名和年龄`,
        '的姓名和年龄（出生日期）连在一起，能认出是哪个孩子。',
      ]),
    ];
  },
};

const AGE =
  /([\u4e00-\u9fa5]{2,4})[，,、（(\s]{1,2}(?:[男女][，,、\s]{0,2})?(?:现年|年仅|今年)?([\d０-９]{1,2})周?岁(?!以[上下内]|及以|(?:至|到|—|-)\s*[\d０-９])/y;
const BORN =
  /([\u4e00-\u9fa5]{2,4})[，,、（(\s]{1,2}(?:[男女][，,、\s]{0,2})?((?:19|20|１９|２０)[\d０-９]{2}年[\d０-９]{1,2}月(?:[\d０-９]{1,2}日)?)(?:出生|生)/y;

const isFigure = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 0xff10 && code <= 0xff19);

/** 张小明（9岁）, 李某某不算: the name must be written out. */
function minorsInText(s: Specimen, env: CheckEnv): ListHit[] {
  const hits: ListHit[] = [];
  for (const [l, layer] of s.layers.entries())
    for (const [word, pattern] of [
      ['岁', AGE],
      ['生', BORN],
    ] as const)
      for (let at = layer.text.indexOf(word); at >= 0; at = layer.text.indexOf(word, at + 1)) {
        const digit = layer.text.charCodeAt(at - 1);
        // Nearly every 岁 and 生 of a text stands behind something else than a figure.
        if (word === '岁' && !isFigure(digit) && layer.text[at - 1] !== '周') continue;
        if (word === '生' && !/[出月日]/.test(layer.text[at - 1] ?? '')) continue;
        const hit = nameBefore(layer.text, at, pattern);
        if (!hit) continue;
        const [, name = '', figure = ''] = hit.match;
        const birth = word === '生' ? readBirth(figure.normalize('NFKC')) : undefined;
        const minor =
          word === '岁'
            ? Number(figure.normalize('NFKC')) < 18
            : birth && isMinorRow([birth], ['birth'], env.today) === true;
        if (minor)
          hits.push({
            severity: 'error',
            at: placeOf(layer, hit.from),
            value: name,
            span: { layer: l, from: hit.from, to: at + 1 },
            say: `${maskName(name)}（${word === '岁' ? '年龄' : '出生日期'}）`,
          });
      }
  return hits;
}

/** What stands right before a name: nothing, no sign of a word, or the end of what somebody is (儿子, 学生, 名叫). */
const BEGINS =
  /^(?:|[^\u4e00-\u9fa5]|[子女孙儿童生叫名为是和与及某者人弟妹兄姐侄甥员民娃孩由对给将问助望访慰救护告诉学的了到见出有让向帮扶养遇找娘宝])$/;

/** Behind these a word of two is seldom a name (的牛奶, 了游泳, 的任何). */
const LOOSE = /[的了到见出有让向]/;

function nameBefore(text: string, at: number, pattern: RegExp): { from: number; match: RegExpExecArray } | undefined {
  for (let from = Math.max(0, at - 28); from < at; from++) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    const end = match ? from + match[0].length : 0;
    const before = text.slice(Math.max(0, from - 1), from);
    const name = match?.[1] ?? '';
    if (!match || end < at || !isName(name) || !BEGINS.test(before)) continue;
    if (LOOSE.test(before) && name.length !== 3) continue;
    return { from, match };
  }
  return undefined;
}

const TELLING: Partial<Record<Role, string>> = {
  illness: '病情',
  disability: '残疾情况',
  poverty: '困难原因',
};

/** What a list joins to a name that together says whom, or what nobody has to know. */
export const combinations: Check = {
  id: 'personal.combination',
  title: '合起来能认出人的列',
  basis: `${PRIVACY}；《个人信息保护法》第二十八条`,
  run(s) {
    const out: Finding[] = [];
    for (const [g, grid] of s.grids.entries()) {
      const { roles } = listFacts(grid);
      if (!isPeopleList(grid) || fullNames(grid, roles).length === 0) continue;
      const body = bodyOf(grid);
      const filled = (role: Role): boolean =>
        roles.some((r, c) => r === role && body.some((row) => /[^\s*—\-无否不公开/]/.test(row[c] ?? '')));
      const births = roles.some((r, c) => r === 'birth' && body.some((row) => readBirth(row[c] ?? '') !== undefined));
      const telling = (Object.keys(TELLING) as Role[]).filter(filled);
      const joined =
        telling.length > 0
          ? telling.map((r) => TELLING[r])
          : births && (filled('village') || filled('address'))
            ? ['出生日期', '住的村（社区）']
            : [];
      if (joined.length === 0) continue;
      const hidden = HIDDEN[grid.kind];
      out.push({
        rule: this.id,
        severity: 'error',
        message: `${hidden ?? ''}姓名和${joined.join('、')}列在一张表里`,
        why:
          telling.length > 0
            ? '病情、残疾和困难原因是敏感信息，公示给谁发了多少钱用不着它。'
            : '名字、生日和村合起来，就认得出是哪一个人。',
        quote: headsOf(grid, roles, [
          ...telling,
          ...(telling.length > 0 ? [] : (['birth', 'village', 'address'] as const)),
        ]),
        at: grid.at,
        basis: this.basis,
        remedy: { kind: 'mask', label: '按规定遮盖这张表', grid: g },
      });
    }
    return out;
  },
};

const headsOf = (grid: Grid, roles: readonly Role[], which: readonly Role[]): string =>
  roles.flatMap((r, c) => (r === 'name' || which.includes(r) ? [grid.head[c] ?? ''] : [])).join('、');

/** Homes: an address with its house number beside a name. */
export const addresses: Check = {
  id: 'personal.address',
  title: '写到门牌号的住址',
  basis: PRIVACY,
  run(s) {
    const hits = s.grids.flatMap((grid, g): ListHit[] => {
      if (!isPeopleList(grid)) return [];
      const { roles } = listFacts(grid);
      const columns = roles.flatMap((r, c) => (r === 'address' || r === 'village' || r === 'other' ? [c] : []));
      return bodyOf(grid).flatMap((row, r) =>
        columns.flatMap((c) => {
          const text = row[c] ?? '';
          return hasHouseNumber(text) && !isOffice(text)
            ? [{ ...cellAt(s, g, r + 1, c, text), severity: 'error' as const, say: sayHome(text) }]
            : [];
        }),
      );
    });
    return found(s, this.id, PRIVACY, [...hits, ...homesInText(s), ...namedHomes(s, inGrids(s))], (n, hidden) => [
      `${hidden}${n}个住址写到了门牌号`,
      '写到了门牌号。只写到村（社区）。',
    ]);
  },
};

const sayHome = (text: string): string => text.replace(/[0-9０-９]+/g, '*');

const N = '[0-9０-９一二三四五六七八九十]{1,5}';
const PART = `(?:${N}(?:号楼|号院|号|栋|幢|单元|室|组)[\\u4e00-\\u9fa5]{0,2}){1,4}(?:[0-9０-９]{3,4})?`;
const HOME = new RegExp(
  `(?:家庭住址|家庭地址|户籍所在地|户口所在地|户籍地址|现住址|住址|家住|现住|户籍地|居住地址|住所地?|居住于|住)[:：为在是]{0,2}\\s?([\\u4e00-\\u9fa5A-Za-z]{3,28}${PART})`,
  'y',
);
const FORMAL = /^(?:家庭住址|家庭地址|户籍|户口|现住址|住址|家住|居住地址)/;
/** What an address of a person begins with; 住 covers 住址, 家住, 现住 and 居住. */
const STARTS = ['住', '家庭地址', '户籍所在地', '户口所在地', '户籍地'] as const;
const PERSON = /[男女][，,、]|身份证|出生|公民|某某?[，,]|姓名/;

/** 住址：…12号 in running text; a bare 住 and a 住所 count only where a person stands before them. */
function homesInText(s: Specimen): ListHit[] {
  const hits = new Map<string, ListHit>();
  for (const [l, layer] of s.layers.entries())
    for (const word of STARTS)
      for (let at = layer.text.indexOf(word); at >= 0; at = layer.text.indexOf(word, at + 1)) {
        const start =
          word === '住' ? ['家庭', '现', '家', '居'].find((w) => layer.text.startsWith(w, at - w.length)) : undefined;
        HOME.lastIndex = at - (start?.length ?? 0);
        const match = HOME.exec(layer.text);
        const home = match?.[1] ?? '';
        if (!match || !hasHouseNumber(home)) continue;
        const line = layer.text.slice(Math.max(0, at - 60), at);
        if (!FORMAL.test(match[0]) && !PERSON.test(line.slice(line.lastIndexOf('。') + 1))) continue;
        const from = HOME.lastIndex - home.length;
        hits.set(`${l} ${HOME.lastIndex}`, {
          severity: 'error',
          at: placeOf(layer, from),
          value: home,
          span: { layer: l, from, to: from + home.length },
          say: sayHome(home),
        });
      }
  return [...hits.values()];
}

/** 张大山，云湖镇柳河村3组12号: a name, a comma and a house, as a list typed in lines has it. */
const LINE = new RegExp(
  `(?:^|[\\s，,；;。：:、"'“‘（(\\[|$>/\\\\=])([\\u4e00-\\u9fa5]{2,4})[，,、\\s]{1,3}(?:[男女][，,、\\s]{1,2})?([\\u4e00-\\u9fa5]{3,25}${N}(?:号楼|号院|号|栋|幢|单元|室|组)(?:${N}(?:号楼|号|栋|幢|单元|室|组)){0,3})$`,
);
const FIGURE = /[0-9０-９一二三四五六七八九十]/;
const ENDS = ['号', '室'] as const;

/** Cells that were judged as cells are not judged again as words of a line. */
const inGrids = (s: Specimen): ReadonlySet<string> =>
  new Set(
    s.grids.flatMap((g) => g.rows.flatMap((row) => row.filter((text) => text.length >= 4 && hasHouseNumber(text)))),
  );

function namedHomes(s: Specimen, cells: ReadonlySet<string>): ListHit[] {
  const hits: ListHit[] = [];
  for (const [l, layer] of s.layers.entries())
    for (const end of ENDS)
      for (let at = layer.text.indexOf(end); at >= 0; at = layer.text.indexOf(end, at + 1)) {
        // 12号 and 301室; an office room (财务室) and a 14号 that goes on (14号楼, 第3号令) end elsewhere.
        if (!FIGURE.test(layer.text.charAt(at - 1)) || /[\d楼院令文]/.test(layer.text.charAt(at + 1))) continue;
        const match = LINE.exec(layer.text.slice(Math.max(0, at - 56), at + 1));
        const home = match?.[2] ?? '';
        if (!isName(match?.[1] ?? '') || !hasHouseNumber(home) || cells.has(home)) continue;
        const from = at + 1 - home.length;
        hits.push({
          severity: 'error',
          at: placeOf(layer, from),
          value: home,
          span: { layer: l, from, to: at + 1 },
          say: sayHome(home),
        });
      }
  return hits;
}

import { fold } from './text.ts';

const UNIT_END =
  /(?:局|委|办|厅|部|署|院|会|处|科|所|室|站|社|行|镇|乡|村|区|县|市|州|省|队|校|组|场|庭|馆|台|司|协|委员会|中心|政府|街道|办事处|小学|中学|大学|学校|幼儿园|医院|公司|集团|单位|部门|地区|地方|企业|企企|工会|团委|妇联|残联|侨联|文联|科协|总社|国企|机关|机构|政协|人大|专班|海关|分局|总局|党委|支部|党组|乡镇|镇街|街镇|园区|片区|国资|税务|消防|公安|电网|邮政|电信|联通|移动|监狱|基金|学会|联盟|总工会|工商联|贸促会|组委|组委办|主管|科室|高校|院校|央企|银行|保险|指挥部|领导小组|成员|主体)$/;
const GROUP = /^(?:全区|全县|全市|区直|市直|县直|国务院)?(?:各|有关|相关|其他|所有|政府各)/;

/** Whether a name ends the way names of units or groups of units do. */
export function looksLikeUnit(name: string): boolean {
  const f = fold(name).replace(/（[^（）]*）$/, '');
  return (
    f.length >= 2 &&
    f.length <= 40 &&
    (UNIT_END.test(f) || (GROUP.test(f) && f.length <= 16)) &&
    !/[。：“”《》]/.test(f)
  );
}

/** Whether a name stands for several units (各乡镇人民政府, 有关部门). */
export const isGroup = (name: string): boolean => {
  const f = fold(name);
  return GROUP.test(f) || /(?:^|.)各(?:.{0,6})(?:部门|单位|政府|乡镇|街道|地区|片区)/.test(f) || /^政府各/.test(f);
};

export type NameList = { names: string[]; open: boolean };

const JOIN = /(?:以及|及|和|与)(?=各|有关|相关|其他)/g;

function pieces(text: string): string[] {
  const f = fold(text);
  const out: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < f.length; i++) {
    const c = f[i];
    if (c === '（' || c === '【') depth++;
    else if (c === '）' || c === '】') depth = Math.max(0, depth - 1);
    else if (depth === 0 && c !== undefined && '、，；/|\n'.includes(c)) {
      out.push(text.slice(start, i));
      start = i + 1;
    }
  }
  out.push(text.slice(start));
  return out.flatMap((p) => {
    const parts = p.trim().split(/[ \t\u3000]+/);
    // A space parts two names (a table cell) only when both sides are names; else it is noise inside one.
    return parts.length > 1 && parts.every(looksLikeUnit) ? parts : [parts.join('')];
  });
}

/**
 * The names in a list as the plan writes them, without 等. `A等有关部门` gives A and the group 有关部门; `open` says that
 * the list ended with 等, so that others may be meant.
 */
export function splitNames(text: string): NameList {
  const names = new Set<string>();
  let open = false;
  const add = (name: string): void => {
    const n = name.replace(/^[由：:.。]+|[：:.。]+$/g, '').trim();
    if (n !== '' && !/^(?:[-—]+|无|略)$/.test(n)) names.add(n);
  };
  for (const piece of pieces(text)) {
    for (const name of piece.split(JOIN)) {
      const m = /^(.{1,40}?[^高平均初中同优])等(?:[\d一二三四五六七八九十]{1,3}(?:个|家)?)?(.{0,20})$/.exec(name);
      if (!m?.[1]) {
        add(name);
        continue;
      }
      open = true;
      add(m[1]);
      const rest = m[2] ?? '';
      if (!/^(?:部门|单位|地方|地区|机构|多部门)?$/.test(rest)) add(rest);
    }
  }
  return { names: [...names], open };
}

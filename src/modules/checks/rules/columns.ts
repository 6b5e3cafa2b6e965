/** What the columns of a list hold, by their heads and, where there is none, by their values. */
import type { Grid, Specimen } from '../../../lib/specimen.ts';
import { readId } from './identity.ts';
import { isMaskedName, isName } from './names.ts';

export type Role =
  | 'name'
  | 'guardian'
  | 'id'
  | 'phone'
  | 'office-phone'
  | 'card'
  | 'address'
  | 'village'
  | 'birth'
  | 'age'
  | 'sex'
  | 'illness'
  | 'disability'
  | 'poverty'
  | 'pupil-no'
  | 'class'
  | 'organisation'
  | 'credit-code'
  /** Codes of eighteen figures that are no identity numbers, whatever one of them is by chance. */
  | 'code'
  /** Amounts and counts, by their values. */
  | 'figure'
  | 'other';

/** First match wins, so the narrower words stand first. */
const HEADS: readonly [Role, RegExp][] = [
  ['credit-code', /信用代码|机构代码|税号|纳税人识别号|注册号/],
  ['pupil-no', /学籍号|学籍辅号|学号/],
  ['id', /身份证|公民身份号码|证件号|身份号码/],
  ['card', /银行卡|卡号|一卡通|账号|帐号|账户|帐户|存折/],
  ['office-phone', /(?:办公|咨询|监督|举报|投诉|单位|服务|值班|公开)(?:电话|号码)|热线/],
  ['phone', /手机|电话|联系方式|联系号码/],
  ['guardian', /监护人|家长|父亲|母亲|法定代理人/],
  ['birth', /出生|生日/],
  ['age', /^年龄|年龄$|周岁/],
  ['sex', /性别/],
  ['disability', /^残疾$|残疾(?:人证|类别|类型|等级|级别|情况|状况|程度|部位|证)|伤残(?:等级|级别|情况|程度)/],
  ['illness', /病种|疾病|病情|病名|患病|诊断|健康状况|住院/],
  [
    'poverty',
    /致贫|(?:低保|保障|受助)原因|困难(?:原因|类型|类别|情况)|贫困原因|救助原因|申请原因|申请理由|家庭情况|特困类型/,
  ],
  ['class', /班级|年级|就读|录取学校|毕业学校|报名学校/],
  ['organisation', /单位名称|企业名称|机构名称|学校名称|单位$|企业$|机构$|公司|医院|门店|法定代表人|负责人/],
  ['address', /住址|地址|住所|门牌|户籍地|居住地/],
  ['village', /村|社区|乡镇|街道|居委/],
  [
    'name',
    /姓\s*名|名字|户主|申请人|受益人|补贴对象|救助对象|保障对象|领取人|持卡人|当事人|学生|考生|幼儿|儿童|老人|人员$|农户|^人$/,
  ],
];

const roleOfHead = (head: string): Role => {
  const tight = head.replace(/[\s\u3000]+/g, '');
  return HEADS.find(([, words]) => words.test(tight))?.[0] ?? 'other';
};

/** How many rows of a headless list are looked at. */
const SAMPLE = 200;

const AMOUNT_HEAD =
  /(?:(?:19|20)\d{2}|年|月|季)(?:度|初|末|底)?$|(?:数|额|额度|(?<!单)元|率)$|(?:预算|决算|支出|收入|合计|总计|小计|面积|产量|产值|投资|增加值|资金|拨款|税|税收|资产|负债|贷款|存款)(?:总[额数计量]|合计|安排|执行|情况)?$/;
const UNIT = /[（(](?:单位[:：])?[十百千万亿]*(?:元|美元|亩|吨)[）)]$/;
/** Whether a head ends in what is counted or paid: of 纳税人 and 贷款户 it only says who they are. */
export const isAmountHead = (head: string): boolean => {
  const tight = head.replace(/[\s\u3000]+/g, '');
  return UNIT.test(tight) || AMOUNT_HEAD.test(tight.replace(/[（(][^（）()]*[）)]$/, ''));
};
const CODE_HEAD = /编号|编码|代码|流水号|单号|序列号|条码|准考证|考号|工号|证书|执法证|资格证|车架|发动机|识别代号/;

/**
 * Whether values are identity numbers, or only codes that begin with a division and a day as well: nearly all have a birth
 * date, and of identity numbers more are right than the one in eleven that chance makes.
 */
function eighteens(full: readonly string[]): 'ids' | 'codes' | undefined {
  let dates = 0;
  let right = 0;
  for (const value of full) {
    const id = readId(value.replace(/[\s-]/g, '').toUpperCase(), 9999);
    if (id?.date) dates += 1;
    if (id?.date && id.check) right += 1;
  }
  if (full.length < 2 || dates * 10 < full.length * 7) return undefined;
  return right * 2 >= full.length ? 'ids' : 'codes';
}

const FIGURE = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d+(?:\.\d+)?$/;
/** A mobile telephone, also with a slip of the pen, and one with its area. */
const PHONE_LIKE = /^(?:1[3-9]\d{7,11}|0\d+)$/;
const isLarge = (v: string): boolean =>
  FIGURE.test(v) && !PHONE_LIKE.test(v) && v.replaceAll(',', '').replace(/\..*/, '').length > 8;

/** 纳税人, 贷款户: who is meant, though not whether a person; a name below says that. */
const WHO = /[人户者主]$/;

function roleOfValues(values: readonly string[], head: string): Role {
  const full = values.filter((v) => v !== '');
  if (full.length < (WHO.test(head.trim()) ? 1 : 2)) return 'other';
  const most = (fits: (v: string) => boolean): boolean => full.filter(fits).length * 10 >= full.length * 7;
  if (eighteens(full) === 'ids') return 'id';
  if (most((v) => /^1[3-9]\d{9}$/.test(v.replace(/[\s-]/g, '')))) return 'phone';
  if (most((v) => isName(v) || isMaskedName(v))) return 'name';
  // Where amounts go into the billions, one of eleven places is no telephone; among small ones it is.
  if (most((v) => FIGURE.test(v)) && full.filter(isLarge).length * 4 >= full.length) return 'figure';
  return 'other';
}

/** Rows below the heads. */
export const bodyOf = (grid: Grid): readonly (readonly string[])[] => grid.rows.slice(grid.headRows);

const kept = new WeakMap<Grid, readonly Role[]>();

/** How people find a row: by the number their program shows in a sheet, otherwise counted below the heads. */
export const sayRow = (s: Specimen, grid: Grid, row: number): string =>
  `第${(s.format === 'xlsx' || s.format === 'csv' ? grid.rowNumbers?.[grid.headRows + row - 1] : undefined) ?? row}行`;

/** Where a cell stands in the text of the first layer; undefined for files that are no markup. */
export function cellSpan(
  grid: Grid,
  row: number,
  column: number,
): { layer: number; from: number; to: number } | undefined {
  const r = grid.headRows + row - 1;
  const from = grid.offsets?.[r]?.[column] ?? -1;
  return from < 0 ? undefined : { layer: 0, from, to: from + (grid.rows[r]?.[column]?.length ?? 0) };
}

/** One role a column. */
export function columnsOf(grid: Grid): readonly Role[] {
  const known = kept.get(grid);
  if (known) return known;
  const body = bodyOf(grid);
  const width = Math.max(grid.head.length, grid.rows[0]?.length ?? 0);
  const roles = Array.from({ length: width }, (_, c): Role => {
    const head = grid.head[c] ?? '';
    const byHead = roleOfHead(head);
    if (byHead !== 'other') return byHead;
    if (isAmountHead(head)) return 'other';
    const values = body.slice(0, SAMPLE).map((row) => row[c] ?? '');
    // A head may say nothing (列1) or be missing: then the values speak.
    if (CODE_HEAD.test(head) && eighteens(values.filter((v) => v !== '')) === 'codes') return 'code';
    return roleOfValues(values, head);
  });
  kept.set(grid, roles);
  return roles;
}

/** A list of people rather than of units: it has names, and no column that names an organisation beside them. */
export const isPeopleList = (grid: Grid): boolean => {
  const roles = columnsOf(grid);
  return roles.includes('name') && !roles.includes('organisation') && !roles.includes('credit-code');
};

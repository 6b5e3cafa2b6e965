import type { Period } from '../../lib/dated.ts';
import { addDays, type Day, daysBetween, endOfMonth, yearOf } from '../../lib/day.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';

export type ColumnClass = '动态要闻' | '通知公告' | '政策文件' | '规划计划' | '人事' | '其他';
export const CLASSES: readonly ColumnClass[] = ['动态要闻', '通知公告', '政策文件', '规划计划', '人事', '其他'];

/** The rule in `law/sites.json` that says how long a column of a class may be silent. */
export const SILENCE_RULE: Record<ColumnClass, string> = {
  动态要闻: 'site.silence.news',
  通知公告: 'site.silence.notice',
  政策文件: 'site.silence.policy',
  规划计划: 'site.silence.plan',
  人事: 'site.silence.personnel',
  其他: 'site.silence.other',
};

export type ColumnFacts = { path: string; fixed: boolean; archived: boolean };

const SECTION = '国办公开办函〔2019〕61号';
const GUIDE = '政府网站发展指引';
/** Path of the fixed section 政府信息公开. */
export const DISCLOSURE = 'zfxxgk';

/** A new column: a place that is free, under one that is there, and never a fifth in the fixed section. */
export function mayAddColumn(
  path: string,
  name: string,
  parent: ColumnFacts | undefined,
  there: boolean,
): Ruling<true> {
  const no: Refusal[] = [];
  if (!/^[a-z0-9-]+(\/[a-z0-9-]+){0,3}$/.test(path) || path.length > 120) no.push({ code: 'bad_path', basis: GUIDE });
  if (name.trim() === '') no.push({ code: 'no_name', basis: GUIDE });
  if (there) no.push({ code: 'path_taken', basis: GUIDE });
  const above = path.includes('/') ? path.replace(/\/[^/]+$/, '') : undefined;
  if (above !== undefined && (!parent || parent.archived)) no.push({ code: 'no_parent', basis: GUIDE });
  if (above === DISCLOSURE) no.push({ code: 'fixed_section', basis: SECTION });
  return no.length > 0 ? refuse(no) : allow(true);
}

/** Names of the fixed section are given by the notice; everything else of a column may change. */
export function mayRename(column: ColumnFacts, before: string, name: string): Ruling<true> {
  if (name.trim() === '') return refuse([{ code: 'no_name', basis: GUIDE }]);
  if (column.fixed && before !== name.trim()) return refuse([{ code: 'fixed_section', basis: SECTION }]);
  return allow(true);
}

/** An archived column takes nothing new; what stands in it stays. */
export function mayArchive(column: ColumnFacts, openChildren: number): Ruling<true> {
  if (column.fixed) return refuse([{ code: 'fixed_section', basis: SECTION }]);
  if (column.archived) return refuse([{ code: 'already_archived', basis: GUIDE }]);
  return openChildren > 0 ? refuse([{ code: 'has_children', basis: GUIDE, detail: { n: openChildren } }]) : allow(true);
}

export type Reported = { page: string; kind: string; what: string; contact: string };
export const REPORT_KINDS = ['错别字', '内容不对', '打不开或附件坏了', '过期没更新', '泄露个人信息', '别的'] as const;
/** The kind that may need an erasure. */
export const LEAK_REPORT: (typeof REPORT_KINDS)[number] = '泄露个人信息';
export const MOST_WORDS = 2000;
/** Days after closing until the contact is deleted; the form promises it. */
export const KEEP_CONTACT_DAYS = 30;

const ORIGIN_FORM = /^\/(?![/\\])[^\s]{0,500}$/;
const MAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/;
const TELEPHONE = /^\+?[\d\s()-]{7,20}$/;

/** What a report must say to be of use, and not more than that. */
export function mayReport(r: Reported): Ruling<true> {
  const no: Refusal[] = [];
  const basis = '找错办理规则';
  if (!ORIGIN_FORM.test(r.page)) no.push({ code: 'bad_page', basis });
  if (!(REPORT_KINDS as readonly string[]).includes(r.kind)) no.push({ code: 'no_kind', basis });
  if (r.what.trim() === '') no.push({ code: 'no_what', basis });
  if ([...r.what].length > MOST_WORDS) no.push({ code: 'too_long', basis, detail: { most: MOST_WORDS } });
  if (r.contact !== '' && !MAIL.test(r.contact) && !TELEPHONE.test(r.contact)) no.push({ code: 'bad_contact', basis });
  return no.length > 0 ? refuse(no) : allow(true);
}

export function mayClose(open: boolean, answer: string): Ruling<true> {
  if (!open) return refuse([{ code: 'already_closed', basis: '找错办理规则' }]);
  return answer.trim() === '' ? refuse([{ code: 'no_answer', basis: '找错办理规则' }]) : allow(true);
}

/** The last day before `from` + period is over, counted from the day of the last publication; months end with the month. */
export function silentFrom(last: Day, p: Pick<Period, 'number' | 'unit'>): Day {
  if (p.unit !== 'month') return addDays(last, p.number);
  const months = Number(last.slice(5, 7)) - 1 + p.number;
  const year = yearOf(last) + Math.floor(months / 12);
  const month = (months % 12) + 1;
  const end = endOfMonth(year, month);
  const same = `${end.slice(0, 8)}${last.slice(8, 10)}` as Day;
  return Number(last.slice(8, 10)) > Number(end.slice(8, 10)) ? end : same;
}

export type StubState = 'ok' | 'corrected' | 'mismatch' | 'withdrawn' | 'hidden' | 'erased';
/** What the stub may say: the worst that is true now. */
export function stubState(f: {
  work: 'published' | 'withdrawn' | 'erased';
  check: 'same' | 'differs' | 'erased' | 'hidden';
  versions: number;
}): StubState {
  if (f.work === 'erased' || f.check === 'erased') return 'erased';
  if (f.check === 'hidden') return 'hidden';
  if (f.check === 'differs') return 'mismatch';
  if (f.work === 'withdrawn') return 'withdrawn';
  return f.versions > 1 ? 'corrected' : 'ok';
}

export type ValidityWord = 'valid' | 'future' | 'expiring' | 'amended' | 'repealed' | 'lapsed';
const SOON_DAYS = 183;
const SAID: Record<string, ValidityWord> = { 废止: 'repealed', 失效: 'lapsed', 宣布失效: 'lapsed', 已修改: 'amended' };

/** Whether a document is in force today: what was decided about it comes first, then its dates. Undefined: it has no validity. */
export function validityOn(
  today: Day,
  v: { from?: Day | undefined; until?: Day | undefined; status?: string | undefined } | undefined,
): ValidityWord | undefined {
  if (!v || (!v.from && !v.until && !v.status)) return undefined;
  const said = v.status ? SAID[v.status] : undefined;
  if (said === 'repealed' || said === 'lapsed') return said;
  if (v.until && v.until < today) return 'lapsed';
  if (v.from && v.from > today) return 'future';
  if (v.until && daysBetween(today, v.until) <= SOON_DAYS) return 'expiring';
  return said ?? 'valid';
}

/** Leaves of a piece's columns, home first: `a/b` where both `a` and `a/b` are listed. */
export const leavesOf = (columns: readonly string[]): string[] =>
  columns.filter((c) => !columns.some((other) => other.startsWith(`${c}/`)));

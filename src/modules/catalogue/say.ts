import type { Day } from '../../lib/day.ts';
import { sayDayNear } from '../../lib/moments.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { sayPublication } from '../publication/index.ts';
import type { ItemCell } from './coverage.ts';
import type { CellState, Status, Why } from './rules/coverage.ts';
import { itemName } from './rules/preset.ts';
import type { CatalogueItem } from './rules/types.ts';

export const STATUS_NAMES: Record<Status, string> = {
  published: '已公开，在期限内',
  later: '没到期限',
  soon: '快到期',
  never: '从未公开',
  overdue: '逾期',
};

/** A row of the catalogue that nobody has compared with the guide it is said to be from (`law/README.md`). */
export const isUnconfirmed = (item: Pick<CatalogueItem, 'mark'>): boolean => item.mark === 'unconfirmed';
export const UNCONFIRMED = '待核对';
export const SAY_UNCONFIRMED = '出处待核对：这一项还没有和国家的标准指引逐字核对过，以指引的原文为准。';

/** Who answers for a unit: 镇长, 乡长, 街道主任, 校长 … as the reminder's copy names them. */
export function headOf(u: { kind: string; name: string }): string {
  if (u.kind === 'township') return u.name.includes('街道') ? '街道主任' : u.name.includes('乡') ? '乡长' : '镇长';
  if (u.kind === 'village') return '村（居）委会主任';
  if (u.kind === 'school') return '校长';
  if (u.kind === 'hospital') return '院长';
  if (u.kind === 'department') return u.name.endsWith('办公室') ? '办公室主任' : '局长';
  return '主要负责人';
}

const UNITS = { workday: '个工作日', day: '日', month: '个月' } as const;
const CYCLES = { year: '每年', half: '每半年', quarter: '每季度', month: '每月' } as const;

/** Why a day is the last one, in one sentence. */
export function sayWhy(w: Why, today: Day): string {
  if (w.kind === 'after') return `${sayDayNear(w.from, today)}${w.what}，之后${w.number}${UNITS[w.unit]}内`;
  if (w.kind === 'silence') return `${sayDayNear(w.from, today)}公开过一次，本区定的间隔是${w.days}天`;
  const { rule } = w;
  if (rule.day === undefined) return `${CYCLES[rule.cycle]}至少公开一次`;
  if (rule.cycle === 'year') return `每年${rule.month ?? 1}月${rule.day}日前公开`;
  return `${CYCLES[rule.cycle]}结束后，次月${rule.day}日前公开`;
}

/** 逾期1个工作日, 还有3天, 从未公开，过了期限12个工作日. */
export function sayState(c: CellState): string {
  if (c.status === 'overdue') return c.days === 0 ? '逾期，还不到1个工作日' : `逾期${c.days ?? 0}个工作日`;
  if (c.status === 'never') return `从未公开，期限过了${c.days ?? 0}个工作日`;
  if (c.status === 'soon') return c.days === 0 ? '今天到期' : `还有${c.days ?? 0}天到期`;
  if (c.status === 'later') return '还没到期限';
  return `已公开${c.published}件`;
}

export const sayDue = (c: CellState, today: Day): string =>
  c.due ? `${sayDayNear(c.due, today)}前${c.provisional ? '（暂定）' : ''}` : '没有写明日期';
export const itemTitle = (c: ItemCell): string => `${c.item.id} ${itemName(c.item)}`;

const SAY: Record<string, (d: Record<string, string | number>) => string> = {
  not_theirs: (d) => `事项${d.id}不归这个单位公开${Number(d.n) > 1 ? `，另有${Number(d.n) - 1}项也是` : ''}。`,
  nothing_chosen: () => '还没选事项。勾上要采用的再提交。',
  changed_meanwhile: (d) =>
    `这个事项${d.by ? `${d.by}` : '别人'}刚改过，您看的是改之前的。您写的都在下面；对过现在的决定，再按一次就以您的为准。`,
  no_content: () => '公开内容是空的。写清公开哪些内容。',
  timing_unread: (d) =>
    `看不懂时限“${d.text}”。写成“信息形成之日起10个工作日内”“每季度结束后10日内”“每年1月31日前”这样。`,
  timing_wider: (d) => `时限“${d.own}”比目录的“${d.law}”宽。单位可以定得更早，不能更晚。`,
  no_carrier: () => '还没选公开渠道。',
  no_site: () => '目录要求在政府网站公开，不能去掉。',
  no_drop_reason: () => '不采用要写明原因，例如“本镇没有这项职能”。原因会写进公开的目录。',
  own_no_name: () => '还没写事项名称。',
  own_no_basis: () => '还没写公开依据。一行一条，例：《政府信息公开条例》第二十条。',
  own_no_elements: () => '还没写公开要素。一行一个，例：发放对象：文字。',
  bad_element: (d) => `看不懂要素“${d.line}”。写成“名称：种类”，表格还要写列名。`,
  bad_field: () => '没有这个领域，从列出的里选一个。',
  not_adopted: (d) => `本单位还没有采用事项${d.id}。先采用，再记这件事。`,
  starts_nothing: (d) => `这个事项的时限“${d.text}”不从某件事起算，不用记。`,
  no_happening: () => '还没写发生了什么。例：区人大批准2026年预算。',
  bad_happening_day: (d) => `“${d.text}”不是日期。写成2026-03-31这样。`,
  happens_later: (d) => `${d.on}还没到。事情发生以后再记。`,
  nothing_struck: () => '这条记录已经划去，或者不在这个单位。',
  nothing_due: () => '这一项没有到期的内容，不用催。',
  urged_today: () => '今天已经催过一次，明天还没公开可以再催。',
  bad_soon: () => '快到期的天数写1到60之间的整数。',
  bad_silence: () => '“及时”的最长间隔写1到3660之间的整数，或者空着。',
  same_hands: () => '目录里有您改过的事项，要由本单位另一位签发人公开。',
  nothing_adopted: () => '本单位还没有采用任何事项，没有可以公开的目录。',
  no_change: () => '目录和已经公开的一样，没有改动，不用再公开。',
  no_release_column: () => '网站还没有“法定主动公开内容”栏目，请先让政务公开办建好栏目。',
  no_table: () => '没有从这个文件里认出目录表格。表头要有“公开事项”“公开内容（要素）”“公开时限”这几列。',
  no_upload: () => '还没选文件。选一份目录表格。',
  bad_upload: (d) => String(d.say ?? '这个文件不能用。'),
};

/** The Chinese sentence for a refusal; refusals of the publication door pass through. */
export const sayCatalogue = (r: Refusal): string | undefined => SAY[r.code]?.(r.detail ?? {}) ?? sayPublication(r);

import type { Refusal } from '../../lib/ruling.ts';
import { sayPublication } from '../publication/index.ts';
import type { CellFrom } from './rules/build.ts';
import { sayCell } from './rules/cells.ts';
import type { Move, State } from './rules/life.ts';

export const STATE_NAMES: Readonly<Record<State | 'none', string>> = {
  none: '还没有开始',
  draft: '在写',
  review: '待审定',
  approved: '已审定，待公布',
  published: '已公布',
};
export const MOVE_NAMES: Readonly<Record<Move | 'take_in' | 'in_spite', string>> = {
  take_in: '读进公开的报告',
  in_spite: '说明理由后继续',
  save: '改正文',
  enter: '填报数字',
  explain: '说明变化',
  submit: '送审',
  return: '退回',
  approve: '审定',
  reopen: '退回重写',
  publish: '公布',
  revise: '更正',
};

type D = Record<string, string | number>;
const cell = (d: D): string => sayCell(String(d.cell));

const SAY: Record<string, (d: D) => string> = {
  stale: () => '别人刚改过这份报告。您写的还在这页上，请对照新内容再存一次。',
  wrong_state: (d) =>
    `报告现在是“${STATE_NAMES[d.state as State] ?? d.state}”，不能${MOVE_NAMES[d.move as Move] ?? d.move}。`,
  year_running: () => '这一年还没有过完，1月1日以后才能定稿。现在可以先写。',
  does_not_balance: (d) => String(d.say),
  empty_part: (d) => `“${d.part}”还没有写。`,
  unexplained: (d) => `${d.cell}比上年变化大或者接不上，还没有写原因。`,
  unit_open: (d) => `${d.unit}的报告还没有审定，全区的数还定不下来。`,
  finding: (d) => `${d.at}：${d.message}。改好它；确实有理由的，写明理由再继续。`,
  unit_moved: (d) => `${d.say}请退回重写，按现在的数重新汇总。`,
  same_hand: () => '这份报告您写过或改过，不能审定或者公布，请换一位。',
  approver_is_reviewer: () => '审定的人不能再公布，请换一位签发。',
  no_remark: () => '还没写原因。',
  remark_long: (d) => `原因或理由超过${d.most}字，请写短些。`,
  reason_long: (d) => `${cell(d)}的原因超过${d.most}字，请写短些。`,
  source_long: (d) => `${cell(d)}的来源超过${d.most}字，写清哪个系统、哪份报表就行。`,
  nothing_entered: () => '还没有填数。每一格写件数和来源，没有变的不用填。',
  counted_by_ledger: (d) => `${cell(d)}由台账生成，不能手填。数不对，请改台账里的那一件。`,
  not_manual: (d) => `${cell(d)}不是手填的格子。`,
  no_count: (d) => `${cell(d)}要填不小于0的数，您填的是“${d.text}”。`,
  no_source: (d) => `${cell(d)}还没写数字从哪里来，例如“行政审批系统2025年办件统计”。`,
  text_long: (d) => `“${d.part}”超过${d.most}字，请缩短。`,
  no_column: () => '网站里没有“政府信息公开年报”栏目，请先请政务公开办建栏目。',
  no_file: (d) => `${d.format}文件没有生成，报告没有公布，写好的都在。${d.say}`,
  taken_in: () => '这份报告读自公开的页面，不是在这里写的。请更正那一件，再到清单页读一次。',
  not_public: () => '没有这件公开的报告，或者已经撤下。',
  page_unread: (d) => `读不出这份报告的表：${d.say}`,
  other_year: (d) => `页面写的是${d.year}年的报告，请核对。`,
  other_unit: (d) => `这件是${d.unit}公开的，不是这个单位的。`,
  due_later: (d) => `“${d.text}”不行：要写成01-20这样，不晚于法定的${d.law}。`,
  setting_range: (d) => `${d.what}填得太小或太大。`,
};

/** The Chinese sentence for a refusal of this module, or of the door it publishes through. */
export const sayReport = (r: Refusal): string => SAY[r.code]?.(r.detail ?? {}) ?? sayPublication(r) ?? r.code;
export const REPORT_CODES = Object.keys(SAY);

/** Where the number of a cell is from, in a line: on every page and in the data the same. */
export const sayFrom = (f: CellFrom | undefined): string => {
  switch (f?.kind) {
    case 'ledger':
      return f.source;
    case 'entry':
      return `${f.by}${f.at}填报，来源：${f.source}`;
    case 'page':
      return `读自公布的报告，登记号${f.no}`;
    case 'sum':
      return '由同表各格相加';
    case 'units': {
      if (f.parts.length === 0) return '各单位都没有，按0计';
      const sources = [...new Set(f.parts.flatMap((p) => p.source ?? []))].join('、');
      return `${f.parts.length}个单位相加${sources && `，来源：${sources}`}`;
    }
    default:
      return '台账里没有，按0计';
  }
};

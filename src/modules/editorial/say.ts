import type { Refusal } from '../../lib/ruling.ts';
import { sayPublication } from '../publication/index.ts';
import type { Act, PieceState } from './rules.ts';

export const STATE_NAMES: Record<PieceState, string> = {
  draft: '撰写中',
  submitted: '审核中',
  returned: '已退回',
  passed: '待签发',
  scheduled: '定时公开',
  published: '已公开',
  discarded: '已作废',
};

export const ACT_NAMES: Record<Act | 'create' | 'published' | 'withdraw' | 'let_go', string> = {
  create: '起草',
  save: '保存',
  submit: '提交审核',
  take_back: '收回',
  return: '退回',
  pass: '审核通过',
  release: '签发公开',
  schedule: '签发，定时公开',
  unschedule: '取消定时',
  stop: '到时核对没有通过，停下',
  keep: '说明理由后保留',
  discard: '作废',
  published: '公开',
  withdraw: '撤下',
  let_go: '不再跟着别的稿子',
};

const SAY: Record<string, (d: Record<string, string | number>) => string> = {
  stale: () => '这件稿子在您打开以后被别人改过。您写的内容还在，请对照两个版本再定。',
  wrong_state: (d) =>
    `稿件现在是“${STATE_NAMES[d.state as PieceState] ?? d.state}”，不能${ACT_NAMES[d.act as Act] ?? d.act}。`,
  no_title: () => '还没有标题。',
  no_text: () => '正文是空的。',
  no_column: () => '还没选栏目。',
  no_correction_reason: () => '这是一次更正，还没写更正原因。原因会随件公开。',
  no_remark: () => '退回要写明改什么，写稿的人才知道怎么改。',
  reviewer_is_writer: () => '这件您写过或改过，要由本单位另一位审核人审核。',
  approver_is_writer: () => '这件您写过或改过，要由本单位另一位签发人签发。',
  approver_is_reviewer: () => '这件是您审核的，签发要换一个人。',
  no_item: (d) => `本单位的目录里没有事项${d.item}。可能刚刚改成不采用，请换一个。`,
  same_item: () => '这件现在就是按这个事项写的，不用换。',
  finding: (d) => `${d.at}：${d.message}。`,
  finding_gone: () => '这一处已经不是刚才的样子，核对结果也更新了，请再看一眼。',
  no_remedy: () => '这一处没有现成的改法，请按说明改。',
  no_copy: (d) => `“${d.name}”做不出干净的副本：${d.say}`,
  error_not_kept: (d) => `“${d.message}”是错误，不能自己说明理由保留。改好它，或者提交时写明理由，由签发人定。`,
  no_reason_kept: () => '还没写保留的理由。理由会留在稿件的经过里。',
  not_due: () => '还没到定时公开的时间。',
  not_in_future: () => '定时公开的时间要晚于现在。要马上公开，请用“现在公开”。',
  not_signed: () => '定时以后才审核通过的，签发人还没有看过。请签发人重新定时或现在签发。',
  with_policy: () => '它解读的文件还没有公开。签发那份文件时，审核通过的解读会一起公开。',
  not_explainable: () => '“解读的是”只能填本单位还没公开的稿子，不能是它自己，也不能是作废的。已经公开的请填登记号。',
  no_such_work: (d) => `登记册里没有第${d.no}号公开件。请核对“解读的是”里的登记号。`,
  together: (d) => `一起公开的解读“${d.title}”还不能公开：${d.why}`,
  correction_open: () => '这件已经有一份更正稿在办，请接着那一份改。',
};

/** The Chinese sentence for a refusal; refusals of the publication door pass through. */
export const sayRefusal = (r: Refusal): string => SAY[r.code]?.(r.detail ?? {}) ?? sayPublication(r) ?? r.code;
export const EDITORIAL_CODES = Object.keys(SAY);

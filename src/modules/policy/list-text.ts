import { sayDay } from '../../lib/day.ts';
import { escapeMarkup } from '../../lib/markup.ts';
import { type InventoryLine, LISTS, type ListKind } from './rules/cleanup.ts';
import type { CampaignRow } from './store/index.ts';

const EFFECT: Readonly<Record<ListKind, string>> = {
  keep: '下列文件继续有效。标明“修改”的，在修改后的文本公布以前按现在的文本执行。',
  repeal: '下列文件自本目录公布之日起废止，不再作为行政管理的依据。',
  void: '下列文件自本目录公布之日起失效，不再作为行政管理的依据。',
};

/** One of the three lists as the public reads it: what was decided, by what, then a table in order of year and number. */
export function listHtml(
  c: Pick<CampaignRow, 'title' | 'cutOff' | 'decisionNo'>,
  kind: ListKind,
  lines: readonly (InventoryLine & { reason: string })[],
): string {
  const rows = lines
    .map((l, i) => {
      const remark = [l.verdict === 'amend' ? '修改' : '', l.reason].filter(Boolean).join('：');
      return `<tr><td>${i + 1}</td><td>${escapeMarkup(l.title)}</td><td>${escapeMarkup(l.docNo ?? '没有文号')}</td><td>${escapeMarkup(remark)}</td></tr>`;
    })
    .join('');
  return `<p>根据${escapeMarkup(c.decisionNo ?? '')}，对${sayDay(c.cutOff)}以前制定的行政规范性文件进行了清理。${EFFECT[kind]}没有列入${LISTS.keep}的，不得作为行政管理的依据。</p><table><thead><tr><th>序号</th><th>文件名称</th><th>发文字号</th><th>说明</th></tr></thead><tbody>${rows}</tbody></table>`;
}

import type { Refusal } from '../../lib/ruling.ts';

const SAY: Record<string, (d: Record<string, string | number>) => string> = {
  not_yours: () => '这项任务没有分给您的单位。要加上，请找区政务公开办。',
  report_open: () => '您的单位已经报过一次，政务公开办还没有认可或退回。',
  no_report_text: () => '还没写做了什么。写一两句：做了哪些、在哪里能看到。',
  already_decided: () => '这份报告已经认可或退回过了。',
  no_evidence: () => '没有证据，不能算完成。请退回，让单位补一个公开页面或文件。',
  evidence_broken: (d) => `证据“${d.name}”现在打不开或对不上，不能算完成。`,
  no_return_reason: () => '退回要写清缺什么，单位才知道补什么。',
  already_looked_back: () => '这份要点已经做过回头看。',
  no_tasks: () => '这份要点里没有任务。',
  year_not_over: (d) => `${d.year}年还没过完，明年再做回头看。`,
  no_items: () => '没有从这份文件里找到任务。请看看是不是工作要点，或者段落编号是不是丢了。',
  step_without_title: () => '还没写这一步做什么。',
  bad_file: () => '有个文件不能收。',
  bad_due: () => '期限要写成2026-06-30这样。',
};

/** The Chinese sentence for a refusal of the ledger. */
export const sayLedger = (r: Refusal): string => SAY[r.code]?.(r.detail ?? {}) ?? r.code;

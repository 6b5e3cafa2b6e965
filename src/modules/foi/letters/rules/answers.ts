/** Answers and closings: what each kind of decision says to the applicant (条例 Articles 14 to 16, 30, 35 to 39). */
import { sayDay } from '../../../../lib/day.ts';
import type { PaperBlock } from '../../../../platform/documents/index.ts';
import type { LetterFacts } from '../../rules/types.ts';
import { sayBasis } from './law.ts';
import { BLANK, bare, type Draft, end, opening, p } from './say.ts';

export type Decision = NonNullable<LetterFacts['decision']>;

const withheld = '您申请公开的政府信息';

/**
 * What the decision is, in the law's words: `{basis}` is filled in. A letter must hold its verdict, and none of another group.
 */
export const VERDICT: Readonly<Record<string, string>> = {
  alreadyPublic: '您申请公开的政府信息已经主动公开，现告知您获取的方式和途径',
  granted: '您申请公开的政府信息予以公开',
  partial: '您申请公开的政府信息部分公开',
  'denied.stateSecret': `${withheld}依法确定为国家秘密，不予公开`,
  'denied.lawForbidden': `${withheld}属于法律、行政法规禁止公开的信息，不予公开`,
  'denied.safetyStability': `${withheld}公开后可能危及国家安全、公共安全、经济安全、社会稳定，不予公开`,
  'denied.thirdParty': `${withheld}涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害，不予公开`,
  'denied.internalAffairs': `${withheld}属于人事管理、后勤管理、内部工作流程等内部事务信息，不予公开`,
  'denied.processInfo': `${withheld}属于履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、请示报告等过程性信息，不予公开`,
  'denied.enforcementFile': `${withheld}属于行政执法案卷信息，不予公开`,
  'denied.queryMatter': '您申请公开的信息属于法律、行政法规对获取有专门规定的查询事项，请依照其规定办理',
  'unable.notHeld': '经检索，没有您申请公开的政府信息',
  'unable.notOurs': '您申请公开的政府信息不属于本机关负责公开',
  'unable.needCreate': '本机关没有现成的信息，提供您申请的内容需要对现有政府信息进行加工、分析，本机关无法提供',
  'unable.stillUnclear': '经补正，您的申请内容仍不明确，本机关无法提供',
  'notProcessed.petition':
    '您的申请属于以政府信息公开申请的形式进行信访、投诉、举报等活动，本机关不作为政府信息公开申请处理',
  'notProcessed.repeat': '本机关已就您重复申请公开的同一政府信息作出答复，不予重复处理',
  'notProcessed.publication': '您申请提供的是政府公报、报刊、书籍等公开出版物，本机关告知您获取的途径，不予处理',
  'notProcessed.abusive': '您申请公开政府信息的数量、频次明显超过合理范围，理由不合理，本机关不予处理',
  'notProcessed.confirmAgain': '您要求本机关对已经获取的政府信息进行确认或者重新出具，本机关不予处理',
  overdueCorrection: '您无正当理由逾期未补正，视为放弃申请，本机关不再处理该申请',
  overdueFee: '您逾期未按收费通知的要求缴纳费用，视为放弃申请，本机关不再处理该申请',
  withdrawn: '您已撤回申请，本机关办理终结',
};

const WHERE: Readonly<Record<string, string>> = {
  alreadyPublic: '获取的方式、途径',
  'notProcessed.publication': '获取的方式、途径',
  'denied.queryMatter': '办理的途径',
  'unable.notHeld': '检索的情况',
  'unable.notOurs': '负责公开该信息的机关和联系方式',
  'notProcessed.petition': '您可以通过下列渠道提出诉求',
  'notProcessed.repeat': '此前的答复',
  'notProcessed.confirmAgain': '此前的答复',
  'denied.lawForbidden': '禁止公开的规定',
  granted: '提供的方式',
  partial: '提供的方式',
};

/** What a kind's `where` is called in its letter; each line of it is a paragraph. */
function whereLines(key: string, where: string): string[] {
  const lines = where.split('\n').filter((x) => bare(x) !== '');
  const label = WHERE[key];
  return lines.map((x, i) => (i === 0 && label ? `${label}：${end(bare(x))}` : end(bare(x))));
}

/** Names of what goes out with the answer, as enclosures. */
export const enclosures = (f: LetterFacts): string[] =>
  f.decision && ['granted', 'partial'].includes(f.decision.key)
    ? f.files.filter((x) => x.role === 'answer' || x.role === 'redacted').map((x) => x.name.replace(/\.[^.]{1,5}$/, ''))
    : [];

/** How it is handed over, where the decision does not say it in its own words. */
function supply(f: LetterFacts, d: Decision, enclosed: boolean): string[] {
  if (enclosed) return ['上述政府信息随本告知书提供，见附件。'];
  if (d.where.trim()) return [];
  const { wantedFormName: form, wantedWayName: way } = f.request;
  return [`提供的形式：${form || BLANK}；方式：${way || BLANK}。`];
}

/** The words of an answer, without frame. */
export function answerBlocks({ facts: f }: Draft, d: Decision): PaperBlock[] {
  const verdict = VERDICT[d.key] ?? d.name;
  const grounds =
    d.key === 'partial'
      ? `，其中${d.grounds.map((g) => `属于“${g.name.replace(/^不予公开：/, '')}”的内容，根据${sayBasis([g.basis])}的规定不予公开`).join('；')}`
      : '';
  const reasons = d.reasons.trim() ? [p(`理由：${end(d.reasons)}`)] : [];
  const enclosed = enclosures(f).length > 0;
  return [
    p(opening(f)),
    p(`经审查，根据${sayBasis(d.basis)}的规定，现答复如下：`),
    p(`${verdict}${grounds}。`),
    ...reasons,
    ...(d.key === 'partial' || d.key === 'granted' ? supply(f, d, enclosed).map(p) : []),
    ...whereLines(d.key, d.where).map(p),
    ...(d.key === 'partial' && enclosed ? [p('不予公开的内容已作区分处理，遮盖之处在所附文件中逐处注明理由。')] : []),
    p(d.remedy.text),
    p('特此告知。'),
  ];
}

/** A closing without a decision on the substance: that it is over, since when, and why. */
export function closingBlocks({ facts: f }: Draft, d: Decision): PaperBlock[] {
  const since =
    d.key === 'overdueCorrection' && f.correction
      ? `本机关于${sayDay(f.correction.askedOn)}告知您补正，补正期限至${sayDay(f.correction.by)}。`
      : d.key === 'overdueFee' && f.fee
        ? `本机关于${sayDay(f.fee.notifiedOn)}通知您缴纳信息处理费${f.fee.yuan}元，缴费期限至${sayDay(f.fee.payBy)}。`
        : '';
  const verdict = VERDICT[d.key] ?? d.name;
  return [
    p(opening(f)),
    ...(since ? [p(since)] : []),
    p(d.key === 'withdrawn' ? `${verdict}。` : `根据${sayBasis(d.basis)}的规定，${verdict}。`),
    ...(d.reasons.trim() ? [p(end(d.reasons))] : []),
    ...(d.key === 'withdrawn' ? [] : [p(d.remedy.text)]),
    p('如仍需要获取政府信息，可以重新提出申请。'),
  ];
}

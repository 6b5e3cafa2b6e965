import type { Refusal } from '../../lib/ruling.ts';
import type { LeakKind } from './rules.ts';

/** Kinds of leak as people say them; also what the public page says, so none may name anybody. */
export const LEAK_NAMES: Record<LeakKind, string> = {
  identity: '身份证号等身份信息',
  contact: '电话、住址等联系信息',
  bank: '银行卡、账户等财产信息',
  health: '病情、残疾等健康信息',
  minor: '未成年人的信息',
  business: '商业秘密',
  secret: '国家秘密或工作秘密',
  other: '其他不应公开的内容',
};
/** As stored; a word from elsewhere is shown as the last kind. */
export const leakName = (kind: string): string => LEAK_NAMES[kind as LeakKind] ?? LEAK_NAMES.other;

const SAY: Record<string, string> = {
  no_title: '还没有标题。',
  no_column: '还没选栏目。',
  no_text: '正文是空的。',
  issued_after_published: '成文日期{issuedOn}晚于公开日期{publishedOn}，请核对成文日期。',
  not_published: '这件现在没有公开，不能更正或撤下。',
  no_reason: '请写明原因，原因会随件公开。',
  erasure_waiting: '这件已经有人提出处置，等第二个人定。请先定那一份。',
  already_erased: '这件的内容已经删除了，没有可以再删的。',
  nothing_chosen: '还没选删什么。选“整件”，或者勾选版本、附件。',
  no_such_version: '第{versions}版已经删除，或者没有这一版。请重新勾选。',
  no_such_file: '勾选的附件已经不在这一件里。请重新勾选。',
  no_leak_kind: '还没选泄露的是什么。',
  no_erasure_reason: '还没写情况说明。写发现经过和在哪里，定的人要看。',
  no_public_reason: '还没写对外的原因。读者打开原网址会看到它。',
  reason_repeats_leak: '说明里{say}。这段话会一直留着，请只写在哪里，不要写号码本身。',
  public_reason_repeats_leak: '对外的原因里{say}。这段话谁都能看到，请删掉。',
  erasure_decided: '这份处置已经定了，不能再改。',
  same_person: '是您提出的，要由另一个人定。请本单位签发人或政务公开办办理。',
  no_refusal_reason: '不删要写明为什么，提出的人要看。',
  under_erasure: '这件正在核查有没有泄露。定下来以后才能更正、撤下。',
  file_erased: '附件“{files}”和以前泄露后删除的一个文件一模一样。请换成去掉泄露内容的文件。',
  content_erased: '现行版的内容已经删除，不能撤下。可以发更正稿换成不含泄露内容的一版。',
};

/** The Chinese sentence for a refusal of this module, with its values filled in. */
export const sayPublication = (r: Refusal): string | undefined =>
  SAY[r.code]?.replace(/\{(\w+)\}/g, (_, k: string) => String(r.detail?.[k] ?? ''));

export const PUBLICATION_CODES = Object.keys(SAY);

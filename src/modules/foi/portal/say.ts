import type { Refusal } from '../../../lib/ruling.ts';
import { STATE_NAMES } from '../names.ts';
import type { State } from '../rules/types.ts';
import { sayFoi } from '../say.ts';

const d = (r: Refusal, name: string): string => String(r.detail?.[name] ?? '');

/** The acts of an applicant, in the applicant's words. */
const LABELS: Readonly<Record<string, string>> = {
  supplement: '补充说明或者改联系方式',
  withdraw: '撤回',
  objectDate: '对日期提出异议',
  objectFee: '对收费提出异议',
  takeCorrection: '补正',
  giveReasons: '说明理由',
  rate: '评价',
};

const SAY: Record<string, (r: Refusal) => string> = {
  wrong_password: () => '编号或密码不对。编号像SQ-2026-00317，密码是提交后页面上的12个字母和数字。',
  too_many_tries: () => '试错太多次，请15分钟以后再试。着急的，带证件到窗口查。',
  visit_over: () => '离开太久，请再输入一次编号和查询密码。您写的还在下面，打开以后接着交。',
  wrong_state: (r) =>
    `这件现在是“${STATE_NAMES[d(r, 'state') as State] ?? d(r, 'state')}”，不能${LABELS[d(r, 'act')] ?? '办这一项'}。`,
  phone_digits: (r) => (Number(d(r, 'off')) < 0 ? `手机号少了${-Number(d(r, 'off'))}位` : `手机号多了${d(r, 'off')}位`),
  phone_short: () => '电话好像不完整。写手机号，或者带区号的电话。',
  bad_email: () => '邮箱好像不完整，应当像name@example.com这样。',
  no_email_for_way: () => '选了发到邮箱，还没写邮箱。',
  no_address_for_way: () => '选了邮寄，还没写通信地址。',
  file_too_large: (r) => `这个文件太大，没有收。请压缩或者重新拍一张，不超过${d(r, 'mb')}MB。`,
  frequent_over: () => '这一组已经办完了，不用再办。',
  frequent_few: (r) => `勾上的只有${d(r, 'n')}位不同的申请人，要${d(r, 'least')}位。`,
  frequent_no_subject: () => '还没写公开时叫什么。',
  frequent_personal: (r) => `公开的题目里还有个人信息：${d(r, 'say')}。请改掉。`,
  frequent_no_reason: () => '还没写为什么。申请人以后再要，看这里就知道。',
  frequent_not_confirmed: () => '还没有确认是同一项信息。先勾选，再确认。',
  frequent_drafted: () => '已经起草过一份，还在办。不要的，先作废那一份。',
  frequent_nothing_new: () => '这一组里没有新来的申请，可能别人刚看过。',
  frequent_not_answered: () => '选的这一件还没有答复为予以公开或部分公开，没有可以公开的内容。',
};

/** At the field, where the top of the page has already said what it is about. */
export const sayAtField = (r: Refusal, otherwise: string): string =>
  r.code === 'phone_digits' ? `应为${d(r, 'right')}位，现在是${d(r, 'has')}位` : otherwise;

export const sayPortal = (r: Refusal): string => SAY[r.code]?.(r) ?? r.code;
/** To an applicant: in the portal's own words where it has some, otherwise as the module says it. */
export const sayHere = (r: Refusal): string => SAY[r.code]?.(r) ?? sayFoi(r);
export const PORTAL_CODES = Object.keys(SAY);

/** The portal's own look at what was typed, before the law's: slips that a person can mend at once. */
import type { Refusal } from '../../../../lib/ruling.ts';
import type { WantedForm, WantedWay } from '../../rules/types.ts';

export const CONTENT = '《中华人民共和国政府信息公开条例》第二十九条';

/** How it is given: one choice on the page, form and way in the case. */
export const GIVEN: readonly { value: string; text: string; hint?: string; form: WantedForm; way: WantedWay }[] = [
  { value: 'net', text: '网上看，电子文件', form: 'electronic', way: 'net' },
  { value: 'email', text: '发到邮箱', form: 'electronic', way: 'email' },
  { value: 'post', text: '邮寄纸质', form: 'paper', way: 'post' },
  { value: 'pickup', text: '到窗口取', form: 'paper', way: 'pickup' },
  { value: 'onsite', text: '到窗口当场看', form: 'read', way: 'onsite' },
];

const MOBILE = 11;
const digitsOf = (phone: string): string =>
  phone
    .normalize('NFKC')
    .replace(/[\s\-—()+]/g, '')
    .replace(/^86(?=1\d{10}$)/, '');

/** A mobile number with too few or too many digits: how many it has. Landlines and foreign numbers are left alone. */
export function phoneSlip(phone: string): number | undefined {
  const digits = digitsOf(phone);
  return /^1\d{6,14}$/.test(digits) && digits.length !== MOBILE ? digits.length : undefined;
}

export type Sent = { phone: string; email: string; address: string; way: string };

/** What does not fit together: a number that lacks a digit, a letter without an address. */
export function slips(s: Sent): Refusal[] {
  const no: Refusal[] = [];
  const has = phoneSlip(s.phone);
  if (has !== undefined)
    no.push({ code: 'phone_digits', basis: CONTENT, detail: { has, right: MOBILE, off: has - MOBILE } });
  else if (s.phone.trim() !== '' && digitsOf(s.phone).replace(/\D/g, '').length < 7)
    no.push({ code: 'phone_short', basis: CONTENT });
  if (s.email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(s.email.trim()))
    no.push({ code: 'bad_email', basis: CONTENT });
  if (s.way === 'email' && s.email.trim() === '') no.push({ code: 'no_email_for_way', basis: CONTENT });
  if (s.way === 'post' && s.address.trim() === '') no.push({ code: 'no_address_for_way', basis: CONTENT });
  return no;
}

/** The document a number belongs to, as far as the kind of applicant says. */
export const idKindOf = (kind: string, idNo: string): string => {
  if (kind !== 'naturalPerson') return '统一社会信用代码';
  return /^[\d\s]{14,20}[\dXxＸ]?$/.test(idNo.normalize('NFKC').trim()) ? '居民身份证' : '其他证件';
};

/** In which question a refusal lies, and at which field. */
export const FIELDS: Readonly<Record<string, { step: 1 | 2 | 3; field: string }>> = {
  no_description: { step: 1, field: 'words' },
  too_long: { step: 1, field: 'words' },
  no_unit: { step: 1, field: 'unit' },
  no_kind: { step: 2, field: 'kind' },
  no_name: { step: 2, field: 'name' },
  no_identity: { step: 2, field: 'idNo' },
  bad_identity: { step: 2, field: 'idNo' },
  bad_file: { step: 2, field: 'proof' },
  file_too_large: { step: 2, field: 'proof' },
  no_contact: { step: 2, field: 'phone' },
  phone_digits: { step: 2, field: 'phone' },
  phone_short: { step: 2, field: 'phone' },
  bad_email: { step: 2, field: 'email' },
  no_email_for_way: { step: 2, field: 'email' },
  no_address_for_way: { step: 2, field: 'address' },
  no_form: { step: 3, field: 'way' },
  no_way: { step: 3, field: 'way' },
};

/** A line that is too long says which it is. */
export const fieldFor = (r: Refusal): { step: 1 | 2 | 3; field: string } =>
  r.code === 'line_too_long'
    ? { step: 2, field: r.detail?.field === 'idNumber' ? 'idNo' : String(r.detail?.field) }
    : (FIELDS[r.code] ?? { step: 1, field: 'words' });

/** The fields as the form has them, from top to bottom: errors are read in this order. */
const ORDER = ['words', 'unit', 'kind', 'name', 'idNo', 'proof', 'phone', 'email', 'address', 'way'];
export const asOnTheForm = (a: { field: string }, b: { field: string }): number =>
  ORDER.indexOf(a.field) - ORDER.indexOf(b.field);

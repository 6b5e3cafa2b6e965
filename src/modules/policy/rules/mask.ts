import { foldWidth } from '../../../lib/hanzi.ts';

/**
 * What in a remark points at one person and can be found by its form: identity and card numbers, telephones, mail. Names and
 * addresses have no form, which is why remarks themselves are never public: people read the groups, written by the drafter.
 */
const FORMS: readonly [RegExp, string][] = [
  [/[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g, '〔邮箱已遮盖〕'],
  [/(?<!\d)\d{17}[\dXx](?![\dXx])/g, '〔身份证号已遮盖〕'],
  [/(?<!\d)\d{16,19}(?!\d)/g, '〔账号已遮盖〕'],
  [/(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)/g, '〔电话已遮盖〕'],
  [/(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/g, '〔电话已遮盖〕'],
];

/** The text with what is personal by its form masked; every width of digits is seen. */
export function maskPersonal(text: string): string {
  // Folding keeps the length of digits and letters, but we need what it found in the folded text only when something was.
  const folded = foldWidth(text);
  const source = FORMS.some(([form]) => new RegExp(form.source).test(folded)) ? folded : text;
  return FORMS.reduce((t, [form, word]) => t.replace(form, word), source);
}

export const MOST_WORDS = 3000;

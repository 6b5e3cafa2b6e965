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

/** Digits, letters and signs in half width, one character for one, so that places stay the same. */
const half = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

/** The text with what is personal by its form masked, in whatever width it was typed; every other character stays. */
export function maskPersonal(text: string): string {
  let out = text;
  for (const [form, word] of FORMS)
    for (const hit of [...half(out).matchAll(form)].reverse())
      out = `${out.slice(0, hit.index)}${word}${out.slice(hit.index + hit[0].length)}`;
  return out;
}

export const MOST_WORDS = 3000;

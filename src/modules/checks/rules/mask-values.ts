/** Masked forms of single values. What is shown never holds a birth date or enough digits to call or to pay. */

const stars = (n: number): string => '*'.repeat(Math.max(0, n));

/** Four first, four last: 6403**********123X. Shorter numbers show less. */
export const maskId = (value: string): string =>
  value.length < 12 ? stars(value.length) : value.slice(0, 4) + stars(value.length - 8) + value.slice(-4);

/** 138****5678; a landline keeps its area and its last two digits. */
export function maskPhone(value: string): string {
  const digits = value.replace(/\D/g, '');
  if (digits.length < 7) return stars(value.length);
  if (/^1\d{10}$/.test(digits)) return `${digits.slice(0, 3)}****${digits.slice(7)}`;
  return (
    digits.slice(0, digits.length > 8 ? 4 : 1) + stars(digits.length - (digits.length > 8 ? 6 : 3)) + digits.slice(-2)
  );
}

/** ****1234 */
export const maskCard = (value: string): string => `****${value.replace(/\D/g, '').slice(-4)}`;

/** 张三 → 张*, 欧阳明月 → 欧阳**; the first character stays (two of a double surname). */
export function maskName(name: string): string {
  const tight = name.replace(/[\s\u3000]+/g, '');
  const chars = [...tight];
  if (chars.length < 2) return '*';
  const keep =
    chars.length === 4 && /^(?:欧阳|司马|上官|诸葛|司徒|东方|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文)/.test(tight) ? 2 : 1;
  return chars.slice(0, keep).join('') + stars(chars.length - keep);
}

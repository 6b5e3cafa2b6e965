const DIGITS = '零一二三四五六七八九';

/** 1 → 一, 12 → 十二, 205 → 二百零五; whole numbers up to 9999, larger ones in Arabic digits. */
export function toChinese(n: number): string {
  if (n <= 0 || n > 9999) return String(n);
  let out = '';
  let gap = false;
  for (const [unit, sign] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(n / unit) % 10;
    if (digit === 0) {
      gap = out !== '';
      continue;
    }
    out += (gap ? '零' : '') + DIGITS[digit] + sign;
    gap = false;
  }
  return out.replace(/^一十/, '十');
}

/** 三十三 → 33, 一百零五 → 105, 二〇 → 20, 12 → 12 (full width too). Undefined when it is no numeral. */
export function fromChinese(text: string): number | undefined {
  const half = text.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  if (/^\d+$/.test(half)) return Number(half);
  const signs = [...half.replace(/〇/g, '零').replace(/两/g, '二')];
  if (!signs.length) return undefined;
  if (signs.every((s) => DIGITS.includes(s))) return Number(signs.map((s) => DIGITS.indexOf(s)).join(''));
  let total = 0;
  let digit = 0;
  for (const s of signs) {
    const unit = s === '千' ? 1000 : s === '百' ? 100 : s === '十' ? 10 : 0;
    if (unit) {
      total += (digit || 1) * unit;
      digit = 0;
    } else if (DIGITS.includes(s)) digit = DIGITS.indexOf(s);
    else return undefined;
  }
  return total + digit;
}

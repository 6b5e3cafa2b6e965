const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  '○': 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const NAMES = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/**
 * Reads a whole number below 10000 as official texts write it: `12`, `１２`, `十二`, `一百零五`, or digit by digit
 * as in years (`二〇二一`). Undefined when the text is anything else.
 */
export function readNumber(text: string): number | undefined {
  const t = text.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  if (/^\d{1,9}$/.test(t)) return Number(t);
  if (t === '' || t.length > 9) return undefined;
  if (/^[〇零○一二三四五六七八九]{2,4}$/.test(t)) return [...t].reduce((n, c) => n * 10 + (DIGITS[c] ?? 0), 0);
  let sum = 0;
  let digit: number | undefined;
  let smallest = 10_000;
  for (const c of t) {
    const unit = UNITS[c];
    if (unit !== undefined) {
      if (unit >= smallest || (digit === undefined && unit !== 10)) return undefined;
      sum += (digit ?? 1) * unit;
      smallest = unit;
      digit = undefined;
      continue;
    }
    const d = DIGITS[c];
    if (d === undefined || digit) return undefined;
    digit = d;
  }
  return sum + (digit ?? 0);
}

/** Writes 0 to 99 the way headings are numbered: 7 → `七`, 10 → `十`, 23 → `二十三`. RangeError beyond. */
export function sayNumber(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 99) throw new RangeError(`cannot number a heading ${n}`);
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  if (tens === 0) return NAMES[ones] ?? '';
  return `${tens === 1 ? '' : NAMES[tens]}十${ones === 0 ? '' : NAMES[ones]}`;
}

/**
 * A decimal as readers take it in, thousands apart: `1926400.5` → `1,926,400.5`. From five digits on, so that a year stays a
 * year; anything else comes back as it is.
 */
export function grouped(text: string): string {
  const m = /^(-?)(\d{5,15})(\.\d+)?$/.exec(text);
  return m ? `${m[1]}${(m[2] ?? '').replace(/\B(?=(\d{3})+$)/g, ',')}${m[3] ?? ''}` : text;
}

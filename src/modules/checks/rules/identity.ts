/**
 * Numbers that name a person or an account, by their own arithmetic: GB 11643-1999 (identity numbers, MOD 11-2), its
 * fifteen-digit predecessor, GB 32100-2015 (统一社会信用代码, MOD 31-3) and Luhn for bank cards.
 */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';

/** First two digits of a division code; 99 is the fictional one of examples and tests. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 99'.split(
    ' ',
  ),
);

/** The check character of the first seventeen digits. */
export function checkOf(seventeen: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (seventeen.charCodeAt(i) - 48) * (WEIGHTS[i] ?? 0);
  return CHECK[sum % 11] ?? '';
}

export type IdReading = {
  /** The check character is right. */
  check: boolean;
  /** The birth date exists and is not in the future of `thisYear`. */
  date: boolean;
  province: boolean;
  /** `YYYY-MM-DD` when `date`. */
  birth?: string;
};

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** By arithmetic, since long lists ask it for every cell. */
function isBirth(year: number, month: string, day: string): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = Number(month) === 2 && leap ? 29 : (DAYS[Number(month) - 1] ?? 0);
  return Number(day) >= 1 && Number(day) <= last;
}

/** Reads eighteen characters (seventeen digits and a digit or X); undefined when they are of another shape. */
export function readId(chars: string, thisYear: number): IdReading | undefined {
  if (chars.length !== 18 || !/^[1-9]\d{16}[\dX]$/.test(chars)) return undefined;
  const year = Number(chars.slice(6, 10));
  const date = year >= 1880 && year <= thisYear && isBirth(year, chars.slice(10, 12), chars.slice(12, 14));
  return {
    check: checkOf(chars) === chars[17],
    date,
    province: PROVINCES.has(chars.slice(0, 2)),
    ...(date ? { birth: `${year}-${chars.slice(10, 12)}-${chars.slice(12, 14)}` } : {}),
  };
}

/** Whether fifteen digits are an identity number of before 1999: province and a birth date in 19yy. */
export function isOldId(digits: string): boolean {
  return (
    digits.length === 15 &&
    PROVINCES.has(digits.slice(0, 2)) &&
    isBirth(1900 + Number(digits.slice(6, 8)), digits.slice(8, 10), digits.slice(10, 12))
  );
}

const USCC = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Whether eighteen characters are a 统一社会信用代码 by its own check character. */
export function isCreditCode(chars: string): boolean {
  if (chars.length !== 18) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const value = USCC.indexOf(chars[i] ?? '');
    if (value < 0) return false;
    sum += value * (USCC_WEIGHTS[i] ?? 0);
  }
  return USCC[(31 - (sum % 31)) % 31] === chars[17];
}

export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, twice = false; i >= 0; i--, twice = !twice) {
    const d = digits.charCodeAt(i) - 48;
    sum += twice ? (d > 4 ? d * 2 - 9 : d * 2) : d;
  }
  return digits.length > 0 && sum % 10 === 0;
}

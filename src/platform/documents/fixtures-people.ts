// Invented personal data for tests and benchmarks, and what only looks like it. Identity numbers are of the division
// 999901, which does not exist; names are common ones, places fictional.
import type { Rng } from '../../lib/rng.ts';

export type Datum = 'id' | 'card' | 'mobile' | 'landline' | 'address';
/** A sentence with one datum in it; `value` as it must be found (digits without gaps, X large; for an address its words). */
export type Said = { kind: Datum; value: string; text: string };
/** A sentence with something that must not be taken for a person's. */
export type NearMiss = { value: string; text: string };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const between = (rng: Rng, low: number, high: number): number => low + rng.below(high - low + 1);
const pad = (n: number, width: number): string => String(n).padStart(width, '0');

/** The check character of GB 11643 for seventeen digits. */
export const idCheck = (first: string): string =>
  '10X98765432'.charAt([...first].reduce((sum, d, i) => sum + Number(d) * (WEIGHTS[i] ?? 0), 0) % 11);

export function idNumber(rng: Rng): string {
  const year = between(rng, 1935, 2020);
  const first = `999901${year}${pad(between(rng, 1, 12), 2)}${pad(between(rng, 1, 28), 2)}${pad(between(rng, 0, 999), 3)}`;
  return first + idCheck(first);
}

/** A number of 16 or 19 digits that passes Luhn. */
export function cardNumber(rng: Rng): string {
  const first = `62${rng.pick(['2202', '2848', '1700', '2588'])}${pad(between(rng, 0, 999_999_999), 9)}`;
  const body = between(rng, 0, 1) ? first : `${first}${pad(between(rng, 0, 999), 3)}`;
  let sum = 0;
  for (const [i, d] of [...body].reverse().entries()) {
    const twice = i % 2 === 0 ? Number(d) * 2 : Number(d);
    sum += twice > 9 ? twice - 9 : twice;
  }
  return `${body}${(10 - (sum % 10)) % 10}`;
}

export const mobileNumber = (rng: Rng): string =>
  `1${rng.pick(['38', '39', '50', '77', '89', '95'])}${pad(between(rng, 0, 99_999_999), 8)}`;

const USCC = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** A 统一社会信用代码 with its check character (GB 32100). */
export function creditCode(rng: Rng): string {
  const first = `9199990${between(rng, 1, 9)}${Array.from({ length: 9 }, () => USCC.charAt(rng.below(31))).join('')}`;
  const sum = [...first].reduce((n, c, i) => n + USCC.indexOf(c) * (3 ** i % 31), 0);
  return first + USCC.charAt((31 - (sum % 31)) % 31);
}

export const personName = (rng: Rng): string =>
  `${rng.pick(['王', '李', '张', '刘', '陈', '杨', '赵', '马'])}${rng.pick(['建', '秀', '国', '玉', '春', '志'])}${rng.pick(['国', '英', '华', '梅', '军', '兰'])}`;

export const homeAddress = (rng: Rng): string =>
  rng.pick([
    () => `明河区东湖镇${rng.pick(['柳河', '青石', '新桥'])}村${between(rng, 1, 12)}组${between(rng, 1, 99)}号`,
    () =>
      `明河区滨河路${between(rng, 1, 300)}号${rng.pick(['阳光', '安居', '锦绣'])}小区${between(rng, 1, 30)}栋${between(rng, 1, 6)}单元${between(rng, 101, 2004)}室`,
  ])();

const wide = (digits: string): string => digits.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));

/** One datum in the words in which it is found in practice. */
export function sayDatum(rng: Rng, kind: Datum): Said {
  const name = personName(rng);
  if (kind === 'id') {
    const value = idNumber(rng);
    const written = rng.pick([
      value,
      value,
      value,
      value.toLowerCase(),
      wide(value),
      `${value.slice(0, 6)} ${value.slice(6, 14)} ${value.slice(14)}`,
    ]);
    return {
      kind,
      value,
      text: rng.pick([`${name}，身份证号${written}`, `${name} ${written}`, written, `公民身份号码：${written}。`]),
    };
  }
  if (kind === 'card') {
    const value = cardNumber(rng);
    const written = rng.pick([value, value, value.replace(/(\d{4})(?=\d)/g, '$1 ')]);
    return { kind, value, text: rng.pick([`${name}的一卡通账号${written}`, `银行卡号：${written}`, written]) };
  }
  if (kind === 'mobile') {
    const value = mobileNumber(rng);
    const written = rng.pick([
      value,
      value,
      `${value.slice(0, 3)}-${value.slice(3, 7)}-${value.slice(7)}`,
      `+86 ${value}`,
    ]);
    return { kind, value, text: rng.pick([`${name}，手机${written}`, `${name} ${written}`, `户主电话${written}`]) };
  }
  if (kind === 'landline') {
    const local = `${between(rng, 2, 8)}${pad(between(rng, 0, 999_999), 6)}`;
    return { kind, value: `0953${local}`, text: `${name}，家庭电话0953-${local}` };
  }
  const value = homeAddress(rng);
  return {
    kind,
    value,
    text: rng.pick([`${name}，男，住${value}`, `${name}，家庭住址：${value}`, `${name}，女，户籍地址${value}`]),
  };
}

/** Numbers and places of offices, companies and papers. */
export function sayNearMiss(rng: Rng): NearMiss {
  const digits = (n: number): string =>
    `${between(rng, 1, 9)}${Array.from({ length: n - 1 }, () => between(rng, 0, 9)).join('')}`;
  const made: NearMiss = rng.pick([
    () => {
      const value = creditCode(rng);
      return { value, text: `统一社会信用代码：${value}` };
    },
    () => {
      const value = `明政办发〔2026〕${between(rng, 1, 200)}号`;
      return { value, text: `根据${value}文件` };
    },
    () => {
      const value = `000014349/2026-${pad(between(rng, 1, 99_999), 5)}`;
      return { value, text: `索引号：${value}` };
    },
    () => {
      const id = idNumber(rng);
      const value = id.slice(0, 17) + (id.endsWith('0') ? '1' : '0');
      return { value, text: `业务流水号：${value}` };
    },
    () => {
      const value = `0953-${between(rng, 2, 8)}${pad(between(rng, 0, 999_999), 6)}`;
      return { value, text: `咨询电话：${value}` };
    },
    () => ({ value: '12345', text: '请拨打12345政务服务便民热线' }),
    () => {
      const value = `2026${digits(12)}`;
      return { value, text: `项目编号：${value}` };
    },
    () => {
      const value = `20260101-2026${pad(between(rng, 1, 12), 2)}28`;
      return { value, text: `实施期限${value}` };
    },
    () => {
      const value = `明河区人民路${between(rng, 1, 200)}号`;
      return { value, text: `办公地址：${value}` };
    },
    () => {
      const value = `${digits(6)}.${digits(2)}`;
      return { value, text: `共计${value}元` };
    },
    () => ({ value: '978-7-01-023456-7', text: '书号ISBN 978-7-01-023456-7' }),
    () => {
      const value = cardNumber(rng);
      return { value, text: `户名：明河区财政局，账号：${value}` };
    },
  ])();
  return made;
}

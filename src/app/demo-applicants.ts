/** People and organisations who never were: well-formed numbers of the fictional division 999901, roles and 某 for names. */
import type { SeedCase } from '../modules/foi/index.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';

/** A resident number that its own arithmetic accepts, in a division that does not exist. */
function residentNo(n: number): string {
  const year = 1950 + (n % 50);
  const body = `999901${year}${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}${String(n % 1000).padStart(3, '0')}`;
  const sum = [...body].reduce((s, d, i) => s + Number(d) * (WEIGHTS[i] ?? 0), 0);
  return `${body}${CHECK[sum % 11]}`;
}

const SURNAMES = '白柳桑槐柏桐杨梅兰菊苇芦蒲荷稻麦谷豆';
const ORGANISATIONS: Readonly<Record<Exclude<SeedCase['kind'], 'naturalPerson'>, readonly string[]>> = {
  business: ['某建筑工程公司', '某物业服务公司', '某种植专业合作社', '某餐饮店', '某运输公司'],
  research: ['某大学乡村研究所'],
  publicWelfare: ['某社区互助会', '某环境保护协会'],
  legalService: ['某律师事务所'],
  otherOrg: ['某小区业主委员会'],
};

/** The `n`-th invented applicant of a kind. */
export function invented(kind: SeedCase['kind'], n: number): SeedCase['who'] {
  const person = kind === 'naturalPerson';
  const names = person ? [] : ORGANISATIONS[kind];
  return {
    name: person ? `${SURNAMES[n % SURNAMES.length]}某` : (names[n % names.length] ?? ''),
    idKind: person ? '居民身份证' : '统一社会信用代码',
    idNumber: person ? residentNo(n) : `99999901MA${String(n % 100_000_000).padStart(8, '0')}`,
    phone: `1390000${String(n % 10_000).padStart(4, '0')}`,
    email: '',
    address: '',
    agent: null,
  };
}

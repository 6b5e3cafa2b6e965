import type { DemoPerson, DemoRole } from './types.ts';

const TRIO: [suffix: string, word: string, role: DemoRole][] = [
  ['clerk', '信息员', 'clerk'],
  ['reviewer', '审核', 'reviewer'],
  ['approver', '签发', 'approver'],
];

const UNITS: [id: string, say: string][] = [
  ['minzheng', '民政局'],
  ['jiaoyu', '教育局'],
  ['caizheng', '财政局'],
  ['nongye', '农业农村局'],
  ['baita', '白塔镇'],
  ['zhengfuban', '政府办'],
];

/** Accounts of the demonstration: roles, never names of people. */
export function buildPeople(): DemoPerson[] {
  const trios = UNITS.flatMap(([unitId, say]) =>
    TRIO.map(([suffix, word, role]): DemoPerson => {
      const id = `${unitId}-${suffix}`;
      return { id, username: id, label: `${say}·${word}`, unitId, roles: [role] };
    }),
  );
  return [
    ...trios,
    {
      id: 'zhengfuban-office',
      username: 'zhengfuban-office',
      label: '政府办·政务公开办',
      unitId: 'zhengfuban',
      roles: ['office'],
    },
    {
      id: 'sifa-justice',
      username: 'sifa-justice',
      label: '司法局·合法性审核',
      unitId: 'sifa',
      roles: ['justice'],
    },
    {
      id: 'wangxinban-cyberspace',
      username: 'wangxinban-cyberspace',
      label: '区委网信办·舆情会商',
      unitId: 'wangxinban',
      roles: ['cyberspace'],
    },
    { id: 'admin', username: 'admin', label: '平台管理员', unitId: 'zhengfuban', roles: ['admin'] },
  ];
}

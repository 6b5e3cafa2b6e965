import type { DemoUnit } from './types.ts';
import { DEPARTMENTS } from './units-departments.ts';
import { HOSPITALS, SCHOOLS, TOWNSHIPS } from './units-places.ts';

const HOURS = '工作日 8:30–12:00，14:00–17:30';
const ROOT = 'minghe';

/** Office telephone numbers are invented: 0999-0000 and four digits, one block for each group of units. */
const tel = (n: number): string => `0999-0000 ${String(n).padStart(4, '0')}`;

const department = (): DemoUnit[] =>
  DEPARTMENTS.map(([id, name, short, codeLetters, aliases, address, duties], i) => {
    const shortName = `区${short}`;
    const all = new Set([`区${name}`, name, short, ...aliases]);
    all.delete(shortName);
    return {
      id,
      name: `明河区${name}`,
      shortName,
      aliases: [...all],
      kind: 'department' as const,
      parentId: ROOT,
      codeLetters,
      phone: tel(id === 'zhengfuban' ? 1 : 10 + i * 2),
      address,
      hours: HOURS,
      duties,
    };
  });

const township = (): DemoUnit[] =>
  TOWNSHIPS.flatMap((t, i): DemoUnit[] => [
    {
      id: t.id,
      name: `明河区${t.name}`,
      shortName: t.name.replace(/人民政府$|办事处$/, ''),
      aliases: [...new Set([t.name, ...t.aliases])].filter((a) => a !== t.name.replace(/人民政府$|办事处$/, '')),
      kind: 'township',
      parentId: ROOT,
      codeLetters: [t.letters],
      phone: tel(101 + i * 10),
      address: t.address,
      hours: HOURS,
      duties: t.duties,
    },
    ...t.places.map(([id, name, where], j): DemoUnit => {
      const parent = t.name.replace(/人民政府$|办事处$/, '');
      const committee = name.endsWith('村') ? '村民委员会' : '居民委员会';
      return {
        id,
        name: `${parent}${name}${committee}`,
        shortName: `${parent}${name}`,
        aliases: [`${name}${committee}`],
        kind: 'village',
        parentId: t.id,
        codeLetters: [],
        phone: tel(102 + i * 10 + j),
        address: where === '村部' ? `明河区${parent}${name}村部` : `明河区${parent}${where}`,
        hours: '工作日 8:30–12:00，14:30–18:00；赶集日照常',
        duties: `办理本${name.endsWith('村') ? '村' : '社区'}公共事务，代办救助、养老、医保和补贴申请，公开村（居）务，每月张贴补贴发放名册。`,
      };
    }),
  ]);

const school = (): DemoUnit[] =>
  SCHOOLS.map(([id, name, address, duties], i) => ({
    id,
    name,
    shortName: name.replace(/^明河区/, '区'),
    aliases: [],
    kind: 'school',
    parentId: 'jiaoyu',
    codeLetters: [],
    phone: tel(301 + i),
    address: `明河区${address}`,
    hours: '学期内工作日 8:00–12:00，14:00–17:30',
    duties,
  }));

const hospital = (): DemoUnit[] =>
  HOSPITALS.map(([id, name, address, duties], i) => ({
    id,
    name,
    shortName: name.replace(/^明河区/, '区'),
    aliases: [],
    kind: 'hospital',
    parentId: 'weijian',
    codeLetters: [],
    phone: tel(401 + i),
    address: `明河区${address}`,
    hours: '门诊每天 8:00–12:00，14:00–17:30；急诊全天',
    duties,
  }));

/** The tree of units, the district first, parents before children. */
export function buildUnits(): DemoUnit[] {
  return [
    {
      id: ROOT,
      name: '明河区人民政府',
      shortName: '区人民政府',
      aliases: ['区政府', '明河区政府'],
      kind: 'district',
      codeLetters: ['明政规发', '明政发', '明政函'],
      phone: tel(0),
      address: '明河区安平路1号',
      hours: HOURS,
      duties:
        '执行本级人民代表大会及其常务委员会的决议和上级国家行政机关的决定、命令，管理本行政区域内的经济、教育、科学、文化、卫生、体育、城乡建设、财政、民政、公安、司法行政等工作，办理上级人民政府交办的其他事项。',
    },
    ...department(),
    ...township(),
    ...school(),
    ...hospital(),
  ];
}

import { type Ctx, law, type PieceSpec } from '../context.ts';
import { doc, h2, p, table } from '../html.ts';
import type { DemoUnit } from '../types.ts';
import { SECTIONS } from './agencies-sections.ts';

/** 机构职能: one page for the district, each department and each township. */
export function agencies(c: Ctx, units: readonly DemoUnit[]): PieceSpec[] {
  const basis = [law.disclosure20('二', '机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名。')];
  const own = units.filter((u) => u.kind === 'department' || u.kind === 'township');
  const pages = own.map((u, i): PieceSpec => {
    const rows = SECTIONS[u.id] ?? [];
    const below = units.filter((v) => v.parentId === u.id);
    const first = rows[0]?.[1] ?? '';
    return {
      id: `jigou-${u.id}`,
      unit: u.id,
      cols: ['zfxxgk/fdzdgk/jgzn', 'jgzn'],
      title: `${u.name}职能、机构和联系方式`,
      kind: '机构',
      on: c.season(1 + ((i * 5) % 12), 6 + ((i * 7) % 20)),
      html: doc(
        h2('主要职责'),
        p(u.duties),
        h2('内设机构'),
        table({ head: ['科室', '办什么事'], rows: rows.map(([name, does]) => [name, does]) }),
        ...(below.length > 0
          ? [
              h2(u.kind === 'township' ? '村和社区' : '所属单位'),
              table({ head: ['名称', '地址', '电话'], rows: below.map((v) => [v.name, v.address, v.phone]) }),
            ]
          : []),
        h2('联系方式'),
        p(`办公地址：${u.address}。电话：${u.phone}。办公时间：${u.hours}。`),
      ),
      answer: `${first}等事情找${u.shortName}，地址${u.address}，电话${u.phone}。`,
      basis,
    };
  });
  const departments = own.filter((u) => u.kind === 'department');
  const townships = own.filter((u) => u.kind === 'township');
  const overview: PieceSpec = {
    id: 'jigou-minghe',
    unit: 'minghe',
    cols: ['zfxxgk/fdzdgk/jgzn', 'jgzn'],
    title: '明河区人民政府工作部门和乡镇街道一览',
    kind: '机构',
    on: c.season(2, 24),
    html: doc(
      p(
        `区政府现有工作部门和派驻机构${departments.length}个，下辖2个街道、3个镇、3个乡。区政府通过常务会议、全体会议研究重大事项，会议议定的事项除依法不予公开的以外，在会后公布。`,
      ),
      h2('工作部门和派驻机构'),
      table({ head: ['单位', '地址', '电话'], rows: departments.map((u) => [u.name, u.address, u.phone]) }),
      h2('乡镇和街道'),
      table({ head: ['单位', '地址', '电话'], rows: townships.map((u) => [u.name, u.address, u.phone]) }),
    ),
    answer: `全区${departments.length}个部门、8个乡镇街道的地址和电话都在这张表里。`,
    basis,
  };
  return [overview, ...pages];
}

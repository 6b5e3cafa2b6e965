import type { Ctx, PieceSpec } from '../context.ts';
import { type Guide, guide } from '../html.ts';
import { GUIDES_FAMILY } from './guides-family.ts';
import { GUIDES_WORK } from './guides-work.ts';

export type GuideRow = Guide & {
  id: string;
  unit: string;
  field?: string;
  answer: string;
  day: [number, number, number];
  topics?: string[];
};

/** 办事指南: each with the eight element groups. */
export function guides(c: Ctx): PieceSpec[] {
  return [...GUIDES_FAMILY, ...GUIDES_WORK].map(
    (g): PieceSpec => ({
      id: `zhinan-${g.id}`,
      unit: g.unit,
      cols: ['bsfw/zhinan', ...(g.field === undefined ? [] : [g.field])],
      title: `办事指南：${g.name}`,
      kind: '指南',
      on: c.season(...g.day),
      html: guide(g),
      answer: g.answer,
      basis: [
        {
          law: '中华人民共和国政府信息公开条例',
          article: '第二十条第（五）项',
          text: '办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果。',
        },
      ],
      ...(g.topics === undefined ? {} : { topics: g.topics }),
    }),
  );
}

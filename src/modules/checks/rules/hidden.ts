/** What a file carries beside what it shows, and what of it could not be looked at. */
import type { Check, Finding } from '../../../lib/finding.ts';
import type { LayerKind, Specimen } from '../../../lib/specimen.ts';
import { isName } from './names.ts';
import { cleanCopyOf, PRIVACY, sayPlaces } from './say.ts';

const CARRIED: Partial<Record<LayerKind, string>> = {
  'hidden-sheet': '隐藏的工作表',
  'hidden-rows': '隐藏的行',
  'hidden-columns': '隐藏的列',
  'hidden-text': '隐藏的文字',
  comment: '批注',
  revision: '修订记录',
  'pivot-cache': '数据透视表的缓存',
  embedded: '嵌入的文件',
  covered: '被遮住但还能复制的文字',
  notes: '演讲者备注',
  'external-link': '指向别的文件的链接',
};

export const carried: Check = {
  id: 'file.hidden',
  title: '隐藏的内容、批注和修订',
  basis: PRIVACY,
  run(s: Specimen): readonly Finding[] {
    const kinds = new Map<LayerKind, string[]>();
    for (const layer of s.layers)
      if (CARRIED[layer.kind] && layer.text.trim() !== '')
        kinds.set(layer.kind, [...(kinds.get(layer.kind) ?? []), layer.at]);
    return [...kinds].map(([kind, places]) => ({
      rule: 'file.hidden',
      // A bar over words is always meant to take them out, so what is left there is never harmless.
      severity: kind === 'covered' ? 'error' : 'warning',
      message: `文件里有${CARRIED[kind]}`,
      why: '读的人看不见，下载的人打得开。公开的文件里只留要公开的内容。',
      quote: '',
      at: sayPlaces(places),
      basis: PRIVACY,
      ...(s.format === 'piece' ? {} : { remedy: cleanCopyOf(s) }),
    }));
  },
};

export const authors: Check = {
  id: 'file.author',
  title: '文件属性里的姓名',
  basis: PRIVACY,
  run(s: Specimen): readonly Finding[] {
    return s.layers
      .filter((l) => l.kind === 'metadata' && /作者|修改|创建|经理|保存|批注/.test(l.at) && isName(l.text.trim()))
      .map((l) => ({
        rule: 'file.author',
        severity: 'hint',
        message: '文件属性里有经办人的姓名',
        why: '不一定要紧，但多半没打算公开。',
        quote: `${l.text.trim().slice(0, 1)}*`,
        at: l.at,
        basis: PRIVACY,
        ...(s.format === 'piece' ? {} : { remedy: cleanCopyOf(s) }),
      }));
  },
};

/** What could not be looked at is said, never passed over. */
export const blind: Check = {
  id: 'file.blind',
  title: '查不了的部分',
  basis: '《政府信息公开条例》第十七条',
  run: (s: Specimen): readonly Finding[] =>
    s.blind.map((b) => ({
      rule: 'file.blind',
      severity: 'warning',
      message: b.say,
      why: '这一部分没有查，里面有没有不该公开的内容，要人看过。',
      quote: '',
      at: s.name,
      basis: '《政府信息公开条例》第十七条',
    })),
};

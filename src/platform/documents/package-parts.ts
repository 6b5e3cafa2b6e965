import type { LayerKind } from '../../lib/specimen.ts';
import type { Limits } from './limits.ts';
import { attr, walkXml, wordsOf } from './xml.ts';

export type Relation = { id: string; type: string; target: string; external: boolean };

/** Relationships of a part, in the order written. Targets inside the package come as whole paths. */
export function relationsOf(xml: string, part: string, limits: Limits): Relation[] {
  const out: Relation[] = [];
  walkXml(
    xml,
    {
      open(name, a) {
        if (name !== 'Relationship') return;
        const external = a.TargetMode === 'External';
        const target = a.Target ?? '';
        const type = (a.Type ?? '').slice((a.Type ?? '').lastIndexOf('/') + 1);
        out.push({ id: a.Id ?? '', type, target: external ? target : pathOf(part, target), external });
      },
    },
    limits,
  );
  return out;
}

/** `xl/worksheets/sheet1.xml` + `../drawings/drawing1.xml` → `xl/drawings/drawing1.xml`. */
function pathOf(part: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const at = part.split('/').slice(0, -1);
  for (const step of target.split('/'))
    if (step === '..') at.pop();
    else if (step !== '.' && step !== '') at.push(step);
  return at.join('/');
}

/** The relationship part that belongs to a part. */
export const relsOf = (part: string): string => part.replace(/([^/]*)$/, '_rels/$1.rels');

type Said = { kind: LayerKind; at: string; text: string };

const PROPERTY: Record<string, string> = {
  title: '标题',
  subject: '主题',
  creator: '作者',
  lastModifiedBy: '最后修改人',
  keywords: '关键词',
  description: '备注',
  category: '类别',
  contentStatus: '状态',
  identifier: '标识',
  Company: '单位',
  Manager: '经理',
  HyperlinkBase: '链接基础',
  Template: '模板',
  TitlesOfParts: '组成部分',
  HLinks: '链接',
};
/** Counted by the program; they say nothing about anybody. */
const COUNTED =
  /^(?:created|modified|revision|lastPrinted|version|language|Application|AppVersion|Pages|Words|Characters|CharactersWithSpaces|Lines|Paragraphs|TotalTime|DocSecurity|ScaleCrop|LinksUpToDate|SharedDoc|HyperlinksChanged|PresentationFormat|HeadingPairs|Slides|Notes|HiddenSlides|MMClips)$/;

/** Properties in docProps/core.xml, app.xml and custom.xml: one text for each that says something. */
export function propertiesOf(xml: string, limits: Limits): Said[] {
  const out: Said[] = [];
  let depth = 0;
  let name = '';
  let text: string[] = [];
  walkXml(
    xml,
    {
      open(tag, a) {
        depth += 1;
        if (depth === 2) {
          name = tag === 'property' ? (attr(a, 'name') ?? '') : tag;
          text = [];
        }
      },
      text(part) {
        if (depth >= 2 && part.trim()) text.push(part.trim());
      },
      close() {
        // People put words into the name of a property as well.
        if (depth === 2 && /\d{7}/.test(name)) text.unshift(name);
        if (depth === 2 && text.length && !COUNTED.test(name)) {
          const said = text.join('\n');
          const dull =
            (name === 'Template' && /^normal(?:\.dotm?)?$/i.test(said)) ||
            (name === 'TitlesOfParts' && text.length < 1);
          if (!dull) out.push({ kind: 'metadata', at: `属性“${PROPERTY[name] ?? name}”`, text: said });
        }
        depth -= 1;
      },
    },
    limits,
  );
  return out;
}

/** Words of a chart or drawing, one line for each paragraph or value. */
export const drawingWords = (xml: string, limits: Limits): string[] => {
  const lines: string[] = [];
  let text = '';
  let on = false;
  walkXml(
    xml,
    {
      open(name) {
        on = name === 't' || name === 'v';
      },
      text(part) {
        if (on) text += part;
      },
      close(name) {
        on = false;
        if ((name === 'p' || name === 'v' || name === 'pt') && text.trim()) {
          lines.push(text.trim());
          text = '';
        }
      },
    },
    limits,
  );
  if (text.trim()) lines.push(text.trim());
  return lines;
};

/** Words of a part that no reader here knows: better a text with an odd place than a text not seen. */
export const unknownWords = (name: string, xml: string, limits: Limits): Said[] =>
  wordsOf(xml, limits).map((text) => ({
    kind: 'metadata',
    at: `部件“${name.slice(name.lastIndexOf('/') + 1)}”`,
    text,
  }));

/** What a name of a picture says beyond 图片 1. */
export const tellingName = (name: string | undefined): string =>
  name &&
  !/^(?:图片|图像|图形|文本框|矩形|圆角矩形|图表|对象|直线|直接连接符|椭圆|组合|形状|内容占位符|标题|Picture|Image|Text ?Box|Chart|Object|Shape|Group|Rectangle|Diagram|p|image\d*\.\w+)[\s\d_-]*$/i.test(
    name,
  )
    ? name
    : '';

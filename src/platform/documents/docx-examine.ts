import type { Specimen } from '../../lib/specimen.ts';
import { xmlText } from './docx-scan.ts';
import { walkWord } from './docx-words.ts';
import { type Gathered, gathered, specimenOf } from './gathered.ts';
import type { Limits } from './limits.ts';
import { type Nest, nestedParts } from './nested.ts';
import { drawingWords, propertiesOf, type Relation, relationsOf, relsOf, unknownWords } from './package-parts.ts';
import { Refused, SAY } from './refusal.ts';
import { attr, isOn, walkXml, wordsOf } from './xml.ts';
import { openZip, type Zip } from './zip.ts';

/** Parts that hold only looks; numbers in them are looked for all the same. */
const LOOKS =
  /^word\/(?:styles|stylesWithEffects|theme\/.*|fontTable|webSettings|numbering|settings|commentsExtended|commentsIds|commentsExtensible|people|glossary\/(?:styles|settings|fontTable|webSettings|numbering))\.xml$|^word\/(?:diagrams\/(?:layout|colors|quickStyle)|charts\/(?:style|colors))\d*\.xml$|^word\/theme\//;

/** A .docx with everything it carries. Throws `Refused`. */
export async function examineDocx(name: string, bytes: Uint8Array, limits: Limits, nest: Nest): Promise<Specimen> {
  const zip = await openZip(bytes, limits);
  const main =
    zip.names.find((n) => n === 'word/document.xml') ?? zip.names.find((n) => /^word\/document\d*\.xml$/.test(n));
  if (!main) throw new Refused('broken', SAY.broken());
  const into = gathered();
  let title = '';
  const read = readerOf(zip, limits);
  const hiddenStyles = hiddenStylesOf((await read('word/styles.xml')) ?? '', limits);
  const word = async (part: string, kind: Parameters<typeof walkWord>[1]['kind'], area: string, at: string) => {
    const rels = await read(relsOf(part));
    const relations = rels ? relationsOf(rels, part, limits) : [];
    const words = walkWord((await read(part)) ?? '', { kind, area, relations, hiddenStyles }, limits);
    for (const line of words.lines) into.add(kind, at, line.text, line.at);
    into.take(words);
    externals(relations, into);
    return words;
  };
  const body = await word(main, 'shown', '', '正文');
  title = body.lines.find((l) => l.text.length <= 60)?.text ?? '';
  for (const part of zip.names) {
    if (part === main) continue;
    const chrome = /^word\/(header|footer)\d*\.xml$/.exec(part)?.[1];
    const area = chrome === 'header' ? '页眉' : '页脚';
    if (chrome) await word(part, 'header-footer', area, area);
    else if (/^word\/footnotes\d*\.xml$/.test(part)) await word(part, 'shown', '', '脚注');
    else if (/^word\/endnotes\d*\.xml$/.test(part)) await word(part, 'shown', '', '尾注');
    else if (/^word\/comments\d*\.xml$/.test(part)) await word(part, 'comment', '', '批注');
    else if (/^word\/glossary\/document\.xml$/.test(part)) await word(part, 'metadata', '', '自动图文集');
    else if (/\.(?:xml|svg)$/.test(part)) await other(part);
  }
  async function other(part: string): Promise<void> {
    const xml = await read(part);
    if (xml === undefined || part === '[Content_Types].xml') return;
    if (part.endsWith('.svg')) {
      for (const line of wordsOf(xml, limits)) into.add('shown', '图形', line);
    } else if (/^docProps\/(?:core|app|custom)\.xml$/.test(part)) {
      for (const p of propertiesOf(xml, limits)) into.add(p.kind, p.at, p.text);
    } else if (/^word\/(?:charts\/chart|diagrams\/(?:data|drawing))\w*\.xml$/.test(part)) {
      const at = part.includes('/charts/') ? '图表' : '图形';
      for (const line of drawingWords(xml, limits)) into.add('shown', at, line);
    } else if (part === 'word/settings.xml') variables(xml, into, limits);
    else if (LOOKS.test(part)) {
      for (const p of unknownWords(part, xml, limits)) if (/\d{7}/.test(p.text)) into.add(p.kind, p.at, p.text);
    } else for (const p of unknownWords(part, xml, limits)) into.add(p.kind, p.at, p.text);
  }
  for (const comment of zip.comments) into.add('metadata', '压缩包的说明', comment);
  await nestedParts(zip, into, nest);
  return specimenOf({ name, format: 'docx', title }, into);
}

/** Reads XML parts as text, each within the budget of the file. */
export function readerOf(zip: Zip, limits: Limits): (part: string) => Promise<string | undefined> {
  return async (part) => {
    if (!zip.has(part)) return undefined;
    const bytes = await zip.read(part, limits.textBytes);
    if (!bytes) throw new Refused('too-big', SAY.text(limits));
    return xmlText(bytes);
  };
}

/** Things outside the file that it fetches or points to, ordinary links excepted: those are links. */
export function externals(relations: readonly Relation[], into: Gathered): void {
  for (const r of relations)
    if (r.external && r.type !== 'hyperlink')
      into.add('external-link', '引用的外部文件', r.target, `外部文件（${r.type}）`);
}

/** Styles that hide their text, with those built on them. */
export function hiddenStylesOf(xml: string, limits: Limits): Set<string> {
  const hidden = new Set<string>();
  const based: [id: string, on: string][] = [];
  let id = '';
  walkXml(
    xml,
    {
      open(name, a) {
        const value = attr(a, 'val');
        if (name === 'style') id = attr(a, 'styleId') ?? '';
        else if (name === 'basedOn' && value) based.push([id, value]);
        else if (name === 'vanish' && (value === undefined || isOn(value))) hidden.add(id);
      },
    },
    limits,
  );
  for (let grew = true; grew; ) {
    grew = false;
    for (const [own, on] of based)
      if (hidden.has(on) && !hidden.has(own)) {
        hidden.add(own);
        grew = true;
      }
  }
  return hidden;
}

function variables(xml: string, into: Gathered, limits: Limits): void {
  walkXml(
    xml,
    {
      open(name, a) {
        const value = attr(a, 'val') ?? '';
        if (name === 'docVar') into.add('hidden-text', '文档变量', `${attr(a, 'name') ?? ''}\t${value}`);
        else if (name === 'connectString' || name === 'query') into.add('external-link', '邮件合并的数据源', value);
        else if (/\d{7}/.test(value) && !/^rsid/i.test(name) && !/^[\da-f]{8}$/i.test(value))
          into.add('metadata', '文档设置', value);
      },
    },
    limits,
  );
}

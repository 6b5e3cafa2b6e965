import { createHash } from 'node:crypto';
import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5';
import { fromChinese } from './numerals.ts';

/** One line of a table of contents; `level` is 2, 3 or 4 as in h2, h3, h4. */
export type TocEntry = { id: string; level: number; text: string };

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const ARTICLE =
  /^第([零〇一二三四五六七八九十百千两\d０-９]{1,9})条(?:之([一二三四五六七八九十\d]{1,3}))?(?![款项目之、的和及至与或]|规定)/;

const isElement = (node: Node): node is Element => 'tagName' in node;
/** The text of a node, tags left out. */
export const words = (node: Node): string =>
  'value' in node ? node.value : isElement(node) ? node.childNodes.map(words).join('') : '';

/** A name that stays when other headings come and go, and that no word in the heading can break. */
const headingId = (text: string): string => `s-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;

/** `art-33` for 第三十三条, `art-33-1` for 第三十三条之一; undefined when the text does not begin with an article's number. */
export function articleId(text: string): string | undefined {
  const found = ARTICLE.exec(text.trimStart());
  const number = found?.[1] && fromChinese(found[1]);
  if (!number) return undefined;
  const sub = found?.[2] && fromChinese(found[2]);
  return sub ? `art-${number}-${sub}` : `art-${number}`;
}

/**
 * Gives every heading and every article of a tree an id to link to, and lists the headings. When an article's number comes
 * twice (an annexed text counts from one again) the first keeps the id.
 */
export function anchorTree(tree: DefaultTreeAdapterTypes.DocumentFragment): TocEntry[] {
  const toc: TocEntry[] = [];
  const used = new Set<string>();
  const name = (element: Element, id: string): void => {
    used.add(id);
    element.attrs = [...element.attrs.filter((a) => a.name !== 'id'), { name: 'id', value: id }];
  };
  const visit = (node: Node): void => {
    if (!isElement(node)) return;
    const level = /^h([234])$/.exec(node.tagName)?.[1];
    if (level) {
      const text = words(node).replace(/\s+/g, ' ').trim();
      const base = articleId(text) ?? headingId(text);
      let id = base;
      for (let n = 2; used.has(id); n += 1) id = `${base}.${n}`;
      if (text) {
        name(node, id);
        toc.push({ id, level: Number(level), text });
      }
    } else if (node.tagName === 'p') {
      const id = articleId(words(node));
      if (id && !used.has(id)) name(node, id);
    } else for (const child of node.childNodes) visit(child);
  };
  for (const node of tree.childNodes) visit(node);
  return toc;
}

/** The same for sanitised markup. */
export function withAnchors(html: string): { html: string; toc: TocEntry[] } {
  const tree = parseFragment(html);
  const toc = anchorTree(tree);
  return { html: serialize(tree), toc };
}

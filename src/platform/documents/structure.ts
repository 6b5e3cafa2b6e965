import { type DefaultTreeAdapterTypes, defaultTreeAdapter, html as names, parseFragment, serialize } from 'parse5';
import { articleId, words } from './anchors.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const NUMERAL = '[零〇一二三四五六七八九十百\\d]{1,5}';
const CHAPTER = new RegExp(`^第${NUMERAL}[编章](?:[\\s\\u3000]+\\S|\\S{0,30}$)`);
const SECTION = new RegExp(`^第${NUMERAL}节(?:[\\s\\u3000]+\\S|\\S{0,30}$)`);
const POINT = /^[一二三四五六七八九十]{1,3}、/;
const DATE_LINE =
  /^[二〇○零一二三四五六七八九十\d０-９]{4}\s*年\s*[一二三四五六七八九十\d０-９]{1,3}\s*月\s*[一二三四五六七八九十\d０-９]{1,3}\s*日$/;
const SENTENCE = /[，。；：！？,;:!?]/;

const isElement = (node: Node | undefined): node is Element => node !== undefined && 'tagName' in node;
const line = (node: Node): string =>
  words(node)
    .replace(/[\s\u3000]+/g, ' ')
    .trim();

const INLINE = new Set(['a', 'strong', 'b', 'em', 'i', 'u', 's', 'sup', 'sub', 'br', 'img']);

/** Loose text at the top becomes paragraphs, so that every line of a document is in a block. */
function wrapLoose(nodes: Node[]): Node[] {
  const out: Node[] = [];
  let open: Element | undefined;
  for (const node of nodes) {
    const inline = node.nodeName === '#text' || INLINE.has(node.nodeName);
    if (!inline) {
      open = undefined;
      out.push(node);
    } else if (open) open.childNodes.push(node);
    else if (words(node).trim() === '' && node.nodeName !== 'img') out.push(node);
    else {
      open = defaultTreeAdapter.createElement('p', names.NS.HTML, []);
      open.childNodes.push(node);
      out.push(open);
    }
  }
  return out;
}

function mark(element: Element, name: string): void {
  if (!element.attrs.some((a) => a.name === 'class')) element.attrs.push({ name: 'class', value: name });
}

/** What a heading of this text is, in the order of Chinese documents: 编章, 节, 一、; undefined for a paragraph. */
function headingOf(text: string): { tag: string; chapter?: true } | undefined {
  if (text.length > 40 || text.includes('。')) return undefined;
  if (CHAPTER.test(text)) return { tag: 'h2', chapter: true };
  if (SECTION.test(text)) return { tag: 'h3' };
  return POINT.test(text) && !/[；;]$/.test(text) ? { tag: 'h2' } : undefined;
}

/**
 * Finds the skeleton that Chinese documents carry in their wording rather than in styles. Adds headings only where the
 * author set none; marks articles (第X条) and the closing signature and date. Words are never changed. `title`: by the looks of
 * the result.
 */
export function structured(html: string): { html: string; title: string | undefined } {
  const root = parseFragment(html);
  root.childNodes = wrapLoose(root.childNodes);
  const own = root.childNodes.some((n) => /^h[34]$/.test(n.nodeName)) || count(root.childNodes, 'h2') > 1;
  let previous: Element | undefined;
  let seen = 0;
  for (const node of root.childNodes) {
    if (!isElement(node)) continue;
    const text = line(node);
    if (node.tagName === 'p' && text) {
      const heading = own ? undefined : headingOf(text);
      if (heading) {
        node.tagName = node.nodeName = heading.tag;
        if (heading.chapter) mark(node, 'doc-chapter');
      } else if (articleId(text)) mark(node, 'doc-article');
      else if (DATE_LINE.test(text)) {
        mark(node, 'doc-sign');
        // The first lines of a document are its title, whatever stands under them.
        if (previous && seen > 2 && line(previous).length <= 30 && !SENTENCE.test(line(previous)))
          mark(previous, 'doc-sign');
      }
    }
    previous = node.tagName === 'p' && text ? node : undefined;
    if (text) seen += 1;
  }
  return { html: serialize(root), title: titleIn(root.childNodes) };
}

const count = (nodes: Node[], name: string): number => nodes.filter((n) => n.nodeName === name).length;

const TITLE_LENGTH = 120;
const TITLE_LINES = 6;
const NUMBER_LINE = /^.{0,12}[〔［[【]\s*[\d０-９]{4}\s*[〕］\]】]\s*第?[\d０-９]+\s*号$/;

/**
 * The title by the document's own looks: its first heading, or the lines at its top read as one (the centred ones where
 * there are any), as long as they are no sentence. A numbered heading is a part, never the title.
 */
function titleIn(nodes: readonly Node[]): string | undefined {
  const top: Element[] = [];
  for (const n of nodes) if (isElement(n) && line(n) !== '' && top.push(n) === TITLE_LINES + 2) break;
  const heading = top.find((n) => /^h[234]$/.test(n.tagName) && !headingOf(line(n)));
  if (heading) return short(line(heading));
  const centred = top.findIndex((n) => hasClass(n, 'doc-center') && !NUMBER_LINE.test(line(n)));
  const first = centred >= 0 ? centred : top.findIndex((n) => !NUMBER_LINE.test(line(n)) && !isKeywords(line(n)));
  if (first < 0) return undefined;
  const lines: string[] = [];
  for (const node of top.slice(first)) {
    const text = line(node);
    const outside = centred >= 0 ? !hasClass(node, 'doc-center') : node.tagName !== 'p' || hasClass(node, 'doc-sign');
    const other = /^[（(【]/.test(text) || DATE_LINE.test(text) || NUMBER_LINE.test(text) || SENTENCE.test(text);
    if (outside || other || text.length > TITLE_LENGTH / 2) break;
    lines.push(text);
  }
  const only = top[first];
  // A long line alone may be a title too, and a run of many short lines is a list or a verse.
  if (!lines.length && only?.tagName === 'p' && !SENTENCE.test(line(only))) return short(line(only));
  return lines.length <= TITLE_LINES ? short(lines.join('')) : short(lines[0] ?? '');
}

/** Words set apart by blanks, as indexers write them above a text. */
const isKeywords = (text: string): boolean => {
  const parts = text.split(' ');
  return parts.length >= 3 && parts.every((part) => part.length <= 8);
};
const hasClass = (node: Element, name: string): boolean =>
  node.attrs.some((a) => a.name === 'class' && a.value.split(' ').includes(name));
const short = (text: string): string | undefined => (text && text.length <= TITLE_LENGTH ? text : undefined);

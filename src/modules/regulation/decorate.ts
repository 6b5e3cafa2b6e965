import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parseFragment, serialize, html as standard } from 'parse5';
import type { Day } from '../../lib/day.ts';
import { citationsOf } from './rules/cite.ts';
import type { Citation, Library } from './rules/types.ts';

type Parent = DefaultTreeAdapterTypes.ParentNode;
type TextNode = DefaultTreeAdapterTypes.TextNode;

/** Words of these run on into their neighbours; any other element ends a line. */
const INLINE = new Set([
  'a',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'sup',
  'sub',
  'span',
  'small',
  'mark',
  'abbr',
  'code',
]);

/** The address of a law as it was on a day, at an article. */
export const lawHref = (lawId: string, on?: Day, article?: string): string =>
  `/laws/${encodeURIComponent(lawId)}${on ? `?on=${on}` : ''}${article ? `#art-${article}` : ''}`;

type Stretch = { node: TextNode; from: number };

/** The text of markup with the place of every text node; `open` are those that may carry a link. */
function read(tree: Parent): { text: string; open: Stretch[] } {
  const open: Stretch[] = [];
  const parts: string[] = [];
  let length = 0;
  const add = (s: string): void => {
    parts.push(s);
    length += s.length;
  };
  const visit = (parent: Parent, inLink: boolean): void => {
    for (const node of parent.childNodes) {
      if (defaultTreeAdapter.isTextNode(node)) {
        if (!inLink) open.push({ node, from: length });
        add(node.value);
      } else if (defaultTreeAdapter.isElementNode(node)) {
        const block = !INLINE.has(node.tagName);
        if (block) add('\n');
        visit(node, inLink || node.tagName === 'a');
        if (block) add('\n');
      }
    }
  };
  visit(tree, false);
  return { text: parts.join(''), open };
}

/** Puts links around stretches of one text node; the characters stay the same. */
function linked(node: TextNode, links: readonly { from: number; to: number; href: string }[]): void {
  const parent = node.parentNode;
  if (!parent) return;
  const nodes: DefaultTreeAdapterTypes.ChildNode[] = [];
  const words = (value: string): void => {
    if (value === '') return;
    const t = defaultTreeAdapter.createTextNode(value);
    t.parentNode = parent;
    nodes.push(t);
  };
  let at = 0;
  for (const l of links) {
    words(node.value.slice(at, l.from));
    const a = defaultTreeAdapter.createElement('a', standard.NS.HTML, [
      { name: 'href', value: l.href },
      { name: 'class', value: 'cites' },
    ]);
    defaultTreeAdapter.insertText(a, node.value.slice(l.from, l.to));
    a.parentNode = parent;
    nodes.push(a);
    at = l.to;
  }
  words(node.value.slice(at));
  parent.childNodes.splice(parent.childNodes.indexOf(node), 1, ...nodes);
}

const known = (c: Citation): c is Citation & { lawId: string } => c.lawId !== undefined;

/**
 * Makes the citations of shown markup links to the law as it was on a day. Only laws the library knows; only words that are
 * no link yet and stand in one piece. No character is added or taken away.
 */
export function linkCitations(html: string, library: Library, on: Day): string {
  if (library.size === 0 || !/[《令]/.test(html)) return html;
  const tree = parseFragment(html);
  const { text, open } = read(tree);
  const found = citationsOf(text, library, on).filter(known);
  if (found.length === 0) return html;
  for (const { node, from } of open) {
    const to = from + node.value.length;
    const inside = found.filter((c) => c.from >= from && c.to <= to);
    // Of citations that overlap the first is linked.
    const links: { from: number; to: number; href: string }[] = [];
    for (const c of inside)
      if (c.from - from >= (links.at(-1)?.to ?? 0))
        links.push({ from: c.from - from, to: c.to - from, href: lawHref(c.lawId, on, c.pin?.article) });
    if (links.length > 0) linked(node, links);
  }
  return serialize(tree);
}

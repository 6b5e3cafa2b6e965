import {
  type DefaultTreeAdapterTypes,
  html as names,
  parseFragment,
  serialize,
  defaultTreeAdapter as tree,
} from 'parse5';
import { cutAt, type Stretch, solidBefore } from '../../lib/solid.ts';

/** A stretch of the text to be marked, in solid characters; `n` is its number, `nth` the how-manieth place of this number. */
export type MarkAt = Stretch & { n: number; nth: number; look: string; say: string };

type Node = DefaultTreeAdapterTypes.ChildNode;
type Parent = DefaultTreeAdapterTypes.ParentNode;

const el = (name: string, attrs: Record<string, string>): DefaultTreeAdapterTypes.Element =>
  tree.createElement(
    name,
    names.NS.HTML,
    Object.entries(attrs).map(([n, value]) => ({ name: n, value })),
  );

/**
 * Puts `<mark class="flaw flaw-LOOK">` around stretches of sanitised markup, each followed by its number as a link to
 * `#finding-N`. The first part of place `nth` of number `n` has the id `mark-N-NTH`. Only for showing, never for storing.
 */
export function markHtml(html: string, marks: readonly MarkAt[]): string {
  if (marks.length === 0) return html;
  const root = parseFragment(html);
  const begun = new Set<MarkAt>();
  let at = 0;
  const walk = (parent: Parent): void => {
    for (const node of [...parent.childNodes]) {
      if (tree.isTextNode(node)) at = cut(parent, node, at);
      else if ('childNodes' in node) walk(node);
    }
  };
  const cut = (parent: Parent, node: DefaultTreeAdapterTypes.TextNode, from: number): number => {
    const parts = cutAt(node.value, from, marks);
    const end = from + (solidBefore(node.value)[node.value.length] ?? 0);
    if (parts.every((p) => p.of.length === 0)) return end;
    let place = from;
    for (const part of parts) {
      const to = place + (solidBefore(part.text)[part.text.length] ?? 0);
      // Of several at one place the gravest, which has the smallest number, lies innermost and is seen.
      const of = [...part.of].sort((a, b) => b.n - a.n);
      tree.insertBefore(parent, wrap(part.text, of, to, begun), node);
      place = to;
    }
    tree.detachNode(node);
    return end;
  };
  walk(root);
  return serialize(root);
}

function wrap(text: string, of: readonly MarkAt[], to: number, begun: Set<MarkAt>): Node {
  let node: Node = tree.createTextNode(text);
  for (const m of [...of].reverse()) {
    const id = begun.has(m) ? {} : { id: `mark-${m.n}-${m.nth}` };
    begun.add(m);
    const mark = el('mark', { class: `flaw flaw-${m.look}`, ...id });
    tree.appendChild(mark, node);
    if (to === m.to) {
      const link = el('a', { class: 'flaw-n', href: `#finding-${m.n}`, 'aria-label': m.say });
      tree.insertText(link, String(m.n));
      tree.appendChild(mark, link);
    }
    node = mark;
  }
  return node;
}

import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5';
import { escapeMarkup } from '../../lib/markup.ts';
import { Recent } from '../../lib/recent.ts';
import { anchorTree, type TocEntry } from '../../platform/documents/index.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

export type OfficialText = {
  html: string;
  toc: TocEntry[] /** Targets of links that leave the site, for the notes on paper. */;
  links: string[];
};

const isElement = (n: Node): n is Element => 'tagName' in n;
const attr = (e: Element, name: string): string | undefined => e.attrs.find((a) => a.name === name)?.value;
const set = (e: Element, name: string, value: string): void => {
  e.attrs = [...e.attrs.filter((a) => a.name !== name), { name, value }];
};

/** Hosts that a reader may be led to without a notice: government sites and this one. */
export function isGovernment(href: string, ownHosts: readonly string[]): boolean {
  if (!URL.canParse(href)) return false;
  const host = new URL(href).hostname.toLowerCase();
  return host === 'gov.cn' || host.endsWith('.gov.cn') || ownHosts.includes(host);
}

/** An address that first tells the reader that the site is left. */
const noticeHref = (href: string): string => `/go?u=${encodeURIComponent(href)}`;

/** Nodes made from markup; parse5 has no builder. */
function from(html: string, parent: Parent): Node[] {
  const nodes = parseFragment(html).childNodes;
  for (const n of nodes) n.parentNode = parent;
  return nodes;
}

/** `第八条　补贴标准为…`: the number bold, with a stable address that shows on hover and focus. The words stay as they are. */
function clause(p: Element, id: string): void {
  set(p, 'class', [attr(p, 'class'), 'clause'].filter(Boolean).join(' '));
  const first = p.childNodes[0];
  const number =
    first && 'value' in first
      ? /^\s*(第[^条]{1,12}条(?:之[一二三四五六七八九十\d]{1,3})?)/.exec(first.value)?.[1]
      : undefined;
  const name = number ?? '这一条';
  if (first && 'value' in first && number) {
    const rest = first.value.trimStart().slice(number.length);
    p.childNodes.splice(0, 1, ...from(`<b>${escapeMarkup(number)}</b>${escapeMarkup(rest)}`, p));
  }
  p.childNodes.unshift(...from(`<a class="anchor" href="#${id}" aria-label="${escapeMarkup(name)}的地址">#</a>`, p));
}

/** `n` counts the tables of the text, so that each region has a name of its own. */
function wrapTable(parent: Parent, table: Element, n: number): void {
  const [wrap] = from(
    `<div class="table-wrap" tabindex="0" role="region" aria-label="${n === 1 ? '' : `第${n}个`}表格，可左右移动"></div>`,
    parent,
  );
  if (!wrap || !isElement(wrap)) return;
  parent.childNodes[parent.childNodes.indexOf(table)] = wrap;
  table.parentNode = wrap;
  wrap.childNodes = [table];
}

/**
 * The official text as the page shows it: anchors for headings and articles, tables that scroll in a region of their own,
 * links to non-government sites led over the notice page. No word is added to the text, changed or left out.
 * `html` is sanitised markup of an edition; `ownHosts` the hosts of this site.
 */
export function officialText(html: string, ownHosts: readonly string[]): OfficialText {
  return shown.of(
    `${ownHosts.join(' ')}\n${html}`,
    () => show(html, ownHosts),
    (made) => made.html.length,
  );
}

/** Editions do not change, so what is shown of one is worked out once and kept as long as there is room. */
const shown = new Recent<OfficialText>(8_000_000);

function show(html: string, ownHosts: readonly string[]): OfficialText {
  const tree = parseFragment(html);
  const toc = anchorTree(tree);
  const links: string[] = [];
  let tables = 0;
  const visit = (parent: Parent): void => {
    for (const node of [...parent.childNodes]) {
      if (!isElement(node)) continue;
      visit(node);
      const id = attr(node, 'id');
      if (node.tagName === 'p' && id?.startsWith('art-')) clause(node, id);
      if (node.tagName === 'table') {
        tables += 1;
        wrapTable(parent, node, tables);
      }
      const href = node.tagName === 'a' ? attr(node, 'href') : undefined;
      if (href && /^https?:/i.test(href)) {
        links.push(href);
        if (!isGovernment(href, ownHosts)) {
          set(node, 'href', noticeHref(href));
          set(node, 'class', 'leaves');
          node.childNodes.push(...from('<span aria-hidden="true">↗</span>', node));
        }
      }
    }
  };
  visit(tree);
  return { html: serialize(tree), toc, links };
}

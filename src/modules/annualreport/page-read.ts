import { type DefaultTreeAdapterTypes, parse, serializeOuter } from 'parse5';
import { specimenOfHtml } from '../../platform/documents/index.ts';
import { type PageRead, type PageTable, readPage } from './rules/page.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const childrenOf = (n: Node): Node[] => ('childNodes' in n ? n.childNodes : []);
const isTable = (n: Node): n is Element => n.nodeName === 'table';
const holdsTable = (n: Node): boolean => childrenOf(n).some((c) => isTable(c) || holdsTable(c));

/** Deepest nesting followed; a page of a government has a few dozen. */
const DEEPEST = 400;

/** Takes the innermost tables out of a page: old pages use outer ones for their layout. */
function takeTables(n: Node, out: Element[], depth = 0): void {
  if (!('childNodes' in n) || depth > DEEPEST) return;
  n.childNodes = n.childNodes.filter((c) => {
    if (isTable(c) && !holdsTable(c)) {
      out.push(c);
      return false;
    }
    takeTables(c, out, depth + 1);
    return true;
  });
}

const textOf = (html: string): string => specimenOfHtml(html, { name: '', title: '' }).layers[0]?.text ?? '';

/** A report's page: innermost tables as grids, everything else as text. */
export function readReportPage(html: string): PageRead {
  const tree = parse(html);
  const elements: Element[] = [];
  takeTables(tree, elements);
  const tables = elements.map((e): PageTable => {
    const grid = specimenOfHtml(serializeOuter(e), { name: '', title: '' }).grids[0];
    return grid?.rows ?? [];
  });
  const rest = childrenOf(tree)
    .map((c) => ('tagName' in c ? serializeOuter(c) : ''))
    .join('');
  return readPage({ tables, text: textOf(rest), title: /<title[^>]*>([^<]*)/i.exec(html)?.[1] ?? '' });
}

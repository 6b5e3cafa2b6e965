/** The controls of a page's form as a browser would send them, read from the markup. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.ParentNode;

const attr = (n: DefaultTreeAdapterTypes.Element, name: string): string | undefined =>
  n.attrs.find((a) => a.name === name)?.value;
const textIn = (n: Node): string =>
  n.nodeName === '#text'
    ? (n as DefaultTreeAdapterTypes.TextNode).value
    : 'childNodes' in n
      ? n.childNodes.map(textIn).join('')
      : '';

/** Names with their values, in order; buttons and files are left out, and boxes that are not ticked. */
export function controlsOf(html: string, formId: string): [string, string][] {
  const out: [string, string][] = [];
  const visit = (n: Node, inside: boolean): void => {
    const e = 'attrs' in n ? n : undefined;
    const here = inside || (e?.tagName === 'form' && attr(e, 'id') === formId);
    const name = e && attr(e, 'name');
    if (e && here && name) {
      if (e.tagName === 'textarea') out.push([name, textIn(e)]);
      else if (e.tagName === 'select') out.push([name, selected(e)]);
      else if (e.tagName === 'input' && sends(e)) out.push([name, attr(e, 'value') ?? '']);
    }
    if ('childNodes' in n) for (const c of n.childNodes) visit(c, here);
  };
  visit(parse(html), false);
  return out;
}

function sends(e: DefaultTreeAdapterTypes.Element): boolean {
  const type = attr(e, 'type') ?? 'text';
  if (type === 'file' || type === 'submit') return false;
  return (type !== 'checkbox' && type !== 'radio') || attr(e, 'checked') !== undefined;
}

function selected(e: DefaultTreeAdapterTypes.Element): string {
  const options = e.childNodes.filter((c): c is DefaultTreeAdapterTypes.Element => c.nodeName === 'option');
  const chosen = options.find((o) => attr(o, 'selected') !== undefined) ?? options[0];
  return chosen ? (attr(chosen, 'value') ?? textIn(chosen)) : '';
}

import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';

const drawn = new WeakMap<object, Map<string, string>>();

/**
 * The markup of a node that looks the same as long as `owner` does: drawn the first time, then given again. For the head and
 * the foot of a page, which are most of its elements and the same on every one of them. Without an owner it is drawn anew.
 */
export function once(owner: object | undefined, key: string, node: () => VNode): { __html: string } {
  if (!owner) return { __html: render(node()) };
  let of = drawn.get(owner);
  if (!of) {
    of = new Map();
    drawn.set(owner, of);
  }
  let html = of.get(key);
  if (html === undefined) {
    html = render(node());
    of.set(key, html);
  }
  return { __html: html };
}

import type { VNode } from 'preact';
import { jsxTemplate } from 'preact/jsx-runtime';
import { render } from 'preact-render-to-string';

/** Markup of our own as a node, without an element around it. Nothing in it is escaped: never what somebody typed. */
const raw = (html: string): VNode => jsxTemplate([html]);

/**
 * A component whose looks follow from a few plain values, drawn once for each of them: icons and marks stand a dozen times on
 * every page, and their attributes cost more than all its text.
 */
export function drawnOnce<P extends Record<string, string | number | boolean | undefined>>(
  Drawn: (props: P) => VNode,
): (props: P) => VNode {
  const kept = new Map<string, string>();
  return (props) => {
    const key = Object.values(props).join('|');
    let html = kept.get(key);
    if (html === undefined) {
      html = render(Drawn(props));
      // Labels are words of the code; should one be made of data after all, memory stays as it is.
      if (kept.size < 1000) kept.set(key, html);
    }
    return raw(html);
  };
}

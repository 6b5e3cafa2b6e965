/**
 * What elements become when the program is built (`scripts/precompile.ts`): fixed text, and between its pieces what these make of
 * the values. Each writes exactly what the renderer writes for the same element; a test holds the two together.
 */
import type { VNode } from 'preact';
import { jsxTemplate } from 'preact/jsx-runtime';

const SPECIAL = /["&<]/;
const ENTITIES: Readonly<Record<string, string>> = { '"': '&quot;', '&': '&amp;', '<': '&lt;' };

const escaped = (text: string): string => (SPECIAL.test(text) ? text.replace(/["&<]/g, (c) => ENTITIES[c] ?? c) : text);

/** Fixed pieces of markup with values between them: texts that are escaped already, nodes, or nothing. */
export const template = jsxTemplate as (fixed: readonly string[], ...values: unknown[]) => VNode;

/** An attribute with a blank before it, or nothing; `aria-` and `data-` ones write out true and false. */
export function attribute(name: string, value: unknown): string {
  if (value === undefined || value === null || typeof value === 'function') return '';
  if (name[4] === '-') return value === '' ? ` ${name}` : ` ${name}="${escaped(String(value))}"`;
  if (value === false) return '';
  return value === true || value === '' ? ` ${name}` : ` ${name}="${escaped(String(value))}"`;
}

/** A child of an element: text escaped, nodes as they are, nothing for what is not shown. */
export function child(value: unknown): unknown {
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'object') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? `${value}` : undefined;
}

/** What stands inside an element as markup. */
export const markup = (inner: { __html: string } | null | undefined): string | undefined => inner?.__html;

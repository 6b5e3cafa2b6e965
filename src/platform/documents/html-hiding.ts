/** What markup does to the words inside an element. */
const RAW = new Set(['script', 'style', 'noscript', 'template', 'noembed', 'noframes', 'xmp', 'iframe', 'object']);
const HIDING =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|text-indent\s*:\s*-\d{3}/i;
const WHITE = /(?:^|[;\s])color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)/i;

/** Whether an element shows none of its words. */
export function hides(name: string, a: Record<string, string>): boolean {
  if (RAW.has(name) || 'hidden' in a || (name === 'input' && a.type === 'hidden')) return true;
  const style = a.style ?? '';
  return HIDING.test(style) || (WHITE.test(style) && !/background/i.test(style));
}

const TURNS = /unicode-bidi\s*:\s*(?:bidi|isolate)-override/i;

/** Whether an element shows its signs from the end on. */
export const turns = (name: string, a: Record<string, string>): boolean =>
  (name === 'bdo' && /^rtl$/i.test(a.dir ?? '')) ||
  (TURNS.test(a.style ?? '') && (/direction\s*:\s*rtl/i.test(a.style ?? '') || /^rtl$/i.test(a.dir ?? '')));

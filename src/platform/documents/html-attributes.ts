/** What attributes of markup carry beside looks and addresses: words, and whole files. */
/** Attributes that hold looks, or an address that stands with the links. */
export const PLAIN = new Set([
  'class',
  'style',
  'href',
  'width',
  'height',
  'lang',
  'charset',
  'type',
  'rel',
  'integrity',
  'nonce',
  'd',
  'points',
  'viewbox',
]);
/** Addresses: their figures count pages and pictures, so only words in them are said. */
export const ADDRESS = new Set(['src', 'srcset', 'action', 'poster', 'background', 'cite', 'longdesc', 'formaction']);
export const DATA = /^\s*data:/i;
export const HAN = /[\u3400-\u9fff]|%[Ee][4-9](?:%[0-9A-Fa-f]{2}){2}/;
export const LONG = /[\d０-９][\d０-９\s-]{9,}[\d０-９XxＸｘ]/;

/** The file that an address `data:` holds; undefined for other addresses. */
export function dataFile(value: string): { type: string; bytes: Buffer } | undefined {
  const m = /^\s*data:([^,;]*)((?:;[^,;]*)*),/i.exec(value);
  if (!m) return undefined;
  const [head, type = '', options = ''] = m;
  const body = value.slice(head.length);
  const bytes = /;base64/i.test(options) ? Buffer.from(body, 'base64') : Buffer.from(unquoted(body));
  return { type: type.toLowerCase() || 'text/plain', bytes };
}

function unquoted(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** \u7535\u8bdd in a script. */
export const unescaped = (text: string): string =>
  text.includes('\\u')
    ? text.replace(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

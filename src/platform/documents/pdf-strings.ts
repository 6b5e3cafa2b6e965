import { inflateSync } from 'node:zlib';
import type { Limits } from './limits.ts';
import { isWords, wordsOf } from './xml.ts';

/** What programs write for themselves: days, identifiers. */
const OWN = /^D:\d{8}|^(?:uuid|urn|xmp)[.:]|^https?:\/\/(?:ns|www)\.(?:adobe|w3|aiim)\./i;
/** Pictures, fonts, profiles and tables of places: none of them is opened. */
const NOT_OURS = /\/(?:Image|FontFile\d?|Length1|Type1C|CIDFontType0C|OpenType|ICCBased|XRef|DCTDecode|JPXDecode)\b/;
const MOST_INFLATED = 8 * 1024 * 1024;
const PAGE = /\/Type\s*\/Page(?![A-Za-z])/;
const ACTUAL = /\/ActualText\s*(?:\((?:[^()\\]|\\[\s\S])*\)|<[\da-fA-F\s]*>)/g;

/**
 * Every text that the objects of a PDF hold, whoever reads it: names of fields and layers, choices, alternative texts, labels,
 * old remarks, forms as XML. The words of pages stand in streams of their own and are read elsewhere. `pages` counts the
 * page objects, those that were taken out of the document and left in the file among them. A protected file gives nothing:
 * its texts cannot be read here. Damage is passed over.
 */
export function pdfStrings(bytes: Uint8Array, limits: Limits): { texts: string[]; pages: number } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const texts = new Set<string>();
  const pages = new Set<string>();
  if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(file)) return { texts: [], pages: 0 };
  let budget = limits.textBytes;
  const take = (part: string): void => {
    budget -= part.length;
    if (budget < 0) return;
    for (const text of stringsIn(part)) if (isWords(text) && !OWN.test(text)) texts.add(text);
  };
  for (let at = 0; at < file.length; ) {
    const start = file.indexOf('stream', at);
    const head = file.slice(at, start < 0 ? file.length : start);
    take(head);
    for (const object of head.split(/(?=\b\d+ \d+ obj\b)/))
      if (PAGE.test(object)) pages.add(/^\d+/.exec(object)?.[0] ?? '');
    const end = start < 0 ? -1 : file.indexOf('endstream', start);
    if (end < 0) break;
    const about = head.slice(head.lastIndexOf(' obj'));
    if (!NOT_OURS.test(about)) {
      const data = opened(file.slice(start + (file.startsWith('\r\n', start + 6) ? 8 : 7), end), about);
      if (about.includes('/ObjStm')) {
        take(data);
        for (const no of pagesIn(data, about)) pages.add(no);
      } else if (/^(?:\xef\xbb\xbf)?\s*</.test(data)) {
        const xml = Buffer.from(data, 'latin1').toString('utf8');
        if (!about.includes('/Metadata')) for (const line of wordsOf(xml, limits)) texts.add(line);
      } else for (const m of data.matchAll(ACTUAL)) take(m[0]);
    }
    at = end + 9;
  }
  return { texts: [...texts], pages: pages.size };
}

/** The contents of a stream, inflated where that is all that was done to it; empty when they cannot be had. */
function opened(data: string, about: string): string {
  if (!/\/Filter/.test(about)) return data;
  if (!/\/Filter\s*\[?\s*\/(?:FlateDecode|Fl)\b\s*\]?/.test(about)) return '';
  try {
    return inflateSync(Buffer.from(data, 'latin1'), { maxOutputLength: MOST_INFLATED }).toString('latin1');
  } catch {
    return '';
  }
}

/** Numbers of the pages among the objects of a stream, which begins with the number and place of each. */
function pagesIn(data: string, about: string): string[] {
  const first = Number(/\/First\s+(\d+)/.exec(about)?.[1] ?? 0);
  const head = data.slice(0, first).trim().split(/\s+/).map(Number);
  return head.flatMap((no, i) => {
    if (i % 2 === 1) return [];
    const [from = 0, to = data.length] = [head[i + 1], head[i + 3]];
    return PAGE.test(data.slice(first + from, first + to)) ? [String(no)] : [];
  });
}

/** Literal strings (…) and hexadecimal ones <…>. */
function* stringsIn(part: string): Generator<string> {
  for (let i = 0; i < part.length; i += 1) {
    const c = part[i];
    if (c === '(') {
      const { text, end } = literal(part, i + 1);
      i = end;
      yield decoded(text);
    } else if (c === '<' && part[i + 1] !== '<' && part[i - 1] !== '<') {
      const end = part.indexOf('>', i);
      if (end < 0) return;
      yield decoded(Buffer.from(part.slice(i + 1, end).replace(/\s/g, ''), 'hex').toString('latin1'));
      i = end;
    }
  }
}

const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '', '\r': '' };
/** No text of an object is longer; what does not end is damage. */
const LONGEST = 1_000_000;

function literal(part: string, from: number): { text: string; end: number } {
  const out: string[] = [];
  let depth = 1;
  let i = from;
  for (; i < part.length && i < from + LONGEST; i += 1) {
    const c = part.charAt(i);
    if (c === '\\') {
      const octal = /^[0-7]{1,3}/.exec(part.slice(i + 1, i + 4))?.[0];
      const next = part.charAt(i + 1);
      out.push(octal ? String.fromCharCode(Number.parseInt(octal, 8) & 255) : (ESCAPED[next] ?? next));
      i += octal ? octal.length : 1;
      continue;
    }
    if (c === '(') depth += 1;
    else if (c === ')' && --depth === 0) break;
    out.push(c);
  }
  return { text: out.join(''), end: i };
}

/** Bytes of a string as text: UTF-16 or UTF-8 by their mark; others are Latin, or UTF-8 that a careless program wrote. */
function decoded(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  if (text.startsWith('\xfe\xff')) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  if (text.startsWith('\xff\xfe')) return new TextDecoder('utf-16le').decode(bytes.subarray(2));
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  return utf8.includes('\ufffd') ? text : utf8;
}

import { inflateSync } from 'node:zlib';
import type { Limits } from './limits.ts';
import { Refused } from './refusal.ts';
import { isWords, wordsOf } from './xml.ts';

/** What programs write for themselves: days, identifiers. */
const OWN = /^D:\d{8}|^(?:uuid|urn|xmp)[.:]|^https?:\/\/(?:ns|www)\.(?:adobe|w3|aiim)\./i;
/** Pictures, fonts, profiles and tables of places: none of them is opened. */
const NOT_OURS = /\/(?:Image|FontFile\d?|Length1|Type1C|CIDFontType0C|OpenType|ICCBased|XRef|DCTDecode|JPXDecode)\b/;
const MOST_INFLATED = 8 * 1024 * 1024;
const PAGE = /\/Type\s*\/Page(?![A-Za-z])/;
const ACTUAL = /\/ActualText\s*(?=[(<])/g;
/** The longest spoken form of a piece of a page. */
const MOST_ACTUAL = 4096;
/** Remarks are white space to a PDF. */
const STREAM = />>(?:\s|%[^\r\n]{0,200}[\r\n]){0,64}stream(?:\r?\n|\r)/g;
const ENCRYPT = /\/Encrypt\s+\d+\s+\d+\s+R/;

/**
 * Every text that the objects of a PDF hold, whoever reads it: names of fields and layers, choices, alternative texts, labels,
 * old remarks, forms as XML. The words of pages stand in streams of their own and are read elsewhere. `pages` counts the
 * page objects, those that were taken out of the document and left in the file among them. Damage is passed over.
 * `cut`: not all was read, because the file is protected or holds more than anybody reads.
 */
export function pdfStrings(bytes: Uint8Array, limits: Limits): { texts: string[]; pages: number; cut: boolean } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const texts = new Set<string>();
  const pages = new Set<string>();
  const hidden = { texts: [], pages: 0, cut: true };
  let budget = limits.textBytes;
  const add = (text: string): void => {
    if (texts.has(text) || !isWords(text) || OWN.test(text)) return;
    budget -= text.length;
    if (budget >= 0) texts.add(text);
  };
  const take = (part: string): void => {
    for (const text of stringsIn(part)) add(text);
  };
  for (let at = 0; at < file.length; ) {
    STREAM.lastIndex = at;
    const mark = STREAM.exec(file);
    const start = mark ? mark.index + 2 : -1;
    const head = file.slice(at, start < 0 ? file.length : start);
    if (isProtected(head)) return hidden;
    take(head);
    for (const object of head.split(/(?=\b\d+ \d+ obj\b)/))
      if (PAGE.test(object)) pages.add(/^\d+/.exec(object)?.[0] ?? '');
    const end = start < 0 ? -1 : file.indexOf('endstream', start);
    if (end < 0) break;
    const about = head.slice(head.lastIndexOf(' obj'));
    if (!NOT_OURS.test(about)) {
      const data = opened(file.slice(STREAM.lastIndex, end), about);
      if (about.includes('/ObjStm')) {
        take(data);
        for (const no of pagesIn(data, about)) pages.add(no);
      } else if (/^(?:\xef\xbb\xbf)?\s*</.test(data)) {
        if (!about.includes('/Metadata'))
          for (const line of markupWords(Buffer.from(data, 'latin1').toString('utf8'), limits)) add(line);
      } else
        for (const m of data.matchAll(ACTUAL)) {
          const from = m.index + m[0].length;
          // The first string behind it; the next ones are the page's own.
          for (const said of stringsIn(data.slice(from, from + MOST_ACTUAL))) {
            add(said);
            break;
          }
        }
    }
    at = end + 9;
  }
  return { texts: [...texts], pages: pages.size, cut: budget < 0 };
}

/** Whether a trailer, or the dictionary of a table of places, says that all texts are ciphered; a comment elsewhere does not. */
function isProtected(head: string): boolean {
  if (!ENCRYPT.test(head)) return false;
  const about = head.slice(head.lastIndexOf(' obj'));
  const trailers = head.split('trailer').slice(1);
  return [...trailers.map((t) => t.split('startxref')[0] ?? ''), /\/XRef\b/.test(about) ? about : ''].some((t) =>
    ENCRYPT.test(t),
  );
}

/** Words of XML, and of markup that is none (a page as an attachment) all that stands between its tags. */
function markupWords(markup: string, limits: Limits): string[] {
  try {
    return wordsOf(markup, limits);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return markup
      .replace(/<[^<>]*>/g, '\n')
      .split('\n')
      .map((line) => line.trim());
  }
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

/** Literal strings (…), hexadecimal ones <…>, and comments. */
function* stringsIn(part: string): Generator<string> {
  const last = part.lastIndexOf('>');
  for (let i = 0; i < part.length; i += 1) {
    const c = part[i];
    if (c === '(') {
      const { text, end } = literal(part, i + 1);
      i = end;
      yield decoded(text);
    } else if (c === '%') {
      const end = i + part.slice(i, i + LONGEST).search(/[\r\n]|$/);
      if (end - i > SHORTEST) yield decoded(part.slice(i + 1, end));
      i = end;
    } else if (c === '<' && part[i + 1] !== '<' && part[i - 1] !== '<' && i < last) {
      const end = part.indexOf('>', i);
      yield decoded(Buffer.from(part.slice(i + 1, end).replace(/\s/g, ''), 'hex').toString('latin1'));
      i = end;
    }
  }
}

const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '', '\r': '' };
/** No text of an object is longer; what does not end is damage. */
const LONGEST = 1_000_000;
/** No telephone number is shorter. */
const SHORTEST = 7;

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

import { Parser } from 'htmlparser2';
import type { Limits } from './limits.ts';
import { Refused, SAY } from './refusal.ts';

export type Attributes = Record<string, string>;

/** What is told of a part as it is read; names come without their prefix, which writers choose freely. */
type XmlHandler = {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
};

const local = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/** The value of an attribute whatever its prefix; `r:id` is told from `id` by asking for `:id`. */
export function attr(a: Attributes, name: string): string | undefined {
  if (name.startsWith(':')) {
    for (const key in a) if (key.endsWith(name)) return a[key];
    return undefined;
  }
  if (a[name] !== undefined) return a[name];
  const suffix = `:${name}`;
  for (const key in a) if (key.endsWith(suffix)) return a[key];
  return undefined;
}

/** Whether a switch such as `w:vanish` or `hidden="1"` is on; `undefined` is the value of one that is not there. */
export const isOn = (value: string | undefined): boolean =>
  value !== undefined && value !== '0' && value !== 'false' && value !== 'off';

function parserFor(handler: XmlHandler, limits: Limits): Parser {
  let depth = 0;
  return new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > limits.xmlDepth) throw new Refused('too-deep', SAY.depth());
        handler.open?.(local(name), attributes);
      },
      ontext(text) {
        handler.text?.(text);
      },
      onclosetag(name) {
        depth -= 1;
        handler.close?.(local(name));
      },
      onprocessinginstruction(name) {
        if (/^!(?:doctype|entity)/i.test(name)) throw new Refused('broken', SAY.doctype());
      },
    },
    { xmlMode: true },
  );
}

/** Walks a part that is in memory. Throws `Refused`: too-deep, broken. */
export function walkXml(xml: string, handler: XmlHandler, limits: Limits): void {
  const parser = parserFor(handler, limits);
  parser.write(xml);
  parser.end();
}

/** Walks a part as it is inflated, so that its size costs time and no memory. Throws `Refused`. */
export async function streamXml(chunks: AsyncIterable<Buffer>, handler: XmlHandler, limits: Limits): Promise<void> {
  const parser = parserFor(handler, limits);
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(wide(chunk));
    parser.write(decoder.decode(chunk, { stream: true }));
  }
  if (decoder) parser.write(decoder.decode());
  parser.end();
}

function wide(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** What office programs number and measure for themselves: revisions, lists, the looks of fonts. */
const COUNTERS = new Set(['nsid', 'tmpl', 'rsid', 'rsidRoot', 'docId', 'lsdException']);
const MEASURES = /^(?:panose1?|[uc]sb\d|rsid\w*|paraId|textId|durableId|uid|guid)$/i;

/** All words of a part that nobody knows: texts, and values of attributes that could be words. One line for each. */
export function wordsOf(xml: string, limits: Limits): string[] {
  const lines: string[] = [];
  let text = '';
  const flush = (): void => {
    const line = text.replace(/\s+/g, ' ').trim();
    if (line) lines.push(line);
    text = '';
  };
  walkXml(
    xml,
    {
      open(name, attributes) {
        flush();
        if (COUNTERS.has(name)) return;
        for (const [key, value] of Object.entries(attributes))
          if (!key.startsWith('xmlns') && !MEASURES.test(local(key)) && isWords(value)) lines.push(value);
      },
      text(part) {
        text += part;
      },
      close: flush,
    },
    limits,
  );
  return lines;
}

/** Chinese, or a number long enough to be somebody's; not the identifiers that office programs count with. */
export const isWords = (value: string): boolean =>
  /[\u3400-\u9fff]/.test(value) ||
  (/[\d０-９][\d０-９\s-]{5,}[\d０-９XxＸｘ]/.test(value) &&
    !/^(?:\$?[A-Z]{1,3}\$?\d{1,7}[:\s]*)+$|^\{?[\da-f]{8}-|^[\d.,\s-]{1,9}$|^urn:|^http:\/\/schemas\./i.test(value));

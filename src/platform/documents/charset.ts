import { isUtf16 } from './magic.ts';

const DECLARED = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)/i;
const XML_DECLARED = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]+)["']/i;

function decode(bytes: Uint8Array, label: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Text that is mostly replacement or control characters was read with the wrong table, or is not text. */
function readable(text: string): boolean {
  let bad = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 0xfffd || (c < 32 && c !== 9 && c !== 10 && c !== 12 && c !== 13)) bad += 1;
  }
  return bad <= Math.max(2, text.length * 0.005);
}

/**
 * Reads text of unknown encoding: UTF-8 (with or without mark), UTF-16 or GB18030 (which covers GBK and GB2312).
 * Valid UTF-8 beats what a web page declares, since saving a page often changes its bytes and not its declaration.
 * Undefined when no table gives readable text.
 */
export function decodeText(bytes: Uint8Array): { text: string; charset: string } | undefined {
  const wide = isUtf16(bytes);
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const declared = XML_DECLARED.exec(head)?.[1] ?? DECLARED.exec(head)?.[1];
  const known = /^(utf-?8|gb2312|gbk|gb18030)$/i;
  const other = declared && !known.test(declared) ? [declared.toLowerCase()] : [];
  const tries = wide ? [wide] : ['utf-8', ...other, 'gb18030'];
  for (const charset of tries) {
    const text = decode(bytes, charset, true);
    if (text !== undefined && readable(text)) return { text, charset };
  }
  // A few broken bytes in a long file: better a text with marks in it than no text.
  for (const charset of tries) {
    const text = decode(bytes, charset, false);
    if (text !== undefined && readable(text)) return { text, charset };
  }
  return undefined;
}

/** What the first bytes say a file is, whatever it is called. `text` is anything without a signature and without NULs. */
export type Magic =
  | 'zip'
  | 'ole'
  | 'pdf'
  | 'rtf'
  | 'png'
  | 'jpg'
  | 'gif'
  | 'webp'
  | 'mp3'
  | 'mp4'
  | 'wav'
  | 'webm'
  | 'program'
  | 'text'
  | 'binary';

const SIGNATURES: [Magic, number, string][] = [
  ['zip', 0, 'PK\x03\x04'],
  ['zip', 0, 'PK\x05\x06'],
  ['ole', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['pdf', 0, '%PDF-'],
  ['rtf', 0, '{\\rtf'],
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['jpg', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF87a'],
  ['gif', 0, 'GIF89a'],
  ['webp', 8, 'WEBP'],
  ['wav', 8, 'WAVE'],
  ['webm', 0, '\x1a\x45\xdf\xa3'],
  ['mp3', 0, 'ID3'],
  ['mp4', 4, 'ftyp'],
  ['program', 0, '\x7fELF'],
  ['program', 0, '\xca\xfe\xba\xbe'],
  ['program', 0, '\xcf\xfa\xed\xfe'],
  ['program', 0, '\xfe\xed\xfa'],
  ['program', 0, '#!'],
];

/** The kind told by the file's own bytes. A PDF may begin a little late, as its readers allow; nothing else may. */
export function magicOf(bytes: Uint8Array): Magic {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');
  for (const [kind, at, signature] of SIGNATURES) if (head.startsWith(signature, at)) return kind;
  if (head.startsWith('MZ') && isWindowsProgram(bytes)) return 'program';
  if (/^\xff[\xe2-\xfb]/.test(head) && !isUtf16(bytes)) return 'mp3';
  if (/^[\s\0]{0,16}%PDF-/.test(head)) return 'pdf';
  // Behind what a mail or a server put before it; its end says that it is one, and no text that speaks of one.
  if (/%PDF-\d\.\d\s/.test(head) && tailOf(bytes).includes('%%EOF')) return 'pdf';
  if (isUtf16(bytes)) return 'text';
  return head.includes('\0') ? 'binary' : 'text';
}

const tailOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(-1024)).toString('latin1');

/** “MZ” alone could begin a sentence; a program also has binary header fields behind it. */
const isWindowsProgram = (bytes: Uint8Array): boolean => bytes.subarray(2, 64).includes(0);

/** A byte order mark, or the zero halves that common signs leave in UTF-16 text. */
export function isUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | false {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 1024);
  // Two stray NULs in a text of another encoding are no zero halves.
  if (isChineseUtf8(head)) return false;
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < head.length; i += 2) {
    if (head[i] === 0 && head[i + 1] === 0) return false;
    if (head[i] === 0) even += 1;
    if (head[i + 1] === 0) odd += 1;
  }
  if (odd > 1 && even === 0) return 'utf-16le';
  if (even > 1 && odd === 0) return 'utf-16be';
  return false;
}

/** Signs beyond ASCII that fit together as UTF-8; in UTF-16 they do not. */
function isChineseUtf8(head: Uint8Array): boolean {
  if (!head.some((b) => b > 127)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** An OLE container keeps stream names as UTF-16; the names tell what lies in it. */
export function oleHas(bytes: Uint8Array, stream: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from(stream, 'utf16le'));
}

/** The extension in lower case without its dot; empty when there is none. */
export function extensionOf(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const dot = base.lastIndexOf('.');
  return dot > 0
    ? base
        .slice(dot + 1)
        .trim()
        .toLowerCase()
    : '';
}

/** The name of a kind, for a sentence. */
export const MAGIC_NAME: Record<Magic, string> = {
  zip: '压缩包',
  ole: '旧版Office文件',
  pdf: 'PDF',
  rtf: 'RTF文档',
  png: 'PNG图片',
  jpg: 'JPG图片',
  gif: 'GIF图片',
  webp: 'WebP图片',
  mp3: '音频',
  mp4: '视频',
  wav: 'WAV音频',
  webm: 'WebM视频',
  program: '程序',
  text: '纯文字',
  binary: '认不出的数据',
};

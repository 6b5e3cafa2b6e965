import { readCaptions } from './captions.ts';
import { decodeText } from './charset.ts';
import { DEFAULT_LIMITS, MOST_SECONDS, saySize } from './limits.ts';
import { extensionOf, MAGIC_NAME, type Magic, magicOf, oleHas } from './magic.ts';
import { isMedia, sayLength, secondsOf } from './media.ts';
import { Refused, SAY } from './refusal.ts';
import { zipNames } from './zip.ts';

/** Whether an attachment may be kept; `type` is the media type to serve it with, `seconds` the length of a recording. */
type Inspected = { ok: true; ext: string; type: string; seconds?: number } | { ok: false; say: string };

type Rule = { type: string; magic: Magic; inside?: string | RegExp };

const OOXML = 'application/vnd.openxmlformats-officedocument';

const ALLOWED: Record<string, Rule> = {
  pdf: { type: 'application/pdf', magic: 'pdf' },
  docx: { type: `${OOXML}.wordprocessingml.document`, magic: 'zip', inside: /^word\/document\d*\.xml$/ },
  xlsx: { type: `${OOXML}.spreadsheetml.sheet`, magic: 'zip', inside: /^xl\/workbook\.xml$/ },
  pptx: { type: `${OOXML}.presentationml.presentation`, magic: 'zip', inside: /^ppt\/presentation\.xml$/ },
  ofd: { type: 'application/ofd', magic: 'zip', inside: /^OFD\.xml$/ },
  zip: { type: 'application/zip', magic: 'zip' },
  doc: { type: 'application/msword', magic: 'ole', inside: 'WordDocument' },
  xls: { type: 'application/vnd.ms-excel', magic: 'ole', inside: 'Workbook' },
  ppt: { type: 'application/vnd.ms-powerpoint', magic: 'ole', inside: 'PowerPoint Document' },
  txt: { type: 'text/plain; charset=utf-8', magic: 'text' },
  csv: { type: 'text/csv; charset=utf-8', magic: 'text' },
  png: { type: 'image/png', magic: 'png' },
  jpg: { type: 'image/jpeg', magic: 'jpg' },
  jpeg: { type: 'image/jpeg', magic: 'jpg' },
  gif: { type: 'image/gif', magic: 'gif' },
  webp: { type: 'image/webp', magic: 'webp' },
  mp3: { type: 'audio/mpeg', magic: 'mp3' },
  wav: { type: 'audio/wav', magic: 'wav' },
  m4a: { type: 'audio/mp4', magic: 'mp4' },
  mp4: { type: 'video/mp4', magic: 'mp4' },
  webm: { type: 'video/webm', magic: 'webm' },
  vtt: { type: 'text/vtt; charset=utf-8', magic: 'text' },
  srt: { type: 'application/x-subrip', magic: 'text' },
};

const PROGRAM =
  /\.(exe|dll|com|scr|bat|cmd|msi|ps1|vbs|vbe|js|jse|wsf|hta|jar|sh|lnk|reg|app|apk|html?|svg|docm|xlsm|pptm)$/i;
const MARKUP = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,500}?-->\s*)?<(?:!doctype|html|head|body|svg|script|iframe)\b/i;

const NO_CUES = '字幕文件里没有一句带时间的话，没有收。每句要有起止时间，例如“00:00:01.000 --> 00:00:04.000”。';

const no = (say: string): Inspected => ({ ok: false, say });

/**
 * Checks a file that is offered for download as it is, not converted: its kind is on the list, its bytes agree with
 * its name, recordings last no longer than half an hour, and it brings no macros, programs, pages or drawings that run scripts. Never rejects.
 * @param maxBytes the largest file accepted, 50 MB unless given.
 */
export async function inspectUpload(
  file: { name: string; bytes: Uint8Array },
  maxBytes: number = DEFAULT_LIMITS.inputBytes,
): Promise<Inspected> {
  const { bytes } = file;
  if (bytes.length === 0) return no(SAY.empty());
  if (bytes.length > maxBytes)
    return no(`这个文件有${saySize(bytes.length)}，超过${saySize(maxBytes)}，没有收。请压缩后再传，或分成几个文件。`);
  const ext = extensionOf(file.name);
  const rule = Object.hasOwn(ALLOWED, ext) ? ALLOWED[ext] : undefined;
  if (!rule) return no(whyNot(ext));
  const magic = magicOf(bytes);
  if (magic === 'program') return no(SAY.program());
  if (magic === 'ole' && oleHas(bytes, 'EncryptedPackage')) return no(SAY.encrypted());
  if (magic !== rule.magic) return no(disagrees(ext, MAGIC_NAME[magic]));
  const say = await lookInside(ext, rule, bytes);
  if (say) return no(say);
  if (!isMedia(magic)) return { ok: true, ext, type: rule.type };
  const seconds = secondsOf(magic, bytes);
  if (seconds === undefined)
    return no('读不出这段音视频有多长，文件可能没有传完整。请用播放器打开看一遍，另存一份再传。');
  if (seconds > MOST_SECONDS)
    return no(`这段有${sayLength(seconds)}，超过${sayLength(MOST_SECONDS)}，没有收。请分成几段，一段讲一件事。`);
  return { ok: true, ext, type: rule.type, seconds: Math.round(seconds * 10) / 10 };
}

function whyNot(ext: string): string {
  if (/^(svgz?|html?|xhtml|mht|mhtml|xml)$/.test(ext))
    return `.${ext}文件里可以藏程序，没有收。图片请另存为PNG，网页请另存为PDF再传。`;
  if (/^(doc|xls|ppt|dot|xlt|pot)m$|^xlsb$/.test(ext)) return SAY.macros();
  if (PROGRAM.test(`.${ext}`)) return SAY.program();
  if (/^(rar|7z|gz|tar)$/.test(ext)) return `.${ext}压缩包很多人打不开，没有收。请改成.zip再传，或把文件逐个上传。`;
  if (/^(wps|et|dps)$/.test(ext))
    return `.${ext}文件没有WPS的人打不开，没有收。请在WPS里另存为.docx、.xlsx或.pptx再传。`;
  return ext
    ? `不收.${ext}文件。附件可以是PDF、OFD、Word、Excel、PPT、TXT、CSV、ZIP、图片（PNG、JPG、GIF、WebP）、音频（MP3、M4A、WAV）、视频（MP4、WebM）和字幕（VTT、SRT）。`
    : '文件名没有扩展名，不知道是什么文件。请加上扩展名（例如.pdf）再传。';
}

const disagrees = (ext: string, really: string): string =>
  `文件名写的是.${ext}，里面其实是${really}，没有收。请把扩展名改对，或用能打开它的程序另存一份再传。`;

/** A line when what is inside does not fit what the file says it is. */
async function lookInside(ext: string, rule: Rule, bytes: Uint8Array): Promise<string | undefined> {
  if (rule.magic === 'text') {
    const text = decodeText(bytes.subarray(0, 64 * 1024))?.text;
    if (text === undefined) return SAY.encoding();
    if (MARKUP.test(text)) return disagrees(ext, '网页');
    return (ext === 'vtt' || ext === 'srt') && !readCaptions(bytes) ? NO_CUES : undefined;
  }
  if (typeof rule.inside === 'string') {
    // Excel 95 and older name the stream “Book”.
    const fits = oleHas(bytes, rule.inside) || (ext === 'xls' && oleHas(bytes, 'Book'));
    if (!fits) return disagrees(ext, MAGIC_NAME.ole);
    return oleHas(bytes, '_VBA_PROJECT') ? SAY.macros() : undefined;
  }
  if (rule.magic !== 'zip') return undefined;
  try {
    const { names, encrypted } = await zipNames(bytes, DEFAULT_LIMITS);
    if (encrypted) return SAY.encrypted();
    if (names.some((name) => /vbaProject\.bin$/i.test(name))) return SAY.macros();
    const { inside } = rule;
    if (inside instanceof RegExp)
      return names.some((name) => inside.test(name)) ? undefined : disagrees(ext, '别的压缩包');
    const bad = names.find((name) => PROGRAM.test(name));
    return bad ? `压缩包里有不能收的文件（${bad.slice(-60)}）。请删掉它，重新压缩再传。` : undefined;
  } catch (error) {
    return error instanceof Refused ? error.say : SAY.broken();
  }
}

import type { Specimen } from '../../lib/specimen.ts';
import { examineCsv } from './csv.ts';
import { examineDocx } from './docx-examine.ts';
import { type Gathered, gathered, specimenOf } from './gathered.ts';
import { scanHtml } from './html-scan.ts';
import type { Limits } from './limits.ts';
import { extensionOf, MAGIC_NAME, type Magic, magicOf, oleHas } from './magic.ts';
import { type Nest, nestedFile } from './nested.ts';
import { examinePdf } from './pdf-examine.ts';
import { htmlLayers } from './piece.ts';
import { markdownToHtml, readText } from './plain.ts';
import { type ConvertRefusal, Refused, SAY } from './refusal.ts';
import { tooDeep } from './text.ts';
import { examineXlsx } from './xlsx-examine.ts';
import { openZip, type Zip } from './zip.ts';

export type Examined = { ok: true; specimen: Specimen } | { ok: false; reason: ConvertRefusal; say: string };

/** Files that lie in one another are looked into this deep. */
const DEPTH = 2;

/** The whole examination, in the calling thread: `examine` runs it in a worker, where it can be stopped. */
export async function examineFile(file: { name: string; bytes: Uint8Array }, limits: Limits): Promise<Examined> {
  try {
    return { ok: true, specimen: await specimenOfFile(file.name, file.bytes, limits, DEPTH) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason, say: error.say };
    if (error instanceof RangeError) return { ok: false, reason: 'too-deep', say: SAY.depth() };
    return { ok: false, reason: 'broken', say: SAY.broken() };
  }
}

async function specimenOfFile(name: string, bytes: Uint8Array, limits: Limits, depth: number): Promise<Specimen> {
  const nest: Nest = { depth, examine: (n, b, d) => specimenOfFile(n, b, limits, d) };
  const magic = magicOf(bytes);
  if (magic === 'program') throw new Refused('wrong-type', SAY.program());
  if (magic === 'ole') return ofOle(name, bytes);
  if (magic === 'zip') return ofZip(name, bytes, limits, nest);
  if (magic === 'pdf') return examinePdf(name, bytes, limits, nest);
  if (magic === 'text')
    return /^(?:csv|tsv)$/.test(extensionOf(name))
      ? examineCsv(name, bytes, limits)
      : ofText(name, bytes, limits, nest);
  return ofOther(name, magic);
}

function ofOle(name: string, bytes: Uint8Array): Specimen {
  if (oleHas(bytes, 'EncryptedPackage')) throw new Refused('encrypted', SAY.encrypted());
  const into = gathered();
  const said = oleHas(bytes, 'WordDocument')
    ? '这是旧版的.doc，里面的文字没有看。请用Word或WPS另存为.docx再传。'
    : oleHas(bytes, 'Workbook') || oleHas(bytes, 'Book')
      ? '这是旧版的.xls，里面的表格没有看。请用Excel或WPS另存为.xlsx再传。'
      : '这是旧版Office文件，里面的内容没有看。请另存为.docx或.xlsx再传。';
  into.blind('old-office', said);
  return specimenOf({ name, format: 'other', title: '' }, into);
}

function ofOther(name: string, magic: Magic): Specimen {
  const into = gathered();
  if (['png', 'jpg', 'gif', 'webp'].includes(magic)) {
    into.pictures.push({ at: name });
    into.blind('picture', '这是图片，图片里的字没有看。请人工看一遍有没有身份证号、电话等不该公开的内容。');
  } else if (magic === 'mp3' || magic === 'mp4')
    into.blind('recording', '这是音频或视频，里面说了什么没有听。请人工听一遍再公开。');
  else into.blind('unknown', `这是${MAGIC_NAME[magic]}，里面的内容没有看。请另存为.docx、.xlsx或.pdf再传。`);
  return specimenOf({ name, format: 'other', title: '' }, into);
}

async function ofZip(name: string, bytes: Uint8Array, limits: Limits, nest: Nest): Promise<Specimen> {
  const zip = await openZip(bytes, limits);
  if (zip.names.some((n) => /^word\/document\d*\.xml$/.test(n))) return examineDocx(name, bytes, limits, nest);
  if (zip.has('xl/workbook.xml')) return examineXlsx(name, bytes, limits, nest);
  const into = gathered();
  if (zip.names.some((n) => n === 'xl/workbook.bin'))
    into.blind('unknown', '这是.xlsb表格，里面的内容没有看。请另存为.xlsx再传。');
  else if (zip.has('OFD.xml')) into.blind('unknown', '这是OFD版式文件，里面的文字没有看。请用导出它的原稿检查。');
  else if (zip.has('[Content_Types].xml'))
    into.blind('unknown', '这个Office文件里的内容没有看。请另存为.docx、.xlsx或.pdf再传。');
  else await members(zip, into, nest);
  return specimenOf({ name, format: 'other', title: '' }, into);
}

/** Files of an archive that are looked into; more of them are an archive nobody reads in a browser. */
const MEMBERS = 200;

async function members(zip: Zip, into: Gathered, nest: Nest): Promise<void> {
  for (const part of zip.names.slice(0, MEMBERS)) {
    into.add('shown', '压缩包里的文件名', part.slice(part.lastIndexOf('/') + 1));
    const bytes = await zip.read(part, 64 * 1024 * 1024);
    if (!bytes) into.blind('too-big', `压缩包里的“${part}”太大，没有看。请把它取出来单独检查。`);
    else if (bytes.length) await nestedFile('压缩包里的', part, bytes, into, nest, true);
  }
  if (zip.names.length > MEMBERS)
    into.blind('too-many', `压缩包里有${zip.names.length}个文件，只看了前${MEMBERS}个。请分成几个压缩包。`);
  for (const comment of zip.comments) into.add('metadata', '压缩包的说明', comment);
}

async function ofText(name: string, bytes: Uint8Array, limits: Limits, nest: Nest): Promise<Specimen> {
  const text = readText(bytes, limits);
  const ext = extensionOf(name);
  if (ext === 'md' || ext === 'markdown') return ofMarkup(name, 'md', markdownToHtml(text), text, nest);
  if (/^x?html?$/.test(ext) || /^\s*(?:<!doctype html|<html)/i.test(text))
    return ofMarkup(name, 'html', text, undefined, nest);
  const into = gathered();
  let no = 0;
  let title = '';
  for (const line of text.split(/\r\n|[\n\r\u2028\u2029\f]/)) {
    no += 1;
    if (!title && line.trim().length <= 60) title = line.trim();
    into.add('shown', '正文', line.trimEnd(), `第${no}行`);
  }
  return specimenOf({ name, format: 'txt', title }, into);
}

/** `source`: what was written, when the markup was made of it; words of it that are not shown are looked for too. */
async function ofMarkup(
  name: string,
  format: 'html' | 'md',
  html: string,
  source: string | undefined,
  nest: Nest,
): Promise<Specimen> {
  if (tooDeep(html)) throw new Refused('too-deep', SAY.depth());
  const scan = scanHtml(html);
  const into = gathered();
  into.take(scan);
  const layers = htmlLayers(scan);
  const first = scan.text.split('\n').find((l) => l.trim() !== '') ?? '';
  const title = scan.title || (first.length <= 60 ? first : '');
  into.layer(layers.filter((l) => l.kind === 'shown'));
  if (scan.title) into.add('title', '网页标题', scan.title);
  for (const line of source === undefined ? [] : unseen(source)) into.add('hidden-text', '不显示的引用', line);
  for (const file of scan.files) await nestedFile(`${file.at}里嵌入的文件`, '', file.bytes, into, nest);
  return specimenOf({ name, format, title, html }, into);
}

/** Definitions of links in Markdown are not shown; people keep notes in them. */
const unseen = (source: string): string[] =>
  [...source.matchAll(/^ {0,3}\[[^\]\n]+\]:[^\n]*$/gm)].map((m) => m[0]).filter((line) => /["'(]|\/\//.test(line));

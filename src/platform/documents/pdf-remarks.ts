import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { Gathered } from './gathered.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { type Nest, nestedFile } from './nested.ts';
import { wordsOf } from './xml.ts';

const text = (value: unknown): string => {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(text).filter(Boolean).join('，');
  if (value !== null && typeof value === 'object' && 'str' in value) return text(value.str);
  return '';
};

/** Remarks, form fields and links of a page. */
export async function remarksOf(
  page: PDFPageProxy,
  place: string,
  doc: PDFDocumentProxy,
  into: Gathered,
  nest: Nest,
): Promise<void> {
  const list = (await page.getAnnotations({ intent: 'any' })) as Record<string, unknown>[];
  for (const a of list) {
    const type = text(a.subtype);
    if (type === 'Link') {
      const href = text(a.url) || text(a.unsafeUrl);
      if (href) into.take({ links: [{ at: place, href, text: '' }] });
      continue;
    }
    const by = text(a.titleObj);
    if (type === 'FileAttachment') await attached(a, place, doc, into, nest);
    if (type === 'Widget') {
      const value = text(a.fieldValue) || text(a.buttonValue);
      if (value && value !== 'Off') into.add(a.hidden ? 'hidden-text' : 'shown', '表单', value, `${place}表单`);
      const initial = text(a.defaultFieldValue);
      if (initial && initial !== value) into.add('hidden-text', '表单里原来的内容', initial, `${place}表单`);
      const said = text(a.alternativeText);
      if (said) into.add('alt-text', '表单的说明', said, `${place}表单`);
      continue;
    }
    const said = text(a.contentsObj) || text(a.textContent);
    if (said) into.add('comment', 'PDF批注', said, `${place}的批注${by ? `（${by}）` : ''}`);
    if (by) into.add('metadata', '写批注的人', by);
    const rich = text((a.richText as { str?: unknown } | undefined)?.str);
    if (rich && rich !== said) into.add('comment', 'PDF批注', rich, `${place}的批注`);
  }
  const tree = (await page.getStructTree()) as Node | null;
  if (tree) figures(tree, place, into);
}

/** A file pinned to a page. */
async function attached(
  a: Record<string, unknown>,
  place: string,
  doc: PDFDocumentProxy,
  into: Gathered,
  nest: Nest,
): Promise<void> {
  const file = (a.file ?? {}) as { filename?: string; content?: unknown };
  const name = file.filename ?? '附件';
  const content: unknown =
    file.content ?? (typeof a.fileId === 'string' ? await doc.getAttachmentContent(a.fileId) : undefined);
  if (content instanceof Uint8Array && content.length) await nestedFile(`${place}的附件`, name, content, into, nest);
  else into.blind('embedded', `${place}的附件“${name}”没有看到里面。请把它取出来单独检查。`);
}

type Node = { role?: string; alt?: string; children?: Node[] };

function figures(node: Node, place: string, into: Gathered): void {
  if (node.role === 'Figure') into.take({ pictures: [node.alt ? { at: place, alt: node.alt } : { at: place }] });
  if (node.alt) into.add('alt-text', '图片说明', node.alt, place);
  for (const child of node.children ?? []) figures(child, place, into);
}

const PROPERTY: Record<string, string> = {
  Title: '标题',
  Author: '作者',
  Subject: '主题',
  Keywords: '关键词',
  Creator: '制作程序',
};
const PROGRAMS =
  /^(?:TeX|LaTeX|Mozilla|Microsoft|WPS|Adobe|Acrobat|PDF|LibreOffice|Writer|Skia|Chromium|iText|Foxit|福昕|Quartz|Mac ?OS|cairo|Ghostscript)/i;

/** What the file says of itself; gives its title. */
export async function sayDocument(doc: PDFDocumentProxy, into: Gathered): Promise<string> {
  const { info, metadata } = await doc.getMetadata();
  const facts: Record<string, unknown> = { ...info };
  const own = facts.Custom;
  const known = new Set<string>();
  const say = (name: string, value: unknown): void => {
    const said = text(value);
    if (!said || (name === '制作程序' && PROGRAMS.test(said))) return;
    known.add(said);
    into.add('metadata', `属性“${name}”`, said);
  };
  for (const [key, name] of Object.entries(PROPERTY)) say(name, facts[key]);
  if (own !== null && typeof own === 'object') for (const [key, value] of Object.entries(own)) say(key, value);
  const raw: unknown = metadata?.getRaw();
  if (typeof raw === 'string')
    for (const line of wordsOf(raw, DEFAULT_LIMITS))
      if (
        !known.has(line) &&
        (/[\u3400-\u9fff]/.test(line) || /\d{7}/.test(line.replace(/[\da-f]{8}-[\da-f-]+/gi, '')))
      )
        into.add('metadata', '属性（XMP）', line);
  const outline = ((await doc.getOutline()) ?? []) as Outline[];
  for (const line of outlineLines(outline)) into.add('metadata', '书签', line);
  const scripts: unknown = await doc.getJSActions();
  if (scripts instanceof Map) for (const code of scripts.values()) into.add('hidden-text', '脚本', text(code));
  return text(facts.Title);
}

type Outline = { title: string; items: Outline[] };
const outlineLines = (list: readonly Outline[], depth = 0): string[] =>
  depth > 20 ? [] : list.flatMap((o) => [o.title, ...outlineLines(o.items, depth + 1)]);

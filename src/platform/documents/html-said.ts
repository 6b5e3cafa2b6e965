/** What the attributes of an element say beside looks: words, addresses to call, pages and files inside them. */
import { ADDRESS, DATA, dataFile, HAN, LONG, PLAIN, unescaped } from './html-attributes.ts';
import type { Scan } from './html-scan.ts';

/** Words of markup, and the files inside it. */
export type Markup = { text: string; files: Scan['files'] };

type Around = {
  at: string;
  /** Whether the element is not shown. */
  hidden: boolean;
  out: Scan;
  inner(markup: string): Markup;
};

const SAID = new Set(['title', 'placeholder', 'aria-label', 'summary', 'label', 'content']);
const CALL = /^\s*(?:tel|sms|callto|sip|mailto|facetime|weixin|whatsapp):/i;
/** Whether a link calls or writes to somebody whom its words do not show. */
export const isCall = (href: string, text: string): boolean => {
  const digits = href.replace(/\D/g, '');
  return CALL.test(href) && digits.length >= 7 && !text.replace(/\D/g, '').includes(digits.slice(-7));
};

export function attributesSaid(name: string, a: Record<string, string>, around: Around): void {
  const { at, hidden, out } = around;
  const say = (label: string, text: string): void => {
    out.rest.push({ kind: 'hidden-text', at: label, text, spot: at });
  };
  const alt = (label: string, text: string): void => {
    out.rest.push({ kind: 'alt-text', at: label, text, spot: at });
  };
  if (name === 'img' && !hidden) out.pictures.push(a.alt === undefined ? { at } : { at, alt: a.alt });
  if (name === 'meta') {
    const key = a.name ?? a.property ?? a['http-equiv'] ?? '';
    if (a.content && !/^(viewport|robots|generator|content-type|x-ua-compatible|renderer)$/i.test(key))
      out.rest.push({ kind: 'metadata', at: `网页属性“${key}”`, text: a.content });
    return;
  }
  if (a.alt) alt('图片说明', a.alt);
  for (const [key, value] of Object.entries(a)) {
    if (!value || key === 'alt') continue;
    if (SAID.has(key)) alt('提示文字', value);
    else if (key.startsWith('data-') || (key === 'value' && a.type === 'hidden')) say(`藏在“${key}”里的文字`, value);
    else if (key === 'value') say('表单里的内容', value);
    else if (key === 'srcdoc') markup('嵌入的网页', value, 'hidden-text', around);
    else if (DATA.test(value)) data(value, around);
    // A link that is shown is said with the links.
    else if (key === 'href' && (name !== 'a' || hidden) && (HAN.test(value) || isCall(value, '')))
      out.rest.push({ kind: 'metadata', at: '链接的地址', text: value, spot: at });
    else if (!PLAIN.has(key) && (HAN.test(value) || (!ADDRESS.has(key) && LONG.test(value))))
      say(`藏在“${key}”里的文字`, value);
  }
}

function markup(label: string, value: string, kind: 'hidden-text' | 'embedded', { at, out, inner }: Around): void {
  const { text, files } = inner(value);
  out.rest.push({ kind, at: label, text, spot: at });
  out.files.push(...files);
}

/** A file inside the markup: texts are read here, others by whoever asked. */
function data(value: string, around: Around): void {
  const file = dataFile(value);
  if (!file || /^image\/(?!svg)/.test(file.type)) return;
  const label = '网页里嵌入的文件';
  const text = file.bytes.toString('utf8');
  if (/html|xml/.test(file.type)) markup(label, text, 'embedded', around);
  else if (/^text\/|json|script/.test(file.type))
    around.out.rest.push({ kind: 'embedded', at: label, text: unescaped(text), spot: around.at });
  else around.out.files.push({ at: around.at, bytes: file.bytes });
}

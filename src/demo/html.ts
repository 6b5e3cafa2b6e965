import { sayNumber } from '../lib/numerals.ts';

/** Small builders for the semantic HTML of official texts. Input is trusted text of this folder: it is written without markup. */

export const p = (...texts: string[]): string => texts.map((t) => `<p>${t}</p>`).join('');
export const h2 = (text: string): string => `<h2>${text}</h2>`;
export const h3 = (text: string): string => `<h3>${text}</h3>`;
export const ul = (...items: string[]): string => `<ul>${items.map((i) => `<li>${i}</li>`).join('')}</ul>`;
export const ol = (...items: string[]): string => `<ol>${items.map((i) => `<li>${i}</li>`).join('')}</ol>`;

export type Cell = string | number;
type Table = { caption?: string; head: string[]; rows: Cell[][]; foot?: Cell[] };

const row = (cells: Cell[], tag: 'td' | 'th'): string =>
  `<tr>${cells.map((c) => `<${tag}>${c}</${tag}>`).join('')}</tr>`;

/** A table with one head row and, when given, one foot row (the sums). */
export function table(t: Table): string {
  const caption = t.caption === undefined ? '' : `<caption>${t.caption}</caption>`;
  const foot = t.foot === undefined ? '' : `<tfoot>${row(t.foot, 'td')}</tfoot>`;
  const body = t.rows.map((r) => row(r, 'td')).join('');
  return `<table>${caption}<thead>${row(t.head, 'th')}</thead><tbody>${body}</tbody>${foot}</table>`;
}

/** Joins blocks; a document is a list of blocks. */
export const doc = (...blocks: string[]): string => blocks.join('');

export type Chapter = { title?: string; articles: (string | string[])[] };

/**
 * The body of a normative document: chapters and articles numbered through. An article is one paragraph, or a list whose
 * first entry is the paragraph and whose others are its items （一）（二）….
 */
export function articles(chapters: Chapter[]): string {
  let n = 0;
  const one = (a: string | string[]): string => {
    n += 1;
    const [lead = '', ...items] = typeof a === 'string' ? [a] : a;
    return p(`<strong>第${sayNumber(n)}条</strong>　${lead}`, ...items.map((t, i) => `（${sayNumber(i + 1)}）${t}`));
  };
  return chapters
    .map((c, i) => {
      const head = c.title === undefined ? '' : h2(`第${sayNumber(i + 1)}章　${c.title}`);
      return head + c.articles.map(one).join('');
    })
    .join('');
}

/** The eight element groups of a service guide, in the order readers expect. */
export type Guide = {
  name: string;
  basis: string;
  who: string[];
  papers: string[];
  place: string;
  time: string;
  phone: string;
  steps: string[];
  extra?: string[];
};

/** Renders a guide with all eight element groups. */
export function guide(g: Guide): string {
  return doc(
    h2('事项名称'),
    p(g.name),
    h2('设定依据'),
    p(g.basis),
    h2('申请条件'),
    ul(...g.who),
    h2('办理材料'),
    ol(...g.papers),
    h2('办理地点'),
    p(g.place),
    h2('办理时间'),
    p(g.time),
    h2('联系电话'),
    p(g.phone),
    h2('办理流程'),
    ol(...g.steps),
    ...(g.extra === undefined ? [] : [h2('常见问题'), p(...g.extra)]),
  );
}

/** A table as CSV text with a byte order mark, so that office programs open it as UTF-8. */
export const csv = (head: string[], rows: Cell[][]): string =>
  `\uFEFF${[head, ...rows].map((r) => r.map((c) => (/[",\n]/.test(String(c)) ? `"${String(c).replaceAll('"', '""')}"` : String(c))).join(',')).join('\r\n')}\r\n`;

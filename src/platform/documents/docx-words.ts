import type { Grid, LayerKind, Link, Picture } from '../../lib/specimen.ts';
import { hasPayload, linkOf } from './docx-fields.ts';
import { type DocxTable, docxGrid, newTable } from './docx-table.ts';
import type { Limits } from './limits.ts';
import { type Relation, tellingName } from './package-parts.ts';
import { type Attributes, attr, isOn, isWords, walkXml } from './xml.ts';

export type Words = {
  lines: { text: string; at: string }[];
  grids: Grid[];
  pictures: Picture[];
  links: Link[];
  rest: { kind: LayerKind; at: string; text: string; spot?: string }[];
};

type Paragraph = { shown: string; hidden: string; gone: string; added: string; by: string; style: boolean };

const AUTHORED = new Set(['ins', 'del', 'moveFrom', 'moveTo']);
const NOTE: Record<string, string> = { comment: '批注', footnote: '脚注', endnote: '尾注' };
/** What a change of the look keeps of the look before. */
export const OLD = /^(?:[a-z]+PrChange|tblGridChange|numberingChange)$/;

/**
 * Reads one text part of a .docx (body, header, notes, comments) as a stream of elements.
 * `hiddenStyles`: ids of styles that hide their text. `kind` is the kind of what it shows.
 */
export function walkWord(
  xml: string,
  about: { kind: LayerKind; area: string; relations: readonly Relation[]; hiddenStyles: ReadonlySet<string> },
  limits: Limits,
): Words {
  const out: Words = { lines: [], grids: [], pictures: [], links: [], rest: [] };
  const path: string[] = [];
  const open: Paragraph[] = [];
  const tables: DocxTable[] = [];
  const revisions: { gone: boolean; by: string }[] = [];
  const links: (Link | undefined)[] = [];
  let run = { hidden: false, white: false, shaded: false };
  let note = '';
  let notes = 0;
  let paragraphs = 0;
  let tableNo = 0;
  let boxes = 0;
  let old = 0;
  let instruction = '';
  let choice = '';
  let fallback = '';
  let fallbacks = 0;
  let choices = 0;
  let says = false;
  let alt: { text?: string } = {};
  const authors = new Set<string>();

  const place = (): string => {
    if (note) return note;
    if (boxes) return `${about.area}文本框`;
    const top = tables[0];
    if (top) return `${about.area}第${tableNo}个表第${Math.max(1, top.rows.length)}行`;
    return `${about.area}第${Math.max(1, paragraphs)}段`;
  };
  const say = (kind: LayerKind, at: string, text: string): void => {
    if (text.trim()) out.rest.push({ kind, at, text: text.trim(), spot: place() });
  };
  const put = (text: string): void => {
    const p = open.at(-1);
    if (!p || old) return;
    if (fallbacks) {
      fallback += text;
      return;
    }
    if (choices) choice += text;
    const revision = revisions.at(-1);
    if (revision?.by) p.by = revision.by;
    if (revisions.some((r) => r.gone)) p.gone += text;
    else if (run.hidden || p.style || (run.white && !run.shaded && !tables.some((t) => t.shaded))) p.hidden += text;
    else {
      p.shown += text;
      const link = links.at(-1);
      if (link) link.text += text;
      if (revisions.length) p.added += text;
    }
  };
  const endParagraph = (): void => {
    const p = open.pop();
    if (!p || fallbacks) return;
    const text = p.shown.replace(/^[\s\u3000]+|\s+$/g, '');
    const cell = boxes ? undefined : tables.at(-1)?.rows.at(-1)?.at(-1);
    if (text) {
      if (cell) cell.parts.push(text);
      else {
        if (!boxes) paragraphs += 1;
        out.lines.push({ text, at: place() });
      }
    }
    const by = p.by ? `（${p.by}）` : '';
    say('hidden-text', '隐藏的文字', p.hidden);
    say('revision', `修订中删去的文字${by}`, p.gone);
    say('revision', `修订中加入的文字${by}`, p.added);
  };
  const endField = (): void => {
    const link = linkOf(instruction);
    if (link) out.links.push({ at: place(), href: link, text: '' });
    else if (hasPayload(instruction)) say('hidden-text', '域代码', instruction);
    instruction = '';
  };
  const properties = (name: string, a: Attributes): void => {
    const parent = path.at(-2);
    const holder = path.at(-3);
    const value = attr(a, 'val');
    if (old) return;
    if (parent === 'rPr' && holder === 'r') {
      if ((name === 'vanish' || name === 'webHidden' || name === 'specVanish') && (value === undefined || isOn(value)))
        run.hidden ||= name !== 'webHidden';
      else if (name === 'rStyle' && value && about.hiddenStyles.has(value)) run.hidden = true;
      else if (name === 'color' && /^f{6}$/i.test(value ?? '')) run.white = true;
      else if (name === 'sz' && Number(value) > 0 && Number(value) <= 2) run.hidden = true;
      else if (name === 'highlight' || (name === 'shd' && fills(a))) run.shaded = true;
    } else if (name === 'pStyle' && value && about.hiddenStyles.has(value)) {
      const p = open.at(-1);
      if (p) p.style = true;
    } else if (name === 'shd' && fills(a)) {
      run.shaded = true;
      const table = tables.at(-1);
      if (table && parent === 'tcPr') table.shaded = true;
    } else if (name === 'tblStyle' && tables.length) tableAt().shaded = true;
    else if (name === 'gridSpan' && parent === 'tcPr') cellAt().across = Math.min(63, Math.max(1, Number(value) || 1));
    else if (name === 'vMerge' && parent === 'tcPr') cellAt().merge = value === 'restart' ? 'restart' : 'continue';
    else if (name === 'tblHeader' && (value === undefined || isOn(value))) tableAt().marked = tableAt().rows.length;
    else if (name === 'tblCaption' || name === 'tblDescription') say('alt-text', '表格说明', value ?? '');
    else if (name === 'listItem' || name === 'listEntry')
      // What is shown and what is kept behind it may differ: both travel with the file.
      for (const words of new Set([attr(a, 'displayText'), attr(a, 'value') ?? value]))
        say('hidden-text', '下拉列表', words ?? '');
    else if (name === 'statusText' || name === 'helpText' || (name === 'default' && parent === 'textInput'))
      say('hidden-text', '表单域', value ?? '');
    else if (name === 'bookmarkStart') say('metadata', '书签', tellingMark(attr(a, 'name')));
    // Words that are shown from their end on are read so: the mark says it.
    else if (name === 'bdo' && value === 'rtl') put(TURNED);
    else if ((name === 'alias' || name === 'tag') && parent === 'sdtPr') say('metadata', '内容控件', value ?? '');
  };
  const tableAt = (): DocxTable => tables.at(-1) ?? newTable();
  const cellAt = () => tableAt().rows.at(-1)?.at(-1) ?? { parts: [], across: 1, merge: undefined };

  const drawing = (name: string, a: Attributes): void => {
    if (fallbacks) return;
    if (name === 'docPr' || name === 'cNvPr') {
      const said = [attr(a, 'descr'), attr(a, 'title')].filter(Boolean).join('\n');
      if (name === 'docPr') alt = 'descr' in a || 'title' in a ? { text: said } : {};
      else if (said && alt.text === undefined) alt = { text: said };
      say('alt-text', '图片说明', said);
      say('metadata', '图片的文件名', tellingName(attr(a, 'name')));
    } else if (name === 'shape' || name === 'rect') {
      alt = attr(a, 'alt') === undefined ? {} : { text: attr(a, 'alt') ?? '' };
      say('alt-text', '图片说明', alt.text ?? '');
    } else if (name === 'imagedata' || name === 'blip') {
      if (name === 'imagedata') say('metadata', '图片的文件名', tellingName(attr(a, 'title')));
      out.pictures.push(alt.text === undefined ? { at: place() } : { at: place(), alt: alt.text });
      alt = {};
    } else if (name === 'textpath') {
      const text = attr(a, 'string') ?? '';
      if (text.trim()) out.lines.push({ text, at: `${about.area}水印` });
    }
  };

  walkXml(
    xml,
    {
      open(name, a) {
        path.push(name);
        if (OLD.test(name)) old += 1;
        if (name === 'p' && path.at(-2) !== 'txBody')
          open.push({ shown: '', hidden: '', gone: '', added: '', by: '', style: false });
        else if (name === 'p') open.push({ shown: '', hidden: '', gone: '', added: '', by: '', style: false });
        else if (name === 'r') run = { hidden: false, white: false, shaded: false };
        else if (name === 't' || name === 'delText' || name === 'instrText' || name === 'delInstrText') says = true;
        else if (name === 'tab' && path.at(-2) === 'r') put('\t');
        else if ((name === 'br' || name === 'cr') && path.at(-2) === 'r') put('\n');
        else if (name === 'noBreakHyphen') put('-');
        else if (name === 'tbl') {
          if (!tables.length && !boxes) tableNo += 1;
          tables.push(newTable());
        } else if (name === 'tr' && tables.length) tableAt().rows.push([]);
        else if (name === 'tc' && tables.length)
          tableAt().rows.at(-1)?.push({ parts: [], across: 1, merge: undefined });
        else if (name === 'txbxContent') boxes += 1;
        else if (name === 'Choice') choices += 1;
        else if (name === 'Fallback') fallbacks += 1;
        else if (name === 'fldChar' && /^(?:separate|end)$/.test(attr(a, 'fldCharType') ?? '')) endField();
        else if (name === 'fldSimple') {
          instruction = attr(a, 'instr') ?? '';
          endField();
        } else if (name === 'hyperlink') {
          const id = attr(a, ':id');
          const href = about.relations.find((r) => r.id === id && r.external)?.target;
          links.push(href ? { at: place(), href, text: '' } : undefined);
          say('alt-text', '链接的提示', attr(a, 'tooltip') ?? '');
        } else if (NOTE[name] && path.length === 2) {
          notes += 1;
          const by = attr(a, 'author');
          if (by) authors.add(by);
          note = `${NOTE[name]}${notes}${by ? `（${by}）` : ''}`;
        } else if (AUTHORED.has(name) && path.at(-2) !== 'rPr' && path.at(-2) !== 'trPr') {
          const by = attr(a, 'author') ?? '';
          if (by) authors.add(by);
          revisions.push({ gone: name === 'del' || name === 'moveFrom', by });
        } else properties(name, a);
        drawing(name, a);
      },
      text(part) {
        if (!says) return;
        if (/nstrText$/.test(path.at(-1) ?? '')) instruction += part;
        else put(part);
      },
      close(name) {
        const parent = path.at(-2);
        path.pop();
        if (OLD.test(name)) old -= 1;
        if (name === 't' || name === 'delText' || name === 'instrText' || name === 'delInstrText') says = false;
        else if (name === 'bdo') put(TURNED_BACK);
        else if (name === 'p') endParagraph();
        else if (name === 'r' && boxes === 0) run = { hidden: false, white: false, shaded: false };
        else if (name === 'txbxContent') boxes -= 1;
        else if (name === 'Choice') choices -= 1;
        else if (name === 'Fallback') fallbacks -= 1;
        else if (name === 'AlternateContent') {
          const bare = (text: string): string => text.replace(/\s/g, '');
          if (!choices && !fallbacks && !bare(choice).includes(bare(fallback)))
            say('hidden-text', '旧版Word才显示的文字', fallback);
          if (!choices && !fallbacks) choice = fallback = '';
        } else if (name === 'hyperlink') {
          const link = links.pop();
          if (link) out.links.push(link);
        } else if (name === 'comment' || name === 'footnote' || name === 'endnote') note = '';
        else if (AUTHORED.has(name) && parent !== 'rPr' && parent !== 'trPr') revisions.pop();
        else if (name === 'tr' && tables.length) endRow();
        else if (name === 'tbl') endTable();
      },
    },
    limits,
  );
  function endRow(): void {
    const cells = tableAt().rows.at(-1) ?? [];
    const seen = cells.map((c) => (c.merge === 'continue' ? '' : c.parts.join(' ')));
    for (const c of cells) if (c.merge === 'continue') say('hidden-text', '被合并单元格盖住的文字', c.parts.join(' '));
    const text = seen.map((t) => t.replace(/[\t\n]+/g, ' ').trim()).join('\t');
    if (!text.trim()) return;
    const outer = boxes ? undefined : tables.at(-2)?.rows.at(-1)?.at(-1);
    if (outer) outer.parts.push(text);
    else out.lines.push({ text, at: place() });
  }
  function endTable(): void {
    const table = tables.pop();
    if (table && !fallbacks)
      out.grids.push(...docxGrid(table, `${about.area}${boxes ? '文本框里的表' : `第${tableNo}个表`}`, about.kind));
  }
  for (const by of authors) out.rest.push({ kind: 'metadata', at: '批注和修订的人', text: by });
  return out;
}

const TURNED = '\u202e';
const TURNED_BACK = '\u202c';

/** What the name of a bookmark says beyond those that Word gives itself. */
export const tellingMark = (name = ''): string => (isWords(name) && !name.startsWith('_') ? name : '');

/** Whether a cell has a colour of its own. */
export const fills = (a: Attributes): boolean => {
  const fill = attr(a, 'fill');
  return fill !== undefined && !/^(?:auto|f{6})$/i.test(fill);
};

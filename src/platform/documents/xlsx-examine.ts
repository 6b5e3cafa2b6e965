import type { Specimen } from '../../lib/specimen.ts';
import { externals } from './docx-examine.ts';
import { type Gathered, gathered, specimenOf } from './gathered.ts';
import type { Limits } from './limits.ts';
import { type Nest, nestedParts } from './nested.ts';
import { drawingWords, propertiesOf, relationsOf, relsOf, unknownWords } from './package-parts.ts';
import { Refused, SAY } from './refusal.ts';
import { type Book, openBook, type SheetEntry } from './xlsx-book.ts';
import { drawnOn } from './xlsx-drawing.ts';
import { commentsOf, personsOf } from './xlsx-notes.ts';
import { pivotDefinition, pivotRecords } from './xlsx-pivot.ts';
import { readSheet, type SheetRow } from './xlsx-sheet.ts';
import { coveredBy, sayRow, sheetGrids, sheetPlace } from './xlsx-text.ts';
import { openZip, type Zip } from './zip.ts';

/** Cells kept as rows and columns, in the whole file; what comes after them is read as text. */
const CELLS = 1_000_000;

/** An .xlsx with everything it carries; sheets are read as streams, one after another. Throws `Refused`. */
export async function examineXlsx(name: string, bytes: Uint8Array, limits: Limits, nest: Nest): Promise<Specimen> {
  const zip = await openZip(bytes, limits);
  const book = await openBook(zip, limits);
  const into = gathered();
  const budget = { cells: CELLS, chars: limits.textBytes / 2 };
  for (const sheet of book.sheets) await oneSheet(sheet, book, zip, into, budget, limits);
  leftOver(book, into);
  for (const part of zip.names) {
    if (/\.(?:xml|vml|svg)$/.test(part)) await otherPart(part, book, zip, into, limits);
    else if (/^xl\/(?!worksheets\/).+\/_rels\/.*\.rels$/.test(part))
      externals(relationsOf((await book.read(part)) ?? '', '', limits), into);
  }
  const rels = await book.read(relsOf(book.main));
  if (rels) externals(relationsOf(rels, book.main, limits), into);
  for (const part of zip.names.filter((n) => /^xl\/persons\/[^/]+\.xml$/.test(n)))
    for (const who of personsOf((await book.read(part)) ?? '', limits).values())
      into.add('metadata', '写批注的人', who);
  for (const comment of zip.comments) into.add('metadata', '压缩包的说明', comment);
  await nestedParts(zip, into, nest);
  const first = into.grids.find((g) => g.kind === 'shown');
  return specimenOf({ name, format: 'xlsx', title: first?.caption?.split('\n')[0] ?? '' }, into);
}

async function oneSheet(
  entry: SheetEntry,
  book: Book,
  zip: Zip,
  into: Gathered,
  budget: { cells: number; chars: number },
  limits: Limits,
): Promise<void> {
  const { name, state } = entry;
  const at = sheetPlace(name);
  const rows: SheetRow[] = [];
  let cut = 0;
  const facts = await readSheet(
    zip.stream(entry.part),
    book,
    (row, known) => {
      for (const text of row.texts) budget.chars -= text.length + 1;
      if (budget.chars < 0) throw new Refused('too-big', SAY.sheet(limits));
      budget.cells -= row.texts.length;
      if (budget.cells >= 0 && !cut) rows.push(row);
      else {
        cut ||= row.no;
        sayRow(row, { name, state, facts: known }, () => false, into);
      }
    },
    limits,
  );
  if (cut) into.blind('rows-cut', `${at}太大，第${cut}行以后只查了文字，没有按表格看。请拆成几个文件。`);
  const covered = coveredBy(rows, facts.merges);
  if (state !== 'visible') into.add('hidden-sheet', '隐藏的工作表名', name, at);
  else into.add('shown', '工作表名', name, at);
  for (const row of rows) sayRow(row, { name, state, facts }, covered, into);
  const marked = entry.relations.some((r) => r.type === 'table');
  into.take({ grids: sheetGrids({ name, state, rows, facts, marked }, covered) });
  for (const r of facts.rest) into.add('hidden-text', `${at}${r.at}`, r.text);
  for (const text of facts.chrome) into.add('header-footer', `${at}页眉页脚`, text);
  for (const link of facts.links) {
    const target = entry.relations.find((r) => r.id === link.id)?.target ?? link.location ?? '';
    into.take({ links: [{ at: `${at}${link.ref}`, href: target, text: link.display ?? '' }] });
    if (link.display) into.add('hidden-text', `${at}链接的文字`, link.display, `${at}${link.ref}`);
    if (link.tooltip) into.add('hidden-text', `${at}链接的提示`, link.tooltip, `${at}${link.ref}`);
  }
  externals(entry.relations, into);
  await aroundSheet(entry, book, into, limits);
}

/** Comments and drawings of a sheet. */
async function aroundSheet(entry: SheetEntry, book: Book, into: Gathered, limits: Limits): Promise<void> {
  const at = sheetPlace(entry.name);
  const people = new Map<string, string>();
  for (const part of ['xl/persons/person.xml', 'xl/persons/person1.xml'])
    for (const [id, who] of personsOf((await book.read(part)) ?? '', limits)) people.set(id, who);
  for (const relation of entry.relations) {
    if (/^comments$|^threadedComment$/.test(relation.type)) {
      const { notes, authors } = commentsOf((await book.read(relation.target)) ?? '', people, limits);
      for (const n of notes)
        into.add('comment', `${at}批注`, n.text.trim(), `${at}${n.ref}的批注${n.by ? `（${n.by}）` : ''}`);
      for (const a of authors) if (!/^tc=\{/.test(a)) into.add('metadata', '写批注的人', a);
    } else if (relation.type === 'drawing') {
      const drawn = drawnOn((await book.read(relation.target)) ?? '', `${at}图片`, limits);
      const kind = entry.state === 'visible' ? 'shown' : 'hidden-sheet';
      for (const text of drawn.shown) into.add(kind, `${at}图形里的文字`, text);
      for (const text of drawn.hidden) into.add('hidden-text', `${at}隐藏的图形`, text);
      for (const text of drawn.alts) into.add('alt-text', `${at}图片说明`, text);
      for (const text of drawn.names) into.add('metadata', '图片的文件名', text);
      into.take({ pictures: drawn.pictures });
    }
  }
}

/** What the workbook holds and no sheet shows. */
function leftOver(book: Book, into: Gathered): void {
  const { texts, used, phonetic } = book.strings;
  for (const [i, text] of texts.entries())
    if (!used.has(i)) into.add('hidden-text', '已经删掉、还留在文件里的文字', text.replace(/[\t\r\n]+/g, ' '));
  for (const text of phonetic) into.add('hidden-text', '拼音注音', text);
  for (const n of book.names) {
    if (n.name.startsWith('_xlnm.') && !n.text.includes('"')) continue;
    const text = [n.name, n.text, n.comment].filter(Boolean).join('\t');
    into.add('defined-name', '名称管理器', text, `名称“${n.name}”${n.hidden ? '（隐藏）' : ''}`);
  }
}

const SEEN =
  /^\[Content_Types\]\.xml$|^xl\/(?:workbook|sharedStrings|calcChain)\.xml$|^xl\/(?:worksheets|comments\d*|threadedComments|persons|drawings\/drawing\d*)\b/;
const LOOKS = /^xl\/(?:styles|theme\/.*)\.xml$|^xl\/charts\/(?:style|colors)\d*\.xml$/;

/** Every part that is not read for its sheet. */
async function otherPart(part: string, book: Book, zip: Zip, into: Gathered, limits: Limits): Promise<void> {
  if (part.startsWith('xl/pivotCache/pivotCacheRecords')) return;
  if (SEEN.test(part) && !/^xl\/(?:worksheets\/.*\/|comments\d*\/)/.test(part)) return;
  if (part.startsWith('xl/pivotCache/')) return pivot(part, book, zip, into, limits);
  const xml = await book.read(part);
  if (xml === undefined) return;
  if (/^docProps\/(?:core|app|custom)\.xml$/.test(part)) {
    for (const p of propertiesOf(xml, limits)) if (p.at !== '属性“组成部分”') into.add(p.kind, p.at, p.text);
    return;
  }
  if (/^xl\/charts\/chart/.test(part)) {
    for (const text of drawingWords(xml, limits)) into.add('shown', '图表', text);
    return;
  }
  const words = unknownWords(part, xml, limits);
  if (part.startsWith('xl/externalLinks/')) for (const w of words) into.add('external-link', '外部链接的缓存', w.text);
  else if (part.startsWith('xl/connections')) for (const w of words) into.add('external-link', '数据连接', w.text);
  else if (part.startsWith('xl/revisions/')) for (const w of words) into.add('revision', '修订记录', w.text);
  else if (LOOKS.test(part)) {
    for (const w of words) if (/\d{7}/.test(w.text)) into.add('metadata', '格式里的文字', w.text);
  } else if (/^xl\/(?:tables|pivotTables|slicers|slicerCaches|queryTables)\//.test(part)) {
    // Names of columns stand in the sheet as well; only what does not is news.
    const known = new Set(book.strings.texts);
    for (const w of words) if (!known.has(w.text) && !isOwnName(w.text)) into.add('hidden-text', '表格的定义', w.text);
  } else for (const w of words) into.add(w.kind, w.at, w.text);
}

/** Names that the program itself gives: 表1, 列3, 数据透视表2, 行标签. */
const isOwnName = (text: string): boolean =>
  /^(?:表|列|数据透视表|切片器)[\s_\d]*$|^(?:行标签|列标签|值|总计|汇总|求和项|计数项|平均值项)[:：]?/.test(text);

async function pivot(part: string, book: Book, zip: Zip, into: Gathered, limits: Limits): Promise<void> {
  const xml = await book.read(part);
  if (xml === undefined) return;
  const cache = pivotDefinition(xml, limits);
  const at = '数据透视表的缓存';
  const rels = await book.read(relsOf(part));
  const records = rels && relationsOf(rels, part, limits).find((r) => r.type === 'pivotCacheRecords')?.target;
  for (const f of cache.fields)
    if (f.items.length || /\d{7}/.test(f.name))
      into.add('pivot-cache', at, [f.name, ...f.items].join('\t'), `${at}字段“${f.name}”`);
  const stream = records && zip.has(records) ? records : part.replace('Definition', 'Records');
  if (!zip.has(stream)) return;
  const say = (text: string, no: number): void => into.add('pivot-cache', at, text, `${at}第${no}行`);
  const grid = await pivotRecords(zip.stream(stream), cache, at, say, limits);
  if (grid) into.take({ grids: [grid] });
}

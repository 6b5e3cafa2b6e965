import { readerOf } from './docx-examine.ts';
import type { Limits } from './limits.ts';
import { type Relation, relationsOf, relsOf } from './package-parts.ts';
import { Refused, SAY } from './refusal.ts';
import { type CellStyle, stylesOf } from './xlsx-formats.ts';
import { type SharedStrings, sharedStrings } from './xlsx-strings.ts';
import { attr, isOn, walkXml } from './xml.ts';
import type { Zip } from './zip.ts';

export type SheetEntry = {
  name: string;
  state: 'visible' | 'hidden' | 'veryHidden';
  part: string;
  relations: Relation[];
};
export type Book = {
  main: string;
  sheets: SheetEntry[];
  /** Named ranges and constants, `hidden` ones too. */
  names: { name: string; text: string; comment: string; hidden: boolean }[];
  strings: SharedStrings;
  styles: CellStyle[];
  from1904: boolean;
  read(part: string): Promise<string | undefined>;
};

const STATES = ['hidden', 'veryHidden'] as const;

/** What must be known before the first sheet can be read. Throws `Refused`. */
export async function openBook(zip: Zip, limits: Limits): Promise<Book> {
  const read = readerOf(zip, limits);
  const main = 'xl/workbook.xml';
  const xml = await read(main);
  if (xml === undefined) throw new Refused('broken', SAY.broken());
  const relations = relationsOf((await read(relsOf(main))) ?? '', main, limits);
  const sheets: SheetEntry[] = [];
  const names: Book['names'] = [];
  let from1904 = false;
  let inName = false;
  walkXml(
    xml,
    {
      open(name, a) {
        if (name === 'workbookPr') from1904 = isOn(a.date1904);
        else if (name === 'sheet') {
          const part = relations.find((r) => r.id === attr(a, ':id'))?.target;
          const state = STATES.find((s) => s === a.state) ?? 'visible';
          if (part) sheets.push({ name: a.name ?? '', state, part, relations: [] });
        } else if (name === 'definedName') {
          inName = true;
          names.push({ name: a.name ?? '', text: '', comment: a.comment ?? '', hidden: isOn(a.hidden) });
        }
      },
      text(part) {
        const last = names.at(-1);
        if (inName && last) last.text += part;
      },
      close(name) {
        if (name === 'definedName') inName = false;
      },
    },
    limits,
  );
  // A sheet that the workbook does not list is nobody's to see, and lies in the file all the same.
  for (const part of zip.names)
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(part) && !sheets.some((s) => s.part === part))
      sheets.push({ name: part.slice(part.lastIndexOf('/') + 1), state: 'veryHidden', part, relations: [] });
  for (const sheet of sheets) {
    const rels = await read(relsOf(sheet.part));
    if (rels) sheet.relations = relationsOf(rels, sheet.part, limits);
  }
  const shared = relations.find((r) => r.type === 'sharedStrings')?.target ?? 'xl/sharedStrings.xml';
  const looks = relations.find((r) => r.type === 'styles')?.target ?? 'xl/styles.xml';
  return {
    main,
    sheets,
    names,
    strings: await sharedStrings(zip.stream(shared), limits),
    styles: stylesOf((await read(looks)) ?? '', limits),
    from1904,
    read,
  };
}

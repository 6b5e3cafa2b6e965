import { escapeMarkup } from '../../lib/markup.ts';
import type { Grid } from '../../lib/specimen.ts';
import { cleanWord } from './docx-cut.ts';
import { hiddenStylesOf, readerOf } from './docx-examine.ts';
import type { Limits } from './limits.ts';
import { relationsOf, relsOf } from './package-parts.ts';
import { Refused, SAY } from './refusal.ts';
import { openZip } from './zip.ts';
import { writeZip } from './zip-write.ts';

/** Parts that carry what is shown or how; everything else stays behind. */
const KEPT =
  /^(?:word\/(?:document\d*|styles|numbering|settings|fontTable|webSettings|header\d*|footer\d*|footnotes\d*|endnotes\d*)\.xml|word\/theme\/.*|word\/fonts\/.*|word\/media\/.*|word\/charts\/(?:chart|style|colors)\w*\.xml|word\/diagrams\/[^/]+\.xml|word\/drawings\/[^/]+\.xml)$/;
const WORDS = /^word\/(?:document\d*|header\d*|footer\d*|footnotes\d*|endnotes\d*)\.xml$/;
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/**
 * A .docx with what it shows: changes accepted, no comments, hidden text, properties, embedded files, macros, fetched
 * templates or pictures. Tables among `grids` take their cells' place. Throws `Refused`.
 */
export async function cleanDocx(bytes: Uint8Array, grids: readonly Grid[], limits: Limits): Promise<Buffer> {
  const zip = await openZip(bytes, limits);
  const main = zip.names.find((n) => /^word\/document\d*\.xml$/.test(n));
  if (!main) throw new Refused('broken', SAY.broken());
  const read = readerOf(zip, limits);
  const hiddenStyles = hiddenStylesOf((await read('word/styles.xml')) ?? '', limits);
  const wanted = new Set<string>([main]);
  const out = new Map<string, Buffer | string>();
  // Only what is reached from the document stays: a picture that nothing shows is a leftover.
  for (const part of wanted) {
    if (!KEPT.test(part) || !zip.has(part)) continue;
    if (part.endsWith('.xml')) out.set(part, await cleaned(part));
    else out.set(part, (await zip.read(part, limits.unpackedBytes)) ?? Buffer.alloc(0));
    const rels = await read(relsOf(part));
    if (!rels) continue;
    const kept = relationsOf(rels, part, limits).filter((r) =>
      r.external ? r.type === 'hyperlink' : KEPT.test(r.target) && zip.has(r.target),
    );
    for (const r of kept) if (!r.external) wanted.add(r.target);
    out.set(relsOf(part), keptRelations(rels, new Set(kept.map((r) => r.id))));
  }
  async function cleaned(part: string): Promise<string> {
    const xml = (await read(part)) ?? '';
    if (WORDS.test(part)) return cleanWord(xml, { hiddenStyles, grids: part === main ? grids : [] }, limits);
    if (part === 'word/settings.xml') return cutElements(xml, SETTINGS);
    if (part.startsWith('word/charts/')) return cutElements(xml, ['c:externalData', 'externalData']);
    return xml;
  }
  const types = (await read('[Content_Types].xml')) ?? '';
  out.delete(relsOf('[Content_Types].xml'));
  return writeZip([
    ['[Content_Types].xml', keptTypes(types, (part) => out.has(part)).replace(MACRO_TYPE, TYPES)],
    ['_rels/.rels', rootRelations(main)],
    ...out,
  ]);
}

const MACRO_TYPE =
  /application\/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml/g;
const SETTINGS = [
  'docVars',
  'mailMerge',
  'attachedTemplate',
  'rsids',
  'trackRevisions',
  'smartTagType',
  'docId',
  'attachedSchema',
].flatMap((name) => [`w:${name}`, `w14:${name}`, `w15:${name}`]);

/** Elements with these names and all inside them are left out. */
function cutElements(xml: string, names: readonly string[]): string {
  return names.reduce(
    (text, name) => text.replace(new RegExp(`<${name}(?:\\s[^>]*)?(?:/>|>[\\s\\S]*?</${name}>)`, 'g'), ''),
    xml,
  );
}

const keptRelations = (rels: string, ids: ReadonlySet<string>): string =>
  rels.replace(/<(?:\w+:)?Relationship\s[^>]*?(?:\/>|>\s*<\/(?:\w+:)?Relationship>)/g, (tag) =>
    ids.has(/\sId="([^"]*)"/.exec(tag)?.[1] ?? '') ? tag : '',
  );

const keptTypes = (types: string, has: (part: string) => boolean): string =>
  types.replace(/<(?:\w+:)?Override\s[^>]*?(?:\/>|>\s*<\/(?:\w+:)?Override>)/g, (tag) =>
    has((/\sPartName="\/?([^"]*)"/.exec(tag)?.[1] ?? '').replace(/^\//, '')) ? tag : '',
  );

const rootRelations = (main: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${escapeMarkup(main)}"/></Relationships>`;

import { Parser } from 'htmlparser2';

/** How one level of a Word numbering writes its number. `start` and `restart` as in the file. */
export type Level = {
  start: number;
  format: string;
  pattern: string;
  suffix: string;
  restart: number | undefined;
  style: string | undefined;
};
type Num = { abstract: string; starts: Map<number, number> };
export type Numbering = { abstracts: Map<string, Map<number, Level>>; nums: Map<string, Num> };
export type StyleNumber = { num: string | undefined; level: number | undefined; base: string | undefined };

const int = (text: string | undefined): number | undefined => {
  const n = Number.parseInt(text ?? '', 10);
  return Number.isFinite(n) ? n : undefined;
};

type Attributes = Record<string, string>;

/** Runs over XML, telling where each element begins and ends. */
export function eachElement(
  xml: string,
  open: (name: string, attribs: Attributes, start: number, end: number) => void,
  close: (name: string, start: number, end: number) => void,
): void {
  const parser = new Parser(
    {
      onopentag: (name, attribs) => open(name, attribs, parser.startIndex, parser.endIndex + 1),
      onclosetag: (name) => close(name, parser.startIndex, parser.endIndex + 1),
    },
    { xmlMode: true },
  );
  parser.write(xml);
  parser.end();
}

/** Reads word/numbering.xml. */
export function readNumbering(xml: string): Numbering {
  const abstracts: Numbering['abstracts'] = new Map();
  const nums: Numbering['nums'] = new Map();
  let levels: Map<number, Level> | undefined;
  let level: Level | undefined;
  let num: Num | undefined;
  let override = 0;
  eachElement(
    xml,
    (name, a) => {
      const value = a['w:val'];
      if (name === 'w:abstractNum') {
        levels = new Map();
        abstracts.set(a['w:abstractNumId'] ?? '', levels);
      } else if (name === 'w:num') {
        num = { abstract: '', starts: new Map() };
        nums.set(a['w:numId'] ?? '', num);
      }
      if (name === 'w:abstractNumId' && num) num.abstract = value ?? '';
      else if (name === 'w:lvlOverride') override = int(a['w:ilvl']) ?? 0;
      else if (name === 'w:startOverride' && num) num.starts.set(override, int(value) ?? 1);
      else if (name === 'w:lvl' && levels && !num) {
        level = { start: 1, format: 'decimal', pattern: '', suffix: 'tab', restart: undefined, style: undefined };
        levels.set(int(a['w:ilvl']) ?? 0, level);
      } else if (level && name === 'w:start') level.start = int(value) ?? 1;
      else if (level && name === 'w:numFmt') level.format = value ?? 'decimal';
      else if (level && name === 'w:lvlText') level.pattern = value ?? '';
      else if (level && name === 'w:suff') level.suffix = value ?? 'tab';
      else if (level && name === 'w:lvlRestart') level.restart = int(value);
      else if (level && name === 'w:pStyle') level.style = value;
    },
    (name) => {
      if (name === 'w:lvl') level = undefined;
      else if (name === 'w:num') num = undefined;
      else if (name === 'w:abstractNum') levels = undefined;
    },
  );
  return { abstracts, nums };
}

/** Reads which paragraph styles of word/styles.xml number their paragraphs. */
export function readStyleNumbers(xml: string): Map<string, StyleNumber> {
  const styles = new Map<string, StyleNumber>();
  let style: StyleNumber | undefined;
  eachElement(
    xml,
    (name, a) => {
      if (name === 'w:style' && a['w:type'] === 'paragraph') {
        style = { num: undefined, level: undefined, base: undefined };
        styles.set(a['w:styleId'] ?? '', style);
      } else if (style && name === 'w:numId') style.num = a['w:val'];
      else if (style && name === 'w:ilvl') style.level = int(a['w:val']);
      else if (style && name === 'w:basedOn') style.base = a['w:val'];
    },
    (name) => {
      if (name === 'w:style') style = undefined;
    },
  );
  return styles;
}

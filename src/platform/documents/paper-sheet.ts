import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Run } from './paper.ts';
import { AREA, PAGE_NUMBER_BELOW, SIZE } from './paper-form.ts';
import { breakLines, type Line } from './paper-lines.ts';

/** How a paragraph is set: `spread` fills each line but the last to the full width. */
export type Setting = {
  size: number;
  pitch: number;
  align: 'left' | 'center' | 'right';
  indent?: number;
  bold?: boolean;
  colour?: string;
  spread?: boolean;
  /** What it is to a screen reader: `P`, `H1`, `TD` … */
  role?: 'P' | 'H1' | 'H2' | 'H3';
};

const BLACK = '#000000';

type Element = PDFKit.PDFStructureElement;

let fonts: Promise<{ regular: Buffer; bold: Buffer }> | undefined;

/** Read with the first paper only, and gone with the worker: they are 15 MB each. */
export function loadFonts(): Promise<{ regular: Buffer; bold: Buffer }> {
  fonts ??= (async () => {
    const root = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
    const [regular, bold] = await Promise.all([
      readFile(join(root, '400Regular/NotoSerifSC_400Regular.ttf')),
      readFile(join(root, '700Bold/NotoSerifSC_700Bold.ttf')),
    ]);
    return { regular, bold };
  })();
  return fonts;
}

/** Ligatures and kerning off: a word is as wide as its letters, and copies out letter by letter. */
const PLAIN: PDFKit.Mixins.TextOptions = { lineBreak: false, features: [] };
/** 〓 stands for a character the font lacks, as printers have always done. */
const MISSING = '〓';

type Glyphs = { font: { hasGlyphForCodePoint(code: number): boolean } };

/** A PDF as it grows: a place on the page that moves down, and pages that begin by themselves. */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly root: Element;
  y: number = AREA.top;
  private pages = 0;
  private readonly widths = new Map<string, number>();
  private readonly known = new Map<string, boolean>();

  constructor(doc: PDFKit.PDFDocument) {
    this.doc = doc;
    this.root = doc.struct('Document');
    doc.addStructure(this.root);
  }

  page(): void {
    this.doc.addPage();
    this.pages += 1;
    this.y = AREA.top;
    const text = `— ${this.pages} —`;
    this.doc.markContent('Artifact', { type: 'Pagination' });
    const width = this.width(text, false, SIZE.pageNumber);
    const inset = SIZE.pageNumber;
    const x = this.pages % 2 === 1 ? AREA.left + AREA.width - width - inset : AREA.left + inset;
    this.write(text, x, AREA.top + AREA.height + PAGE_NUMBER_BELOW - SIZE.pageNumber / 2, {
      bold: false,
      size: SIZE.pageNumber,
      colour: BLACK,
    });
    this.doc.endMarkedContent();
  }

  /** Begins a page unless `height` still fits on this one. */
  need(height: number): void {
    if (this.y + height > AREA.top + AREA.height + 0.5) this.page();
  }

  /** What will be printed: characters that the font lacks are replaced. */
  printable(text: string): string {
    // Both weights hold the same characters; the one in hand answers for both.
    const { font } = (this.doc as unknown as { _font: Glyphs })._font;
    return [...text.replace(/\t/g, ' ')]
      .map((c) => {
        let has = this.known.get(c);
        if (has === undefined) {
          has = font.hasGlyphForCodePoint(c.codePointAt(0) ?? 0);
          this.known.set(c, has);
        }
        // A variation selector or joiner that the font does not know is no character of its own.
        return has ? c : /\p{M}|\p{Cf}/u.test(c) ? '' : MISSING;
      })
      .join('');
  }

  width(text: string, bold: boolean, size: number): number {
    const key = `${bold ? 'b' : 'r'}${text}`;
    let unit = this.widths.get(key);
    if (unit === undefined) {
      unit =
        this.doc
          .font(bold ? 'bold' : 'regular')
          .fontSize(1000)
          .widthOfString(text, PLAIN) / 1000;
      if (text.length < 40) this.widths.set(key, unit);
    }
    return unit * size;
  }

  /** Text whose middle is at `y`. */
  write(text: string, x: number, y: number, look: { bold: boolean; size: number; colour: string; gap?: number }): void {
    const { bold, size, colour, gap } = look;
    // The letters of this font fill about 1.437 of their size, with the middle of a character a little below half of it.
    this.doc
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(colour);
    this.doc.text(text, x, y - size * 0.7185, { ...PLAIN, characterSpacing: gap ?? 0 });
  }

  lines(runs: readonly Run[], width: number, set: Setting): Line[] {
    const shown = runs.map((r) => ({ ...r, text: this.printable(r.text) }));
    return breakLines(shown, width, set.indent ?? 0, (text, run) =>
      this.width(text, Boolean(set.bold || shown[run]?.bold), set.size),
    );
  }

  /** One line with its middle at `y`. */
  line(line: Line, runs: readonly Run[], box: { x: number; y: number; width: number }, set: Setting): void {
    const slack = box.width - line.natural;
    const most = set.size * (slack < 0 ? 4 : 2.5);
    const spread = set.spread && (!line.last || slack < 0) && Math.abs(slack) <= most && line.units > 1;
    const gap = spread ? slack / (line.units - 1) : 0;
    let x = box.x + (spread || set.align === 'left' ? 0 : set.align === 'center' ? slack / 2 : slack);
    for (const piece of line.pieces) {
      const run = runs[piece.run];
      const bold = Boolean(set.bold || run?.bold);
      const length = this.width(piece.text, bold, set.size) + gap * [...piece.text].length;
      this.write(piece.text, x, box.y, { bold, size: set.size, colour: set.colour ?? BLACK, gap });
      if (run?.underline) {
        const under = box.y + set.size * 0.58;
        this.doc
          .lineWidth(0.7)
          .strokeColor(set.colour ?? BLACK)
          .moveTo(x, under)
          .lineTo(x + length, under)
          .stroke();
      }
      x += length;
    }
  }

  /** A paragraph at the current place, over as many pages as it takes. */
  paragraph(
    runs: readonly Run[],
    set: Setting,
    box: { x: number; width: number } = { x: AREA.left, width: AREA.width },
  ): void {
    const lines = this.lines(runs, box.width, set);
    const role = set.role ?? 'P';
    const element = this.doc.struct(role);
    this.root.add(element);
    lines.forEach((l, i) => {
      this.need(set.pitch);
      const indent = i === 0 ? (set.indent ?? 0) : 0;
      const content = this.doc.markStructureContent(role);
      this.line(l, runs, { x: box.x + indent, y: this.y + set.pitch / 2, width: box.width - indent }, set);
      this.doc.endMarkedContent();
      element.add(content);
      this.y += set.pitch;
    });
    if (lines.length === 0) this.y += set.pitch;
    element.end();
  }
}

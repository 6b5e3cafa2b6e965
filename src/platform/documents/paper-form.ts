// Proportions of an official document (GB/T 9704—2012), in points unless the name says otherwise.

const MM = 72 / 25.4;

/** A4: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm. */
export const PAGE = { width: 210 * MM, height: 297 * MM } as const;
export const AREA = { left: 28 * MM, top: 37 * MM, width: 156 * MM, height: 225 * MM } as const;

/** 三号 for the text, 二号 for the title, 四号 for page numbers. */
export const SIZE = { body: 16, title: 22, masthead: 30, pageNumber: 14 } as const;
/** 22 lines of text to a page. */
export const PITCH = AREA.height / 22;
/** 28 characters to a line. */
export const PER_LINE = 28;
export const TITLE_PITCH = PITCH * 1.2;
/** The page number's line lies 7 mm below the text. */
export const PAGE_NUMBER_BELOW = 7 * MM;
export const RED = '#d0111b';

/** Tables are set smaller, and smaller still where many columns share the width: 四号, 小四, 五号, 小五. */
export const tableSize = (columns: number): number => (columns <= 3 ? 14 : columns <= 5 ? 12 : columns <= 9 ? 10.5 : 9);
/** Between the lines of a cell, and from its rule to its words. */
export const cellPitch = (size: number): number => size * 1.45;
export const CELL_PADDING = 3.2;

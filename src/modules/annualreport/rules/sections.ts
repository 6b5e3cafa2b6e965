/** The six parts of the form, in its order and words (国办公开办函〔2021〕30号). */
export const SECTIONS = [
  { key: 'one', title: '一、总体情况', table: undefined },
  { key: 'two', title: '二、主动公开政府信息情况', table: 'table2' },
  { key: 'three', title: '三、收到和处理政府信息公开申请情况', table: 'table3' },
  { key: 'four', title: '四、政府信息公开行政复议、行政诉讼情况', table: 'table4' },
  { key: 'five', title: '五、存在的主要问题及改进情况', table: undefined },
  { key: 'six', title: '六、其他需要报告的事项', table: undefined },
] as const;
export type SectionKey = (typeof SECTIONS)[number]['key'];
export type Texts = Readonly<Record<SectionKey, string>>;
export const NO_TEXTS: Texts = { one: '', two: '', three: '', four: '', five: '', six: '' };

/** Parts that have no table must say something; a table speaks for itself. */
export const emptyParts = (t: Texts): string[] =>
  SECTIONS.filter((s) => s.table === undefined && t[s.key].trim() === '').map((s) => s.title);

/** Text as people type it: a line is a paragraph, a short line that begins with （一） a heading of its own. */
export const paragraphsOf = (text: string): { heading: boolean; text: string }[] =>
  text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => ({
      heading: /^（[一二三四五六七八九十]+）/.test(line) && line.length <= 30 && !/[。；]/.test(line),
      text: line,
    }));

/** Characters as an office counts them: everything but blanks. */
export const lengthOf = (text: string): number => [...text.replace(/\s/g, '')].length;

export const titleOf = (unit: string, year: number): string => `${unit}${year}年政府信息公开工作年度报告`;

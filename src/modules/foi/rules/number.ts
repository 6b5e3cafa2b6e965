/** `SQ-2026-00317`: 申请, the year, the count of the year. */
export const sayNumber = (year: number, n: number): string => `SQ-${year}-${String(n).padStart(5, '0')}`;
/** A further case of a split application: `SQ-2026-00317-2`; the first keeps the application's number. */
export const partNumber = (no: string, part: number): string => (part === 1 ? no : `${no}-${part}`);

/** As typed or read over the telephone: width, case, spaces and dashes make no difference. Undefined: not a number of ours. */
export function readNumber(text: string): string | undefined {
  const flat = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s—_－]/g, '')
    .replace(/^SQ-?/, '');
  const found = /^(\d{4})-?(\d{5,9})(?:-(\d{1,3}))?$/.exec(flat);
  return found ? `SQ-${found[1]}-${found[2]}${found[3] ? `-${found[3]}` : ''}` : undefined;
}
/** The application a number of a case belongs to. */
export const applicationNumber = (no: string): string => no.split('-').slice(0, 3).join('-');

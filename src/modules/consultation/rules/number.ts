/** `ZX-2026-00317`: 咨询, the year, the count of the year. */
export const sayNumber = (year: number, n: number): string => `ZX-${year}-${String(n).padStart(5, '0')}`;

/** As typed or read over the telephone: width, case, spaces and dashes make no difference. Undefined: not a number of ours. */
export function readNumber(text: string): string | undefined {
  const flat = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—_－]/g, '');
  const found = /^(?:ZX)?(\d{4})(\d{5,9})$/.exec(flat);
  return found ? `ZX-${found[1]}-${found[2]}` : undefined;
}

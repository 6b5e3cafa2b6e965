/** A cell that a spreadsheet would take for a formula is made text; quotes are doubled (RFC 4180). */
export function csvCell(value: unknown): string {
  const text = String(value ?? '');
  // Spreadsheets look behind blanks and full-width signs too.
  const safe = /^\s*[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** With a byte order mark, so that spreadsheets read the Chinese. */
export const csvOf = (lines: readonly (readonly unknown[])[]): string =>
  `\uFEFF${lines.map((l) => l.map(csvCell).join(',')).join('\r\n')}\r\n`;

const ESCAPE: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text made safe to stand between the elements of a markup. */
export const escapeText = (text: string): string => text.replace(/[&<>]/g, (c) => ESCAPE[c] ?? c);
/** Plain words as paragraphs, one for each line that says something. */
export const paragraphsOf = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${escapeText(line)}</p>`)
    .join('');
/** Text made safe to stand in markup anywhere, in quoted attributes too. */
export const escapeMarkup = (text: string): string => text.replace(/[&<>"]/g, (c) => ESCAPE[c] ?? c);

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** What XML 1.0 cannot hold goes: control characters and lone surrogates. */
export const withoutControls = (text: string): string => text.toWellFormed().replace(CONTROLS, '');

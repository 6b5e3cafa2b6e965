// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** What XML 1.0 cannot hold goes: control characters and lone surrogates. */
export const withoutControls = (text: string): string => text.toWellFormed().replace(CONTROLS, '');

const ESCAPE: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
export const escapeText = (text: string): string => text.replace(/[&<>"']/g, (c) => ESCAPE[c] ?? c);

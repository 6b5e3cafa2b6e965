/** Fields whose instruction says only how to count or format. */
const DULL =
  /^(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|TOC|PAGEREF|REF|NOTEREF|SEQ|STYLEREF|DATE|TIME|CREATEDATE|SAVEDATE|PRINTDATE|FILENAME|FILESIZE|NUMWORDS|NUMCHARS|REVNUM|EDITTIME|AUTHOR|TITLE|SUBJECT|SHAPE|EMBED|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|EQ|SYMBOL|LISTNUM|AUTONUM|TC|XE|INDEX|RD|ADVANCE|=)\b/i;

/** The address a HYPERLINK field leads to. */
export function linkOf(instruction: string): string | undefined {
  return /^\s*HYPERLINK\s+"([^"]+)"/i.exec(instruction)?.[1] ?? /^\s*HYPERLINK\s+([^\s"\\]+)/i.exec(instruction)?.[1];
}

/** Whether an instruction carries words or numbers of its own, as DOCPROPERTY, QUOTE, IF or ADDIN do. */
export function hasPayload(instruction: string): boolean {
  const text = instruction.trim();
  if (!text || /^HYPERLINK\b/i.test(text)) return /\d{7,}/.test(text);
  if (!DULL.test(text)) return true;
  return (
    /[\u3400-\u9fff]/.test(text.replace(/\\[@*#]\s*"[^"]*"/g, '').replace(/^(?:TOC|STYLEREF|SEQ|XE|TC)\b.*/i, '')) ||
    /\d{7,}/.test(text.replace(/_(?:Toc|Ref|Hlk)\d+/g, ''))
  );
}

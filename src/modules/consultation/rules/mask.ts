const MAIL = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}/g;

/** E-mail addresses taken out of running text; numbers of persons are masked by the gate's own rule. */
export const maskMail = (text: string): string => text.replace(MAIL, '（邮箱略）');

export const mailsIn = (text: string): number => text.normalize('NFKC').match(MAIL)?.length ?? 0;

/** Whether a text gives away how someone is reached: the very address, or the digits of the telephone. */
export function holds(text: string, contact: string): boolean {
  const flat = (t: string): string => t.normalize('NFKC').toLowerCase();
  const digits = flat(contact).replace(/\D/g, '');
  if (
    digits.length >= 7 &&
    flat(text)
      .replace(/[\s\-—()·.]/g, '')
      .includes(digits)
  )
    return true;
  const plain = flat(contact).trim();
  return plain.length >= 5 && flat(text).includes(plain);
}

/** The first line of a question for a list, at most `n` characters. */
export function shorten(text: string, n: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length <= n ? line : `${letters.slice(0, n).join('')}……`;
}

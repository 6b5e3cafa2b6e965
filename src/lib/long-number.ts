/**
 * Whether a text holds a run of digits as long as a telephone number, a card or an identity number, whatever stands between
 * them. For reasons that are kept for good or shown: they may not carry what they are about.
 */
export const holdsLongNumber = (text: string): boolean => /(?:\d[\s-]?){7,}/.test(text.normalize('NFKC'));

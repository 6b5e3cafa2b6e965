/** Finding earlier answers by pairs of characters: no dictionary, so new words of a policy are found on the first day. */

const WORDS = /[\p{Script=Han}]+|[a-z0-9]+/gu;
/** Asking words and particles that any question has: they would make all questions alike. */
const EMPTY = /请问|怎么|什么|哪里|可以|能不能|如何|多少|需要|一下|吗|呢|的|了|是|我|您|你/g;

/** Pairs of Chinese characters, whole Latin words and numbers; each once, in order. A single character stands alone. */
export function gramsOf(text: string): string[] {
  const flat = text.normalize('NFKC').toLowerCase().replace(EMPTY, ' ');
  const out = new Set<string>();
  for (const [word] of flat.matchAll(WORDS)) {
    if (/^[a-z0-9]/.test(word) || word.length === 1) out.add(word.slice(0, 40));
    else for (let i = 0; i + 2 <= word.length; i++) out.add(word.slice(i, i + 2));
  }
  return [...out].slice(0, 400);
}

/** How many of the asked pairs an entry must share to be shown: a third, and two unless fewer were asked. */
export const enough = (asked: number): number => Math.max(Math.min(2, asked), Math.ceil(asked / 3));

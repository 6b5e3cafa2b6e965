/** Whether a reader already has what carries this tag (If-None-Match, compared weakly: RFC 9110 §13.1.2). */
export function sameTag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === '') return false;
  const bare = etag.replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((t) => t.trim().replace(/^W\//, '') === bare);
}

export type Part = { start: number; end: number };

/**
 * The part of `size` bytes that a Range header asks for: bytes from `start` to `end`, both included. `whole`: no part, several
 * parts, or nothing we understand, for which RFC 9110 §14.2 allows the whole; `none`: a part that does not exist (416).
 */
export function partOf(range: string, size: number): Part | 'whole' | 'none' {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim());
  const [, from = '', to = ''] = found ?? [];
  if (!found || (from === '' && to === '') || (from !== '' && to !== '' && Number(from) > Number(to))) return 'whole';
  if (from === '')
    return Number(to) === 0 || size === 0 ? 'none' : { start: Math.max(0, size - Number(to)), end: size - 1 };
  if (Number(from) >= size) return 'none';
  return { start: Number(from), end: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}

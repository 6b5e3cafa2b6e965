import { sanitize } from './sanitize.ts';

/** Where pictures stand in converted markup until they are stored. */
export const PENDING = '/files/@';

/**
 * Gives the pictures of converted markup the addresses they were stored under (`/files/…`), by name; a picture
 * without an address is taken out.
 */
export function placeImages(html: string, addresses: Record<string, string>): string {
  const placed = html.replace(/(<img\b[^>]*?\bsrc=")([^"]*)"/g, (whole, before: string, src: string) => {
    if (!src.startsWith(PENDING)) return whole;
    const address = Object.hasOwn(addresses, src.slice(PENDING.length)) ? addresses[src.slice(PENDING.length)] : '';
    return `${before}${address?.replace(/["&<>]/g, '') ?? ''}"`;
  });
  return sanitize(placed);
}

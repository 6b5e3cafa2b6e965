import type { FileStore } from '../files.ts';
import type { DocImage } from './docx.ts';
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

/**
 * Stores the pictures of a converted document and puts their addresses into its markup. `pictures` are files to publish
 * with it, since only published files are served.
 */
export async function keepImages(
  files: Pick<FileStore, 'put'>,
  read: { html: string; images: readonly DocImage[] },
): Promise<{ html: string; pictures: { name: string; sha256: string; size: number; type: string }[] }> {
  const pictures = await Promise.all(
    read.images.map(async (image, i) => ({
      name: `图${i + 1}${/\.\w+$/.exec(image.name)?.[0] ?? ''}`,
      sha256: await files.put(image.bytes),
      size: image.bytes.byteLength,
      type: image.type,
    })),
  );
  const addresses = Object.fromEntries(
    read.images.map((image, i) => [
      image.name,
      `/files/${pictures[i]?.sha256}/${encodeURIComponent(pictures[i]?.name ?? '')}`,
    ]),
  );
  return { html: placeImages(read.html, addresses), pictures };
}

import { noticeSource } from '../../../../law/index.ts';
import type { Req } from '../../../platform/http/types.ts';
import { citationsOf, lawHref, libraryNow } from '../../regulation/index.ts';
import type { BasisLink } from './parts.tsx';

/** Where a basis can be read here: the article in the law library as it stands today, or the holiday notice at its source. */
export async function basisLink(c: Req): Promise<BasisLink> {
  const library = await libraryNow(c.system, c.system.readDb);
  const today = c.system.clock.today();
  return (basis) => {
    const notice = noticeSource(basis);
    if (notice) return notice.replace(/^http:/, 'https:');
    if (library.size === 0) return undefined;
    const found = citationsOf(basis, library, today).find((x) => x.lawId !== undefined);
    return found?.lawId ? lawHref(found.lawId, undefined, found.pin?.article) : undefined;
  };
}

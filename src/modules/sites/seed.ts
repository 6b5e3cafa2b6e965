import type { Tx } from '../../platform/db/connection.ts';
import { bumpRevision } from '../publication/index.ts';
import type { ColumnClass } from './rules.ts';
import * as store from './store.ts';

type SeedColumn = {
  path: string;
  name: string;
  description?: string;
  keywords?: readonly string[];
  class?: ColumnClass;
  inNav?: boolean;
};
type SeedTopic = { slug: string; name: string; lead?: string };
export type SeedSites = { site?: Partial<store.Site>; columns?: readonly SeedColumn[]; topics?: readonly SeedTopic[] };

/**
 * Sets up the portal of a new site in the caller's transaction; running it again changes nothing but what is given.
 * Columns come parents first; the five of the disclosure section are already there and are only described anew.
 */
export async function seedSites(tx: Tx, input: SeedSites, at: Date): Promise<void> {
  if (input.site) await store.updateSite(tx, { ...(await store.siteOf(tx)), ...input.site });
  for (const [position, c] of (input.columns ?? []).entries())
    await store.putColumn(
      tx,
      {
        path: c.path,
        name: c.name,
        description: c.description ?? '',
        keywords: [...(c.keywords ?? [])],
        class: c.class ?? '其他',
        position,
        inNav: c.inNav ?? false,
      },
      at,
    );
  for (const [position, t] of (input.topics ?? []).entries())
    await store.putTopic(tx, {
      slug: t.slug,
      name: t.name,
      lead: t.lead ?? '',
      position,
      active: true,
      archivedAt: null,
    });
  await bumpRevision(tx);
}

import { type SeedSites, seedSites } from '../modules/sites/index.ts';
import { transaction } from '../platform/db/connection.ts';
import type { World } from './world.ts';

/** The portal of the district: its marks unless told otherwise, and the columns and topics a test names. */
export const seedSite = (w: World, given: SeedSites = {}): Promise<void> =>
  transaction(w.system.db, (tx) =>
    seedSites(
      tx,
      { site: { name: '明河区人民政府', domain: 'minghe.test', organiser: '明河区人民政府办公室' }, ...given },
      w.clock.now(),
    ),
  );

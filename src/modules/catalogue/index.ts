import { remarkPlace } from '../../platform/db/remarks.ts';
import type { Module } from '../../platform/module.ts';
import { coverageRoutes } from './coverage-routes.tsx';
import { coverageDuties } from './duties.ts';
import { forget, hide, rebuildEvidence, spread, spreadMany } from './evidence.ts';
import { measures } from './measures.ts';
import { permissions } from './permissions.ts';
import { publicRoutes } from './public-routes.tsx';
import { townshipRoutes } from './township-routes.tsx';
import { unitRoutes } from './unit-routes.tsx';
import { villageListRoutes } from './village-lists.tsx';

export { adoptItems, dropItem } from './actions.ts';
export { type AdoptedItem, adoptedItem, adoptedItems, presetFor } from './fill.ts';
export { fieldsNow, itemsNow, organsNow } from './national.ts';
export { isBlank, type RawValues, validateElements } from './rules/elements.ts';
export { rawOf, toFilled, toText } from './rules/fill.ts';
export { type Moved, moveElements } from './rules/move.ts';
export { itemName } from './rules/preset.ts';
export { itemsFor } from './rules/theirs.ts';
export type { CatalogueItem, ElementSpec } from './rules/types.ts';
export { headOf as sayHead } from './say.ts';
export { type SeedCatalogue, seedCatalogue } from './seed.ts';

export const catalogue: Module = {
  name: 'catalogue',
  permissions,
  routes: [...coverageRoutes, ...townshipRoutes, ...unitRoutes, ...publicRoutes, ...villageListRoutes],
  links: [
    { section: '公开', label: '公开目录', href: '/console/catalogue', icon: 'grid', may: 'catalogue:read', order: 20 },
    {
      section: '监督',
      label: '覆盖与指标',
      href: '/console/coverage',
      icon: 'chart',
      may: 'catalogue:read',
      order: 45,
    },
  ],
  duties: [coverageDuties],
  measures,
  remarks: [
    remarkPlace({
      table: 'catalogue.adoption',
      place: '公开目录里写的原因和联系人',
      may: 'catalogue:read',
      id: "t.unit_id || ' ' || t.item_id",
      columns: ['reason', 'contact', 'content'],
      unit: 't.unit_id',
      href: "'/console/catalogue/' || t.unit_id || '/items/' || t.item_id",
    }),
    remarkPlace({
      table: 'catalogue.happening',
      place: '记下的要公开的事',
      may: 'catalogue:read',
      idType: 'bigint',
      columns: ['what', 'struck'],
      unit: 't.unit_id',
      href: "'/console/coverage'",
    }),
  ],
  spread,
  spreadMany,
  rebuild: rebuildEvidence,
  hide,
  forget,
};

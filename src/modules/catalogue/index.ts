import type { Module } from '../../platform/module.ts';
import { coverageDuties } from './duties.ts';
import { spread } from './evidence.ts';
import { measures } from './measures.ts';
import { permissions } from './permissions.ts';

export { adaptItem, addOwnItem, adoptItems, dropItem, recordHappening, strikeHappening, urge } from './actions.ts';
export { type Coverage, coverage, type ItemCell, offered, unitItem } from './coverage.ts';
export { rebuildEvidence } from './evidence.ts';
export { fieldName, fieldsNow, itemNow, itemsNow, organsNow } from './national.ts';
export type { CatalogueItem, ElementSpec } from './rules/types.ts';
export { CATALOGUE_CODES, sayCatalogue } from './say.ts';

export const catalogue: Module = {
  name: 'catalogue',
  permissions,
  duties: [coverageDuties],
  measures,
  spread,
};

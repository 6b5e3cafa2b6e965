import { annualreport } from '../modules/annualreport/index.ts';
import { catalogue } from '../modules/catalogue/index.ts';
import { checks } from '../modules/checks/index.ts';
import { consultation } from '../modules/consultation/index.ts';
import { duties } from '../modules/duties/index.ts';
import { editorial } from '../modules/editorial/index.ts';
import { erasure } from '../modules/erasure/index.ts';
import { foi } from '../modules/foi/index.ts';
import { intake } from '../modules/intake/index.ts';
import { interpretation } from '../modules/interpretation/index.ts';
import { ledger } from '../modules/ledger/index.ts';
import { org } from '../modules/org/index.ts';
import { policy } from '../modules/policy/index.ts';
import { publication } from '../modules/publication/index.ts';
import { regulation } from '../modules/regulation/index.ts';
import { search } from '../modules/search/index.ts';
import { sites } from '../modules/sites/index.ts';
import { translog } from '../modules/translog/index.ts';
import type { Module } from '../platform/module.ts';
import type { PermissionTable } from '../platform/permission.ts';

/**
 * Who takes part, and in which order they hear of a publication, and forget one: erasure writes down who could have seen it
 * while the others still know.
 */
export const modules: readonly Module[] = [
  duties,
  org,
  translog,
  publication,
  erasure,
  sites,
  checks,
  search,
  catalogue,
  editorial,
  intake,
  ledger,
  foi,
  annualreport,
  regulation,
  consultation,
  interpretation,
  policy,
];

/** All permission tables in one; a name said twice stops the start. */
export const allPermissions: PermissionTable = modules.reduce<Record<string, PermissionTable[string]>>((all, m) => {
  for (const [name, rule] of Object.entries(m.permissions ?? {})) {
    if (name in all) throw new Error(`permission ${name} is defined twice (again in ${m.name})`);
    all[name] = rule;
  }
  return all;
}, {});

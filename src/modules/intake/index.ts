import type { Module } from '../../platform/module.ts';
import { permissions } from './permissions.ts';
import { barItems } from './store.ts';
import { verbs } from './verbs.ts';

export { importAll, type Report } from './import-files.ts';
export { sourcesOf } from './walk.ts';

export const intake: Module = {
  name: 'intake',
  permissions,
  verbs,
  // An item knows only the file of the newest edition; an older version that is erased leaves it as it is.
  forget: async (tx, what) => {
    if (what.current) await barItems(tx, what.no, what.at);
  },
};

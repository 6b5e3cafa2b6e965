import type { Module } from '../../platform/module.ts';
import { forget, hide } from './forget.ts';
import { indexEdition } from './index-editions.ts';
import { jobs } from './jobs.ts';
import { permissions } from './permissions.ts';
import { routes } from './routes.tsx';
import { verbs } from './verbs.ts';

export { indexEdition, reindex } from './index-editions.ts';
export { ask, suggest } from './query.ts';
export { insertSynonym, insertWord } from './store.ts';

export const search: Module = {
  name: 'search',
  permissions,
  routes,
  jobs,
  verbs,
  spread: indexEdition,
  hide,
  forget,
  links: [
    {
      section: '监督',
      label: '搜索用词',
      href: '/console/search-words',
      icon: 'search',
      may: 'search:manage',
      order: 60,
    },
  ],
};

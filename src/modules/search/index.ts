import type { Module } from '../../platform/module.ts';
import { forget as forgetLeak, hide } from './forget.ts';
import { indexEdition, indexEditions } from './index-editions.ts';
import { jobs } from './jobs.ts';
import { permissions } from './permissions.ts';
import { routes } from './routes.tsx';
import { verbs } from './verbs.ts';

export { forget, indexEdition, reindex } from './index-editions.ts';
export { checkIndex } from './jobs.ts';
export { ask, type Question, suggest } from './query.ts';
export { insertSynonym, insertWord } from './store.ts';

export const search: Module = {
  name: 'search',
  permissions,
  routes,
  jobs,
  verbs,
  spread: indexEdition,
  spreadMany: indexEditions,
  hide,
  forget: forgetLeak,
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

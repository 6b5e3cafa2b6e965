import type { Module } from '../../platform/module.ts';
import { citationEnv } from './cite-env.ts';
import { citationDuties } from './duties.ts';
import { jobs } from './jobs.ts';
import { decorate, parts } from './part.tsx';
import { permissions } from './permissions.ts';
import { routes } from './routes.ts';
import { citationChecks } from './rules/checks.ts';
import { forget, spreadAllCitations, spreadCitations } from './spread.ts';
import { verbs } from './verbs.ts';

export { importLaws } from './actions.ts';
export { lawHref } from './decorate.ts';
export { libraryNow, openLibrary } from './kept.ts';
export { articlesOf } from './rules/articles.ts';
export { citationsOf } from './rules/cite.ts';
export { type ArticleChange, diffArticles } from './rules/differ.ts';
export { printArticle } from './rules/judge.ts';
export { lawsOfRecords, libraryOf } from './rules/library.ts';
export { type LawRecord, recordOf } from './rules/record.ts';
export type { Article, Citation, Law, Library } from './rules/types.ts';

export const regulation: Module = {
  name: 'regulation',
  permissions,
  routes,
  jobs,
  verbs,
  duties: [citationDuties],
  parts,
  decorate,
  checks: citationChecks,
  checkEnv: citationEnv,
  spread: spreadCitations,
  spreadMany: spreadAllCitations,
  forget,
  links: [
    {
      section: '公开',
      label: '引用核对',
      href: '/console/citations',
      icon: 'book',
      may: 'regulation:answer',
      order: 16,
    },
  ],
};

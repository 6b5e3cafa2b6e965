import type { Module } from '../../platform/module.ts';
import { permissions } from './permissions.ts';
import { verbs } from './verbs.ts';

export { importLaws, type LawsReport, openLibrary } from './actions.ts';
export { articlesOf, wordsAt } from './rules/articles.ts';
export { citationsOf } from './rules/cite.ts';
export { type ArticleChange, diffArticles } from './rules/differ.ts';
export { libraryOf, versionOn } from './rules/library.ts';
export type { Article, Citation, CiteStatus, Law, Library, Pin, Version } from './rules/types.ts';
export { type ArticleRow, articlesOfVersion } from './store.ts';

export const regulation: Module = { name: 'regulation', permissions, verbs };

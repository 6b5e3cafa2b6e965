export { articlesOf, wordsAt } from './rules/articles.ts';
export { citationsOf } from './rules/cite.ts';
export { type ArticleChange, diffArticles } from './rules/differ.ts';
export { libraryOf, versionOn } from './rules/library.ts';
export type { Article, Citation, CiteStatus, Law, Library, Pin, Version } from './rules/types.ts';

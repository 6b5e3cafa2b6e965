/** Sample pages with invented data (fictional 明河区), for the visual test only. */
export { Article } from './showcase/article.tsx';
export { ElderArticle } from './showcase/article-elder.tsx';
export { Components } from './showcase/components.tsx';
export { ConsoleToday, LedgerBoard } from './showcase/console.tsx';
export { ElderHome, Home } from './showcase/home.tsx';
export { Login, NotFound } from './showcase/login.tsx';
export { Search } from './showcase/search.tsx';
export { env } from './showcase/site.ts';

import { fragment } from '../../platform/http/answer.ts';
import type { Texts } from './rules/sections.ts';
import type { Report } from './rules/types.ts';
import { ReportMarkup } from './tables.tsx';

/** The report as one page without anything around it: for files and other systems. */
export const reportPage = (r: { title: string; report: Report; texts: Texts }): string =>
  `<!doctype html>${fragment(
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>{r.title}</title>
      </head>
      <body>
        <h1>{r.title}</h1>
        <ReportMarkup report={r.report} texts={r.texts} />
      </body>
    </html>,
  )}`;

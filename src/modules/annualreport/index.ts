import type { Module } from '../../platform/module.ts';
import { openapi } from './api.ts';
import { consoleRoutes } from './console-routes.ts';
import { reportDuties } from './duties.ts';
import { forget, remarks } from './forget.ts';
import { measures } from './measures.ts';
import { reportParts } from './parts.tsx';
import { permissions } from './permissions.ts';
import { publicRoutes } from './public-routes.ts';
import { verbs } from './verbs.ts';

export { liveReports, unitsFor } from './figures.ts';
export { readReportPage as reportOnPage } from './page-read.ts';
export { checkReport } from './rules/check.ts';
export type { Report } from './rules/types.ts';
export { takeInAllReports } from './take-in.ts';
export { openReport } from './view.ts';

export const annualreport: Module = {
  name: 'annualreport',
  permissions,
  routes: [...consoleRoutes, ...publicRoutes],
  openapi,
  parts: reportParts,
  duties: [reportDuties],
  acts: { 'report.explain': '说明数字为什么变' },
  measures,
  verbs,
  forget,
  remarks,
  links: [
    {
      section: '公开',
      label: '年度报告',
      href: '/console/annual-reports',
      icon: 'book',
      may: 'report:read',
      order: 19,
    },
  ],
};

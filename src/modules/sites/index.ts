import { remarkPlace } from '../../platform/db/remarks.ts';
import { FORGOTTEN, type Module } from '../../platform/module.ts';
import { reportDuties, silenceDuties } from './duties.ts';
import { jobs } from './jobs.ts';
import { measures } from './measures.ts';
import { permissions } from './permissions.ts';
import { forgetReadsOf } from './reads.ts';
import { forgetReportsOn } from './reports.ts';
import { routes } from './routes.ts';

export { previewPage } from './article.tsx';
export { woven } from './compare.tsx';
export { failurePage } from './failure.tsx';
export { fileHref } from './files.ts';
export { offers, siteInfo } from './frame.ts';
export { addReads, ReadCounter, readsOf } from './reads.ts';
export { leavesOf } from './rules.ts';
export { type SeedSites, seedSites } from './seed.ts';
export { portalShell } from './shell.tsx';
export { columnByPath, columnsOf, type SiteColumn, type Topic, topicsOf } from './store.ts';

const link = (label: string, href: string, icon: string, order: number) => ({
  section: '网站',
  label,
  href,
  icon,
  may: 'site:manage',
  order,
});

export const sites: Module = {
  name: 'sites',
  permissions,
  routes,
  jobs,
  duties: [reportDuties, silenceDuties],
  acts: { 'site.identity': '改网站标识' },
  measures,
  forget: async (tx, what) => {
    await forgetReportsOn(tx, what, FORGOTTEN);
    await forgetReadsOf(tx, what.files);
  },
  remarks: [
    remarkPlace({
      table: 'sites.error_report',
      place: '找错的留言和答复',
      may: 'site:manage',
      columns: ['what', 'answer'],
      unit: 't.unit_id',
      href: "'/console/error-reports'",
    }),
  ],
  links: [
    link('找错', '/console/error-reports', 'edit', 60),
    link('栏目', '/console/columns', 'grid', 61),
    link('专题', '/console/topics', 'book', 62),
    link('网站标识', '/console/site', 'shield', 63),
  ],
};

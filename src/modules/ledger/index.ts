import { remarkPlace } from '../../platform/db/remarks.ts';
import type { Module } from '../../platform/module.ts';
import { ledgerDuties, officeDuties } from './duties.ts';
import { forget, traces } from './forget.ts';
import { jobs, lookAtEdition, lookAtEditions } from './jobs.ts';
import { measures } from './measures.ts';
import { permissions } from './permissions.ts';
import { routes } from './routes.tsx';
import { heldFiles } from './store/index.ts';
import { verbs } from './verbs.ts';

export { acceptReport, importPlan, openToPublic, report, returnReport } from './actions/index.ts';
export { board } from './board.ts';
export { parsePlan, planFromText } from './rules/index.ts';
export { type SeedDone, seedDone } from './seed.ts';

export const ledger: Module = {
  name: 'ledger',
  permissions,
  routes,
  jobs,
  spread: lookAtEdition,
  spreadMany: lookAtEditions,
  duties: [ledgerDuties, officeDuties],
  measures,
  verbs,
  forget,
  holds: heldFiles,
  remarks: [
    remarkPlace({
      table: 'ledger.report',
      place: '工作要点台账的上报和退回',
      may: 'ledger:read',
      columns: ['text', 'reason'],
      unit: 't.unit_id',
      href: "'/console/ledger/tasks/' || t.task_id",
      forget: ['text', 'reason'],
    }),
    remarkPlace({
      table: 'ledger.event',
      place: '工作要点台账的经过',
      may: 'ledger:read',
      idType: 'bigint',
      columns: ['detail'],
      href: "'/console/ledger/tasks/' || t.task_id",
      forget: ['detail'],
    }),
  ],
  traces,
  links: [
    { section: '监督', label: '工作要点台账', href: '/console/ledger', icon: 'list', may: 'ledger:read', order: 40 },
  ],
};

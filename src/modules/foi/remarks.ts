import { remarkPlace } from '../../platform/db/remarks.ts';

const UNIT = '(select r.unit_id from foi.request r where r.id = t.request_id)';
const CASE = "'/console/foi/' || t.request_id";

/**
 * Free text of cases in which words of an erased text may stand. Of what applicants wrote, only their additions (补充说明) are
 * among it, which stand in the history of the case.
 */
export const remarks = [
  remarkPlace({
    table: 'foi.request',
    place: '依申请公开的题目和理由',
    may: 'foi:read',
    columns: ['subject', 'reasons', 'whereabouts'],
    unit: 't.unit_id',
    href: "'/console/foi/' || t.id",
  }),
  remarkPlace({
    table: 'foi.event',
    place: '依申请公开的经过',
    may: 'foi:read',
    idType: 'bigint',
    columns: ['note'],
    unit: UNIT,
    href: CASE,
    forget: ['note'],
  }),
  remarkPlace({
    table: 'foi.dispute',
    place: '复议和诉讼的记录',
    may: 'foi:read',
    columns: ['note'],
    unit: UNIT,
    href: CASE,
    forget: ['note'],
  }),
];

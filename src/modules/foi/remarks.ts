import { remarkPlace } from '../../platform/db/remarks.ts';

const UNIT = '(select r.unit_id from foi.request r where r.id = t.request_id)';
const CASE = "'/console/foi/' || t.request_id";

/**
 * Free text of cases in which words of an erased text may stand. What applicants wrote themselves is not among it: it is read
 * by the handling clerk alone and goes with the identity.
 */
export const remarks = [
  remarkPlace({
    table: 'foi.request',
    place: '依申请公开的题目和理由',
    columns: ['subject', 'reasons', 'whereabouts'],
    unit: 't.unit_id',
    href: "'/console/foi/' || t.id",
  }),
  remarkPlace({
    table: 'foi.event',
    place: '依申请公开的经过',
    columns: ['note'],
    unit: UNIT,
    href: CASE,
    forget: ['note'],
  }),
  remarkPlace({
    table: 'foi.dispute',
    place: '复议和诉讼的记录',
    columns: ['note'],
    unit: UNIT,
    href: CASE,
    forget: ['note'],
  }),
];

export { sinceOf } from './common.ts';
export { lookBack } from './look-back.ts';
export { importPlan, openToPublic } from './plan.ts';
export { acceptReport, type EvidenceInput, recordProbe, report, returnReport } from './report.ts';
export { addStep, assign, markStep, setDeadline, unassign } from './task.ts';

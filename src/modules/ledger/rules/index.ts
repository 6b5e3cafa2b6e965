export { planFromText } from './blocks.ts';
export { parsePlan } from './plan.ts';
export { isRecurs, nextDue, sayRecurs } from './recurs.ts';
export type { Deadline, Plan, PlanBlock, PlanItem, Unclear } from './types.ts';
export { type Expanded, expandUnits, type UnitNode } from './units.ts';

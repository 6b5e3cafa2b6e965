export { planFromText } from './blocks.ts';
export { parsePlan } from './plan.ts';
export { isRecurs, sayRecurs } from './recurs.ts';
export type { Plan } from './types.ts';
export { expandUnits, type UnitNode } from './units.ts';

export * from './history.ts';
export * from './plan.ts';
export * from './report.ts';

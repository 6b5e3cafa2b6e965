export * from './application.ts';
export * from './figures.ts';
export * from './files.ts';
export * from './lists.ts';
export * from './parts.ts';
export * from './request.ts';
export type * from './types.ts';

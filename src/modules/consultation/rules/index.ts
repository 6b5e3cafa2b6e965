export * from './clock.ts';
export * from './find.ts';
export * from './flood.ts';
export * from './life.ts';
export * from './mask.ts';
export * from './number.ts';

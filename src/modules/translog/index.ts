import type { Module } from '../../platform/module.ts';

export { append, appendAll, claimIndex } from './actions.ts';
export { type Leaf, leafAt, leafJson, size } from './store.ts';
export { verifyLeaves } from './verify.ts';

export const translog: Module = { name: 'translog' };

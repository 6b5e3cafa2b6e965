import type { Module } from '../../platform/module.ts';

export { append, appendAll, claimIndex, type LeafToAppend } from './actions.ts';
export { type Leaf, leafAt, leafJson, leavesFrom, size } from './store.ts';
export { verifyLeaves } from './verify.ts';

export const translog: Module = { name: 'translog' };

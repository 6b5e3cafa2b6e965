import type { Module } from '../../platform/module.ts';
import { permissions } from './permissions.ts';
import { verbs } from './verbs.ts';

export { importAll, type Report } from './verbs.ts';
export { sourcesOf } from './walk.ts';

export const intake: Module = { name: 'intake', permissions, verbs };

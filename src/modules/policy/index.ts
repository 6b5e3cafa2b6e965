import type { Module } from '../../platform/module.ts';
import { permissions } from './permissions.ts';

export const policy: Module = { name: 'policy', permissions };

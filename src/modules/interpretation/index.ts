import type { Module } from '../../platform/module.ts';
import { verbs } from './verbs.ts';

export { type Against, against, type Passage } from './against.ts';
export { COPY_SETTINGS, type CopyResult, type CopySettings, copyOf } from './rules/copy.ts';
export { ELEMENTS, type ElementName, elementsOf, type FoundElement } from './rules/elements.ts';

export const interpretation: Module = { name: 'interpretation', verbs };

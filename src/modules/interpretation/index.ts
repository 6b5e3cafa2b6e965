export { COPY_SETTINGS, type CopyResult, type CopySettings, copyOf } from './rules/copy.ts';
export { ELEMENTS, type ElementName, elementsOf, type FoundElement } from './rules/elements.ts';

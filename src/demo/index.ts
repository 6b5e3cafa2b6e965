export { buildDistrict } from './district.ts';
export { type DemoCleanup, type DemoPolicyDraft, policyLife } from './policy-life.ts';
export type { DemoDistrict } from './types.ts';
export { ALLOWED_TAGS } from './types.ts';

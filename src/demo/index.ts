export { buildDistrict, DEMO_SEED } from './district.ts';
export { type DemoCleanup, type DemoPolicyDraft, policyLife } from './policy-life.ts';
export type {
  ColumnClass,
  DemoAttachment,
  DemoBasis,
  DemoColumn,
  DemoCorrection,
  DemoDistrict,
  DemoDraft,
  DemoFooter,
  DemoLedgerEntry,
  DemoLinks,
  DemoPerson,
  DemoPiece,
  DemoPlan,
  DemoRole,
  DemoSite,
  DemoTopic,
  DemoUnit,
  DemoUnitKind,
  DemoValidity,
  DraftState,
  PieceKind,
  ValidityStatus,
} from './types.ts';
export { ALLOWED_TAGS } from './types.ts';

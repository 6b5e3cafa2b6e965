export { buildDistrict, DEMO_SEED } from './district.ts';
export { type DemoCleanup, type DemoPolicyDraft, policyLife } from './policy-life.ts';
export type {
  ColumnClass,
  DemoAttachment,
  DemoBasis,
  DemoCase,
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
  DemoQuestion,
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

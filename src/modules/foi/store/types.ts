import type { Day } from '../../../lib/day.ts';
import type { PricedBand } from '../../../lib/tariff.ts';
import type {
  ApplicantKind,
  Channel,
  DecisionKey,
  DisputeBlock,
  DisputeOutcome,
  FileRole,
  Happening,
  Opinion,
  PartyKind,
  ResultRow,
  State,
  WantedForm,
  WantedWay,
} from '../rules/types.ts';

export type Setting = {
  restartOnPayment: boolean;
  feeAcrossUnits: boolean;
  excessHint: number;
  promptThreshold: number;
  /** Working days. */
  correctionDays: number;
  /** Calendar days. */
  keepIdentityDays: number;
  reviewBody: string;
  court: string;
  /** How a processing fee is paid here; empty: as the notice says. */
  payHow: string;
  officeConfirmed: boolean;
};

export type Application = {
  id: string;
  no: string;
  channel: Channel;
  submittedAt: Date;
  arrivedOn: Day;
  applicantKind: ApplicantKind;
  /** Keyed hash; null once the identity was deleted. */
  applicant: Buffer | null;
  description: string;
  wantedForm: WantedForm | null;
  wantedWay: WantedWay | null;
  helpWanted: boolean;
  helpOffered: string;
  filledByOffice: boolean;
  createdAt: Date;
};

/** What lies sealed: never in a list, a log or an audit row. */
export type Identity = {
  name: string;
  idKind: string;
  idNumber: string;
  phone: string;
  email: string;
  address: string;
  agent: { name: string; idKind: string; idNumber: string; phone: string } | null;
};

/** What waits for the approver. */
export type Proposal =
  | { kind: 'extension'; days: number; why: string; byId: string; byLabel: string; on: Day }
  | ({ kind: 'decision'; byId: string; byLabel: string; on: Day } & DecisionDraft);

export type DecisionDraft = {
  key: DecisionKey;
  /** Of a partial answer: `denied.*` keys. */
  grounds: string[];
  reasons: string;
  /** What the kind asks for: where it is, the right agency, the search made, the statute, the earlier number … */
  whereabouts: string;
  /** Who did the review of Article 17 and what came out; empty: not done. */
  secrecy: string;
  /** How the applicant gets what is disclosed. */
  supply: string;
  /** Why it is disclosed although a third party objects (条例第三十二条). */
  override: string;
  /** Of a partial answer: the third parties against whose objection it is disclosed, where several objected. */
  overridden?: readonly string[];
};

export type Request = {
  id: string;
  applicationId: string;
  part: number;
  no: string;
  unitId: string;
  clerkId: string | null;
  clerkLabel: string;
  state: State;
  wanted: string;
  subject: string;
  receivedOn: Day | null;
  due: Day | null;
  dueProvisional: boolean;
  /** Working days of the running period, an extension included. */
  days: number | null;
  nextDue: Day | null;
  correctBy: Day | null;
  proposal: Proposal | null;
  decision: DecisionKey | null;
  grounds: string[];
  basis: string[];
  reasons: string;
  whereabouts: string;
  reportRow: ResultRow | null;
  remedyClass: 'A' | 'B' | 'none' | null;
  decidedOn: Day | null;
  decidedBy: string;
  closedOn: Day | null;
  deliveredOn: Day | null;
  deliveredHow: string;
  archivedOn: Day | null;
  dueWas: Day | null;
  rating: 'clear' | 'partly' | 'unclear' | null;
  ratingNote: string;
  workNo: number | null;
  version: number;
  createdAt: Date;
};

export type Event = {
  what: Happening;
  on: Day;
  at: Date;
  by: string;
  /** What the applicant may read. */
  note: string;
  detail: Record<string, unknown>;
};

export type Party = {
  id: string;
  requestId: string;
  kind: PartyKind;
  sealed: Buffer;
  about: string;
  sentOn: Day;
  receivedOn: Day | null;
  limitOn: Day;
  opinion: Opinion | null;
  opinionOn: Day | null;
  reasons: string;
  override: string;
};

export type Fee = {
  requestId: string;
  tariff: 'items' | 'pages';
  count: number;
  yuan: number;
  bands: PricedBand[];
  basis: string;
  notifiedOn: Day;
  payBy: Day;
  paidOn: Day | null;
  receiptNo: string;
  refundedOn: Day | null;
  refundedYuan: number;
  refundReason: string;
  objection: string;
  objectedOn: Day | null;
  objectionAnswer: string;
  answeredOn: Day | null;
};

export type Dispute = {
  id: string;
  requestId: string;
  block: DisputeBlock;
  openedOn: Day;
  body: string;
  outcome: DisputeOutcome;
  closedOn: Day | null;
  note: string;
};

export type Objection = {
  id: string;
  requestId: string;
  day: Day;
  words: string;
  at: Date;
  answer: string;
  answeredOn: Day | null;
  byLabel: string;
};

export type FoiFile = {
  id: string;
  applicationId: string;
  requestId: string | null;
  role: FileRole;
  name: string;
  type: string;
  size: number;
  sha256: string;
  sealed: boolean;
  toApplicant: boolean;
  createdAt: Date;
  byLabel: string;
  deletedOn: Day | null;
};

import type { Day } from '../../../lib/day.ts';
import { APPLICANTS, type ApplicantKind } from '../../../lib/report-cells.ts';
import type { PricedBand } from '../../../lib/tariff.ts';
import type { Step } from '../../../lib/workdays.ts';

/** Where one case stands. A draft lives in the applicant's browser only; an extension is a fact beside the state. */
export const STATES = [
  'awaitingConfirmation',
  'received',
  'correctionPending',
  'processing',
  'consulting',
  'feePending',
  'decided',
  'delivered',
  'archived',
  'abandonedCorrection',
  'abandonedFee',
  'withdrawn',
] as const;
export type State = (typeof STATES)[number];
/** Somebody still owes an answer. */
export const OPEN: readonly State[] = [
  'awaitingConfirmation',
  'received',
  'correctionPending',
  'processing',
  'consulting',
  'feePending',
];

export const CHANNELS = ['counter', 'post-signed', 'post-plain', 'net', 'fax', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

export { APPLICANTS, type ApplicantKind };

export const FORMS = ['paper', 'electronic', 'disc', 'read'] as const;
export type WantedForm = (typeof FORMS)[number];
export const WAYS = ['post', 'email', 'net', 'fax', 'pickup', 'onsite'] as const;
export type WantedWay = (typeof WAYS)[number];

/** What `law/foi.json` knows; the key of a decision is what a case keeps. */
export type DecisionKey = string & {};
/** Rows of the annual report that are results (annualreport/rules/types.ts RESULTS). */
export type ResultRow = string & {};

export const LETTER_KINDS = [
  'registration',
  'receipt',
  'correction',
  'reasons',
  'extension',
  'consultThird',
  'consultCo',
  'consultNotice',
  'thirdNotice',
  'assist',
  'fee',
  'answer',
  'closing',
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

export const FILE_ROLES = [
  'proof',
  'mandate',
  'application',
  'correction',
  'opinion',
  'source',
  'redacted',
  'answer',
  'delivery',
  'letter',
  'archive',
  'other',
] as const;
export type FileRole = (typeof FILE_ROLES)[number];

/** What can happen to a case; the detail of each is typed by who writes it (`actions/`). */
export const HAPPENINGS = [
  'submitted',
  'arrived',
  'confirmed',
  'received',
  'registered',
  'takenOver',
  'helped',
  'correctionAsked',
  'corrected',
  'reasonsAsked',
  'reasonsGiven',
  'transferred',
  'split',
  'consulted',
  'partyReceived',
  'opinion',
  'consultationEnded',
  'extensionDrafted',
  'extended',
  'feeNotified',
  'paid',
  'feeObjected',
  'feeAnswered',
  'refunded',
  'proposed',
  'returned',
  'decided',
  'letterEdited',
  'letterIssued',
  'delivered',
  'withdrawn',
  'closed',
  'archived',
  'disputed',
  'disputeClosed',
  'dateObjected',
  'objectionAnswered',
  'dueChanged',
  'rated',
  'passwordRenewed',
  'supplemented',
  'madePublic',
] as const;
export type Happening = (typeof HAPPENINGS)[number];

/** Blocks and outcomes of part four of the annual report. */
export const DISPUTE_BLOCKS = ['review', 'litigationDirect', 'litigationAfterReview'] as const;
export type DisputeBlock = (typeof DISPUTE_BLOCKS)[number];
export const DISPUTE_OUTCOMES = ['pending', 'upheld', 'corrected', 'otherOutcome'] as const;
export type DisputeOutcome = (typeof DISPUTE_OUTCOMES)[number];

export type Opinion = 'agree' | 'object' | 'silent';
export type PartyKind = 'third' | 'coproducer';

/** How one can object, as the law had it on the day of the decision. */
export type RemedyText = {
  /** A: refusals under Articles 14 to 16; B: all others; none: closings without a decision. */
  class: 'A' | 'B' | 'none';
  /** Review must come before a suit (复议前置). */
  reviewFirst: boolean;
  /** Calendar days. */
  reviewDays: number;
  /** Calendar days for a suit after the review; null where the suit is open at once. */
  suitAfterReviewDays: number | null;
  /** Months for a direct suit; null where review comes first. */
  suitMonths: number | null;
  /** The paragraph, with `{body}` for the reviewing government and `{court}` for the court filled in. */
  text: string;
  basis: string;
  mark: string;
};

/**
 * Everything a letter of a case needs, in one value. Applicant's and parties' names are there only when an action of the
 * handling clerk asked for them (`names: true`), each look audited; else they are null and a letter shows a blank.
 */
export type LetterFacts = {
  today: Day;
  case: {
    id: string;
    /** `SQ-2026-00317`, a further part of a split `SQ-2026-00317-2`. */
    no: string;
    applicationNo: string;
    part: number;
    state: State;
    /** Fit for the public. */
    subject: string;
    /** Row version, to be sent back with each act. */
    version: number;
  };
  unit: { id: string; name: string; shortName: string; phone: string; address: string; hours: string };
  /** Who reviews and which court hears, in the words of a letter. */
  hears: { body: string; court: string };
  applicant: {
    kind: ApplicantKind;
    kindName: string;
    name: string | null;
    /** Where letters go: address, e-mail, telephone; null unless asked for. */
    address: string | null;
    email: string | null;
    phone: string | null;
    agent: string | null;
  };
  request: {
    description: string;
    wantedForm: WantedForm | null;
    wantedWay: WantedWay | null;
    wantedFormName: string;
    wantedWayName: string;
    channel: Channel;
    channelName: string;
    submittedOn: Day;
    arrivedOn: Day;
    /** R of 条例第三十一条; null until both sides have confirmed. */
    receivedOn: Day | null;
    confirmedBy: string;
  };
  clock: {
    due: Day;
    provisional: boolean;
    /** Day zero of the running period. */
    startedOn: Day;
    /** Working days in all, an extension included. */
    limit: number;
    used: number;
    steps: readonly Step[];
    basis: string;
    payBy: Day | null;
  } | null;
  correction: { askedOn: Day; by: Day; points: readonly string[]; correctedOn: Day | null } | null;
  reasons: { askedOn: Day; by: Day; why: string; given: string | null } | null;
  extension: { days: number; why: string; newDue: Day; draftedOn: Day; approvedOn: Day | null } | null;
  parties: readonly {
    id: string;
    kind: PartyKind;
    name: string | null;
    about: string;
    sentOn: Day;
    receivedOn: Day | null;
    /** Last day of the fifteen; silence afterwards means no consent (third) or consent (coproducer). */
    limitOn: Day;
    opinion: Opinion | null;
    opinionOn: Day | null;
    opinionReasons: string;
    /** Why it is disclosed although the party objects (条例第三十二条). */
    override: string;
  }[];
  fee: {
    tariff: 'items' | 'pages';
    /** The n-th request of the month, or pages. */
    count: number;
    yuan: number;
    bands: readonly PricedBand[];
    basis: string;
    notifiedOn: Day;
    payBy: Day;
    paidOn: Day | null;
    receiptNo: string;
  } | null;
  decision: {
    key: DecisionKey;
    name: string;
    row: ResultRow;
    /** Articles, in Chinese, in force on the day. */
    basis: readonly string[];
    /** Of a partial answer: why the rest is withheld. */
    grounds: readonly { key: DecisionKey; name: string; basis: string }[];
    reasons: string;
    /** Where it is public, the right agency, the right channel, the search made: what the kind of decision asks for. */
    where: string;
    /** Null while it is a proposal. */
    decidedOn: Day | null;
    remedy: RemedyText;
    /** The last days for it, once it was served. */
    until: { review: Day; suit: Day | null } | null;
  } | null;
  files: readonly { id: string; role: FileRole; name: string; type: string; size: number; sha256: string }[];
  events: readonly { what: Happening; on: Day; at: Date; by: string; note: string }[];
};

/** A letter as it is kept; `body` belongs to the letters (`letters/`). */
export type Letter = {
  id: string;
  requestId: string;
  kind: LetterKind;
  /** What makes it one: `answer`, `consultThird:<party>`; a job that runs twice meets the same row. */
  once: string;
  no: string | null;
  title: string;
  body: unknown;
  /** 协办函: who is asked, and for what; null for the others. */
  asked: { agency: string; matter: string } | null;
  /** For letters of decision: the key and articles it states, compared with the proposal before release. */
  decision: DecisionKey | null;
  basis: readonly string[];
  state: 'draft' | 'issued';
  issuedOn: Day | null;
  docx: string | null;
  pdf: string | null;
};

/**
 * The cells of the annual report (政府信息公开工作年度报告) by name, as the form of 2021 orders them (国办公开办函〔2021〕30号). They lie
 * here because those who count (requests, policies) and the one who draws up the report know the same names and not each other.
 */
import type { Day } from './day.ts';

/** Who applies, as part three has it. */
export const APPLICANTS = [
  'naturalPerson',
  'business',
  'research',
  'publicWelfare',
  'legalService',
  'otherOrg',
] as const;
export type ApplicantKind = (typeof APPLICANTS)[number];

/** Seven number columns of part three; `total` is the sum of the other six. */
export const COLUMNS = [...APPLICANTS, 'total'] as const;
export type Column = (typeof COLUMNS)[number];

export const DENIED = [
  'denied.stateSecret',
  'denied.lawForbidden',
  'denied.safetyStability',
  'denied.thirdParty',
  'denied.internalAffairs',
  'denied.processInfo',
  'denied.enforcementFile',
  'denied.queryMatter',
] as const;
export const UNABLE = ['unable.notHeld', 'unable.needCreate', 'unable.stillUnclear'] as const;
export const NOT_PROCESSED = [
  'notProcessed.petition',
  'notProcessed.repeat',
  'notProcessed.publication',
  'notProcessed.abusive',
  'notProcessed.confirmAgain',
] as const;
export const OTHER = ['other.overdueCorrection', 'other.overdueFee', 'other.misc'] as const;
/** Rows that are results of the year: their sum is `resultTotal`. */
export const RESULTS = ['granted', 'partial', ...DENIED, ...UNABLE, ...NOT_PROCESSED, ...OTHER] as const;
/** The 25 rows of part three, in the order of the form. */
export const ROWS = ['new', 'carriedIn', ...RESULTS, 'resultTotal', 'carriedOut'] as const;
export type Row = (typeof ROWS)[number];

export const BLOCKS = ['review', 'litigationDirect', 'litigationAfterReview'] as const;
export type Block = (typeof BLOCKS)[number];
export const OUTCOMES = ['upheld', 'corrected', 'otherOutcome', 'pending', 'total'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * What may be counted: never a total. The report adds up; so a module's mistake shows as a failed check, not as a
 * total that hides it.
 */
export type ReportCell =
  | `table2.${'regulations' | 'normativeDocuments'}.${'made' | 'repealed' | 'inForce'}`
  | `table3.${Exclude<Row, 'resultTotal'>}.${Exclude<Column, 'total'>}`
  | `table4.${Block}.${Exclude<Outcome, 'total'>}`
  | `section6.${'feeRequests' | 'feeYuan'}`;

/** A counted cell of one unit. A cell that is not given is 0. */
export type ReportFigure = {
  unitId: string;
  cell: ReportCell;
  /** Whole and not below 0: cases, documents, or yuan for `section6.feeYuan`. */
  count: number;
  /** Address in the console of exactly what was counted. */
  href: string;
  /** Where it comes from, in a few words for the reader: 依申请公开台账, 规范性文件台账. */
  source: string;
  /** The same for everyone, where the public may see what was counted: an address on the portal. */
  open?: string;
};

/** `until`: the last day counted, 31 December, or today while the year is running. `unitIds`: these units only, never those below. */
export type ReportAsked = { year: number; until: Day; unitIds: readonly string[] };

/** The tables of an annual report in the shape of the form of 2021 (国办公开办函〔2021〕30号), as published reports are collected. */

/** Seven number columns of part three; `total` is the sum of the other six. */
export const COLUMNS = [
  'naturalPerson',
  'business',
  'research',
  'publicWelfare',
  'legalService',
  'otherOrg',
  'total',
] as const;
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

/** Made, repealed and in force: 规章, 行政规范性文件. Null where the report prints “/”. */
export type DocumentCounts = { made: number | null; repealed: number | null; inForce: number | null };

export type Report = {
  unit: string;
  year: number;
  table2: {
    regulations: DocumentCounts;
    normativeDocuments: DocumentCounts;
    licensing: number | null;
    penalty: number | null;
    coercion: number | null;
    feesWanYuan: number | null;
  };
  table3: Record<Row, Record<Column, number>>;
  table4: Record<Block, Record<Outcome, number>>;
  /** Figures that the text of the report states, by name. */
  narrative: Record<string, number>;
  section6: { feeRequests?: number; feeYuan?: number };
};

/** A check that does not hold: which cells, what they should give, what they give. */
export type Failure = {
  check: string;
  /** `error` must hold by the form itself; `warning` may have a reason. */
  severity: 'error' | 'warning';
  cells: string[];
  expected: number | string;
  got: number | string;
  /** One sentence for the person who fills the form. */
  say: string;
  basis: string;
};

import type { Day } from '../lib/day.ts';
import type { ApplicantKind } from '../lib/report-cells.ts';
import type { Situation } from '../lib/situations.ts';

type DemoUnitKind = 'district' | 'department' | 'township' | 'village' | 'school' | 'hospital' | 'other';

export type DemoUnit = {
  /** Slug, e.g. `minzheng`; unique in the tree. */
  id: string;
  /** Full name, e.g. 明河区民政局. */
  name: string;
  /** As people say it in the district, e.g. 区民政局. */
  shortName: string;
  /** Other ways official texts name this unit. No alias names two units. */
  aliases: string[];
  kind: DemoUnitKind;
  parentId?: string;
  /** Organ codes (机关代字) of the unit's document numbers, e.g. 明民发; the first is the usual one. */
  codeLetters: string[];
  phone: string;
  address: string;
  hours: string;
  /** One paragraph of functions. */
  duties: string;
};

export type ColumnClass = '动态要闻' | '通知公告' | '政策文件' | '规划计划' | '人事' | '其他';

export type DemoColumn = {
  /** Path of slugs, e.g. `zfxxgk/fdzdgk/cwxx`. */
  slug: string;
  name: string;
  /** Slug of the parent column. */
  parent?: string;
  description: string;
  keywords: string[];
  class: ColumnClass;
  /** Part of the statutory disclosure section, whose structure the office may not change. */
  fixed?: boolean;
  /** Shown in the main navigation (first-level columns only). */
  nav?: boolean;
};

export type DemoTopic = { slug: string; name: string; lead: string; pieceIds: string[] };

export type PieceKind =
  | '政策文件'
  | '解读'
  | '通知公告'
  | '预算决算'
  | '名册公示'
  | '行政执法'
  | '规划'
  | '年报'
  | '指南'
  | '统计'
  | '回应'
  | '征集'
  | '动态'
  | '人事'
  | '招生'
  | '项目'
  | '机构'
  | '制度';

export type DemoBasis = { law: string; article: string; text: string };

type ValidityStatus = '有效' | '已修改' | '废止' | '失效' | '尚未生效';

export type DemoValidity = { from: Day; until?: Day; status: ValidityStatus; reason?: string };

/** Written here, or a file of `src/demo/media`. */
export type DemoAttachment = { name: string; kind: 'csv' | 'txt'; content: string } | { name: string; media: string };

/** `at` is an instant with offset; `html` is the whole corrected text, not the difference. */
type DemoCorrection = { at: string; reason: string; html: string };

export type DemoPiece = {
  id: string;
  unitId: string;
  /** Name of the organ in whose name it is issued, when not the unit itself. */
  issuer?: string;
  columnSlugs: string[];
  title: string;
  kind: PieceKind;
  /** Document number (发文字号), e.g. 明政规发〔2026〕3号. */
  docNo?: string;
  /** Index number (索引号), e.g. 999901001/2026-00118. */
  indexNo: string;
  /** Date of the document (成文日期). */
  issuedOn?: Day;
  /** First publication, `2026-03-18T09:30:00+08:00`; a working day, office hours. Pieces of `today` are before 09:00. */
  publishedAt: string;
  /** The text as first published; only the tags in `ALLOWED_TAGS`, no attributes but colspan and rowspan. */
  html: string;
  /** One or two plain sentences: what it means for the reader. */
  answer: string;
  basis: DemoBasis[];
  validity?: DemoValidity;
  /** An interpretation names the policy it explains. */
  interpretsPieceId?: string;
  /** What it says as facts: the six elements, its form. */
  explanation?: DemoExplanation;
  /** A repealed document names what replaced it. */
  replacedByPieceId?: string;
  attachments?: DemoAttachment[];
  /** Slugs of topic pages. */
  topics?: string[];
  /** The catalogue's item it answers: first and second level, parted by ／. */
  itemName?: string;
  corrections?: DemoCorrection[];
  withdrawal?: { at: string; reason: string };
  /** Roles only, e.g. 民政局·信息员. */
  authors: { clerk: string; reviewer: string; approver: string };
};

export type DemoExplanation = {
  form: 'text' | 'infographic' | 'video' | 'slides' | 'conference' | 'qa' | 'comic';
  answers: { name: string; text: string; article?: string }[];
  change?: { first: true } | { oldName: string; rows: { what: string; old: string; now: string }[] };
  /** Words beside the difference that the system draws, by article of the new text. */
  beside?: { at: string; words: string }[];
  questions?: { situation: Situation; question: string; answer: string; article?: string }[];
};

export type DemoRole = 'clerk' | 'reviewer' | 'approver' | 'office' | 'admin' | 'justice' | 'cyberspace';

export type DemoPerson = { id: string; username: string; label: string; unitId: string; roles: DemoRole[] };

type DraftState = 'draft' | 'submitted' | 'returned' | 'passed' | 'scheduled';

export type DemoDraft = {
  id: string;
  unitId: string;
  columnSlugs: string[];
  title: string;
  kind: PieceKind;
  html: string;
  answer: string;
  basis: DemoBasis[];
  state: DraftState;
  /** Person ids. */
  clerkId: string;
  reviewerId?: string;
  approverId?: string;
  updatedAt: string;
  remarks?: { by: string; at: string; text: string }[];
  /** Only when scheduled. */
  releaseAt?: string;
};

/** A yearly work plan (政务公开工作要点): the published piece and the same words as plain text for the ledger's reader. */
export type DemoPlan = { year: number; pieceId: string; text: string };

export type DemoLedgerEntry = {
  /** Section path as printed, e.g. 一（三）. */
  taskNo: string;
  /** Year of the plan. */
  year: number;
  unitId: string;
  report: string;
  evidencePieceId?: string;
  at: string;
  state: 'reported' | 'accepted' | 'returned';
  /** Why it was returned. */
  remark?: string;
};

/** A question about a policy. Dates are counted from the day the district is seen on. */
export type DemoQuestion = {
  /** Absent: about no document. */
  pieceId?: string;
  /** Anchor of an article of the piece: `art-8`. */
  clause?: string;
  kind: string;
  channel: 'portal' | 'window' | 'hotline' | 'media';
  /** Who answers; absent while the office has not assigned it. */
  unitId?: string;
  /** Calendar days before the day of the district. */
  daysAgo: number;
  state: 'new' | 'handling' | 'review' | 'answered';
  /** Working days until the answer. */
  took?: number;
  rating?: 'clear' | 'partly' | 'unclear';
  words: string;
  answer: string;
};

export type DemoDispute = {
  block: 'review' | 'litigationDirect' | 'litigationAfterReview';
  openedOn: Day;
  /** Null while it is pending. */
  closedOn: Day | null;
  outcome: 'upheld' | 'corrected' | 'otherOutcome' | 'pending';
  body: string;
};

/** How a case ended; `key` of `law/foi.json`. */
export type DemoCaseEnd = {
  key: string;
  on: Day;
  grounds: string[];
  reasons: string;
  whereabouts: string;
  secrecy: string;
  supply: string;
};

/** A request for information that is over. Nobody is in it: who asked is invented when it is loaded. */
export type DemoCase = {
  unitId: string;
  kind: ApplicantKind;
  channel: 'counter' | 'post-signed' | 'net' | 'email';
  arrivedOn: Day;
  receivedOn: Day;
  subject: string;
  wanted: string;
  /** Null: it ended before. */
  registeredOn: Day | null;
  correction?: { askedOn: Day; by: Day; point: string; correctedOn: Day | null };
  party?: { name: string; about: string; sentOn: Day; receivedOn: Day; opinionOn: Day };
  extension?: { draftedOn: Day; on: Day; days: number; why: string };
  fee?: { pages: number; notifiedOn: Day; paidOn: Day };
  end: DemoCaseEnd;
  deliveredOn: Day | null;
  archivedOn: Day | null;
  disputes: DemoDispute[];
  rating: 'clear' | 'partly' | 'unclear' | null;
};

export type DemoLinks = {
  /** 常查: what the search box offers first. */
  hotSearches: string[];
  /** Each group means the same in this district. */
  synonyms: string[][];
  /** Words the segmenter must keep whole. */
  dictionary: string[];
};

export type DemoFooter = {
  organiser: string;
  contact: string;
  phone: string;
  address: string;
  postcode: string;
  hours: string;
  siteCode: string;
  icp: string;
  police: string;
};

type DemoSite = {
  name: string;
  divisionCode: string;
  domain: string;
};

export type DemoDistrict = {
  today: Day;
  seed: number;
  site: DemoSite;
  units: DemoUnit[];
  columns: DemoColumn[];
  topics: DemoTopic[];
  /** Oldest first by `publishedAt`. */
  pieces: DemoPiece[];
  people: DemoPerson[];
  drafts: DemoDraft[];
  plans: DemoPlan[];
  ledger: DemoLedgerEntry[];
  questions: DemoQuestion[];
  /** Oldest arrival first. */
  cases: readonly DemoCase[];
  links: DemoLinks;
  footer: DemoFooter;
};

/** The only elements the pieces use. */
export const ALLOWED_TAGS = [
  'h2',
  'h3',
  'p',
  'strong',
  'ol',
  'ul',
  'li',
  'table',
  'caption',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'th',
  'td',
] as const;

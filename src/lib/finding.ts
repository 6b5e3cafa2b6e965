import type { Day } from './day.ts';
import type { Specimen } from './specimen.ts';

export type Severity = 'error' | 'warning' | 'hint';

/** One click that mends it; a finding without one only says what to do. */
export type Remedy =
  /** Puts `with` in place of exactly these characters of a layer. */
  | { kind: 'replace'; label: string; layer: number; edits: readonly { from: number; to: number; with: string }[] }
  /** Masks the columns of a list by the rule; for an attachment a clean copy takes the file's place. */
  | { kind: 'mask'; label: string; grid: number }
  /** Makes a clean copy of an attachment: what is shown, and nothing else. */
  | { kind: 'clean-copy'; label: string };

export type Finding = {
  /** The check's id: `personal.id-number`. */
  rule: string;
  severity: Severity;
  /** What is wrong, in one short sentence: 2个身份证号没有遮盖. */
  message: string;
  /** Why it matters, in one sentence. */
  why: string;
  /** The very words, short; personal data is masked here too. */
  quote: string;
  /** Its place in words a clerk understands. */
  at: string;
  /** Law, rule or standard, in Chinese. */
  basis: string;
  /** What to write instead, when there is one answer. */
  suggestion?: string;
  remedy?: Remedy;
  /** Places in the specimen's layers, for marks in the text; absent for what is missing. */
  spans?: readonly { layer: number; from: number; to: number }[];
};

/** A citation of a law that is not in order, or words that are not the law's; found where the library of laws is. */
export type SeenCitation = {
  layer: number;
  from: number;
  to: number;
  quote: string;
  law: string;
  status: 'outdated' | 'repealed' | 'future' | 'no-such-article' | 'unknown' | 'misquoted';
  /** Why, in one Chinese sentence. */
  say: string;
  /** What is right, as far as it is known. */
  suggestion?: string;
  /** What to write where, when there is no doubt. */
  edits?: readonly { from: number; to: number; with: string }[];
};

/** What a check may know beside the file. Everything optional: without a database checks say less, never something else. */
export type CheckEnv = {
  today: Day;
  /** Facts about the piece, when it is one. */
  piece?: {
    unitId: string;
    unitName: string;
    kind: string;
    docNo?: string;
    issuedOn?: Day;
    validFrom?: Day;
    validUntil?: Day;
    publishedOn?: Day;
    /** The piece itself, and the policy it explains: a work, or a piece on its way. */
    id?: string;
    interprets?: number;
    forPiece?: string;
    /** Of an interpretation: its form, and which of the six elements it answers as facts. */
    explanation?: { form: string; given: readonly string[]; first: boolean };
    attachments?: readonly { name: string; type: string }[];
    /** The catalogue item it is published under: what its form asks for, what was given, and why that cannot be read. */
    item?: {
      id: string;
      title: string;
      basis: string;
      elements: readonly { label: string; required: boolean; given: boolean; wrong?: string | undefined }[];
    };
  };
  /** Names of units now, and of former ones with what they are called today. */
  units?: { current: readonly string[]; former: readonly FormerUnitName[] };
  /** Addresses in the piece that lead nowhere on this site, with the reason in Chinese. */
  links?: { dead: readonly { href: string; why: string }[] };
  /** Citations that are not in order; absent when there is no library to hold them against. */
  citations?: readonly SeenCitation[];
  /** Of a policy that owes an interpretation: those that would go out with it, are out, or are on their way. */
  interpretations?: readonly { title: string; state: 'out' | 'ready' | 'on its way' }[];
  /**
   * Of an interpretation: the policy it explains, in its own words; the title of what that replaced, when its text is here too;
   * and above which share of copied text a reason is asked for.
   */
  explained?: { title: string; text: string; replaced?: string; copyLine?: number };
  /** What is already out and shares passages with this one; the check measures how much. */
  near?: readonly {
    title: string;
    href: string;
    unitName: string;
    docNo?: string;
    issuedOn?: Day;
    publishedOn: Day;
    text: string;
  }[];
};

/** What a unit was called; days both included, absent where nobody knows. */
export type FormerUnitName = { name: string; now: string; from?: Day; to?: Day; source?: string };

/** A rule of the gate. `run` is pure; what throws is reported as a broken rule and stops nothing else. */
export type Check = {
  id: string;
  /** What it looks for, in Chinese, for “查了什么”. */
  title: string;
  basis: string;
  /** What must be known beside the document; without it the check does not look, and whoever asks is told so. */
  readonly needs?: readonly (keyof CheckEnv)[];
  run(s: Specimen, env: CheckEnv): readonly Finding[];
};

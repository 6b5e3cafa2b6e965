import type { Day } from '../../../lib/day.ts';

/** A piece of the plan's document, in reading order. */
export type PlanBlock = { kind: 'text'; text: string } | { kind: 'table'; rows: string[][] };

/** `text` in the plan's own words; `due` when it names a day, `recurs` (notation: recurs.ts) when it comes back. */
export type Deadline = { text: string; due?: Day; recurs?: string };

/** Something a person must look at: what is wrong, in Chinese, and the passage it is about. */
export type Unclear = { what: string; quote: string };

/** Who does what, unit names as the plan writes them (groups such as 各乡镇人民政府 unexpanded). */
export type Duties = {
  lead: string[];
  /** All who carry it out beside the lead, `participants` and `inherited` included. */
  responsible: string[];
  /** Those of `responsible` the plan calls 配合 or 参与. */
  participants: string[];
  /** Units that only guide (指导): they owe no result, so they are not in `responsible`. */
  guides: string[];
  /** Those of `responsible` that come from an earlier 以下均需…落实，不再列出. */
  inherited: string[];
  /** A list ended with 等: others may be meant. */
  open: boolean;
};

/** One responsibility mark and the words it closes, when a numbered unit holds several. */
export type Part = Duties & { text: string; deadlines: Deadline[] };

export type PlanItem = Duties & {
  /** Place in the plan, from 1. Unique, which `no` is not when a plan numbers badly. */
  seq: number;
  /** `一（一）`, `四（一）1`; `一1` where a plan has no middle level. */
  no: string;
  /** Heading of the top-level section, without its number; empty when there is none. */
  section: string;
  title: string;
  /** The unit's own words, whole, mark included, number excluded. */
  text: string;
  deadlines: Deadline[];
  /** `no` of the item this one is a measure of. */
  under?: string;
  /** Empty when there is at most one mark. */
  parts: Part[];
  unclear: Unclear[];
};

export type Plan = {
  /** Of the plan itself, not of the notice that issues it; null when the document shows none. */
  title: string | null;
  /** Of the notice (…关于印发…的通知), when there is one. */
  noticeTitle: string | null;
  docNo: string | null;
  issuer: string | null;
  year: number | null;
  issuedOn: Day | null;
  items: PlanItem[];
  /** What follows the last task: general demands, not a task. */
  closing: string;
  /** About the document as a whole; what concerns one task is in its `unclear`. */
  findings: Unclear[];
};

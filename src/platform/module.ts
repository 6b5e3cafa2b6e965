import type { VNode } from 'preact';
import type { Day } from '../lib/day.ts';
import type { Check, CheckEnv } from '../lib/finding.ts';
import type { ReportAsked, ReportFigure } from '../lib/report-cells.ts';
import type { Specimen } from '../lib/specimen.ts';
import type { Db, Reader, Tx } from './db/connection.ts';
import type { Req, Route } from './http/types.ts';
import type { Enqueue, Job } from './jobs.ts';
import type { Actor, PermissionTable } from './permission.ts';
import type { System } from './system.ts';

/** Something a unit owes by a day; every module can list its own, the console shows all in one place. */
export type Duty = {
  /** Stable over time, e.g. `ledger:task:01J…:unit`; a reminder is sent once for each key and stage. */
  key: string;
  /** Names the icon and the kind, e.g. `edit`, `list`. */
  icon: string;
  title: string;
  /** One line under the title. */
  note: string;
  unitId: string;
  /** Permission whose holders at the unit must act; the duty shows for them under "mine". */
  may: string;
  /** Absent: no deadline, but it waits. */
  due?: Day;
  /** Why it is due on that day: one sentence with its basis. */
  why?: string;
  /** Day ruler in one line: working days used of all, when the deadline is counted in working days. */
  ticks?: { used: number; total: number };
  /** The one button that moves it forward. */
  act: { label: string; href: string };
};

/** `units`: the duties of these units only. */
export type DutySource = (
  db: Reader,
  at: { today: Day; units: 'all' | readonly string[] },
  system: System,
) => Promise<Duty[]>;

/** A named figure a module offers: for the dashboard, and later for the annual report. */
export type Measure = {
  name: string;
  title: string;
  unit: string;
  /** Whether more is worse (overdue tasks), so that the chart knows what to mark. */
  bad?: boolean;
  /** Stands beside the day of everyone in a unit; the others, when bad and not nought, and on the page of all figures. */
  main?: boolean;
  /** `unitId` absent: the whole district. `to` is included. Null: a share or mean of nothing, which is no number. */
  count(db: Reader, period: { from: Day; to: Day }, unitId?: string): Promise<number | null>;
  /** The same for several periods, for a measure that has to read much and can do it once for all. */
  each?(db: Reader, periods: readonly { from: Day; to: Day }[], unitId?: string): Promise<(number | null)[]>;
};

/** How many wait behind an entry; `urgent`: some are overdue or due today. */
export type Waiting = { n: number; urgent: boolean };

export type ConsoleLink = { section: string; label: string; href: string; icon: string; may: string; order: number };

/** A verb of `./gongkai`; `run` returns the exit status. `system` is absent for verbs that need no database. */
export type Verb = {
  name: string;
  usage: string;
  needs: 'nothing' | 'database';
  run(args: string[], io: VerbIo): Promise<number>;
};
export type VerbIo = {
  json: boolean;
  out(text: string): void;
  err(text: string): void;
  system: System | undefined;
  actor: Actor;
  /** All modules, for verbs that gather from them without a system. */
  modules?: readonly Module[];
};

/**
 * What is to be forgotten, after something public turned out to be a leak. `titles` and `texts` are the words themselves, so
 * that a module can find its copies; they are for this one transaction and go nowhere else.
 */
export type Forgetting = {
  /** Of the decision to erase. */
  id: string;
  /** Number of the work. */
  no: number;
  /** Nothing of the work remains readable. */
  whole: boolean;
  /** The newest edition is among them, so what lists and search show of the work goes too. */
  current: boolean;
  editions: readonly { id: string; version: number; logIndex: number; from: Date; until: Date | null }[];
  /** Files by their SHA-256 that the work shows no longer. */
  files: readonly string[];
  titles: readonly string[];
  /** One an edition: all its words. */
  texts: readonly string[];
  at: Date;
};

/** Files of an erasure that leave the disk, each with the end of its name. */
export type GoingFiles = { erasureId: string; files: readonly { sha256: string; ext: string }[] };

/** One text that a person typed: a reason, a remark, a question. `href`: where a person opens it. */
export type Remark = { id: string; text: string; unitId: string | null; href: string | null };

/** A kind of place where people type freely. */
export type RemarkPlace = {
  /** `editorial.step`: lasting, one of a kind. */
  key: string;
  /** 稿件的经过 */
  place: string;
  /** The permission of the module to which it belongs that reading it takes, asked at the row's unit. */
  may: string;
  /** Visits every row, bit by bit and holding nobody up; empty and forgotten ones are left out. */
  each(db: Db, visit: (r: Remark) => void): Promise<void>;
  /** These rows as they stand now; one that is gone is not among them. */
  some(db: Reader, ids: readonly string[]): Promise<Remark[]>;
  /** Puts the fixed words in its place; absent where it cannot be changed, or is changed where it stands. */
  forget?(tx: Tx, id: string): Promise<void>;
};

/** What a module keeps of an erasure beside the list outside the database, so that a restored backup knows it again. */
type ErasedNotes = {
  write(db: Reader, erasureId: string): Promise<unknown>;
  /** Safe to run twice; what the database knows better stays. */
  read(tx: Tx, erasureId: string, noted: unknown): Promise<void>;
};

/** Where something public was taken up or seen, for the report of who could have seen it. */
export type Trace = {
  /** 引用, 读者, 搜索, 备份 …: the heading it stands under. */
  kind: string;
  /** China day or instant in words; empty when it has none. */
  when: string;
  what: string;
  count?: number;
  href?: string;
};

/** Words put in the place of a text that was erased. The database lets final rows change to these and to nothing else. */
export const FORGOTTEN = '（内容已删除）';

/**
 * A box that a module adds to the public page of a work. `head`: before the title (validity). `summary`: between the facts and
 * the text. `clause`: after the article named by `clause` (its anchor, `art-33`). `aside`: beside or below the text. `ask`: in
 * the box that says whom to ask. `end`: last.
 */
export type PagePart = {
  place: 'head' | 'summary' | 'clause' | 'aside' | 'ask' | 'end';
  clause?: string;
  /** Its line in the page's own list of contents, before the text (`summary`) or behind it. */
  toc?: { text: string; href: string };
  node: VNode;
};

/** What a module needs to know of a work to say whether it has something to add. */
export type WorkShown = {
  no: number;
  unitId: string;
  kind: string;
  title: string;
  html: string;
  /** First published. */
  publishedOn: Day;
  /** How many works explain it (five at most are counted): most have none, and need no question to say so. */
  explainedBy: number;
};

/** A piece that is being written, as far as a module needs to know it to add to its form. */
export type PieceWritten = {
  id: string;
  unitId: string;
  kind: string;
  /** What it explains: a work, or a piece on its way. */
  interprets: number | null;
  forPiece: string | null;
  /** What was typed into a field that a module added, by the field's name. */
  typed(field: string): string;
};

export type Module = {
  name: string;
  permissions?: PermissionTable;
  routes?: readonly Route[];
  jobs?: readonly Job[];
  duties?: readonly DutySource[];
  /** What the audit trail calls its acts, by their names, where the words all modules share would say something else. */
  acts?: Readonly<Record<string, string>>;
  measures?: readonly Measure[];
  /** Panels beside the day of who is signed in: what became of what one did, rather than what is to do. */
  beside?(c: Req): Promise<readonly VNode[]>;
  links?: readonly ConsoleLink[];
  /** What waits behind entries of the navigation, by their address; asked on every page of the console, so one question. */
  waiting?(c: Req): Promise<Readonly<Record<string, Waiting>>>;
  verbs?: readonly Verb[];
  /** What this module adds to the description of `/api/v1`: paths and schemas as OpenAPI 3.1 has them. */
  openapi?: { paths: Readonly<Record<string, object>>; schemas?: Readonly<Record<string, object>> };
  /** Boxes for the page of a work, asked while it is drawn: data is read through doors that say what the page depends on. */
  parts?(c: Req, work: WorkShown): Promise<readonly PagePart[]>;
  /** Boxes with fields for the form of a piece; what is typed there goes with the form, in fields the piece itself has. */
  editing?(system: System, db: Reader, piece: PieceWritten): Promise<readonly VNode[]>;
  /** Adds links and anchors to the official text as it is shown; no word of it may change (the site checks that). */
  decorate?(c: Req, work: WorkShown, html: string): Promise<string>;
  /** What must not go out: rules this module adds to the gate (`checks` gathers them). */
  checks?: readonly Check[];
  /** What a sentence that is kept or shown says of persons, each finding in Chinese: for modules that the checks rest on. */
  personsIn?(words: string, today: Day): readonly string[];
  /** What this module knows of a specimen, for its own checks and others; `no` is the work that a piece corrects. */
  checkEnv?(
    system: System,
    db: Reader,
    about: { specimen: Specimen; today: Day; piece?: CheckEnv['piece']; no?: number },
  ): Promise<Partial<CheckEnv>>;
  /**
   * What this module counts for the yearly report: one query for all units asked for. It is asked anew whenever the
   * report is opened, so a cell is never a copy.
   */
  reportFigures?(db: Reader, about: ReportAsked): Promise<readonly ReportFigure[]>;
  /** Hears of each new edition, in the worker, after the commit; safe to run twice. */
  spread?(system: System, editionId: string): Promise<void>;
  /** The same for several editions that came out together, all or none; a module that has it has `spread` too. */
  spreadMany?(system: System, editionIds: readonly string[]): Promise<void>;
  /** Builds anew what this module keeps of editions, when somebody doubts it (`./gongkai reindex`); safe to run twice. */
  rebuild?(system: System): Promise<unknown>;
  /** Takes a work out of what the public sees, for the time being; `spread` brings it back. In the caller's transaction. */
  hide?(tx: Tx, no: number): Promise<void>;
  /** Erases this module's copies of what leaked, in the transaction that erases it; safe to run twice. */
  forget?(tx: Tx, what: Forgetting): Promise<void>;
  /** After every module has forgotten, in the same transaction: the last who may see the words. */
  forgotten?(ctx: { tx: Tx; system: System; enqueue: Enqueue }, what: Forgetting): Promise<void>;
  /** Before files of an erasure leave the disk: the last who may read them. By job, so nothing is locked meanwhile. */
  filesGo?(system: System, gone: GoingFiles): Promise<void>;
  /** Which of these files this module still refers to; a file that no module holds may leave the disk. */
  holds?(db: Reader, files: readonly string[]): Promise<string[]>;
  /** Where people type freely in this module. */
  remarks?: readonly RemarkPlace[];
  erasedNotes?: ErasedNotes;
  /** Where this module saw or took up a work. */
  traces?(db: Reader, work: { no: number; from: Date; until: Date }): Promise<Trace[]>;
};

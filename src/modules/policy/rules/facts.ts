import type { Day } from '../../../lib/day.ts';
import type { Material, Result } from './guards.ts';
import type { Move } from './stages.ts';

/** One step of a draft as it was written down. `on` is the day in China. */
export type Step = { move: Move | 'create'; on: Day; actorId: string; detail: Readonly<Record<string, unknown>> };

export type Review = {
  on: Day;
  result: Result;
  opinion: string;
  failed: string[];
  urgent: string;
  reviewerId: string;
};

/** What the steps so far have established; a step back takes with it what rested on the old text. */
export type Facts = {
  /** Everyone who wrote, changed or began it. */
  drafterIds: readonly string[];
  assessment: string | undefined;
  skipped: { why: string; reason: string } | undefined;
  consulted: boolean;
  submitted: { on: Day; materials: Partial<Record<Material, string>> } | undefined;
  incomplete: { missing: string; within: string } | undefined;
  review: Review | undefined;
  explained: string;
  discussion: { meeting: string; passed: boolean } | undefined;
  signed: { on: Day } | undefined;
  filed: { on: string; to: string } | undefined;
};

const text = (d: Step['detail'], key: string): string => (typeof d[key] === 'string' ? String(d[key]) : '');
const list = (v: unknown): string[] => (Array.isArray(v) ? v.filter((x): x is string => typeof x === 'string') : []);
const resultOf = (v: unknown): Result => (v === 'lawful' || v === 'unlawful' ? v : 'amend');

const NOTHING: Facts = {
  drafterIds: [],
  assessment: undefined,
  skipped: undefined,
  consulted: false,
  submitted: undefined,
  incomplete: undefined,
  review: undefined,
  explained: '',
  discussion: undefined,
  signed: undefined,
  filed: undefined,
};

function materialsOf(v: unknown): Partial<Record<Material, string>> {
  return v !== null && typeof v === 'object' ? (v as Partial<Record<Material, string>>) : {};
}

function after(f: Facts, s: Step): Facts {
  const d = s.detail;
  switch (s.move) {
    case 'create':
    case 'save':
      return { ...f, drafterIds: [...new Set([...f.drafterIds, s.actorId])] };
    case 'assess':
      return { ...f, assessment: text(d, 'conclusion') };
    case 'skip':
      return { ...f, skipped: { why: text(d, 'why'), reason: text(d, 'reason') } };
    case 'consult':
    case 'answer':
      return { ...f, consulted: true };
    case 'submit':
      return { ...f, submitted: { on: s.on, materials: materialsOf(d.materials) }, incomplete: undefined };
    case 'incomplete':
      return { ...f, submitted: undefined, incomplete: { missing: text(d, 'missing'), within: text(d, 'within') } };
    case 'review':
      return {
        ...f,
        review: {
          on: s.on,
          result: resultOf(d.result),
          opinion: text(d, 'opinion'),
          failed: list(d.failed),
          urgent: text(d, 'urgent'),
          reviewerId: s.actorId,
        },
        explained: '',
      };
    case 'explain':
      return { ...f, explained: text(d, 'why') };
    case 'revise':
      // A new text needs a new review and a new meeting.
      return { ...f, submitted: undefined, review: undefined, explained: '', discussion: undefined };
    case 'discuss':
      return { ...f, discussion: { meeting: text(d, 'meeting'), passed: d.passed === true } };
    case 'sign':
      return { ...f, signed: { on: s.on } };
    case 'file':
      return { ...f, filed: { on: text(d, 'on'), to: text(d, 'to') } };
    default:
      return f;
  }
}

export const factsOf = (steps: readonly Step[]): Facts => steps.reduce(after, NOTHING);

import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import type { Named } from './rules/findings.ts';

export type PieceState = 'draft' | 'submitted' | 'returned' | 'passed' | 'scheduled' | 'published' | 'discarded';
export const STATES: readonly PieceState[] = [
  'draft',
  'submitted',
  'returned',
  'passed',
  'scheduled',
  'published',
  'discarded',
];

export type Act =
  | 'save'
  | 'submit'
  | 'take_back'
  | 'return'
  | 'pass'
  | 'release'
  | 'schedule'
  | 'unschedule'
  | 'stop'
  | 'keep'
  | 'discard';
export const ACTS: readonly Act[] = [
  'save',
  'submit',
  'take_back',
  'return',
  'pass',
  'release',
  'schedule',
  'unschedule',
  'stop',
  'keep',
  'discard',
];

/** The whole life of a piece: from which state each act may start, and where it leads. Anything not here is refused. */
export const MOVES: Readonly<Record<Act, { from: readonly PieceState[]; to: PieceState | 'same' }>> = {
  save: { from: ['draft', 'returned'], to: 'same' },
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  take_back: { from: ['submitted'], to: 'draft' },
  return: { from: ['submitted', 'passed', 'scheduled'], to: 'returned' },
  pass: { from: ['submitted'], to: 'passed' },
  release: { from: ['passed', 'scheduled'], to: 'published' },
  schedule: { from: ['passed', 'scheduled'], to: 'scheduled' },
  unschedule: { from: ['scheduled'], to: 'passed' },
  /** By the clock, when what was found meanwhile must not go out. */
  stop: { from: ['scheduled'], to: 'passed' },
  /** Answers for a finding that stays. */
  keep: { from: ['draft', 'returned'], to: 'same' },
  discard: { from: ['draft', 'returned'], to: 'discarded' },
};

export type PieceFacts = {
  state: PieceState;
  version: number;
  title: string;
  text: string;
  columns: readonly string[];
  /** Everyone who wrote, changed or submitted it. */
  writerIds: readonly string[];
  reviewerId: string | null;
  correction: string | null;
};

/** What the step depends on beside the piece: who asks, what they saw, what the unit decided. */
export type StepFacts = {
  actorId: string;
  /** The version the person saw; a step on another one is a conflict. */
  seen: number;
  /** 三审三校 by three different people; the unit's policy may say otherwise. */
  threePeople: boolean;
  remark?: string;
  /** For `schedule`: the chosen moment and the present, as instants in milliseconds. */
  at?: number;
  now?: number;
  /** For the acts that look: errors of the piece as it stands. By the clock: those the approver has not answered for. */
  errors?: readonly Named[];
  /** Why it goes on in spite of them: handed on by the clerk for the approver to decide, overridden by the approver. */
  inSpite?: string;
  /** For `keep`: the finding as it stands now. */
  finding?: Named;
};

/** Acts that look at what the gate found before they let a piece go on. */
export const LOOKS: readonly Act[] = ['submit', 'release', 'schedule'];

const THREE = '三审三校制度（单位发布政策）';
const FLOW = '信息公开审核发布流程';
const GATE = '公开前核对';

/** Whether an act may happen now, with every reason why not. */
export function step(act: Act, p: PieceFacts, s: StepFacts): Ruling<PieceState> {
  const no: Refusal[] = [];
  const move = MOVES[act];
  if (s.seen !== p.version) no.push({ code: 'stale', basis: FLOW, detail: { seen: s.seen, now: p.version } });
  if (!move.from.includes(p.state)) no.push({ code: 'wrong_state', basis: FLOW, detail: { act, state: p.state } });
  if (act === 'submit') no.push(...lacking(p));
  if (LOOKS.includes(act) && !s.inSpite?.trim()) no.push(...(s.errors ?? []).map(inTheWay));
  if (act === 'keep') no.push(...keeping(s));
  if (act === 'return' && !s.remark?.trim()) no.push({ code: 'no_remark', basis: FLOW });
  if (s.threePeople) {
    const reviews = act === 'pass' || (act === 'return' && p.state === 'submitted');
    const releases = act === 'release' || act === 'schedule';
    const wrote = p.writerIds.includes(s.actorId);
    if (reviews && wrote) no.push({ code: 'reviewer_is_writer', basis: THREE });
    if (releases && wrote) no.push({ code: 'approver_is_writer', basis: THREE });
    if (releases && s.actorId === p.reviewerId) no.push({ code: 'approver_is_reviewer', basis: THREE });
  }
  if (act === 'schedule' && !(s.at !== undefined && s.now !== undefined && s.at > s.now))
    no.push({ code: 'not_in_future', basis: FLOW });
  if (no.length > 0) return refuse(no);
  return allow(move.to === 'same' ? p.state : move.to);
}

const inTheWay = (f: Named): Refusal => ({
  code: 'finding',
  basis: f.basis,
  detail: { message: f.message, at: f.at, rule: f.rule, key: f.key },
});

/** A warning may stay for a reason; an error is for the approver to decide, and what is gone needs no keeping. */
function keeping(s: StepFacts): Refusal[] {
  const no: Refusal[] = [];
  if (!s.finding) no.push({ code: 'finding_gone', basis: GATE });
  if (s.finding?.severity === 'error')
    no.push({ code: 'error_not_kept', basis: s.finding.basis, detail: { message: s.finding.message } });
  if (!s.remark?.trim()) no.push({ code: 'no_reason_kept', basis: GATE });
  return no;
}

/** What a piece must have before others spend time on it. 发展指引 5.7: title, text, column. */
export function lacking(p: Pick<PieceFacts, 'title' | 'text' | 'columns' | 'correction'>): Refusal[] {
  const no: Refusal[] = [];
  const basis = '政府网站发展指引';
  if (!p.title.trim()) no.push({ code: 'no_title', basis });
  if (!p.text.trim()) no.push({ code: 'no_text', basis });
  if (p.columns.length === 0) no.push({ code: 'no_column', basis });
  if (p.correction !== null && !p.correction.trim())
    no.push({ code: 'no_correction_reason', basis: '更正要向社会说明原因' });
  return no;
}

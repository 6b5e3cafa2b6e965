/** The life of a year's report of one unit, as data. */
import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';

export const STATES = ['draft', 'review', 'approved', 'published'] as const;
export type State = (typeof STATES)[number];
export type Move = 'save' | 'enter' | 'explain' | 'submit' | 'return' | 'approve' | 'reopen' | 'publish' | 'revise';

/** Which move starts from which state, where it leads, and whose it is. */
export const MOVES: Readonly<Record<Move, { from: readonly State[]; to: State; may: string }>> = {
  save: { from: ['draft'], to: 'draft', may: 'report:write' },
  enter: { from: ['draft'], to: 'draft', may: 'report:write' },
  explain: { from: ['draft'], to: 'draft', may: 'report:write' },
  submit: { from: ['draft'], to: 'review', may: 'report:write' },
  return: { from: ['review'], to: 'draft', may: 'report:approve' },
  approve: { from: ['review'], to: 'approved', may: 'report:approve' },
  reopen: { from: ['approved'], to: 'draft', may: 'report:approve' },
  publish: { from: ['approved'], to: 'published', may: 'report:publish' },
  revise: { from: ['published'], to: 'draft', may: 'report:approve' },
};

const B50 = '条例第五十条';
const HANDS = '三审三校';

export type Facts = {
  state: State;
  version: number;
  /** Everyone who wrote on it, ever. */
  writerIds: readonly string[];
  reviewerId: string | null;
  /** Errors of the balance checks, in words. */
  errors: readonly string[];
  /** Parts whose text is still empty, by their title. */
  emptyParts: readonly string[];
  /** Cells that ask for a reason and have none, in words. */
  unexplained: readonly string[];
  /** Units below whose report is not settled (of the government's report only). */
  open: readonly string[];
  /** Units whose settled number is not the one that was added up, in words (of the government's report only). */
  moved: readonly string[];
  /** Read from a page that was public before; it is corrected there and read again. */
  takenIn: boolean;
  /** The year is not over. */
  running: boolean;
  threePeople: boolean;
};

/** What the gate found in the words of a report, as far as it stands in the way. */
export type Found = { rule: string; message: string; at: string; basis: string };

/** Characters of a remark; what is longer belongs into the report. */
export const LONGEST_REMARK = 500;

export type By = {
  actorId: string;
  seen: number;
  remark: string;
  /** Of the moves that look: errors in the words, and why it goes on in spite of them. */
  errors?: readonly Found[];
  inSpite?: string;
};

/** Moves that look at the words before they let a report go on. */
export const LOOKS: readonly Move[] = ['submit', 'publish'];

/** Whether a move may be made now, by this person; every reason why not. */
export function moving(move: Move, f: Facts, by: By): Ruling<{ state: State }> {
  const m = MOVES[move];
  const no: Refusal[] = [];
  if (by.seen !== f.version) no.push({ code: 'stale', basis: HANDS });
  if (!m.from.includes(f.state)) no.push({ code: 'wrong_state', basis: B50, detail: { state: f.state, move } });
  if (move === 'submit' || move === 'approve') no.push(...lacking(f));
  if (move === 'revise' && f.takenIn) no.push({ code: 'taken_in', basis: '更正要在公布的那一件上做' });
  if (LOOKS.includes(move) && !by.inSpite?.trim())
    for (const e of by.errors ?? [])
      no.push({ code: 'finding', basis: e.basis, detail: { message: e.message, at: e.at, rule: e.rule } });
  if (move === 'publish')
    for (const say of f.moved) no.push({ code: 'unit_moved', basis: '条例第四十九条', detail: { say } });
  if ((move === 'approve' || move === 'publish') && f.writerIds.includes(by.actorId))
    no.push({ code: 'same_hand', basis: HANDS });
  if (move === 'publish' && f.threePeople && by.actorId === f.reviewerId)
    no.push({ code: 'approver_is_reviewer', basis: HANDS });
  if ((move === 'return' || move === 'reopen' || move === 'revise') && by.remark.trim() === '')
    no.push({ code: 'no_remark', basis: '退回和更正要说明原因' });
  for (const text of [by.remark, by.inSpite ?? ''])
    if ([...text].length > LONGEST_REMARK)
      no.push({ code: 'remark_long', basis: HANDS, detail: { most: LONGEST_REMARK } });
  return no.length > 0 ? refuse(no) : allow({ state: m.to });
}

/** What a report may not lack when it goes on. */
export function lacking(f: Facts): Refusal[] {
  const no: Refusal[] = [];
  if (f.running) no.push({ code: 'year_running', basis: '条例第四十九条' });
  for (const say of f.errors) no.push({ code: 'does_not_balance', basis: '国办公开办函〔2021〕30号', detail: { say } });
  for (const part of f.emptyParts) no.push({ code: 'empty_part', basis: B50, detail: { part } });
  for (const cell of f.unexplained) no.push({ code: 'unexplained', basis: B50, detail: { cell } });
  for (const unit of f.open) no.push({ code: 'unit_open', basis: '条例第四十九条', detail: { unit } });
  return no;
}

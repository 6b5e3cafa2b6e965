import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';

/** Where a normative document stands on its way, from the first draft to its filing with the level above. */
export type DraftState =
  | 'drafting'
  | 'assessed'
  | 'consulting'
  | 'consulted'
  | 'reviewing'
  | 'reviewed'
  | 'discussed'
  | 'signed'
  | 'registered'
  | 'published'
  | 'interpreted'
  | 'filed'
  | 'stopped';
export const STATES: readonly DraftState[] = [
  'drafting',
  'assessed',
  'consulting',
  'consulted',
  'reviewing',
  'reviewed',
  'discussed',
  'signed',
  'registered',
  'published',
  'interpreted',
  'filed',
  'stopped',
];

export type Move =
  | 'save'
  | 'assess'
  | 'consult'
  | 'skip'
  | 'answer'
  | 'submit'
  | 'incomplete'
  | 'review'
  | 'explain'
  | 'revise'
  | 'discuss'
  | 'sign'
  | 'register'
  | 'publish'
  | 'interpret'
  | 'file'
  | 'stop';
export const MOVES_IN_ORDER: readonly Move[] = [
  'save',
  'assess',
  'consult',
  'skip',
  'answer',
  'submit',
  'incomplete',
  'review',
  'explain',
  'revise',
  'discuss',
  'sign',
  'register',
  'publish',
  'interpret',
  'file',
  'stop',
];

type Way = { from: readonly DraftState[]; to: DraftState | 'same' };

/**
 * The whole life: from which state each move may start, and where it leads. Anything not here is refused. A text that was
 * sent to review can no longer be saved, so what is discussed is what was reviewed, and what is signed is what was discussed.
 */
export const MOVES: Readonly<Record<Move, Way>> = {
  save: { from: ['drafting', 'assessed', 'consulted'], to: 'same' },
  assess: { from: ['drafting'], to: 'assessed' },
  consult: { from: ['assessed'], to: 'consulting' },
  skip: { from: ['assessed'], to: 'consulted' },
  answer: { from: ['consulting'], to: 'consulted' },
  submit: { from: ['consulted'], to: 'reviewing' },
  incomplete: { from: ['reviewing'], to: 'consulted' },
  review: { from: ['reviewing'], to: 'reviewed' },
  explain: { from: ['reviewed'], to: 'same' },
  revise: { from: ['reviewed', 'discussed'], to: 'consulted' },
  discuss: { from: ['reviewed'], to: 'discussed' },
  sign: { from: ['discussed'], to: 'signed' },
  register: { from: ['signed'], to: 'registered' },
  publish: { from: ['registered'], to: 'published' },
  interpret: { from: ['published'], to: 'interpreted' },
  file: { from: ['published', 'interpreted'], to: 'filed' },
  stop: {
    from: ['drafting', 'assessed', 'consulting', 'consulted', 'reviewing', 'reviewed', 'discussed', 'signed'],
    to: 'stopped',
  },
};

/** The steps as the notice names them, each with the states in which it is the one being done. */
export const STAGES: readonly { title: string; basis: string; states: readonly DraftState[] }[] = [
  { title: '起草', basis: '国办发〔2018〕37号', states: ['drafting'] },
  { title: '评估论证', basis: '国办发〔2018〕37号', states: ['assessed'] },
  { title: '公开征求意见', basis: '国办发〔2018〕37号', states: ['consulting'] },
  { title: '合法性审核', basis: '国办发〔2018〕115号', states: ['consulted', 'reviewing'] },
  { title: '集体审议决定', basis: '国办发〔2018〕37号', states: ['reviewed'] },
  { title: '签发', basis: '国办发〔2018〕37号', states: ['discussed'] },
  { title: '统一登记、编号、公布', basis: '国办发〔2018〕37号', states: ['signed', 'registered'] },
  { title: '解读', basis: '国办发〔2018〕37号', states: ['published'] },
  { title: '备案', basis: '国办发〔2018〕37号', states: ['interpreted'] },
];

const FLOW = '国办发〔2018〕37号：规范性文件制定程序';

/** Whether the move may start from here; guards of its own come on top. */
export function start(move: Move, state: DraftState, seen: number, version: number): Refusal[] {
  const no: Refusal[] = [];
  if (seen !== version) no.push({ code: 'stale', basis: '起草台账规则', detail: { seen, now: version } });
  if (!MOVES[move].from.includes(state)) no.push({ code: 'wrong_state', basis: FLOW, detail: { move, state } });
  return no;
}

/** The state a move leads to, unless something stands against it. */
export function arrive(move: Move, state: DraftState, against: readonly Refusal[]): Ruling<DraftState> {
  if (against.length > 0) return refuse([...against]);
  const { to } = MOVES[move];
  return allow(to === 'same' ? state : to);
}

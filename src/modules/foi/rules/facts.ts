import type { Day } from '../../../lib/day.ts';
import type { Fee, Party, Proposal } from '../store/types.ts';
import type { AnswerClock } from './clock.ts';
import type { Channel, State } from './types.ts';

/** What a guard may know of a case: everything comes in, nothing is looked up. */
export type CaseFacts = {
  today: Day;
  state: State;
  channel: Channel;
  arrivedOn: Day;
  receivedOn: Day | null;
  /** The answer clock as it runs; null before receipt and while a correction is awaited. */
  clock: AnswerClock | null;
  /** Last day to ask for a correction (条例第三十条); null before receipt. */
  correctionLimit: Day | null;
  /** The most working days an extension may give. */
  extensionMost: number;
  correction: { askedOn: Day; by: Day; correctedOn: Day | null } | null;
  reasons: { askedOn: Day; by: Day; given: string | null } | null;
  /** Working days granted by an extension; 0: none. */
  extended: number;
  parties: readonly Pick<Party, 'id' | 'kind' | 'sentOn' | 'receivedOn' | 'limitOn' | 'opinion'>[];
  fee: Fee | null;
  proposal: Proposal | null;
  decidedOn: Day | null;
};

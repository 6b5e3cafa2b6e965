import type { Module } from '../../platform/module.ts';
import { verbs } from './verbs.ts';

export {
  type AnswerClock,
  answerClock,
  type ClockEvent,
  type ClockProblem,
  type ClockSettings,
} from './rules/clock.ts';
export { sayClock } from './say.ts';

export const foi: Module = { name: 'foi', verbs };

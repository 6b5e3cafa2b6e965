/** Words and groups of states that the moves share. */
import { OPEN, type State } from './types.ts';

export const article = (n: string): string => `《中华人民共和国政府信息公开条例》第${n}条`;
export const FEES = '《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）';
export const LOCAL = '依申请公开办理流程（本区）';
export const CLOSED: readonly State[] = [
  'decided',
  'delivered',
  'archived',
  'abandonedCorrection',
  'abandonedFee',
  'withdrawn',
];
export const WORKING: readonly State[] = ['received', 'processing', 'consulting'];
/** Closed without an answer, or answered and delivered: ready for the shelf. */
export const ENDED: readonly State[] = ['delivered', 'abandonedCorrection', 'abandonedFee', 'withdrawn'];
export const AFTER_RECEIPT: readonly State[] = [...OPEN.filter((s) => s !== 'awaitingConfirmation'), ...CLOSED];

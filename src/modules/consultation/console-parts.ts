import type { Refusal } from '../../lib/ruling.ts';
import { sayConsultation } from './say.ts';

/** The list of questions; every page of the desk leads back to it. */
export const HERE = '/console/questions';
export const crumbs = (text: string) => [{ text: '咨询', href: HERE }, { text }];

/** Refusals beside the fields they speak of. */
export const errorsOf = (refusals: readonly Refusal[], field: Record<string, string> = {}) =>
  refusals.map((r) => ({ field: field[r.code], text: sayConsultation(r) }));

/** A number as typed, full width or half; NaN when it is none. */
export const wholeNumber = (text: string): number =>
  /^\d{1,7}$/.test(text.normalize('NFKC').trim()) ? Number(text.normalize('NFKC')) : Number.NaN;

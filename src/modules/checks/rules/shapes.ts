/** What one group, or several as they are grouped, could be by shape and arithmetic. */
import { endIn, type Group, placeIn } from './digit-groups.ts';
import { isOldId, luhn } from './identity.ts';

export type Shape = 'id' | 'old-id' | 'card' | 'card-like' | 'mobile' | 'landline' | 'local' | 'masked';

export type Candidate = {
  shape: Shape;
  from: number;
  to: number;
  /** Half-width digits without gaps, X large, masks as `*`. */
  value: string;
  /** For `id`: which of its own arithmetic holds. */
  id?: { check: boolean; date: boolean; province: boolean; birth?: string };
  /** A tab or line break runs through it. */
  wide?: boolean;
  /** Written in groups that figures of a table form as well: the words around it must say what it is. */
  loose?: boolean;
};

const whole = (shape: Shape, g: Group): Candidate => ({ shape, from: g.from, to: g.to, value: g.chars });

export const MOBILE = /^1[3-9]\d{9}$/;
/** A card of a Chinese bank: what its numbers begin with, and Luhn. */
export const isCard = (chars: string): boolean => chars.startsWith('62') && luhn(chars);

export function oneGroup(g: Group): Candidate | undefined {
  const { chars } = g;
  // Nothing of a person is shorter than a local telephone number.
  if (chars.length < 7) return undefined;
  if (chars.includes('*'))
    return chars.length >= 14 && chars.length <= 19 && /\d/.test(chars) ? whole('masked', g) : undefined;
  // The letter of a word or of a note behind a whole number; within an identity number it was read before.
  if (chars.includes('X')) return oneGroup({ ...g, chars: chars.slice(0, -1), to: endIn(g, chars.length - 1) });
  const n = chars.length;
  if (g.looks) return n >= 16 && n <= 19 && isCard(chars) ? whole('card', g) : undefined;
  if (n === 11 && MOBILE.test(chars)) return whole('mobile', g);
  if ((n === 13 && chars.startsWith('86')) || (n === 15 && chars.startsWith('0086'))) {
    const skip = n - 11;
    if (MOBILE.test(chars.slice(skip)))
      return { shape: 'mobile', from: placeIn(g, skip), to: g.to, value: chars.slice(skip) };
  }
  if (n === 15 && isOldId(chars)) return whole('old-id', g);
  if (n >= 16 && n <= 19) return whole(/^[3-6]/.test(chars) && luhn(chars) ? 'card' : 'card-like', g);
  if (/^0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$/.test(chars)) return whole('landline', g);
  if ((n === 7 || n === 8) && /^[2-8]/.test(chars)) return whole('local', g);
  return undefined;
}

/** `unusual`: doubtful in a row of figures. `loose`: doubtful anywhere. */
type Grouped = { shape: Shape; unusual?: boolean; loose?: boolean };

export function shapeOfGroups(value: string, lengths: readonly number[]): Grouped | undefined {
  const spaced = lengths.every((n) => n === 1);
  const as = lengths.join('-');
  if (value.includes('*'))
    return value.length >= 15 && value.length <= 18 && /^\d{3,}/.test(value) ? { shape: 'masked' } : undefined;
  if (/X/.test(value)) return undefined;
  if (value.length === 11 && MOBILE.test(value)) {
    if (spaced || as === '3-4-4') return { shape: 'mobile' };
    if (/^(?:3-8|4-3-4|4-4-3|7-4|3-3-5)$/.test(as)) return { shape: 'mobile', unusual: true };
    if (/^(?:5-6|6-5|3-2-6|3-5-3|1-10|3-4-2-2|4-7|8-3)$/.test(as)) return { shape: 'mobile', loose: true };
  }
  if (/^[34]-(?:[78]|3-4|4-4)$/.test(as) && /^0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$/.test(value))
    return { shape: 'landline' };
  if (value.length === 15 && (spaced || /^(?:6-6-3|6-9|3-3-6-3|6-2-2-2-3)$/.test(as)) && isOldId(value))
    return { shape: 'old-id', loose: true };
  const cardGroups = /^4-4-4-4(?:-[1-3])?$|^6-1[0-3]$/.test(as) || (spaced && value.length >= 16);
  if (cardGroups && /^[3-6]/.test(value) && luhn(value)) return { shape: 'card' };
  // However else it is grouped: its beginning and Luhn, where words name a card.
  if (value.length >= 16 && isCard(value) && lengths.every((n) => n >= 3)) return { shape: 'card', loose: true };
  return undefined;
}

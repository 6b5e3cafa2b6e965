import type { Day } from '../../lib/day.ts';
import { maskText, personsIn, readId, sayPerson } from '../checks/index.ts';

/** What the gate finds of persons in words that become public, in Chinese. */
export const personalIn = (text: string, name: string, today: Day): string[] =>
  personsIn(text, name, today).map(sayPerson);

/** Numbers of persons masked; names are for the clerk's eye. */
export const masked = (text: string): string => maskText(text).text;

export const RESIDENT_ID = '居民身份证';

/** Whether a number can be what it is said to be: only that of a resident identity card has an arithmetic of its own. */
export function idFits(kind: string, number: string, today: Day): boolean {
  const flat = number.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (kind.trim() !== RESIDENT_ID || flat === '') return true;
  const read = readId(flat, Number(today.slice(0, 4)));
  return Boolean(read?.check && read.date);
}

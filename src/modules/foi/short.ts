import { excerpt } from '../../lib/hanzi.ts';
import { masked } from './personal.ts';

const HEADING = 60;
/** The first line of what somebody wrote, short enough for a heading. */
export const firstLine = (words: string): string => excerpt(words.trim().split('\n')[0] ?? '', HEADING);
/** What somebody wrote in at most n characters, numbers of persons masked: for a list, or for a mail that leaves the house. */
export const inShort = (words: string, n: number): string => excerpt(masked(words), n);

import type { Day } from '../../lib/day.ts';
import { specimenOfHtml } from '../../platform/documents/index.ts';
import { allChecks, checkSpecimen, maskText, readId } from '../checks/index.ts';

const personal = allChecks.filter((c) => c.id.startsWith('personal.'));
const ESCAPE: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Plain words as paragraphs. */
export const markup = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${line.replace(/[&<>]/g, (c) => ESCAPE[c] ?? c)}</p>`)
    .join('');

/** What the gate finds of persons in words that become public, in Chinese. */
export const personalIn = (text: string, today: Day): string[] =>
  checkSpecimen(specimenOfHtml(markup(text), { name: '题目', title: '' }), { today }, personal).findings.map(
    (f) => `${f.message}（${f.quote}）`,
  );

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

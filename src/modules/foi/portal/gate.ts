import type { Day } from '../../../lib/day.ts';
import { specimenOfHtml } from '../../../platform/documents/index.ts';
import { allChecks, checkSpecimen, maskText } from '../../checks/index.ts';

const personal = allChecks.filter((c) => c.id.startsWith('personal.'));
const ESCAPE: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Plain words as paragraphs. */
export const markup = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${line.replace(/[&<>]/g, (c) => ESCAPE[c] ?? c)}</p>`)
    .join('');

/** What the gate finds of persons in words that would become public, in Chinese. */
export const personalIn = (words: string, name: string, today: Day): string[] =>
  checkSpecimen(specimenOfHtml(markup(words), { name, title: '' }), { today }, personal).findings.map(
    (f) => `${f.message}（${f.quote}）`,
  );

/** With the numbers of persons masked: what is offered to a clerk as a beginning. */
export const masked = (text: string): string => maskText(text).text;

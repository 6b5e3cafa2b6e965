import type { Day } from '../../lib/day.ts';
import { maskText, personsIn, sayPerson } from '../checks/index.ts';
import { mailsIn, maskMail } from './rules/index.ts';

/** The wording that is offered for publication: numbers of persons and mail addresses masked. Names are for the clerk's eye. */
export const masked = (text: string): string => maskMail(maskText(text).text);

/**
 * What the gate finds of persons in words that would become public, in Chinese. In an asker's words any number of a person
 * counts, in an answer only those that are surely no office's.
 */
export function personalIn(words: { question: string; answer: string }, today: Day): string[] {
  const look = (text: string, name: string, all: boolean): string[] => [
    ...personsIn(text, name, today)
      .filter((f) => all || f.severity === 'error')
      .map((f) => `${name}：${sayPerson(f)}`),
    ...(all && mailsIn(text) > 0 ? [`${name}：有邮箱地址`] : []),
  ];
  return [...look(words.question, '公开的问题', true), ...look(words.answer, '公开的答复', false)];
}

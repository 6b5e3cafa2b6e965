import type { Day } from '../../lib/day.ts';
import type { Finding } from '../../lib/finding.ts';
import { paragraphsOf } from '../../lib/markup.ts';
import { specimenOfHtml } from '../../platform/documents/index.ts';
import { allChecks, checkSpecimen } from './checks.ts';

const personal = allChecks.filter((c) => c.id.startsWith('personal.'));

/** What the gate finds of persons in plain words that would become public; `name` as a finding calls the text. */
export const personsIn = (words: string, name: string, today: Day): readonly Finding[] =>
  checkSpecimen(specimenOfHtml(paragraphsOf(words), { name, title: '' }), { today }, personal).findings;

/** A finding of `personsIn` in a sentence. */
export const sayPerson = (f: Finding): string => `${f.message}（${f.quote}）`;

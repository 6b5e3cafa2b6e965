import type { Day } from '../../lib/day.ts';
import type { Finding } from '../../lib/finding.ts';
import { paragraphsOf } from '../../lib/markup.ts';
import { specimenOfHtml } from '../../platform/documents/index.ts';
import { allChecks, checkSpecimen } from './checks.ts';

const personal = allChecks.filter((c) => c.id.startsWith('personal.'));

/** What the gate finds of persons in plain words that would become public; `name` as a finding calls the text. */
export const personsIn = (words: string, name: string, today: Day): readonly Finding[] =>
  checkSpecimen(specimenOfHtml(paragraphsOf(words), { name, title: '' }), { today }, personal).findings;

/** Those of them that nobody may answer for: in reasons, which are shown or kept. Without what was found, since a refusal is audited. */
export const personalErrors = (words: string, today: Day): readonly string[] =>
  personsIn(words, '说明', today)
    .filter((f) => f.severity === 'error')
    .map((f) => f.message);

/** A finding of `personsIn` in a sentence. */
export const sayPerson = (f: Finding): string => `${f.message}（${f.quote}）`;

import { periods } from '../../../../law/index.ts';
import rows from '../../../../law/letters.json' with { type: 'json' };
import { foiLaw } from '../law.ts';
import { type LetterLaw, readLetterLaw } from './rules/law.ts';

/** A wrong row stops the start. */
export const letterLaw: LetterLaw = { data: readLetterLaw(rows), foi: foiLaw, periods };

import foiRows from '../../../law/foi.json' with { type: 'json' };
import { type FoiLaw, readFoiLaw } from './rules/law.ts';

/** A wrong row stops the start, not an answer years later. */
export const foiLaw: FoiLaw = readFoiLaw(foiRows);

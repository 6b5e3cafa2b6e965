/** All checks of the gate, with the dated data they need. */
import { calendar, periods } from '../../../law/index.ts';
import maskingRows from '../../../law/masking.json' with { type: 'json' };
import wordingRows from '../../../law/wording.json' with { type: 'json' };
import type { Check, CheckEnv } from '../../lib/finding.ts';
import type { Grid, Specimen } from '../../lib/specimen.ts';
import { accessChecks } from './rules/access.ts';
import { dateOrder, impossibleDates, publicity } from './rules/dates.ts';
import { docNos, ownDocNo } from './rules/docno.ts';
import { duplicates } from './rules/duplicates.ts';
import { elements } from './rules/elements.ts';
import { authors, blind, carried } from './rules/hidden.ts';
import { links, siteLinks } from './rules/links.ts';
import { markup, spaces } from './rules/markup.ts';
import { type Masked, type MaskOptions, maskGridBy, readMaskRows } from './rules/masking.ts';
import { addresses, combinations, minors } from './rules/personal-lists.ts';
import { numberChecks } from './rules/personal-numbers.ts';
import { type Checked, runChecks } from './rules/run.ts';
import { unitNames } from './rules/units.ts';

import { readWording, wordingCheck } from './rules/wording.ts';

export { maskEdits, maskText } from './rules/masking.ts';

const masking = readMaskRows(maskingRows);

/** In the order of “查了什么”: persons first, then what is missing or wrong, then how it reads. */
export const allChecks: readonly Check[] = [
  ...numberChecks,
  addresses,
  minors,
  combinations,
  carried,
  authors,
  blind,
  elements,
  docNos,
  ownDocNo,
  impossibleDates,
  dateOrder,
  publicity(calendar, periods),
  unitNames,
  wordingCheck(readWording(wordingRows)),
  ...accessChecks,
  markup,
  spaces,
  links,
  siteLinks,
  duplicates,
];

/** Looks at a document with every rule. Pure; a rule that throws is reported as broken and blocks nothing else. */
export const checkSpecimen = (specimen: Specimen, env: CheckEnv, checks: readonly Check[] = allChecks): Checked =>
  runChecks(specimen, env, checks);

/** A copy of a list masked by the table in force; see `rules/masking.ts`. */
export const maskGrid = (grid: Grid, options: MaskOptions): Masked => maskGridBy(masking, grid, options);

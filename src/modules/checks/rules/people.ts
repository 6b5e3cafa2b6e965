/** Who in a list is a child, and which names are written out: shared by the checks of lists and by masking. */
import { type Day, isDay } from '../../../lib/day.ts';
import type { Grid } from '../../../lib/specimen.ts';
import { bodyOf, columnsOf, type Role } from './columns.ts';
import { readId } from './identity.ts';
import { isName } from './names.ts';

const PUPILS = /学生|幼儿|儿童|孤儿|小学生|新生|未成年/;
const PATIENTS = /患者|病人|受害人|孤儿|困境儿童|事实无人抚养/;

export type ListFacts = {
  roles: readonly Role[];
  /** Every person in it is taken for a child: a list of pupils, orphans, kindergarten places. */
  ofMinors: boolean;
  /** Names are masked whatever the age: patients, victims, orphans. */
  ofVulnerable: boolean;
};

export function listFacts(grid: Grid): ListFacts {
  const roles = columnsOf(grid);
  const words = `${grid.caption ?? ''} ${grid.at} ${grid.head.join(' ')}`;
  return {
    roles,
    // A class or a pupil number says it as well as the word; candidates of civil service examinations have neither.
    ofMinors: PUPILS.test(words) || roles.includes('pupil-no') || roles.includes('class'),
    ofVulnerable: PATIENTS.test(words),
  };
}

/** A birth day in any usual writing: 2015-03-01, 2015.3, 2015年3月1日, 20150301. Only year and month: the first. */
export function readBirth(text: string): Day | undefined {
  const m = /^((?:19|20)\d{2})\s*[-./年]?\s*(\d{1,2})(?:\s*[-./月]\s*|(?=\d{2}$)|月?$)(\d{1,2})?\s*日?$/.exec(
    text.trim(),
  );
  if (!m) return undefined;
  const [, y = '', mo = '', d = '1'] = m;
  const out = `${y}-${mo.padStart(2, '0')}-${d.padStart(2, '0')}`;
  return isDay(out) ? out : undefined;
}

const eighteenYearsBefore = (today: Day): string => `${Number(today.slice(0, 4)) - 18}${today.slice(4)}`;

/**
 * Whether a row is about somebody under eighteen, by identity number, birth date or age. Where they disagree the child
 * counts: once the number is masked, the age is all a reader sees. Undefined when nothing says so.
 */
export function isMinorRow(row: readonly string[], roles: readonly Role[], today: Day): boolean | undefined {
  const said = roles.flatMap((role, c) => isMinorCell(row[c] ?? '', role, today) ?? []);
  return said.length === 0 ? undefined : said.includes(true);
}

function isMinorCell(text: string, role: Role, today: Day): boolean | undefined {
  if (role === 'age') {
    const age = /^(\d{1,3})(?:周?岁)?$/.exec(text.trim());
    return age ? Number(age[1]) < 18 : undefined;
  }
  const birth =
    role === 'birth'
      ? readBirth(text)
      : role === 'id'
        ? readId(text.replace(/[\s-]/g, '').toUpperCase(), Number(today.slice(0, 4)))?.birth
        : undefined;
  return birth === undefined ? undefined : birth > eighteenYearsBefore(today);
}

/** Rows (counted from 1 below the heads) whose name is written out, with the column of the name. */
export function fullNames(grid: Grid, roles: readonly Role[]): { row: number; column: number; name: string }[] {
  const columns = roles.flatMap((role, c) => (role === 'name' ? [c] : []));
  return bodyOf(grid).flatMap((row, r) =>
    columns.flatMap((column) => {
      const name = row[column] ?? '';
      return isName(name) ? [{ row: r + 1, column, name }] : [];
    }),
  );
}

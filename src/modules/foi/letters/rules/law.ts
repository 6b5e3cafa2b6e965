/** Titles and articles of letters, from `law/letters.json`, and the periods they name. */
import { type Dated, type Period, periodInForce } from '../../../../lib/dated.ts';
import { type Day, isDay } from '../../../../lib/day.ts';
import { type FoiLaw, type Group, kindOf } from '../../rules/law.ts';
import type { LetterKind } from '../../rules/types.ts';

/** `file`: a form of the office's own, which goes to nobody. */
const RECEIVERS = ['applicant', 'third', 'coproducer', 'agency', 'file'] as const;
export type Receiver = (typeof RECEIVERS)[number];
export type LetterRow = {
  kind: LetterKind;
  title: string;
  to: Receiver;
  basis: readonly (Dated & { text: string; source: string })[];
  mark: string;
};
export type LetterData = {
  letters: readonly LetterRow[];
  answers: { groups: Readonly<Record<Group, string>>; keys: Readonly<Record<string, string>> };
};
/** What a letter may ask of the law. */
export type LetterLaw = { data: LetterData; foi: FoiLaw; periods: readonly Period[] };

const isText = (v: unknown): v is string => typeof v === 'string' && v.trim() !== '';

/** Throws TypeError naming the row that is none. */
export function readLetterLaw(json: unknown): LetterData {
  const { letters, answers } = json as { letters: unknown; answers: { groups: unknown; keys: unknown } };
  if (!Array.isArray(letters)) throw new TypeError('letters is a list');
  for (const row of letters) {
    const { kind, title, to, basis } = row as Record<string, unknown>;
    const dated =
      Array.isArray(basis) &&
      basis.length > 0 &&
      basis.every((b) => isText(b.text) && isText(b.source) && isText(b.from) && isDay(b.from));
    if (!isText(kind) || !isText(title) || !RECEIVERS.some((r) => r === to) || !dated)
      throw new TypeError(`not a letter: ${JSON.stringify(row)}`);
  }
  for (const title of [...Object.values(answers.groups as object), ...Object.values(answers.keys as object)])
    if (!isText(title)) throw new TypeError('an answer has no title');
  return json as LetterData;
}

/** The title of a letter; of an answer or closing by what was decided. */
export function titleOf(law: LetterLaw, kind: LetterKind, decision: string | null): string {
  const row = law.data.letters.find((l) => l.kind === kind);
  if (row) return row.title;
  const { groups, keys } = law.data.answers;
  const group = decision === null ? undefined : kindOf(law.foi, decision)?.group;
  return keys[decision ?? ''] ?? groups[group ?? 'other'];
}

export const receiverOf = (law: LetterLaw, kind: LetterKind): Receiver =>
  law.data.letters.find((l) => l.kind === kind)?.to ?? 'applicant';

/** Letters to the applicant: shown on the status page, and told in the history that the applicant reads. */
export const toApplicant = (law: LetterLaw, kind: LetterKind): boolean => receiverOf(law, kind) === 'applicant';

/** Articles a letter of procedure stands on, on a day; an answer stands on those of its decision. */
export const basisOfLetter = (law: LetterLaw, kind: LetterKind, on: Day): string[] =>
  (law.data.letters.find((l) => l.kind === kind)?.basis ?? [])
    .filter((b) => b.from <= on && (b.to === undefined || on <= b.to))
    .map((b) => b.text);

/** A statutory number of working days on a day. */
export const workdaysOf = (law: LetterLaw, rule: string, on: Day): number =>
  periodInForce(law.periods, rule, on).number;

/**
 * Articles run together as a letter says them: the law named once, its articles after it.
 * `《甲法》第一条`, `《甲法》第二条` → `《甲法》第一条、第二条`.
 */
export function sayBasis(basis: readonly string[]): string {
  const laws = new Map<string, string[]>();
  for (const b of basis) {
    const at = b.search(/第[〇零一二三四五六七八九十百千]+条/);
    const law = at < 0 ? b : b.slice(0, at);
    laws.set(law, [...(laws.get(law) ?? []), ...(at < 0 ? [] : [b.slice(at)])]);
  }
  return [...laws].map(([law, articles]) => law + [...new Set(articles)].join('、')).join('，');
}

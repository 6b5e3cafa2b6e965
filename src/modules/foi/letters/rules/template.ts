import type { Day } from '../../../../lib/day.ts';
import type { Paper, PaperBlock, PaperCell } from '../../../../platform/documents/index.ts';
import { remedyOn } from '../../rules/law.ts';
import type { LetterFacts, LetterKind, RemedyText } from '../../rules/types.ts';
import { answerBlocks, closingBlocks, enclosures } from './answers.ts';
import { receiverOf, titleOf } from './law.ts';
import { PROCEDURE } from './procedure.ts';
import { APPLICANT, BLANK, type Draft, frame, PARTY, p } from './say.ts';

/**
 * The letter as its template has it, from what is known of the case; unknown things are blanks (`BLANK`), which the clerk fills
 * in and `checkLetter` does not let out. Not numbered: the number comes with the issue.
 */
export function letterFor(kind: LetterKind, draft: Draft): Paper {
  const { facts: f, law } = draft;
  const title = titleOf(law, kind, f.decision?.key ?? null);
  if (kind === 'answer' || kind === 'closing') {
    if (!f.decision) return frame(f, title, APPLICANT, [p(BLANK)]);
    const enclosed = enclosures(f);
    return {
      ...frame(f, title, APPLICANT, (kind === 'answer' ? answerBlocks : closingBlocks)(draft, f.decision)),
      ...(enclosed.length > 0 ? { attachments: enclosed } : {}),
    };
  }
  const to = receiverOf(law, kind);
  const addressee = to === 'applicant' ? APPLICANT : to === 'agency' ? draft.assist?.agency || BLANK : PARTY;
  const blocks = PROCEDURE[kind](draft);
  if (kind === 'registration') return forTheFile(f, title, blocks);
  // To be disclosed against one's wish is a decision about oneself, to which the law's ways of objecting are open.
  if (kind === 'thirdNotice') blocks.push(p(thirdRemedy(draft).text.replaceAll('本答复', '本告知')));
  return frame(f, title, addressee, blocks);
}

/** A form of the office's own: to nobody. */
function forTheFile(f: LetterFacts, title: string, blocks: PaperBlock[]): Paper {
  const { addressee: _nobody, remark: _contact, ...paper } = frame(f, title, '', blocks);
  return paper;
}

/** How a third party may object to a disclosure: review or suit, as the law has it today. */
export const thirdRemedy = ({ facts, law }: Draft): RemedyText => remedyOn(law.foi, 'B', facts.today, facts.hears);

/** The letter with its names, number and day, as it is printed; a name that was deleted is said in general words. */
export function finished(
  paper: Paper,
  names: { applicant: string | null; party: string | null },
  issue: { no: string; on: Day },
): Paper {
  const fill = (text: string): string =>
    text.replaceAll(APPLICANT, names.applicant ?? '申请人').replaceAll(PARTY, names.party ?? '有关单位（个人）');
  const cells = (rows: readonly (readonly PaperCell[])[]): PaperCell[][] =>
    rows.map((row) => row.map((c) => ({ ...c, text: fill(c.text) })));
  const said = paper.addressee;
  return {
    ...paper,
    number: issue.no,
    ...(said === undefined ? {} : { addressee: fill(said) }),
    blocks: paper.blocks.map((b): PaperBlock => {
      if (b.kind === 'paragraph') return { ...b, runs: b.runs.map((r) => ({ ...r, text: fill(r.text) })) };
      return b.kind === 'table' ? { ...b, head: cells(b.head), rows: cells(b.rows) } : b;
    }),
    sign: { unit: paper.sign?.unit ?? paper.about.unit, date: issue.on },
    about: { ...paper.about, date: issue.on },
  };
}

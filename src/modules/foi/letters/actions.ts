import { allow, type Refusal, refuse } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import { type PaperFormat, readPaper } from '../../../platform/documents/index.ts';
import { freshId, issueLetter, locked, settle } from '../actions/common.ts';
import { notOurs } from '../actions/identity.ts';
import { MOST_LINE, MOST_NOTE, tooLong } from '../rules/length.ts';
import { article, LOCAL } from '../rules/life.ts';
import type { Letter, LetterKind } from '../rules/types.ts';
import { factsForLetter } from '../snapshot.ts';
import * as store from '../store/index.ts';
import type { Work } from '../work.ts';
import { composeLetter } from './compose.ts';
import { type Edited, seal16, withEdits } from './edit.ts';
import { letterFile } from './files.ts';
import { partyOf, problemsOf, refusalOf } from './gate.ts';

/** Written and issued by themselves; the others come with an act of the case and carry its decision. */
export const STANDALONE: readonly LetterKind[] = ['assist', 'registration'];

type OnLetter = { id: string; letterId: string };

async function opened(ctx: Ctx, i: OnLetter): Promise<{ w: Work; letter: Letter | undefined }> {
  const w = await locked(ctx, i.id);
  ctx.require(w.r.unitId);
  const letter = await store.letterById(ctx.tx, i.letterId);
  return { w, letter: letter?.requestId === w.r.id ? letter : undefined };
}

const gone = (letter: Letter | undefined): Refusal[] =>
  !letter
    ? [{ code: 'no_such_letter', basis: LOCAL }]
    : letter.state === 'issued'
      ? [{ code: 'letter_issued', basis: article('四十五') }]
      : [];
/** What is written after the file of the case was sealed would stand in no file. */
const sealed = (w: Work): Refusal[] =>
  w.r.state === 'archived' ? [{ code: 'case_archived', basis: article('四十五') }] : [];

/** Whoever has the case open to approve has read another letter: the form is told that it is old. */
async function seenNoMore(ctx: Ctx, w: Work, letter: Letter): Promise<void> {
  if (w.r.proposal && !STANDALONE.includes(letter.kind))
    await settle(ctx, w, {}, [{ what: 'letterEdited', detail: { kind: letter.kind } }]);
}

/**
 * Keeps what a clerk wrote into a draft, whatever is wrong with it: what is wrong is said, and stops the issue and not the
 * writing. `seen` names the text the form was opened on.
 */
export const saveLetter = action(
  'foi.saveLetter',
  { may: 'foi:handle' },
  async (ctx, i: OnLetter & { seen: string; typed: Edited }) => {
    const { w, letter } = await opened(ctx, i);
    const no = [...sealed(w), ...gone(letter)];
    const paper = letter && readPaper(letter.body);
    if (no.length > 0 || !letter || !paper)
      return refuse(no.length > 0 ? no : [{ code: 'no_such_letter', basis: LOCAL }]);
    if (seal16(letter.body) !== i.seen) return refuse([{ code: 'letter_changed', basis: LOCAL }]);
    const body = withEdits(paper, i.typed);
    if (!readPaper(body)) return refuse([{ code: 'letter_too_long', basis: LOCAL }]);
    await store.saveLetter(ctx.tx, { ...letter, body, at: ctx.now, byLabel: ctx.actor.label });
    await seenNoMore(ctx, w, letter);
    ctx.note({ detail: { letter: letter.id, kind: letter.kind } });
    return allow({ problems: await problemsOf(ctx.system, ctx.tx, w, { ...letter, body }, ctx.today) });
  },
);

/** Writes a draft anew from the facts of the case; what was typed into it goes. */
export const rewriteLetter = action('foi.rewriteLetter', { may: 'foi:handle' }, async (ctx, i: OnLetter) => {
  const { w, letter } = await opened(ctx, i);
  const no = [...sealed(w), ...gone(letter)];
  // Written before it was kept who is asked for what: nothing could be written anew from.
  if (letter?.kind === 'assist' && !letter.asked && no.length === 0)
    no.push({ code: 'letter_not_rewritable', basis: LOCAL });
  if (no.length > 0 || !letter) return refuse(no);
  const facts = await factsForLetter(ctx.system, ctx.tx, w, { today: ctx.today, names: false });
  const composed = composeLetter(facts, letter.kind, partyOf(letter.once), letter.asked ?? undefined);
  await store.saveLetter(ctx.tx, { ...letter, ...composed, at: ctx.now, byLabel: ctx.actor.label });
  await seenNoMore(ctx, w, letter);
  ctx.note({ detail: { letter: letter.id, kind: letter.kind } });
  return allow(true);
});

/** A letter beside the acts: to a sister office that is to help, or the form for the file. A draft that is there stays as it is. */
export const writeLetter = action(
  'foi.writeLetter',
  { may: 'foi:handle' },
  async (ctx, i: { id: string; kind: string; agency: string; matter: string }) => {
    const w = await locked(ctx, i.id);
    ctx.require(w.r.unitId);
    const kind = STANDALONE.find((k) => k === i.kind);
    const asked = kind === 'assist' ? { agency: i.agency.trim(), matter: i.matter.trim() } : null;
    const no: Refusal[] = sealed(w);
    if (!kind) no.push({ code: 'no_letter_kind', basis: LOCAL });
    if (asked?.agency === '') no.push({ code: 'no_agency_asked', basis: LOCAL });
    if (asked?.matter === '') no.push({ code: 'no_matter', basis: LOCAL });
    no.push(
      ...tooLong(asked?.agency ?? '', MOST_LINE, '请谁协办'),
      ...tooLong(asked?.matter ?? '', MOST_NOTE * 4, '请协办什么'),
    );
    if (no.length > 0 || !kind) return refuse(no);
    const known = (await store.lettersOf(ctx.tx, w.r.id)).filter((l) => l.kind === kind);
    // The same asked twice is a double click; another office, or another matter, is another letter.
    const draft = known.find((l) => l.state === 'draft' && (asked === null || alike(l.asked, asked)));
    ctx.note({ detail: { letter: draft?.id ?? '', kind } });
    if (draft) return allow({ letterId: draft.id });
    const facts = await factsForLetter(ctx.system, ctx.tx, w, { today: ctx.today, names: false });
    const letter: Letter = {
      id: freshId(ctx),
      requestId: w.r.id,
      kind,
      once: known.length === 0 ? kind : `${kind}-${known.length + 1}`,
      no: null,
      asked,
      ...composeLetter(facts, kind, undefined, asked ?? undefined),
      state: 'draft',
      issuedOn: null,
      docx: null,
      pdf: null,
    };
    await store.saveLetter(ctx.tx, { ...letter, at: ctx.now, byLabel: ctx.actor.label });
    ctx.note({ detail: { letter: letter.id, kind } });
    return allow({ letterId: letter.id });
  },
);
const alike = (a: Letter['asked'], b: NonNullable<Letter['asked']>): boolean =>
  a?.agency === b.agency && a.matter === b.matter;

/** Gives a standalone letter its number; the job that draws its files is in the same transaction. */
export const issueAlone = action(
  'foi.issueLetter',
  { may: 'foi:handle' },
  async (ctx, i: OnLetter & { seen: string }) => {
    const { w, letter } = await opened(ctx, i);
    const no = [...sealed(w), ...gone(letter)];
    if (no.length > 0 || !letter) return refuse(no);
    if (!STANDALONE.includes(letter.kind)) return refuse([{ code: 'letter_with_act', basis: LOCAL }]);
    if (seal16(letter.body) !== i.seen) return refuse([{ code: 'letter_changed', basis: LOCAL }]);
    const found = await problemsOf(ctx.system, ctx.tx, w, letter, ctx.today);
    if (found.length > 0) return refuse(found.map(refusalOf));
    const issued = await issueLetter(ctx, w, letter.kind, { letter });
    return allow({ no: issued.no ?? '' });
  },
);

/** A letter as it went out, with the names in it: for the clerk who handles the case and who approves; each look audited. */
export const openLetter = action(
  'foi.openLetter',
  { may: 'foi:read' },
  async (ctx, i: OnLetter & { format: PaperFormat }) => {
    const { w, letter } = await opened(ctx, i);
    ctx.note({ detail: { letter: i.letterId, format: i.format } });
    if (!letter) return refuse([{ code: 'no_such_letter', basis: LOCAL }]);
    const no = notOurs(ctx, w, 'file_not_yours');
    if (no.length > 0) return refuse(no);
    if (!letter[i.format]) return refuse([{ code: 'letter_not_drawn', basis: LOCAL }]);
    return allow(await letterFile(ctx.system, letter, i.format));
  },
);

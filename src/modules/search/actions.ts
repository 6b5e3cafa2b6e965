import { addDays } from '../../lib/day.ts';
import { allow, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import { transaction } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import type { System } from '../../platform/system.ts';
import { typed } from './rules.ts';
import { deleteSynonym, deleteWord, forgetAsked, insertSynonym, insertWord, noteAsked } from './store.ts';

const RULE = '站内搜索维护要求';

/** A group of words that are searched as one; at least two different ones. */
export const addSynonyms = action(
  'search.synonyms',
  { may: 'search:manage' },
  async (ctx, input: { words: string[] }) => {
    const words = [...new Set(input.words.map((w) => w.trim()).filter(Boolean))];
    if (words.length < 2) return refuse([{ code: 'one_word', basis: RULE }]);
    await insertSynonym(ctx.tx, words);
    ctx.note({ detail: { words } });
    return allow(true);
  },
);

export const removeSynonyms = action(
  'search.synonyms_remove',
  { may: 'search:manage' },
  async (ctx, input: { id: number }) => {
    if (!Number.isSafeInteger(input.id)) throw new AppError('bad_request', `synonym ${input.id}`);
    await deleteSynonym(ctx.tx, input.id);
    ctx.note({ detail: { id: input.id } });
    return allow(true);
  },
);

/** A name that segmentation keeps whole. */
export const addWord = action('search.word', { may: 'search:manage' }, async (ctx, input: { word: string }) => {
  const word = input.word.trim();
  if (!/^[\p{Script=Han}]{2,20}$/u.test(word)) return refuse([{ code: 'not_a_word', basis: RULE }]);
  await insertWord(ctx.tx, word);
  ctx.note({ detail: { word } });
  return allow(true);
});

export const removeWord = action(
  'search.word_remove',
  { may: 'search:manage' },
  async (ctx, input: { word: string }) => {
    await deleteWord(ctx.tx, input.word);
    ctx.note({ detail: input });
    return allow(true);
  },
);

/** Days that questions are kept, without who asked them. */
const KEEP_DAYS = 90;

/** Counts a question by day: a statistic, not an act of anyone, so no audit row. Nothing says who asked; old ones are forgotten. */
export const countQuestion = (system: System, query: string, found: number): Promise<void> =>
  transaction(system.db, async (tx) => {
    const today = system.clock.today();
    const asked = typed(query);
    if (asked) await noteAsked(tx, asked, today, found);
    await forgetAsked(tx, addDays(today, -KEEP_DAYS));
  });

const SAY: Record<string, string> = {
  one_word: '同义词至少写两个，用空格或顿号隔开。',
  not_a_word: '词要是2到20个汉字。',
};
export const saySearch = (code: string): string => SAY[code] ?? code;

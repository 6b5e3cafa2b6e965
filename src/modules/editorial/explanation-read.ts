import { isSituation, SITUATIONS } from '../../lib/situations.ts';
import type { Form } from '../../platform/http/types.ts';
import { EXPLAINED_ELEMENTS, EXPLANATION_FORMS, type Explanation, type ExplanationForm } from '../publication/index.ts';
import { readArticle } from './article-no.ts';
import type { FieldError } from './form.ts';

/** Names of the fields; error summaries link to them. */
export const answerField = (i: number): string => `explains-${i}`;
export const articleField = (i: number): string => `explains-article-${i}`;
export const CHANGE_FIELD = 'explains-change';

export const QUESTIONS_FIELD = 'explains-questions';
/** The drafter's words beside a row of the table that is drawn from the versions; `8`, `old-5`. */
export const besideField = (at: string): string => `explains-beside-${at}`;
const BESIDE = /^explains-beside-((?:old-)?\d{1,4}(?:-\d{1,3})?)$/;
export const besideOf = (e: Explanation | null | undefined, field: string): string => {
  const at = BESIDE.exec(field)?.[1];
  return e?.beside?.find((b) => b.at === at)?.words ?? '';
};

export const sayArticle = (no: string | undefined): string =>
  no ? `第${no.replace('-', '条之')}${no.includes('-') ? '' : '条'}` : '';

/** One question a line: 补贴｜没用完怎么办｜可以转到下个月｜第八条. */
export const questionsText = (e: Explanation | null): string =>
  (e?.questions ?? [])
    .map((q) => [q.situation, q.question, q.answer, sayArticle(q.article)].filter(Boolean).join('｜'))
    .join('\n');

/** One row a line, parted by a tab, a bar or |: 对象｜70岁以上｜60岁以上. */
export const changeText = (e: Explanation | null): string =>
  e?.change && 'rows' in e.change ? e.change.rows.map((r) => `${r.what}｜${r.old}｜${r.now}`).join('\n') : '';

const BAR = /\s*[｜|\t]\s*/;
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((l) => l.trim())
    .filter(Boolean);

type ExplanationRead = {
  /** As far as it could be understood; undefined when the form had no such fields. */
  explanation: Explanation | undefined;
  errors: FieldError[];
  /** What was typed and is not in it: not understood, or without what it belongs to yet. */
  unread: Record<string, string>;
};

/** What the form says of an interpretation. Where a part was not understood, what was stored of it stays. */
export function readExplanation(form: Form, stored: Explanation | null): ExplanationRead {
  if (form.text('explanationSent') === '') return { explanation: undefined, errors: [], unread: {} };
  const errors: FieldError[] = [];
  const unread: Record<string, string> = {};
  const leave = (field: string): void => {
    unread[field] = form.text(field);
  };
  const answers = EXPLAINED_ELEMENTS.flatMap(({ name }, i) => {
    const text = form.text(answerField(i)).trim();
    const typed = form.text(articleField(i)).trim();
    const article = typed === '' ? undefined : readArticle(typed);
    // An article without words yet waits in its field.
    if (typed !== '' && (article === undefined || text === '')) leave(articleField(i));
    if (typed !== '' && article === undefined)
      errors.push({ field: articleField(i), text: `“${name}”对应的条款写条号，例如“第八条”，您写的是“${typed}”。` });
    return text === '' ? [] : [{ name, text, ...(article ? { article } : {}) }];
  });
  const rows = linesOf(form.text(CHANGE_FIELD)).flatMap((line, i) => {
    const [what, old, now, more] = line.split(BAR);
    if (what && old !== undefined && now !== undefined && more === undefined) return [{ what, old, now }];
    errors.push({ field: CHANGE_FIELD, text: `新旧对照第${i + 1}行要写成“项目｜原来｜现在”，您写的是“${line}”。` });
    return [];
  });
  const questions = linesOf(form.text(QUESTIONS_FIELD)).flatMap((line, i) => {
    const [situation, question, answer, typed, more] = line.split(BAR);
    const no = typed ? readArticle(typed) : undefined;
    if (situation && isSituation(situation) && question && answer && more === undefined && (!typed || no))
      return [{ situation, question, answer, ...(no ? { article: no } : {}) }];
    errors.push({
      field: QUESTIONS_FIELD,
      text: `问答第${i + 1}行要写成“${SITUATIONS.join('、')}其中一个｜问题｜回答｜第几条”，您写的是“${line}”。`,
    });
    return [];
  });
  const sent = form.entries().flatMap(([name, value]) => {
    const at = BESIDE.exec(name)?.[1];
    return at ? [{ at, words: value.trim() }] : [];
  });
  // A form that shows no table of old and new says nothing of the words beside it.
  const beside = sent.length > 0 ? sent.filter((b) => b.words !== '') : (stored?.beside ?? []);
  const kind = form.text('explains-form') as ExplanationForm;
  const first = form.text('explains-first') === '1';
  if (first && rows.length > 0)
    errors.push({ field: CHANGE_FIELD, text: '选了“首次制定”，又写了新旧对照，请留一样。' });
  const wrong = (field: string): boolean => errors.some((e) => e.field === field);
  for (const field of [CHANGE_FIELD, QUESTIONS_FIELD]) if (wrong(field)) leave(field);
  const oldName = form.text('explains-old').trim();
  const change: Explanation['change'] = first
    ? { first: true }
    : wrong(CHANGE_FIELD)
      ? stored?.change
      : rows.length > 0
        ? { oldName: oldName || '原来', rows }
        : undefined;
  const asked = wrong(QUESTIONS_FIELD) ? (stored?.questions ?? []) : questions;
  // Its name without a row yet.
  if (oldName !== '' && !(change && 'rows' in change && change.oldName === oldName)) leave('explains-old');
  return {
    explanation: {
      form: kind in EXPLANATION_FORMS ? kind : 'text',
      answers,
      ...(change ? { change } : {}),
      ...(beside.length > 0 ? { beside } : {}),
      ...(asked.length > 0 ? { questions: asked } : {}),
    },
    errors,
    unread,
  };
}

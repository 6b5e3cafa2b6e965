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

const article = (no: string | undefined): string =>
  no ? `第${no.replace('-', '条之')}${no.includes('-') ? '' : '条'}` : '';

/** One question a line: 补贴｜没用完怎么办｜可以转到下个月｜第八条. */
export const questionsText = (e: Explanation | null): string =>
  (e?.questions ?? [])
    .map((q) => [q.situation, q.question, q.answer, article(q.article)].filter(Boolean).join('｜'))
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

/** What the form says of an interpretation; null when it says nothing, undefined when the form had no such fields. */
export function readExplanation(form: Form): { explanation: Explanation | null | undefined; errors: FieldError[] } {
  if (form.text('explanationSent') === '') return { explanation: undefined, errors: [] };
  const errors: FieldError[] = [];
  const answers = EXPLAINED_ELEMENTS.flatMap(({ name }, i) => {
    const text = form.text(answerField(i)).trim();
    const typed = form.text(articleField(i)).trim();
    const article = typed === '' ? undefined : readArticle(typed);
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
  const beside = form.entries().flatMap(([name, value]) => {
    const at = BESIDE.exec(name)?.[1];
    return at && value.trim() ? [{ at, words: value.trim() }] : [];
  });
  const kind = form.text('explains-form') as ExplanationForm;
  const first = form.text('explains-first') === '1';
  if (first && rows.length > 0)
    errors.push({ field: CHANGE_FIELD, text: '选了“首次制定”，又写了新旧对照，请留一样。' });
  const change: Explanation['change'] = first
    ? { first: true }
    : rows.length > 0
      ? { oldName: form.text('explains-old').trim() || '原来', rows }
      : undefined;
  return {
    explanation: {
      form: kind in EXPLANATION_FORMS ? kind : 'text',
      answers,
      ...(change ? { change } : {}),
      ...(beside.length > 0 ? { beside } : {}),
      ...(questions.length > 0 ? { questions } : {}),
    },
    errors,
  };
}

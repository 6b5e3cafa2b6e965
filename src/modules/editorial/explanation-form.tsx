import type { VNode } from 'preact';
import { SITUATIONS } from '../../lib/situations.ts';
import { Checkbox, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { EXPLAINED_ELEMENTS, EXPLANATION_FORMS } from '../publication/index.ts';
import {
  answerField,
  articleField,
  CHANGE_FIELD,
  changeText,
  QUESTIONS_FIELD,
  questionsText,
  sayArticle,
} from './explanation-read.ts';
import type { FieldError } from './form.ts';
import type { Piece } from './store.ts';

/** Whether a piece explains a policy, so that the six elements are asked for. */
export const explains = (p: Pick<Piece, 'kind' | 'explanation'>): boolean =>
  p.kind === '解读' || p.explanation !== null;

/** The six elements of an interpretation, each with the article it explains; shown on the policy's page as 一页看懂. */
export const ExplanationFields = ({
  piece: p,
  errors = [],
  drawn = [],
}: {
  piece: Piece;
  errors?: readonly FieldError[] | undefined;
  /** Boxes of other modules: the difference drawn from the versions. */
  drawn?: readonly VNode[] | undefined;
}) => {
  const e = p.explanation;
  const errorOf = (field: string): string | undefined => errors.find((x) => x.field === field)?.text;
  const first = e?.change && 'first' in e.change;
  const typed = (field: string, otherwise: string): string => p.unread[field] ?? otherwise;
  return (
    <fieldset class="item-fields">
      <legend>一页看懂（六要素）</legend>
      <input type="hidden" name="explanationSent" value="1" />
      <p class="field-hint">显示在文件自己的页面上，一项一两句，用群众的话。没写的会注明“这一项没有写”。</p>
      <Select
        name="explains-form"
        label="形式"
        value={e?.form ?? 'text'}
        options={Object.entries(EXPLANATION_FORMS).map(([value, text]) => ({ value, text }))}
      />
      {EXPLAINED_ELEMENTS.map(({ name, question }, i) => {
        const held = e?.answers.find((a) => a.name === name);
        return (
          <div class="item-part" key={name}>
            <Textarea
              name={answerField(i)}
              label={`${question}（${name}）`}
              value={held?.text ?? ''}
              rows={2}
              error={errorOf(answerField(i))}
              optional
            />
            <Input
              name={articleField(i)}
              label="文件第几条"
              hint="例：第八条"
              value={typed(articleField(i), sayArticle(held?.article))}
              error={errorOf(articleField(i))}
              optional
              short
            />
          </div>
        );
      })}
      {drawn}
      <Checkbox
        id="explains-first"
        name="explains-first"
        value="1"
        label="首次制定，以前没有这样的文件"
        checked={!!first}
      />
      <Input
        name="explains-old"
        label="原来的文件怎么称呼"
        hint="例：2021年办法"
        value={typed('explains-old', e?.change && 'rows' in e.change ? e.change.oldName : '')}
        optional
        short
      />
      <Textarea
        name={CHANGE_FIELD}
        label="新旧对照"
        hint="原来的文件不在台账里才手写。一行一项，用竖线隔开。例：对象｜70岁以上｜60岁以上"
        value={typed(CHANGE_FIELD, changeText(e))}
        rows={3}
        error={errorOf(CHANGE_FIELD)}
        optional
      />
      <Textarea
        name={QUESTIONS_FIELD}
        label="按情形问答"
        hint={`一行一问，用竖线隔开，情形写${SITUATIONS.join('、')}。例：补贴｜没用完怎么办｜可以结转到当年年底｜第八条`}
        value={typed(QUESTIONS_FIELD, questionsText(e))}
        rows={5}
        error={errorOf(QUESTIONS_FIELD)}
        optional
      />
    </fieldset>
  );
};

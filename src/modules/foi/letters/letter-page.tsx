import type { Refusal } from '../../../lib/ruling.ts';
import type { Paper } from '../../../platform/documents/index.ts';
import { Button } from '../../../ui/components/button.tsx';
import { ErrorSummary } from '../../../ui/components/error-summary.tsx';
import { Input, Textarea } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { Panel } from '../../../ui/components/panel.tsx';
import type { Letter } from '../rules/types.ts';
import { sayFoi } from '../say.ts';
import { fieldsOf, seal16 } from './edit.ts';
import type { Problem } from './gate.ts';
import { lettersAt } from './panel.tsx';
import { PaperView } from './paper-view.tsx';

export const LetterRefusals = ({ refusals }: { refusals: readonly Refusal[] }) => (
  <ErrorSummary
    title="还没有办成"
    errors={refusals.map((r) => ({ text: `${sayFoi(r)}${r.basis ? `（${r.basis}）` : ''}` }))}
  />
);

export type TypedAgain = { paragraphs: string[]; remark: string; attachments: string };

export type LetterPageProps = {
  caseId: string;
  letter: Letter;
  paper: Paper;
  problems: readonly Problem[];
  refusals: readonly Refusal[];
  mayEdit: boolean;
  alone: boolean;
  /** After a refusal: the form as it was sent. */
  typed?: TypedAgain | undefined;
};

const Found = ({ problems }: { problems: readonly Problem[] }) =>
  problems.length === 0 ? (
    <Note tone="good" title="核对过：决定、文书、依据、救济途径和期限一致" />
  ) : (
    <Note tone="bad" title={`还有${problems.length}处要改，改好才能出具`}>
      <ul>
        {problems.map((p, i) => (
          <li key={i}>
            {p.say}
            {p.basis && <span class="panel-row-note">　依据：{p.basis}</span>}
          </li>
        ))}
      </ul>
    </Note>
  );

const Form = ({ caseId, letter, paper, typed }: LetterPageProps) => {
  const fields = fieldsOf(paper).filter((x) => x !== undefined);
  const at = `${lettersAt(caseId)}/${letter.id}`;
  const values = typed?.paragraphs ?? [...fields, ''];
  return (
    <form method="post" action={at} data-guard>
      <input type="hidden" name="seen" value={seal16(letter.body)} />
      {values.map((text, i) => (
        <Textarea
          key={i}
          id={`p${i}`}
          name="p"
          label={i < fields.length ? `第${i + 1}段` : '加一段'}
          hint={
            i === 0
              ? '清空一段就是删去它；一段里换行就是分成两段。姓名和名称在出具时填入，这里写成〔申请人〕。'
              : undefined
          }
          rows={Math.min(12, Math.max(2, Math.ceil(text.length / 26)))}
          value={text}
        />
      ))}
      <Textarea
        name="attachments"
        label="附件"
        optional
        hint="一行一个名称。"
        rows={2}
        value={typed?.attachments ?? (paper.attachments ?? []).join('\n')}
      />
      <Input name="remark" label="附注" optional value={typed?.remark ?? paper.remark ?? ''} />
      <p class="link-row">
        <Button kind="primary">保存并核对</Button>
        <Button formAction={`${at}/rewrite`} confirm="按办理情况重新生成，改过的文字会丢掉。">
          重新生成
        </Button>
      </p>
    </form>
  );
};

/** One letter: what is wrong with it, its words to edit while it is a draft, and how it looks. */
export const LetterBody = (p: LetterPageProps) => {
  const at = `${lettersAt(p.caseId)}/${p.letter.id}`;
  const draft = p.letter.state === 'draft';
  return (
    <>
      <LetterRefusals refusals={p.refusals} />
      {draft && <Found problems={p.problems} />}
      {draft && p.alone && p.mayEdit && (
        <form method="post" action={`${at}/issue`}>
          <input type="hidden" name="seen" value={seal16(p.letter.body)} />
          <p>
            <Button kind="primary">编号并出具</Button>
          </p>
        </form>
      )}
      {draft && !p.alone && <p>这份文书随办理的步骤一并编号、出具，出具以后不能再改。</p>}
      <div class="paper-edit">
        {draft && p.mayEdit && (
          <Panel title="改文字">
            <Form {...p} />
          </Panel>
        )}
        <Panel
          title="样子"
          actions={
            draft ? (
              <span class="link-row">
                <a href={`${at}/preview.pdf`}>看PDF</a>
              </span>
            ) : (
              <span class="link-row">
                <a href={`${at}/file.pdf`}>下载PDF</a>
                <a href={`${at}/file.docx`}>下载Word</a>
              </span>
            )
          }
        >
          <PaperView paper={p.letter.no ? { ...p.paper, number: p.letter.no } : p.paper} />
        </Panel>
      </div>
    </>
  );
};

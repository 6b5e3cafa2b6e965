import type { Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { Select, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { FactRows } from '../../ui/components/section.tsx';
import { nextSeen } from './again.ts';
import type { Entry } from './entries.ts';
import { type Draft, seenOf, startingWords } from './handle.ts';
import type { Policy } from './policy.ts';
import { KINDS } from './rules/index.ts';
import type { Question } from './store.ts';

/** Who was told that there are newer words has them before their eyes, and the next click counts. */
const Seen = ({ q }: { q: Question }) => <input type="hidden" name="seen" value={seenOf(q)} />;

export const AnswerForm = ({
  q,
  policy,
  c,
  sent,
}: {
  q: Question;
  policy: Policy | undefined;
  c: Req;
  sent: boolean;
}) => {
  const d = sent && c.form.text('answer') + c.form.text('publicWords') !== '' ? draftOf(c) : startingWords(q);
  return (
    <Panel title="答复" note="先答复提问人，同意公开的再进答问库">
      <form method="post" action={`/console/questions/${q.id}/submit`} data-guard>
        <Seen q={q} />
        <Textarea
          name="answer"
          label="答复提问人"
          hint="先说能不能、怎么办，再说依据哪一条。"
          value={d.answer}
          rows={6}
        />
        {policy && policy.clauses.length > 0 && (
          <Select
            name="citedClause"
            label="依据哪一条"
            hint={`按第${policy.version}版。这一条以后改了，会提醒您再看一遍。`}
            empty="不引用哪一条"
            options={policy.clauses.map((k) => ({ value: k.id, text: `${k.label}　${k.text.slice(0, 30)}` }))}
            value={d.citedClause}
          />
        )}
        <Select name="kind" label="哪方面" options={KINDS.map((k) => ({ value: k, text: k }))} value={d.kind} />
        {q.mayPublish && (
          <>
            <Textarea
              name="publicWords"
              label="公开的问题"
              hint="号码已经遮盖。请再看有没有姓名、住址、单位等认得出人的话，删掉。"
              value={d.publicWords}
              rows={4}
            />
            <Textarea
              name="publicAnswer"
              label="公开的答复"
              hint="给所有人看的，不写个案。"
              value={d.publicAnswer}
              rows={5}
            />
            <Textarea
              name="keepPrivate"
              label="不宜公开的原因"
              hint="写了原因就不公开。例：去掉个人信息以后就说不清了。"
              value={d.keepPrivate}
              rows={2}
              optional
            />
          </>
        )}
        <div class="btn-row">
          <Button kind="primary">送审</Button>
          <Button formAction={`/console/questions/${q.id}/save`}>保存</Button>
        </div>
      </form>
    </Panel>
  );
};

export const Written = ({ q }: { q: Question }) => (
  <Panel title="写好的答复" note={[q.writerLabel, q.approverLabel].filter(Boolean).join('，')}>
    {q.answer.split('\n').map((line, i) => (
      <p key={i}>{line}</p>
    ))}
    {q.mayPublish && (
      <FactRows
        rows={
          q.keepPrivate
            ? [{ label: '不公开', value: q.keepPrivate }]
            : [
                { label: '公开的问题', value: q.publicWords },
                { label: '公开的答复', value: q.publicAnswer },
              ]
        }
      />
    )}
  </Panel>
);

export const Decide = ({ q, c }: { q: Question; c: Req }) => (
  <Panel title="审定">
    <form method="post" action={`/console/questions/${q.id}/approve`}>
      <Seen q={q} />
      <p>
        {q.mayPublish && !q.keepPrivate
          ? '审定以后提问人马上看到答复，公开的问题和答复进答问库。'
          : '审定以后提问人马上看到答复，不公开。'}
      </p>
      <Button kind="primary">审定，答复提问人</Button>
    </form>
    <form method="post" action={`/console/questions/${q.id}/return`}>
      <Textarea name="remark" label="退回修改的意见" value={c.form.text('remark')} rows={2} />
      <Button>退回修改</Button>
    </form>
  </Panel>
);

export const Again = ({ entry, c, decides }: { entry: Entry; c: Req; decides: boolean }) => (
  <Panel title="再看一遍" note={`引用的${entry.clauseLabel ?? '文件'}在第${entry.lookAgain}版改了`}>
    {entry.workNo !== null && (
      <p class="link-row">
        <a href={`/p/${entry.workNo}/compare?from=${entry.version ?? 1}&to=${entry.lookAgain}`}>看改了什么</a>
      </p>
    )}
    {entry.nextAnswer !== null && (
      <Note
        title={
          entry.nextBy === null
            ? `${entry.nextLabel}对照更早的一版改成了下面这样，请对照第${entry.lookAgain}版再看。`
            : `${entry.nextLabel}改成了下面这样，等${decides ? '您' : '审核或者签发的人'}定。`
        }
      >
        <p>现在公开的：{entry.answer}</p>
      </Note>
    )}
    <form method="post" action={`/console/questions/${entry.questionId}/look`}>
      <input type="hidden" name="version" value={String(entry.lookAgain)} />
      <input type="hidden" name="seen" value={nextSeen(entry)} />
      <Textarea
        name="lookAnswer"
        label={`公开的答复（对照第${entry.lookAgain}版）`}
        hint={
          decides
            ? '同意的，不改字，直接提交。您再改的，要另一个人来定。'
            : '还对的，不用改，直接提交。改了字的，由审核或签发人定了才公开。'
        }
        value={c.form.text('lookAnswer') || (entry.nextAnswer ?? entry.answer)}
        rows={5}
      />
      <Button kind="primary">{decides ? '同意，公开' : '核对完了'}</Button>
    </form>
  </Panel>
);

export const GiveOn = (p: {
  /** Last day to give it on, in words. */
  by: string | undefined;
  id: string;
  others: { value: string; text: string }[];
  c: Req;
  act: 'transfer' | 'assign';
}) => (
  <Panel
    title={p.act === 'transfer' ? '转给别的单位' : '政务公开办分派'}
    note={p.act === 'transfer' ? `${p.by ? `不归本单位的，最晚${p.by}转办，` : ''}答复期限不重新算` : undefined}
    id={p.act}
  >
    <form method="post" action={`/console/questions/${p.id}/${p.act}`}>
      <Select
        name="unitId"
        id={p.act === 'transfer' ? 'unitId' : 'unitId-assign'}
        label="给哪个单位"
        empty="选一个单位"
        options={p.others}
        value={p.c.form.text('unitId')}
      />
      <Textarea
        name="reason"
        id={p.act === 'transfer' ? 'reason' : 'reason-assign'}
        label="为什么"
        hint="提问人也看得到。例：这项资金由财政局发放。"
        value={p.c.form.text('reason')}
        rows={2}
      />
      <Button>{p.act === 'transfer' ? '转办' : '分派给它'}</Button>
    </form>
  </Panel>
);

export const line = (c: Req, name: string): string => c.form.text(name).replace(/\r\n/g, '\n');
export const draftOf = (c: Req): Draft => ({
  kind: c.form.text('kind'),
  answer: line(c, 'answer'),
  citedClause: c.form.text('citedClause'),
  publicWords: line(c, 'publicWords'),
  publicAnswer: line(c, 'publicAnswer'),
  keepPrivate: line(c, 'keepPrivate'),
});

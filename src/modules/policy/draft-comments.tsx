import { Button } from '../../ui/components/button.tsx';
import { Choices, Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import type { DraftView } from './draft-view.ts';
import { VERDICTS } from './rules/comment.ts';
import { Form, typed } from './step-form.tsx';

/** 我们问了，您说了，我们这样做: remarks of one meaning put together, each group with its verdict, then the outcome published. */
export const Comments = ({ v }: { v: DraftView }) => {
  const waiting = v.comments.filter((k) => k.groupId === null);
  return (
    <Panel title="收到的意见" note={`${v.comments.length}条，${waiting.length}条还没归类`}>
      {!v.contacts && v.comments.some((k) => k.reachable) && (
        <Form v={v} act="contacts">
          <p>有人留了联系方式。加密存放，每看一次都记入审计。</p>
          <Button icon="eye">看联系方式</Button>
        </Form>
      )}
      <Form v={v} act="group">
        {waiting.length > 0 ? (
          <Choices
            name="comments"
            kind="checkbox"
            legend="意思相同的勾在一起"
            options={waiting.map((k) => ({
              value: k.id,
              text: `${k.clause ? `第${k.clause}条：` : '整体：'}${k.body}`,
              hint: v.contacts?.has(k.id)
                ? `联系方式：${v.contacts.get(k.id)}`
                : k.reachable
                  ? '留了联系方式'
                  : undefined,
            }))}
            chosen={v.c.form.all('comments')}
          />
        ) : (
          <p>都归类了。</p>
        )}
        <Textarea
          name="said"
          label="您说了（会公开）"
          hint="用自己的话概括，不写姓名、电话、住址。"
          value={typed(v, 'said')}
          rows={2}
        />
        <Choices
          name="verdict"
          legend="采纳没有"
          options={Object.entries(VERDICTS).map(([value, text]) => ({ value, text }))}
          chosen={typed(v, 'verdict')}
        />
        <Textarea
          name="done"
          label="我们这样做（会公开）"
          hint="没有全部采纳的要写理由。"
          value={typed(v, 'done')}
          rows={2}
        />
        <Button>归成一类</Button>
      </Form>
      {v.groups.map((g) => (
        <Form key={g.id} v={v} act="ungroup">
          <input type="hidden" name="groupId" value={String(g.id)} />
          <p>
            <b>{VERDICTS[g.verdict]}</b>（{g.comments}条）{g.said} {g.done}
          </p>
          <Button small>拆开这一类</Button>
        </Form>
      ))}
      <Form v={v} act="answer">
        <Textarea name="answer" label="总的说明（会公开）" value={typed(v, 'answer')} rows={2} optional />
        <Button kind="primary">公布采纳情况</Button>
      </Form>
    </Panel>
  );
};

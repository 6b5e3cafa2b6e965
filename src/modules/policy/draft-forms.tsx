import type { ComponentChildren } from 'preact';
import { addDays, type Day } from '../../lib/day.ts';
import { Button } from '../../ui/components/button.tsx';
import { Choices, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { DraftFieldset } from './draft-new.tsx';
import type { DraftView } from './draft-view.ts';
import { consultation, settingNote, validityOf } from './law.ts';
import { VERDICTS } from './rules/comment.ts';
import { MATERIALS, RESULTS, SKIPS, TESTS } from './rules/guards.ts';
import { MOVES, type Move } from './rules/stages.ts';

type FormProps = { v: DraftView; act: string; children: ComponentChildren };
const Form = ({ v, act, children }: FormProps) => (
  <form method="post" action={`/console/policy/drafts/${v.d.id}/${act}`} data-guard>
    <input type="hidden" name="seen" value={String(v.d.version)} />
    {children}
  </form>
);
const typed = (v: DraftView, name: string): string => v.c.form.text(name);
const open = (v: DraftView, move: Move, permission: string): boolean =>
  MOVES[move].from.includes(v.d.state) && v.can(permission);

const Assess = ({ v }: { v: DraftView }) => (
  <Panel title="评估论证">
    <Form v={v} act="assess">
      <Textarea
        name="conclusion"
        label="评估论证的结论"
        hint="必要性、可行性、可能的影响，征求过哪些单位和专家。"
        value={typed(v, 'conclusion')}
      />
      <Button kind="primary">记下结论，准备征求意见</Button>
    </Form>
  </Panel>
);

const Consult = ({ v }: { v: DraftView }) => {
  const least = consultation(v.today);
  const until: Day = addDays(v.today, least.number);
  return (
    <>
      <Panel title="公开征求意见">
        <Form v={v} act="consult">
          <Input
            name="untilOn"
            label="征求到哪天"
            type="date"
            hint={`不少于${least.number}天${settingNote(least)}。最后一天也算。`}
            value={typed(v, 'untilOn') || until}
            short
          />
          <Button kind="primary">向社会公开草案</Button>
        </Form>
      </Panel>
      <Panel title="不公开征求意见">
        <Form v={v} act="skip">
          <Select
            name="why"
            label="为什么"
            options={Object.entries(SKIPS).map(([value, text]) => ({ value, text }))}
            empty="选一个"
            value={typed(v, 'why')}
          />
          <Textarea name="reason" label="写明理由" value={typed(v, 'reason')} rows={2} />
          <Button>不征求，直接送审核</Button>
        </Form>
      </Panel>
    </>
  );
};

const Comments = ({ v }: { v: DraftView }) => {
  const waiting = v.comments.filter((k) => k.groupId === null);
  return (
    <Panel title="收到的意见" note={`${v.comments.length}条，${waiting.length}条还没归类`}>
      <Form v={v} act="group">
        {waiting.length > 0 ? (
          <Choices
            name="comments"
            kind="checkbox"
            legend="意思相同的勾在一起"
            options={waiting.map((k) => ({
              value: k.id,
              text: `${k.clause ? `第${k.clause}条：` : '整体：'}${k.body}`,
              hint: k.contact ? `联系方式：${k.contact}` : undefined,
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
        <form key={g.id} method="post" action={`/console/policy/drafts/${v.d.id}/ungroup`}>
          <input type="hidden" name="seen" value={String(v.d.version)} />
          <input type="hidden" name="groupId" value={String(g.id)} />
          <p>
            <b>{VERDICTS[g.verdict]}</b>（{g.comments}条）{g.said} {g.done}
          </p>
          <Button small>拆开这一类</Button>
        </form>
      ))}
      <Form v={v} act="answer">
        <Textarea name="answer" label="总的说明（会公开）" value={typed(v, 'answer')} rows={2} optional />
        <Button kind="primary">公布采纳情况</Button>
      </Form>
    </Panel>
  );
};

const Submit = ({ v }: { v: DraftView }) => (
  <Panel title="送合法性审核" note="征求意见、会签不能代替审核">
    <Form v={v} act="submit">
      {MATERIALS.map((m) => (
        <Textarea
          key={m.key}
          name={m.key}
          label={m.title}
          hint={m.key === 'draft' ? '写明送审稿就是下面的正文，起草说明在哪里。' : undefined}
          value={typed(v, m.key) || (v.facts.submitted?.materials[m.key] ?? '')}
          rows={2}
        />
      ))}
      <Button kind="primary">送司法局审核</Button>
    </Form>
  </Panel>
);

const Review = ({ v }: { v: DraftView }) => (
  <>
    <Panel title="送来的材料">
      {MATERIALS.map((m) => (
        <p key={m.key}>
          <b>{m.title}：</b>
          {v.facts.submitted?.materials[m.key]}
        </p>
      ))}
    </Panel>
    <Panel title="出具审核意见">
      <Form v={v} act="review">
        <Choices
          name="failed"
          kind="checkbox"
          legend="哪几项不符合"
          hint="都符合就不勾。"
          options={TESTS.map((t) => ({ value: t.key, text: t.title }))}
          chosen={v.c.form.all('failed')}
        />
        <Choices
          name="result"
          legend="结论"
          options={Object.entries(RESULTS).map(([value, text]) => ({ value, text }))}
          chosen={typed(v, 'result')}
        />
        <Textarea name="opinion" label="书面意见" value={typed(v, 'opinion')} />
        <Input
          name="urgent"
          label="紧急情况的理由"
          hint="不到最少天数就出具的才填。"
          value={typed(v, 'urgent')}
          optional
        />
        <Button kind="primary">出具审核意见</Button>
      </Form>
    </Panel>
    <Panel title="材料不齐">
      <Form v={v} act="incomplete">
        <Textarea name="missing" label="缺什么" value={typed(v, 'missing')} rows={2} />
        <Input name="within" label="几天内补齐" value={typed(v, 'within')} short optional />
        <Button>退回补材料</Button>
      </Form>
    </Panel>
  </>
);

const Why = ({
  v,
  act,
  title,
  button,
  label,
}: {
  v: DraftView;
  act: string;
  title: string;
  button: string;
  label: string;
}) => (
  <Panel title={title}>
    <Form v={v} act={act}>
      <Textarea id={`${act}-why`} name="why" label={label} value={typed(v, 'why')} rows={2} />
      <Button>{button}</Button>
    </Form>
  </Panel>
);

const Discuss = ({ v }: { v: DraftView }) => (
  <Panel title="集体审议决定">
    <Form v={v} act="discuss">
      <Input name="meeting" label="哪次会议" hint="例：区政府第8次常务会议。" value={typed(v, 'meeting')} />
      <Choices
        name="passed"
        legend="结果"
        options={[
          { value: '1', text: '通过' },
          { value: '0', text: '没有通过' },
        ]}
        chosen={typed(v, 'passed') || '1'}
      />
      <Button kind="primary">记下审议结果</Button>
    </Form>
  </Panel>
);

const Register = ({ v }: { v: DraftView }) => {
  const usual = validityOf(v.d.title, v.today);
  return (
    <Panel title="统一登记、统一编号">
      <Form v={v} act="register">
        <Input name="docNo" label="发文字号" hint="例：明政规发〔2026〕3号。" value={typed(v, 'docNo')} />
        <Input
          name="unifiedNo"
          label="统一编号"
          hint="同一制定机关当年不重号，可以有空号。"
          value={typed(v, 'unifiedNo') || v.nextUnified}
          short
        />
        <Input name="issuedOn" label="成文日期" type="date" value={typed(v, 'issuedOn') || v.today} short />
        <Input name="fromOn" label="施行日期" type="date" value={typed(v, 'fromOn') || v.today} short />
        <Input
          name="untilOn"
          label="有效期至"
          type="date"
          hint={`不填按${usual.number}个月算，满期的前一天为止${settingNote(usual)}。`}
          value={typed(v, 'untilOn')}
          short
          optional
        />
        <Input name="longReason" label="有效期更长的理由" value={typed(v, 'longReason')} optional />
        <Button kind="primary">登记并编号</Button>
      </Form>
    </Panel>
  );
};

const File = ({ v }: { v: DraftView }) => (
  <Panel title="备案">
    <Form v={v} act="file">
      <Input name="on" label="哪天报的" type="date" value={typed(v, 'on') || v.today} short />
      <Input name="to" label="报给谁" hint="例：市司法局、区人大常委会。" value={typed(v, 'to')} />
      <Button kind="primary">记下备案</Button>
    </Form>
  </Panel>
);

/** The forms that this person can use on this draft now; nothing else is shown. */
export const DraftForms = ({ v }: { v: DraftView }) => (
  <>
    {open(v, 'assess', 'policy:draft') && <Assess v={v} />}
    {open(v, 'consult', 'policy:draft') && <Consult v={v} />}
    {open(v, 'answer', 'policy:draft') && <Comments v={v} />}
    {open(v, 'submit', 'policy:draft') && <Submit v={v} />}
    {open(v, 'review', 'policy:review') && <Review v={v} />}
    {v.d.state === 'reviewed' && v.facts.review?.result !== 'lawful' && v.can('policy:draft') && (
      <Why v={v} act="explain" title="审核意见没有全部采纳" label="哪些没有采纳，为什么" button="记下说明" />
    )}
    {open(v, 'discuss', 'policy:decide') && <Discuss v={v} />}
    {open(v, 'sign', 'policy:decide') && (
      <Panel title="签发">
        <Form v={v} act="sign">
          <Button kind="primary">签发这份文件</Button>
        </Form>
      </Panel>
    )}
    {open(v, 'register', 'policy:decide') && <Register v={v} />}
    {open(v, 'publish', 'policy:draft') && v.d.pieceId === null && (
      <Panel title="公布">
        <p>生成公布稿，照样要审核、签发；公开以后自动进规范性文件台账。</p>
        <Form v={v} act="publish">
          <Button kind="primary">生成公布稿</Button>
        </Form>
      </Panel>
    )}
    {open(v, 'file', 'policy:decide') && <File v={v} />}
    {open(v, 'save', 'policy:draft') && (
      <Panel title="改稿">
        <Form v={v} act="save">
          <DraftFieldset v={v} />
          <Button>保存这一稿</Button>
        </Form>
      </Panel>
    )}
    {open(v, 'revise', 'policy:draft') && (
      <Why v={v} act="revise" title="退回修改" label="为什么要改" button="退回修改，重新送审" />
    )}
    {open(v, 'stop', 'policy:draft') && (
      <Why v={v} act="stop" title="不再制定" label="为什么不再制定" button="终止这份稿子" />
    )}
  </>
);

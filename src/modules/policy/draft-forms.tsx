import { addDays, sayMonthDay } from '../../lib/day.ts';
import { Button } from '../../ui/components/button.tsx';
import { Select, Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { Comments } from './draft-comments.tsx';
import { DraftFieldset } from './draft-new.tsx';
import type { DraftView } from './draft-view.ts';
import { settingNote } from './law.ts';
import { MATERIALS, RESULTS, SKIPS, TESTS } from './rules/guards.ts';
import { MOVES, type Move } from './rules/stages.ts';
import { Form, StepForm, typed } from './step-form.tsx';

const open = (v: DraftView, move: Move, permission: string): boolean =>
  MOVES[move].from.includes(v.d.state) && v.can(permission);

const Consult = ({ v }: { v: DraftView }) => {
  const least = v.law.consultation(v.today);
  return (
    <>
      <StepForm
        v={v}
        act="consult"
        title="公开征求意见"
        fields={[
          {
            kind: 'day',
            name: 'untilOn',
            label: '征求到哪天',
            hint: `不少于${least.number}天${settingNote(least)}。最后一天也算。`,
            value: addDays(v.today, least.number),
          },
        ]}
        button="向社会公开草案"
        primary
      />
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
    <StepForm
      v={v}
      act="review"
      title="出具审核意见"
      fields={[
        {
          kind: 'many',
          name: 'failed',
          label: '哪几项不符合',
          hint: '都符合就不勾。',
          options: Object.fromEntries(TESTS.map((t) => [t.key, t.title])),
        },
        { kind: 'one', name: 'result', label: '结论', options: RESULTS },
        { kind: 'lines', name: 'opinion', label: '书面意见', rows: 4 },
        {
          kind: 'text',
          name: 'urgent',
          label: '紧急情况的理由',
          hint: '不到最少天数就出具的才填。',
          optional: true,
        },
      ]}
      button="出具审核意见"
      primary
    />
    <StepForm
      v={v}
      act="incomplete"
      title="材料不齐"
      fields={[
        { kind: 'lines', name: 'missing', label: '缺什么' },
        { kind: 'text', name: 'within', label: '几天内补齐', short: true, optional: true },
      ]}
      button="退回补材料"
    />
  </>
);

const Register = ({ v }: { v: DraftView }) => {
  const usual = v.law.validityOf(v.d.title, v.today);
  const day = (name: string, label: string) => ({ kind: 'day', name, label, value: v.today }) as const;
  return (
    <StepForm
      v={v}
      act="register"
      title="统一登记、统一编号"
      fields={[
        { kind: 'text', name: 'docNo', label: '发文字号', hint: '例：明政规发〔2026〕3号。' },
        {
          kind: 'text',
          name: 'unifiedNo',
          label: '统一编号',
          hint: '同一制定机关当年不重号，可以有空号。',
          value: v.nextUnified,
          short: true,
        },
        day('issuedOn', '成文日期'),
        day('fromOn', '施行日期'),
        {
          kind: 'day',
          name: 'untilOn',
          label: '有效期至',
          hint: `不填按${usual.number}个月算，满期的前一天为止${settingNote(usual)}。`,
          optional: true,
        },
        { kind: 'text', name: 'longReason', label: '有效期更长的理由', optional: true },
      ]}
      button="登记并编号"
      primary
    />
  );
};

const File = ({ v }: { v: DraftView }) => {
  const p = v.law.filing(v.publishedOn ?? v.today);
  const due = v.publishedOn && `最晚${sayMonthDay(addDays(v.publishedOn, p.number))}，`;
  return (
    <StepForm
      v={v}
      act="file"
      title="备案"
      note={`${due ?? ''}公布后${p.number}天内${settingNote(p)}`}
      fields={[
        { kind: 'day', name: 'on', label: '哪天报的', value: v.today },
        { kind: 'text', name: 'to', label: '报给谁', hint: '例：市司法局、区人大常委会。' },
      ]}
      button="记下备案"
      primary
    />
  );
};

type WhyProps = { v: DraftView; act: string; title: string; label: string; button: string };
const Why = ({ v, act, title, label, button }: WhyProps) => (
  <StepForm
    v={v}
    act={act}
    title={title}
    fields={[{ kind: 'lines', name: 'why', label, id: `${act}-why` }]}
    button={button}
  />
);

/** The forms that this person can use on this draft now; nothing else is shown. */
export const DraftForms = ({ v }: { v: DraftView }) => (
  <>
    {open(v, 'assess', 'policy:draft') && (
      <StepForm
        v={v}
        act="assess"
        title="评估论证"
        fields={[
          {
            kind: 'lines',
            name: 'conclusion',
            label: '评估论证的结论',
            hint: '必要性、可行性、可能的影响，征求过哪些单位和专家。',
            rows: 4,
          },
        ]}
        button="记下结论，准备征求意见"
        primary
      />
    )}
    {open(v, 'consult', 'policy:draft') && <Consult v={v} />}
    {open(v, 'answer', 'policy:draft') && <Comments v={v} />}
    {open(v, 'submit', 'policy:draft') && (
      <StepForm
        v={v}
        act="submit"
        title="送合法性审核"
        note="征求意见、会签不能代替审核"
        fields={MATERIALS.map((m) => ({
          kind: 'lines',
          name: m.key,
          label: m.title,
          hint: m.key === 'draft' ? '写明送审稿就是下面的正文，起草说明在哪里。' : undefined,
          value: v.facts.submitted?.materials[m.key],
        }))}
        button="送司法局审核"
        primary
      />
    )}
    {open(v, 'review', 'policy:review') && <Review v={v} />}
    {v.d.state === 'reviewed' && v.facts.review?.result !== 'lawful' && v.can('policy:draft') && (
      <Why v={v} act="explain" title="审核意见没有全部采纳" label="哪些没有采纳，为什么" button="记下说明" />
    )}
    {open(v, 'discuss', 'policy:decide') && (
      <StepForm
        v={v}
        act="discuss"
        title="集体审议决定"
        fields={[
          { kind: 'text', name: 'meeting', label: '哪次会议', hint: '例：区政府第8次常务会议。' },
          { kind: 'one', name: 'passed', label: '结果', options: { '1': '通过', '0': '没有通过' }, value: '1' },
        ]}
        button="记下审议结果"
        primary
      />
    )}
    {open(v, 'sign', 'policy:decide') && <StepForm v={v} act="sign" title="签发" button="签发这份文件" primary />}
    {open(v, 'register', 'policy:decide') && <Register v={v} />}
    {open(v, 'publish', 'policy:draft') && v.d.pieceId === null && (
      <StepForm v={v} act="publish" title="公布" button="生成公布稿" primary>
        <p>生成公布稿，照样要审核、签发；公开以后自动进规范性文件台账。</p>
      </StepForm>
    )}
    {open(v, 'file', 'policy:decide') && <File v={v} />}
    {open(v, 'save', 'policy:draft') && (
      <Panel title="改稿">
        <Form v={v} act="save" files>
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

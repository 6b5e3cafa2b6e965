import { dayIn } from '../../lib/day.ts';
import { Button } from '../../ui/components/button.tsx';
import { Input, Select } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import type { BoardShare } from './board.ts';
import { sayDue } from './board-page.tsx';
import type { TaskView } from './task-page.tsx';

/** Where a form of a task sends its act. */
export const actHref = (v: TaskView, act: string): string => `/console/ledger/tasks/${v.t.task.id}/${act}`;

export const Shares = (v: TaskView) => (
  <Panel title="分工" flush>
    <DataTable
      caption="各单位的分工"
      captionHidden
      rowKey={(s: BoardShare) => String(s.id)}
      rows={v.t.shares}
      columns={[
        {
          head: '单位',
          cell: (s: BoardShare) => (s.unitId ? s.unitName : <b>{`${s.named}（机构里没有，待分配）`}</b>),
        },
        { head: '分工', cell: (s: BoardShare) => (s.role === 'lead' ? '牵头' : '负责落实') },
        { head: '要点写的是', cell: (s: BoardShare) => s.named },
        {
          head: '办结',
          cell: (s: BoardShare) =>
            s.broken ? (
              <Tag tone="bad" icon="warn">
                证据失效
              </Tag>
            ) : s.done ? (
              <Tag tone="good" icon="check">
                {s.acceptedAt ? dayIn(s.acceptedAt) : '办结'}
              </Tag>
            ) : (
              '没有'
            ),
        },
        {
          head: '调整',
          cell: (s: BoardShare) =>
            v.manages ? (
              s.unitId ? (
                <form method="post" action={actHref(v, 'unassign')}>
                  <input type="hidden" name="shareId" value={String(s.id)} />
                  <Button small>移出{s.unitName}</Button>
                </form>
              ) : (
                <AssignForm v={v} share={s} />
              )
            ) : (
              ''
            ),
        },
      ]}
    />
    {v.manages && <AssignForm v={v} />}
  </Panel>
);

const AssignForm = ({ v, share }: { v: TaskView; share?: BoardShare }) => (
  <form method="post" action={actHref(v, 'assign')} class="inline-form">
    {share && <input type="hidden" name="shareId" value={String(share.id)} />}
    <Select
      id={`unit-${share?.id ?? 'new'}`}
      name="unitId"
      label={share ? `把“${share.named}”分给` : '再加一个单位'}
      empty="选一个单位"
      options={v.units.map((u) => ({ value: u.id, text: u.name }))}
    />
    {share ? (
      <input type="hidden" name="role" value={share.role} />
    ) : (
      <Select
        id="role-new"
        name="role"
        label="分工"
        options={[
          { value: 'responsible', text: '负责落实' },
          { value: 'lead', text: '牵头' },
        ]}
      />
    )}
    <Button small>分给这个单位</Button>
  </form>
);

export const StepsPanel = (v: TaskView) =>
  v.steps.length === 0 && !v.manages ? null : (
    <Panel title="分步">
      <ul class="plain-list">
        {v.steps.map((s) => (
          <li key={s.id}>
            <form method="post" action={actHref(v, 'step-done')} class="inline-form">
              <input type="hidden" name="stepId" value={String(s.id)} />
              <input type="hidden" name="done" value={s.doneAt ? '' : '1'} />
              <span>{`${s.title}${s.due ? `　${s.due}前` : ''}${s.unitId ? `　${v.unitName(s.unitId)}` : ''}${s.doneAt ? `　${dayIn(s.doneAt)}办完` : ''}`}</span>
              {(v.manages || (s.unitId && v.mine.some((u) => u.id === s.unitId))) && (
                <Button small>{s.doneAt ? '重开这一步' : '这一步办完了'}</Button>
              )}
            </form>
          </li>
        ))}
      </ul>
      {v.manages && (
        <form method="post" action={actHref(v, 'step')}>
          <Input name="title" label="加一步：做什么" value={v.c.form.text('title')} />
          <Input
            name="due"
            id="step-due"
            label="期限"
            hint="例：2026-06-30"
            value={v.c.form.text('due')}
            optional
            short
          />
          <Select
            name="unitId"
            id="step-unit"
            label="哪个单位"
            empty="不指定"
            options={v.t.shares.flatMap((s) => (s.unitId ? [{ value: s.unitId, text: s.unitName }] : []))}
            optional
          />
          <Button small>加这一步</Button>
        </form>
      )}
    </Panel>
  );

export const DeadlineForm = (v: TaskView) => (
  <Panel title="定期限">
    <form method="post" action={actHref(v, 'deadline')}>
      <Input
        name="due"
        label="到哪一天"
        hint="例：2026-12-31。不定就空着。"
        value={v.c.form.text('due') || (v.t.task.due ?? '')}
        optional
        short
      />
      <Select
        name="recurs"
        label="是不是每次都要办"
        empty="只办一次"
        value={v.t.task.recurs ?? ''}
        options={[
          ...(v.t.task.recurs && !['monthly', 'quarterly', 'yearly', 'always'].includes(v.t.task.recurs)
            ? [{ value: v.t.task.recurs, text: `照原文：${sayDue(v.t, v.today)}` }]
            : []),
          { value: 'monthly', text: '每月' },
          { value: 'quarterly', text: '每季度' },
          { value: 'yearly', text: '每年' },
          { value: 'always', text: '长期坚持' },
        ]}
        optional
      />
      <Button small>定这个期限</Button>
    </form>
  </Panel>
);

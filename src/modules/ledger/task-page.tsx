import { type Day, dayIn, sayDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import type { Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { FileField, Select, Textarea } from '../../ui/components/form.tsx';
import { LedgerStateLine } from '../../ui/components/ledger.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import type { BoardTask } from './board.ts';
import { sayDue } from './board-page.tsx';
import { sayLedger } from './say.ts';
import type { EventRow, EvidenceRow, ReportRow, StepRow } from './store/index.ts';
import { actHref, DeadlineForm, Shares, StepsPanel } from './task-office.tsx';

const EVENTS: Record<string, string> = {
  import: '导入',
  assign: '分工',
  unassign: '取消分工',
  deadline: '定期限',
  step: '加一步',
  step_done: '办完一步',
  step_open: '重开一步',
  report: '报进展',
  accept: '认可完成',
  return: '退回',
  look_back: '回头看',
  evidence_broken: '证据失效',
  evidence_ok: '证据恢复',
};

export type TaskView = {
  c: Req;
  t: BoardTask;
  today: Day;
  reports: { row: ReportRow; evidence: EvidenceRow[]; unitName: string }[];
  steps: StepRow[];
  events: EventRow[];
  origin?: { href: string; title: string; events: EventRow[] };
  units: { id: string; name: string }[];
  /** Units of this task for which the person may report. */
  mine: { id: string; name: string }[];
  manages: boolean;
  unitName: (id: string) => string;
  refusals?: readonly Refusal[];
};

const stateSentence = (v: TaskView): string => {
  const { t } = v;
  const left = t.shares.length - t.done;
  if (t.standing === 'done') return `${t.shares.length}个单位都已办结，证据都能打开。`;
  if (t.standing === 'broken') return '有证据打不开了，换一份能打开的就恢复。';
  if (t.standing === 'notyet') return '还没到办理的时候。';
  return `还差${left}个单位${t.due ? `，期限${sayDay(t.due)}` : ''}。`;
};

export const TaskPage = (v: TaskView) => (
  <>
    <ErrorSummary
      title="现在还不能这样做"
      errors={(v.refusals ?? []).map((r) => ({ text: `${sayLedger(r)}（${r.basis}）` }))}
    />
    <LedgerStateLine state={v.t.standing}>{stateSentence(v)}</LedgerStateLine>
    {v.t.task.unclear.map((u) => (
      <Note tone="warn" key={u.quote + u.what}>
        <p class="note-title">没看懂的地方：{u.what}</p>
        <p>“{u.quote}”</p>
      </Note>
    ))}
    <Panel title="原文">
      <p class="prose">{v.t.task.text}</p>
      <p class="panel-row-note">
        {`期限：${sayDue(v.t, v.today)}`}
        {v.t.task.deadlines.length > 0 && `　原文“${v.t.task.deadlines.map((d) => d.text).join('”“')}”`}
      </p>
    </Panel>
    {v.mine.length > 0 && <ReportForm {...v} />}
    <Reports {...v} />
    <Shares {...v} />
    <StepsPanel {...v} />
    {v.manages && <DeadlineForm {...v} />}
    <Panel title="经过">
      <PanelRows
        rows={v.events.map((e) => ({
          main: `${EVENTS[e.act] ?? e.act}　${e.detail}`,
          note: `${dayIn(e.at)}　${e.actor}`,
        }))}
      />
      {v.origin && (
        <>
          <p>
            接自<a href={v.origin.href}>{v.origin.title}</a>，以前的经过：
          </p>
          <PanelRows
            rows={v.origin.events.map((e) => ({
              main: `${EVENTS[e.act] ?? e.act}　${e.detail}`,
              note: `${dayIn(e.at)}　${e.actor}`,
            }))}
          />
        </>
      )}
    </Panel>
  </>
);

const ReportForm = (v: TaskView) => (
  <Panel title="报进展和证据" id="report">
    <form method="post" action={actHref(v, 'report')} enctype="multipart/form-data">
      <Select
        name="unitId"
        label="单位"
        options={v.mine.map((u) => ({ value: u.id, text: u.name }))}
        value={v.c.form.text('unitId') || v.mine[0]?.id}
      />
      <Textarea name="text" label="做了什么" value={v.c.form.text('text')} rows={3} />
      <Textarea
        name="links"
        label="公开的页面"
        hint="一行一个：本站的登记号或网址，例如10431；别处的页面写完整网址。报上来就会打开看一遍。"
        value={v.c.form.text('links')}
        rows={3}
        optional
      />
      <FileField name="file" label="文件" hint="照片、名册、会议材料等，每个不超过50MB。" multiple optional />
      <Button kind="primary">报给政务公开办</Button>
    </form>
  </Panel>
);

const EvidenceTag = ({ e }: { e: EvidenceRow }) =>
  e.probe === 'broken' ? (
    <Tag tone="bad" icon="warn">
      {e.why}
    </Tag>
  ) : (
    <Tag tone="good" icon="check">
      {e.why || '能打开'}
    </Tag>
  );

const evidenceHref = (v: TaskView, e: EvidenceRow): string =>
  e.kind === 'edition'
    ? `/p/${e.target}`
    : e.kind === 'link'
      ? e.target
      : `/console/ledger/tasks/${v.t.task.id}/files/${e.target}`;

const STATE: Record<ReportRow['state'], { word: string; tone: 'help' | 'good' | 'warn' }> = {
  submitted: { word: '待看', tone: 'help' },
  accepted: { word: '已认可', tone: 'good' },
  returned: { word: '已退回', tone: 'warn' },
};

const Reports = (v: TaskView) => (
  <Panel title="进展和证据" id="evidence">
    {v.reports.length === 0 && (
      <EmptyState title="还没有单位报进展">
        <p>责任单位的“我的工作”里有这一项，快到期会提醒。</p>
      </EmptyState>
    )}
    {v.reports.map(({ row, evidence, unitName }) => (
      <article class="ledger-report" id={`report-${row.id}`} key={row.id}>
        <p>
          <Tag tone={STATE[row.state].tone}>{STATE[row.state].word}</Tag> <b>{unitName}</b>　
          {`${dayIn(row.at)}　${row.author}`}
        </p>
        <p>{row.text}</p>
        <ul class="plain-list">
          {evidence.map((e) => (
            <li key={e.id}>
              <a href={evidenceHref(v, e)}>{e.name}</a> <EvidenceTag e={e} />
              {e.probedAt && <span class="as-of">{`${dayIn(e.probedAt)}看过`}</span>}
            </li>
          ))}
        </ul>
        {row.reason && <p>退回原因：{row.reason}</p>}
        {v.manages && row.state === 'submitted' && (
          <form method="post" action={actHref(v, 'decide')}>
            <input type="hidden" name="reportId" value={row.id} />
            <Button name="act" value="accept" kind="primary" small>
              证据够，认可完成
            </Button>
            <Textarea
              id={`reason-${row.id}`}
              name="reason"
              label="不够，缺什么"
              rows={2}
              value={v.c.form.text('reportId') === row.id ? v.c.form.text('reason') : ''}
              optional
            />
            <Button name="act" value="return" kind="danger" small>
              退回补证据
            </Button>
          </form>
        )}
      </article>
    ))}
  </Panel>
);

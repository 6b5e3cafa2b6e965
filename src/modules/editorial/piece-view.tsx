import { sayDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { type MarkAt, markHtml } from '../../platform/documents/index.ts';
import type { Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Input, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { StepRow } from '../../ui/components/steps.tsx';
import { AttachmentLine } from './editor-fields.tsx';
import { FindingsPanel, HandedOn } from './findings-panel.tsx';
import { sayBasis } from './form.ts';
import type { Gate } from './gate.ts';
import { flowSteps, HistoryPanel, reasonsOf, sayMoment } from './pages.tsx';
import { counted } from './rules/findings.ts';
import type { HistoryStep, Piece } from './store.ts';

type ReadView = {
  c: Req;
  piece: Piece;
  history: readonly HistoryStep[];
  gate: Gate;
  refusals?: readonly Refusal[];
  remark?: string;
  inSpite?: string;
  columnNames: string[];
  /** Interpretations that go out with it, each with what was found in it. */
  along?: readonly { piece: Piece; errors: number; warnings: number }[];
  at?: string;
};

/** A piece that this person reads rather than writes: the text as it will be, and the decisions that are theirs. */
export const PieceView = (v: ReadView) => {
  const p = v.piece;
  const allowed = (what: string): boolean => may(v.c.system.permissions, v.c.actor, what, p.unitId);
  const reviews = p.state === 'submitted' && allowed('piece:review');
  const releases = (p.state === 'passed' || p.state === 'scheduled') && allowed('piece:release');
  const open = p.state !== 'published' && p.state !== 'discarded';
  const sent = v.history.findLast((h) => h.act === 'submit');
  const carried = open ? (sent?.findings ?? []).filter((f) => f.severity === 'error') : [];
  const stopped = p.state === 'passed' && v.history.at(-1)?.act === 'stop' ? v.history.at(-1) : undefined;
  return (
    <>
      <div class="edit-flow">
        <StepRow steps={flowSteps(p)} />
      </div>
      <ErrorSummary
        title="现在还不能这样做"
        errors={reasonsOf(v.refusals ?? [], (key) => v.gate.findings.find((f) => f.key === key)?.n)}
      />
      {stopped && (
        <Note tone="bad" title={`${sayMoment(stopped.at)}到了定好的时间，没有公开成`}>
          <p>{stopped.remark}</p>
        </Note>
      )}
      {carried.length > 0 && sent && <HandedOn reason={sent.remark} by={sent.actorLabel} count={carried.length} />}
      <div class="editor-columns">
        <div class="editor-main">
          <article class="piece-text">
            <p class="paper-title">{p.title}</p>
            {p.answer && <p class="article-answer">{p.answer}</p>}
            <div
              class="prose paper-text"
              dangerouslySetInnerHTML={{ __html: open ? markHtml(p.html, v.gate.marks as MarkAt[]) : p.html }}
            />
            <AttachmentLine piece={p} gate={v.gate} />
          </article>
        </div>
        <div class="editor-side">
          {open && (
            <div data-findings>
              <FindingsPanel gate={v.gate} pieceId={p.id} mode="read" />
            </div>
          )}
          {releases && <AlongPanel along={v.along ?? []} />}
          {(reviews || releases) && <Decide v={v} reviews={reviews} releases={releases} />}
          {p.state === 'submitted' && allowed('piece:write') && (
            <Panel title="还没有审">
              <StepForm p={p} act="take_back" label="收回修改" />
            </Panel>
          )}
          {p.state === 'published' && p.no !== null && (
            <Panel title="已公开">
              <p>
                登记号{p.no}，<a href={`/p/${p.no}`}>打开公开的页面</a>
              </p>
              <ButtonLink href={`/console/works/${p.no}`}>更正或撤下</ButtonLink>
            </Panel>
          )}
          <Panel title="稿件信息">
            <PanelRows
              rows={(
                [
                  ['栏目', v.columnNames.join('、') || '还没选'],
                  ['类别', p.kind],
                  ['发文字号', p.docNo],
                  ['成文日期', p.issuedOn ? sayDay(p.issuedOn) : ''],
                  ['公开依据', p.basis.map(sayBasis).join('；')],
                  ['更正原因', p.correction ?? ''],
                ] as const
              )
                .filter(([, value]) => value)
                .map(([label, value]) => ({ main: value, note: label }))}
            />
          </Panel>
          <HistoryPanel history={v.history} />
        </div>
      </div>
    </>
  );
};

/** Errors and warnings of the piece and of what goes along: one reason answers for all. */
function countedWith(v: ReadView): { errors: number; warnings: number } {
  const own = counted(v.gate.findings);
  const sum = (of: 'errors' | 'warnings'): number => (v.along ?? []).reduce((n, a) => n + a[of], own[of]);
  return { errors: sum('errors'), warnings: sum('warnings') };
}

/** What the approver lets out with the same signature. */
const AlongPanel = ({ along }: { along: NonNullable<ReadView['along']> }) =>
  along.length === 0 ? null : (
    <Panel title="一起公开的解读">
      <PanelRows
        rows={along.map(({ piece, errors, warnings }) => ({
          main: <a href={`/console/pieces/${piece.id}`}>{piece.title || '（还没有标题）'}</a>,
          note:
            errors > 0
              ? `还有${errors}处错误：仍要公开，理由写在下面，也算它的`
              : warnings > 0
                ? `有${warnings}处提醒`
                : '核对没有问题',
        }))}
      />
    </Panel>
  );

const StepForm = ({
  p,
  act,
  label,
  kind,
}: {
  p: Piece;
  act: string;
  label: string;
  kind?: 'primary' | 'secondary' | 'danger';
}) => (
  <form method="post" action={`/console/pieces/${p.id}/step`}>
    <input type="hidden" name="seen" value={String(p.version)} />
    <Button name="act" value={act} kind={kind ?? 'secondary'}>
      {label}
    </Button>
  </form>
);

const Decide = ({ v, reviews, releases }: { v: ReadView; reviews: boolean; releases: boolean }) => {
  const n = countedWith(v);
  return (
    <Panel title={reviews ? '审核' : '签发'}>
      <form method="post" action={`/console/pieces/${v.piece.id}/step`}>
        <input type="hidden" name="seen" value={String(v.piece.version)} />
        {releases && (
          <>
            {n.errors + n.warnings > 0 && (
              <Textarea
                name="inSpite"
                label={
                  n.errors > 0
                    ? `还有${n.errors}处错误没有改，仍要公开的理由`
                    : `还有${n.warnings}处提醒，仍这样公开的理由`
                }
                hint="每一处连同理由会留在稿件的经过和审计里。"
                value={v.inSpite}
                rows={3}
                optional={n.errors === 0}
              />
            )}
            <Button name="act" value="release" kind="primary" wide>
              现在公开
            </Button>
            <Input name="at" label="或者定个时间公开" type="datetime-local" value={v.at} optional />
            <Button name="act" value="schedule">
              到时公开
            </Button>
            {v.piece.state === 'scheduled' && (
              <Button name="act" value="unschedule">
                取消定时
              </Button>
            )}
          </>
        )}
        {reviews && (
          <Button name="act" value="pass" kind="primary" wide>
            审核通过，交签发
          </Button>
        )}
        <Textarea
          name="remark"
          label="退回意见"
          hint="退回时必须写：哪一处，改成什么。"
          value={v.remark}
          rows={3}
          optional
        />
        <Button name="act" value="return" kind="danger">
          退回修改
        </Button>
      </form>
    </Panel>
  );
};

import type { ComponentChildren } from 'preact';
import { dayIn, sayDay, sayMonthDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { RulerTicks } from '../../ui/components/day-ruler.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { FactRows } from '../../ui/components/section.tsx';
import { StepRow } from '../../ui/components/steps.tsx';
import { History } from '../../ui/components/timeline.tsx';
import { DraftForms } from './draft-forms.tsx';
import { ReadNotes } from './draft-new.tsx';
import type { DraftView } from './draft-view.ts';
import { RESULTS, SKIPS, type Skip, TESTS } from './rules/guards.ts';
import { STAGES } from './rules/stages.ts';
import { MOVE_NAMES, STATE_NAMES, sayPolicy } from './say.ts';
import type { EventRow } from './store/index.ts';

const reached = (v: DraftView): number => {
  if (v.d.state === 'filed') return STAGES.length;
  return STAGES.findIndex((s) => s.states.includes(v.d.state));
};

const Stages = ({ v }: { v: DraftView }) => {
  const at = reached(v);
  return (
    <StepRow
      steps={STAGES.map((s, i) => ({
        title: s.title,
        state: at < 0 ? 'future' : i < at ? 'done' : i === at ? 'current' : 'future',
      }))}
    />
  );
};

const text = (e: EventRow, key: string): string => (typeof e.detail[key] === 'string' ? String(e.detail[key]) : '');

/** What a step said, in words; nothing that people wrote in confidence. */
function remarkOf(e: EventRow): ComponentChildren {
  switch (e.move) {
    case 'assess':
      return text(e, 'conclusion');
    case 'consult':
      return `征求到${text(e, 'until')}`;
    case 'skip':
      return `${SKIPS[text(e, 'why') as Skip] ?? ''}：${text(e, 'reason')}`;
    case 'answer':
      return `收到${e.detail.comments}条，采纳或部分采纳${e.detail.adopted}条`;
    case 'review':
      return `${RESULTS[text(e, 'result') as keyof typeof RESULTS] ?? ''}：${text(e, 'opinion')}${text(e, 'urgent') ? `（紧急：${text(e, 'urgent')}）` : ''}`;
    case 'discuss':
      return `${text(e, 'meeting')}，${e.detail.passed === true ? '通过' : '没有通过'}`;
    case 'register':
      return `${text(e, 'docNo')}，统一编号${text(e, 'unifiedNo')}，${text(e, 'from')}至${text(e, 'until')}`;
    case 'publish':
      return e.detail.sameText === false ? '公开的文字和签发的不一样，请核对' : '公开的文字就是签发的文字';
    case 'file':
      return `${text(e, 'on')}报${text(e, 'to')}`;
    case 'incomplete':
      return `缺：${text(e, 'missing')}${text(e, 'within') ? `，${text(e, 'within')}补齐` : ''}`;
    default:
      return text(e, 'why') || undefined;
  }
}

const ReviewPanel = ({ v }: { v: DraftView }) => {
  const r = v.facts.review;
  if (!r) return null;
  return (
    <Panel title="合法性审核意见" note={sayDay(r.on)}>
      <FactRows
        rows={[
          { label: '结论', value: <b>{RESULTS[r.result]}</b> },
          { label: '意见', value: r.opinion },
          ...(r.failed.length > 0
            ? [
                {
                  label: '不符合',
                  value: TESTS.filter((t) => r.failed.includes(t.key))
                    .map((t) => t.title)
                    .join('；'),
                },
              ]
            : []),
          ...(v.facts.explained ? [{ label: '未采纳的说明', value: v.facts.explained }] : []),
        ]}
      />
    </Panel>
  );
};

/** One draft: where it stands, what may be done now and by whom, its text, its history. */
type PageProps = {
  v: DraftView;
  refusals: readonly Refusal[];
  notes?: readonly string[] | undefined;
  errors?: readonly string[] | undefined;
};
export const DraftPage = ({ v, refusals, notes = [], errors = [] }: PageProps) => {
  const { d } = v;
  const mismatch = v.events.some((e) => e.move === 'publish' && e.detail.sameText === false);
  return (
    <>
      <ErrorSummary
        title="现在还不能这样做"
        errors={[
          ...refusals.map((r) => ({ text: `${sayPolicy(r)}（${r.basis}）` })),
          ...errors.map((text) => ({ field: 'document', text })),
        ]}
      />
      <ReadNotes notes={notes} />
      <Stages v={v} />
      {d.state === 'stopped' && <Note tone="warn" title="这份稿子已经终止。" />}
      {mismatch && (
        <Note tone="bad" title="公开的文字和签发的不一样。">
          <p>请对照公开的页面，写更正稿改回签发的文字。</p>
        </Note>
      )}
      {v.review && (
        <Note tone="help" title={`审核到${sayMonthDay(v.review.last)}`}>
          <p>
            {sayMonthDay(v.review.from)}送来，最早{sayMonthDay(v.review.first)}出具，
            <RulerTicks
              used={v.review.used}
              total={v.review.total}
              overdue={v.today > v.review.last}
              words={`第${v.review.used}个工作日，共${v.review.total}个`}
            />{' '}
            第{v.review.used}个工作日，最长{v.review.total}个
          </p>
        </Note>
      )}
      <DraftForms v={v} />
      <ReviewPanel v={v} />
      <Panel title="基本情况">
        <FactRows
          rows={[
            { label: '状态', value: STATE_NAMES[d.state] },
            { label: '起草单位', value: v.unitName(d.unitId) },
            { label: '以谁的名义', value: v.unitName(d.issuerId) },
            { label: '权利义务', value: d.touchesRights ? '涉及公民、法人的权利义务' : '不涉及' },
            ...(d.docNo ? [{ label: '发文字号', value: d.docNo }] : []),
            ...(d.fromOn && d.untilOn ? [{ label: '有效期', value: `${sayDay(d.fromOn)}至${sayDay(d.untilOn)}` }] : []),
            ...(d.replacesId
              ? [{ label: '替代', value: v.documents.find((x) => x.id === d.replacesId)?.title ?? '' }]
              : []),
            ...(v.round
              ? [
                  {
                    label: '公开征求意见',
                    value: <a href={`/drafts/${d.id}`}>{`看公开的页面（${v.round.comments}条）`}</a>,
                  },
                ]
              : []),
            ...(d.pieceId && d.no === null
              ? [{ label: '公布稿', value: <a href={`/console/pieces/${d.pieceId}`}>打开稿件</a> }]
              : []),
            ...(d.no !== null ? [{ label: '公开的页面', value: <a href={`/p/${d.no}`}>{`第${d.no}号`}</a> }] : []),
          ]}
        />
      </Panel>
      <Panel title="起草说明">
        <p class="prose">{d.note || '还没写。'}</p>
      </Panel>
      <Panel title="正文">
        {/* Sanitised when it was saved. */}
        <div class="prose" dangerouslySetInnerHTML={{ __html: d.html }} />
      </Panel>
      <Panel title="经过">
        <History
          entries={v.events.map((e) => ({
            when: dayIn(e.at),
            who: e.actor,
            text: e.move === 'create' ? '开始起草' : MOVE_NAMES[e.move],
            remark: remarkOf(e),
          }))}
        />
      </Panel>
    </>
  );
};

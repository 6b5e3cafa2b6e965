import { dayIn, sayMonthDay } from '../../lib/day.ts';
import { clockTime } from '../../lib/moments.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import type { Step } from '../../ui/components/steps.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import type { PieceState } from './rules.ts';
import { ACT_NAMES, STATE_NAMES, sayRefusal } from './say.ts';
import type { HistoryStep, Piece } from './store.ts';

const TONE: Record<PieceState, 'plain' | 'help' | 'good' | 'warn' | 'bad'> = {
  draft: 'plain',
  submitted: 'help',
  returned: 'warn',
  passed: 'help',
  scheduled: 'help',
  published: 'good',
  discarded: 'plain',
};
export const StateTag = ({ state }: { state: PieceState }) => <Tag tone={TONE[state]}>{STATE_NAMES[state]}</Tag>;

/** `3月31日 16:40`, China time. */
export const sayMoment = (at: Date): string => `${sayMonthDay(dayIn(at))} ${clockTime(at)}`;

export function flowSteps(p: Piece): Step[] {
  const at = { draft: 0, returned: 0, discarded: 0, submitted: 1, passed: 2, scheduled: 3, published: 4 }[p.state];
  const state = (n: number): Step['state'] => (n < at ? 'done' : n === at ? 'current' : 'future');
  return [
    { title: '撰写', note: p.writer, state: state(0) },
    { title: '审核', note: p.reviewer ?? '审核人', state: state(1) },
    { title: '签发', note: p.approver ?? '签发人', state: state(2) },
    {
      title: p.releaseAt && p.state === 'scheduled' ? '定时公开' : '公开',
      note: p.releaseAt ? sayMoment(p.releaseAt) : '签发后立即',
      state: p.state === 'published' ? 'done' : state(3),
    },
  ];
}

/** Reasons for an error summary; those that are findings lead to their place in the list. */
export const reasonsOf = (refusals: readonly Refusal[], nOf: (key: string) => number | undefined) =>
  refusals.map((r) => {
    const n = r.code === 'finding' ? nOf(String(r.detail?.key ?? '')) : undefined;
    return { text: `${sayRefusal(r)}（${r.basis}）`, ...(n ? { field: `finding-${n}` } : {}) };
  });

const SEVERITY = { error: '错误', warning: '提醒', hint: '建议' };

export const HistoryPanel = ({ history }: { history: readonly HistoryStep[] }) => (
  <Panel title="经过">
    <PanelRows
      rows={history.map((h) => ({
        main: `${ACT_NAMES[h.act]}　${h.actorLabel}`,
        note: (
          <>
            {[sayMoment(h.at), h.remark].filter(Boolean).join('　')}
            {h.findings && h.findings.length > 0 && (
              <ul class="history-findings">
                {h.findings.map((f) => (
                  <li key={f.key}>{`${SEVERITY[f.severity]}　${f.message}（${f.at}）`}</li>
                ))}
              </ul>
            )}
          </>
        ),
      }))}
    />
  </Panel>
);

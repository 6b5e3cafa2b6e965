import { dayIn, sayDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { FactRows } from '../../ui/components/section.tsx';
import { type Step, StepRow } from '../../ui/components/steps.tsx';
import { History } from '../../ui/components/timeline.tsx';
import { consoleShell } from '../org/index.ts';
import { consoleCell } from './cells-view.tsx';
import { CheckLine, FailuresPanel, PartPanel, PartsPanel } from './console-checks.tsx';
import { ChangesPanel, EntriesPanel, TextsPanel } from './console-forms.tsx';
import { LIST, StateTag } from './console-list.tsx';
import { MovePanel } from './console-move.tsx';
import { mayDo, type ReportView, type Typed } from './console-view.ts';
import { reportHref } from './duties.ts';
import { errorsIn, lookAt } from './gate.tsx';
import { lacking } from './rules/life.ts';
import { SECTIONS } from './rules/sections.ts';
import { MOVE_NAMES, sayReport } from './say.ts';
import * as store from './store.ts';
import { suggestedTexts } from './suggested.ts';
import { FormTables } from './tables.tsx';
import { type Opened, openReport, readYear, writtenOf } from './view.ts';

const ORDER = ['draft', 'review', 'approved', 'published'] as const;

function stepsOf(o: Opened): Step[] {
  const at = ORDER.indexOf(o.row?.state ?? 'draft');
  const who = [o.row?.writer, o.row?.reviewer, o.row?.reviewer, o.row?.approver];
  return [
    ['写报告', '信息员'],
    ['审定', '审核'],
    ['公布', '签发'],
  ].map(([title = '', role = ''], i): Step => {
    const done = i < at || o.row?.state === 'published';
    const by = [who[0], who[1], who[3]][i];
    return { title, state: done ? 'done' : i === at ? 'current' : 'future', note: done ? (by ?? role) : role };
  });
}

export async function reportPage(
  c: Req,
  refusals: readonly Refusal[] = [],
  typed: Typed | undefined = undefined,
): Promise<Answer> {
  const year = readYear(c.params.year ?? '', c.system.clock.today());
  const o = await openReport(c.system.db, c.system, c.params.unit ?? '', year);
  const [events] = await Promise.all([store.eventsOf(c.system.db, o.unit.id, year)]);
  const href = reportHref(o.unit.id, year);
  // What is public went through it; what is written is looked at each time.
  const open = o.row?.state !== 'published' && Object.values(o.texts).some((t) => t.trim() !== '');
  const looked = open ? await lookAt(c.system, c.system.db, writtenOf(o)) : undefined;
  const words = looked ?? [];
  const draft = (o.row?.state ?? 'draft') === 'draft';
  const v: ReportView = { c, o, href, typed, writes: draft && mayDo(c, o, 'report:write') };
  const show = consoleCell({
    built: o.built,
    failures: o.failures,
    drift: o.drift,
    partHref: (cell) => `${href}?${new URLSearchParams({ cell })}#part`,
  });
  const tables = SECTIONS.filter((s) => s.table !== undefined);
  return consoleShell(c, {
    current: LIST,
    title: o.title,
    lead: <StateTag state={o.row?.state ?? 'none'} />,
    breadcrumbs: [{ text: `${year}年度报告`, href: `${LIST}/${year}` }],
    actions: o.row?.publishedNo ? <ButtonLink href={`/p/${o.row.publishedNo}`}>打开公开的页面</ButtonLink> : undefined,
    layout: 'editor',
    status: refusals.length > 0 ? 422 : 200,
    aside: (
      <>
        <FailuresPanel o={o} words={looked} lacks={draft ? lacking(o.facts) : []} />
        <Panel title="期限和口径">
          <FactRows
            rows={[
              { label: '最晚公布', value: sayDay(o.due.on) },
              { label: '为什么是这天', value: o.due.why },
              { label: '数字算到', value: sayDay(o.until) },
              {
                label: '上年的数',
                value: o.last
                  ? o.last.from === 'settled'
                    ? `${year - 1}年报告`
                    : `${year - 1}年台账（那年的报告不在本平台）`
                  : '没有',
              },
              ...(o.row?.logSize !== null && o.row?.logSize !== undefined && o.row.frozenAt
                ? [{ label: '审定时', value: `${sayDay(dayIn(o.row.frozenAt))}，登记册${o.row.logSize}条` }]
                : []),
            ]}
          />
        </Panel>
        <MovePanel v={v} errors={errorsIn(words).length} />
      </>
    ),
    children: (
      <>
        <div class="edit-flow">
          <StepRow steps={stepsOf(o)} />
          <CheckLine o={o} words={words} />
        </div>
        <ErrorSummary
          title="没有办成，您写的都在"
          errors={refusals.map((r) => ({ text: `${sayReport(r)}（${r.basis}）` }))}
        />
        {o.gone && (
          <Note tone="warn" title="公开的页面撤下或者删除了，现在谁也看不到这份报告。">
            <p>条例第四十九条要求它公开。请审定的人“更正”，写好、审定以后重新公布，会有新的登记号。</p>
          </Note>
        )}
        {o.drift.length > 0 && (
          <Note tone="warn" title={`台账后来变了${o.drift.length}格`}>
            <p>报告按审定时的数，不会跟着变。变了的格子旁边写着台账现在的数；要改，请审定的人“更正”，写明原因。</p>
          </Note>
        )}
        <PartPanel v={v} />
        {tables.map((s) => (
          <Panel key={s.key} title={s.title} note={s.key === 'three' ? '点数字看是哪几件' : undefined}>
            {s.table && <FormTables table={s.table} report={o.built.report} show={show} />}
          </Panel>
        ))}
        <EntriesPanel v={v} />
        <ChangesPanel v={v} />
        <TextsPanel v={v} suggested={v.writes ? await suggestedTexts(c.system, o) : undefined} />
        <PartsPanel v={v} />
        {events.length > 0 && (
          <Panel title="经过">
            <History
              entries={events.map((e) => ({
                when: dayIn(e.at),
                who: e.actor,
                text: MOVE_NAMES[e.act as keyof typeof MOVE_NAMES] ?? e.act,
                remark: e.detail,
              }))}
            />
          </Panel>
        )}
      </>
    ),
  });
}

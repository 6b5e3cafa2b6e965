import { dayIn, sayDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Choices, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { FactRows } from '../../ui/components/section.tsx';
import { History } from '../../ui/components/timeline.tsx';
import { consoleShell, unitTree } from '../org/index.ts';
import { listedMany } from '../publication/index.ts';
import { lawOf, type PolicyLaw, settingNote } from './law.ts';
import { keeps } from './may.ts';
import { Refusals } from './refusals.tsx';
import { EVENT_NAMES, StandingTag, whyStanding } from './shown.tsx';
import * as store from './store/index.ts';

const LINK = '/console/policy';

/** A document of the ledger: what it is, who names it, what was decided; and for who keeps the ledger, the decisions. */
export async function documentPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const db = c.system.db;
  const d = await store.documentById(db, c.params.id ?? '');
  if (!d) throw new AppError('not_found', c.path);
  const today = c.system.clock.today();
  const [all, events, cites, before, units, law] = await Promise.all([
    store.documents(db),
    store.documentEvents(db, d.id),
    store.citesOf(db, d.id),
    store.predecessors(db, d.id),
    unitTree(db),
    lawOf(db),
  ]);
  const works = new Map(
    (
      await listedMany(
        db,
        cites.map((k) => k.fromNo),
      )
    ).map((l) => [l.no, l]),
  );
  const successor = all.find((x) => x.id === d.successorId);
  const link = (x: store.DocumentRow) => <a href={`${LINK}/documents/${x.id}`}>{`${x.title} ${x.docNo ?? ''}`}</a>;
  return consoleShell(c, {
    current: LINK,
    title: d.title,
    lead: <StandingTag d={d} today={today} law={law} />,
    breadcrumbs: [{ text: '政策文件台账', href: LINK }],
    actions: d.no === null ? undefined : <ButtonLink href={`/p/${d.no}`}>打开公开的页面</ButtonLink>,
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <Refusals refusals={refusals} />
        <Panel title="在台账里">
          <FactRows
            rows={[
              { label: '为什么是这个状态', value: whyStanding(d, today) },
              ...(d.docNo ? [{ label: '发文字号', value: d.docNo }] : []),
              ...(d.unifiedNo ? [{ label: '统一编号', value: d.unifiedNo }] : []),
              { label: '制定机关', value: d.issuer },
              ...(d.issuedOn ? [{ label: '成文日期', value: d.issuedOn }] : []),
              ...(d.toAmend ? [{ label: '清理结论', value: '要修改，还没有修改' }] : []),
              ...(successor ? [{ label: '被谁替代', value: link(successor) }] : []),
              ...before.map((x) => ({ label: '替代了', value: link(x) })),
            ]}
          />
        </Panel>
        {keeps(c) && <Decide c={c} d={d} all={all} units={units} law={law} />}
        <Panel title="哪些页面引用它" id="cites" note={`${cites.length}处`}>
          {cites.length === 0 ? (
            <p>没有公开的页面引用它。</p>
          ) : (
            <ul class="plain-list">
              {cites.map((k) => {
                const w = works.get(k.fromNo);
                return (
                  <li key={k.fromNo}>
                    <a href={`/p/${k.fromNo}`}>{w?.title ?? `第${k.fromNo}号`}</a>　{k.quote}
                    {k.settledOn && `　${sayDay(k.settledOn)}核对过：${k.settledWhy ?? ''}`}
                    {!k.settledOn && w && may(c.system.permissions, c.actor, 'policy:draft', w.unitId) && (
                      <form method="post" action={`${LINK}/documents/${d.id}/settle`} class="inline-form">
                        <input type="hidden" name="fromNo" value={String(k.fromNo)} />
                        <Input id={`why-${k.fromNo}`} name="why" label="核对过，不用改的理由" />
                        <Button small>记下核对</Button>
                      </form>
                    )}
                  </li>
                );
              })}
            </ul>
          )}
        </Panel>
        <Panel title="经过">
          <History
            entries={events.map((e) => ({
              when: dayIn(e.at),
              who: e.actor,
              text: EVENT_NAMES[e.act] ?? e.act,
              remark: e.detail,
            }))}
          />
        </Panel>
      </>
    ),
  });
}

type DecideProps = {
  c: Req;
  d: store.DocumentRow;
  all: store.DocumentRow[];
  units: { id: string; name: string }[];
  law: PolicyLaw;
};
const Decide = ({ c, d, all, units, law }: DecideProps) => {
  const t = (n: string): string => c.form.text(n);
  const p = law.expiryLook(c.system.clock.today());
  return (
    <>
      <Panel title="决定它的效力">
        <form method="post" action={`${LINK}/documents/${d.id}/decide`} data-guard>
          <Choices
            name="decided"
            legend="怎么决定的"
            options={[
              { value: 'amended', text: '已修改' },
              { value: 'repealed', text: '废止' },
              { value: 'void', text: '宣布失效' },
            ]}
            chosen={t('decided')}
          />
          <Select
            name="bodyId"
            label="谁决定的"
            options={units.map((u) => ({ value: u.id, text: u.name }))}
            value={t('bodyId') || d.unitId}
          />
          <Textarea id="decide-reason" name="reason" label="理由（会公开）" value={t('reason')} rows={2} />
          <Input name="statusDoc" label="决定的文号" value={t('statusDoc')} optional />
          <Select
            name="successorId"
            label="由哪一件替代"
            empty="没有替代的"
            options={all
              .filter((x) => x.id !== d.id)
              .map((x) => ({ value: x.id, text: `${x.title} ${x.docNo ?? ''}` }))}
            value={t('successorId')}
            optional
          />
          <Button kind="danger" confirm="公开的页面会马上写明新的有效性。">
            记下决定，改公开的页面
          </Button>
        </form>
      </Panel>
      <Panel title="到期前评估，延期" note={`到期前${p.number}个月内${settingNote(p)}`}>
        <form method="post" action={`${LINK}/documents/${d.id}/prolong`} data-guard>
          <Input name="untilOn" label="延到哪天" type="date" value={t('untilOn')} short />
          <Textarea id="prolong-reason" name="reason" label="评估结论（会公开）" value={t('reason')} rows={2} />
          <Button>延长有效期</Button>
        </form>
      </Panel>
    </>
  );
};

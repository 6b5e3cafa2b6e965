import type { Day } from '../../../lib/day.ts';
import { sayDay } from '../../../lib/day.ts';
import type { Req } from '../../../platform/http/types.ts';
import { Button } from '../../../ui/components/button.tsx';
import { ErrorSummary } from '../../../ui/components/error-summary.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { Panel } from '../../../ui/components/panel.tsx';
import { APPLICANT_NAMES, CHANNEL_NAMES, FORM_NAMES, MOVED_BY, movedWhy, STATE_NAMES, WAY_NAMES } from '../names.ts';
import type { Keeping } from '../rules/keeping.ts';
import type { Letter } from '../rules/types.ts';
import type * as store from '../store/index.ts';
import type { Work } from '../work.ts';
import type { Shown } from './case.tsx';
import type { FormView } from './fields.tsx';
import { ActForm } from './forms.tsx';
import { offeredActs } from './next.ts';
import { Days, type IndexEntry, Now } from './now.tsx';
import { Disputes, FeePanel, Files, Letters, Objections, Parties, Proposal } from './parts.tsx';

export type CaseView = {
  c: Req;
  w: Work;
  today: Day;
  /** May read what the applicant wrote and the letters; the office sees state and days only. */
  reads: boolean;
  can: { handle: boolean; approve: boolean; transfer: boolean; clerkId: string };
  unitName: string;
  units: readonly { id: string; name: string }[];
  disputes: readonly store.Dispute[];
  objections: readonly store.Objection[];
  letters: readonly Letter[];
  files: readonly store.FoiFile[];
  siblings: readonly store.Request[];
  /** How long who applied is kept. */
  keeping: Keeping;
  nth: { n: number; yuan: number };
  correctBy: Day;
  shown: Shown;
  errors: { field?: string | undefined; text: string }[];
};

const LONG = 300;
/** What was asked for, whole; a long one is folded, so that what has to be done stays in sight. */
const Words = ({ text }: { text: string }) => {
  const all = [...text];
  return all.length <= LONG ? (
    <p class="case-words">{text}</p>
  ) : (
    <>
      <p class="case-words">{all.slice(0, LONG - 100).join('')}…</p>
      <details>
        <summary>看全文，{all.length}字</summary>
        <p class="case-words">{text}</p>
      </details>
    </>
  );
};

const Wanted = ({ v }: { v: CaseView }) => {
  const { r, a } = v.w;
  const how = [a.wantedForm && FORM_NAMES[a.wantedForm], a.wantedWay && WAY_NAMES[a.wantedWay]].filter(Boolean);
  const came = a.arrivedOn === r.receivedOn ? '' : `，${sayDay(a.arrivedOn)}收件`;
  const receipt = r.receivedOn ? `，收到之日${sayDay(r.receivedOn)}` : '，等双方确认收到';
  return (
    <Panel title={v.reads ? '要的是什么' : '这件申请'} note={r.no} id="wanted">
      {v.reads && <Words text={r.wanted} />}
      {v.reads && v.w.facts.correction?.correctedOn && (
        <>
          <p>
            <b>补正：</b>
          </p>
          <Words text={String(v.w.events.findLast((e) => e.what === 'corrected')?.detail.words ?? '')} />
        </>
      )}
      {v.reads && v.w.facts.reasons?.given && (
        <>
          <p>
            <b>说明的理由：</b>
          </p>
          <Words text={v.w.facts.reasons.given} />
        </>
      )}
      <p class="case-about">
        {APPLICANT_NAMES[a.applicantKind]}，{CHANNEL_NAMES[a.channel]}提交{came}
        {receipt}。{v.reads && (how.length > 0 ? `要${how.join('，')}。` : '没有写要什么形式、怎么给。')}由{v.unitName}
        办理。
      </p>
      {v.reads && (a.helpWanted || a.helpOffered) && (
        <Note tone="help" title="需要帮助">
          <p>{a.helpOffered || '申请人说阅读、视听有困难，还没记下帮了什么。'}</p>
        </Note>
      )}
      {r.workNo !== null && (
        <Note tone="good" title="这项信息已经主动公开">
          <p>
            <a href={`/p/${r.workNo}`}>登记号{r.workNo}</a>。答复时告诉申请人在哪里看（条例第三十六条第一项）。
          </p>
        </Note>
      )}
      {v.siblings.length > 0 && (
        <p class="link-row">
          同一份申请的：
          {v.siblings.map((s) => (
            <a key={s.id} href={`/console/foi/${s.id}`}>
              {s.no}
            </a>
          ))}
        </p>
      )}
    </Panel>
  );
};

const Excess = ({ v }: { v: CaseView }) =>
  v.reads && v.nth.n >= v.w.setting.excessHint && v.w.r.closedOn === null ? (
    <Note tone="warn" title={`同一申请人本月第${v.nth.n}件`}>
      <p>
        数量、频次明显超过合理范围的，可以请他说明理由（条例第三十五条）。件数由本区设定（{v.w.setting.excessHint}
        件），法律没有规定；不能只因为件数多就不办。
      </p>
    </Note>
  ) : null;

const Moved = ({ v }: { v: CaseView }) =>
  v.w.r.dueWas ? (
    <Note tone="warn" title="期限变了">
      <p>
        <s>{sayDay(v.w.r.dueWas)}</s>，现在{v.w.r.due ? sayDay(v.w.r.due) : ''}。
        {MOVED_BY[movedWhy(v.w.events.findLast((e) => e.what === 'dueChanged')?.detail)]}
        ，在办的都重新算过。
      </p>
      {v.can.handle && (
        <form method="post" action={`/console/foi/${v.w.r.id}/moved`}>
          <Button small>知道了，收起这条</Button>
        </form>
      )}
    </Note>
  ) : null;

export const CasePage = (v: CaseView) => {
  const offered = offeredActs(
    v.w,
    {
      objections: v.objections.filter((o) => o.answeredOn === null).length,
      disputes: v.disputes.filter((d) => d.outcome === 'pending').length,
    },
    v.can,
  );
  const form: FormView = {
    c: v.c,
    w: v.w,
    today: v.today,
    units: v.units,
    disputes: v.disputes,
    objections: v.objections,
    partyNames: v.shown.parties ?? new Map(),
    nth: v.nth,
    correctBy: v.correctBy,
    tried: v.shown.tried,
  };
  const { tried } = v.shown;
  const waits = v.w.r.proposal !== null;
  const more =
    tried && !offered.next.includes(tried) && !offered.more.includes(tried) && tried !== 'decide'
      ? [...offered.more, tried]
      : offered.more;
  const parts = v.reads;
  const clock = v.w.standing.clock !== null && v.w.standing.clock !== undefined;
  const index: IndexEntry[] = [
    ...(v.w.r.proposal && parts ? [{ id: 'approve', text: '等批准的' }] : []),
    ...(offered.next.length > 0 ? [{ id: 'next', text: waits ? '等批准的时候' : '接下来办' }] : []),
    { id: 'wanted', text: v.reads ? '要的是什么' : '这件申请' },
    ...(clock ? [{ id: 'days', text: '日期怎么算的' }] : []),
    ...(parts && v.objections.length > 0 ? [{ id: 'objections', text: '对日期的异议', n: v.objections.length }] : []),
    ...(parts && v.w.parties.length > 0 ? [{ id: 'parties', text: '征求意见', n: v.w.parties.length }] : []),
    ...(parts && v.w.fee ? [{ id: 'fee', text: '信息处理费' }] : []),
    ...(parts
      ? [
          { id: 'letters', text: '文书', n: v.letters.length },
          { id: 'files', text: '文件', n: v.files.length },
        ]
      : []),
    ...(parts && v.disputes.length > 0 ? [{ id: 'disputes', text: '复议和诉讼', n: v.disputes.length }] : []),
    ...(more.length > 0 ? [{ id: 'more', text: '还可以办', n: more.length }] : []),
    ...(v.reads ? [{ id: 'who', text: '申请人' }] : []),
    { id: 'trail', text: '经过' },
  ];
  // What waits for an answer is read before it is answered, with the days it is about.
  const disputed = v.objections.some((o) => o.answeredOn === null);
  const asked = v.c.query.get('days') !== null || disputed;
  return (
    <>
      <ErrorSummary title="还没有办成" errors={v.errors} />
      <Now v={v} index={index} />
      <Moved v={v} />
      <Wanted v={v} />
      <Excess v={v} />
      {v.reads && disputed && <Objections v={v} />}
      {v.reads && <Proposal v={v} form={form} />}
      {offered.next.length > 0 && (
        <Panel title={waits ? '等批准的时候' : '接下来办'} note={STATE_NAMES[v.w.r.state]} id="next">
          <div class="acts">
            {offered.next.map((act, i) => (
              <ActForm
                key={act}
                act={act}
                v={form}
                open={tried === act || (!tried && i === 0 && !waits)}
                primary={i === 0 && !waits}
              />
            ))}
          </div>
        </Panel>
      )}
      {v.reads && !disputed && <Objections v={v} />}
      {clock && (
        <Panel title="这个日期是怎么算的" id="days">
          <Days v={v} open={asked} />
        </Panel>
      )}
      {v.reads && <Parties v={v} form={form} />}
      {v.reads && <FeePanel v={v} />}
      {v.reads && <Letters v={v} />}
      {v.reads && <Files v={v} />}
      {v.reads && <Disputes v={v} />}
      {more.length > 0 && (
        <Panel title="还可以办" id="more">
          <div class="acts">
            {more.map((act) => (
              <ActForm key={act} act={act} v={form} open={tried === act} primary={false} />
            ))}
          </div>
        </Panel>
      )}
    </>
  );
};

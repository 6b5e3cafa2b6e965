import type { Day } from '../../../lib/day.ts';
import { sayDay, sayMonthDay } from '../../../lib/day.ts';
import type { Req } from '../../../platform/http/types.ts';
import { Button } from '../../../ui/components/button.tsx';
import { ErrorSummary } from '../../../ui/components/error-summary.tsx';
import { Input } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { Panel } from '../../../ui/components/panel.tsx';
import { FactRows } from '../../../ui/components/section.tsx';
import { History } from '../../../ui/components/timeline.tsx';
import {
  APPLICANT_NAMES,
  CHANNEL_NAMES,
  FORM_NAMES,
  HAPPENING_NAMES,
  KEEP_REASONS,
  LETTER_NAMES,
  MOVED_BY,
  movedWhy,
  STATE_NAMES,
  WAY_NAMES,
} from '../names.ts';
import type { Keeping } from '../rules/keeping.ts';
import { LETTER_KINDS, type Letter } from '../rules/types.ts';
import type * as store from '../store/index.ts';
import type { Work } from '../work.ts';
import type { Shown } from './case.tsx';
import type { FormView } from './fields.tsx';
import { ActForm } from './forms.tsx';
import { offeredActs } from './next.ts';
import { Disputes, FeePanel, Files, Letters, Objections, Parties, Proposal } from './parts.tsx';
import { CaseRuler } from './ruler.tsx';

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

const Wanted = ({ v }: { v: CaseView }) => {
  const { r, a } = v.w;
  const rows = [
    { label: '承办', value: [v.unitName, r.clerkLabel].filter(Boolean).join('，') || '还没有人承办' },
    { label: '渠道', value: CHANNEL_NAMES[a.channel] },
    { label: '收件', value: sayDay(a.arrivedOn) },
    { label: '收到之日', value: r.receivedOn ? sayDay(r.receivedOn) : '等双方确认' },
    { label: '申请人', value: APPLICANT_NAMES[a.applicantKind] },
    ...(v.reads
      ? [
          {
            label: '形式、途径',
            value:
              [a.wantedForm && FORM_NAMES[a.wantedForm], a.wantedWay && WAY_NAMES[a.wantedWay]]
                .filter(Boolean)
                .join('，') || '没有写',
          },
          ...(a.helpWanted || a.helpOffered
            ? [{ label: '需要帮助', value: a.helpOffered || '申请人说阅读、视听有困难，还没记下帮了什么' }]
            : []),
        ]
      : []),
  ];
  return (
    <Panel title={v.reads ? '要的是什么' : '这件申请'} note={r.no}>
      {v.reads && <p class="case-words">{r.wanted}</p>}
      {v.reads && v.w.facts.correction?.correctedOn && (
        <p class="case-words">
          <b>补正：</b>
          {String(v.w.events.findLast((e) => e.what === 'corrected')?.detail.words ?? '')}
        </p>
      )}
      {v.reads && v.w.facts.reasons?.given && (
        <p class="case-words">
          <b>说明的理由：</b>
          {v.w.facts.reasons.given}
        </p>
      )}
      <FactRows rows={rows} />
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

/** 查询密码丢了: for who stands at the window and has shown who they are. */
const Renew = ({ v }: { v: CaseView }) => {
  const { renewed } = v.shown;
  if (renewed)
    return (
      <Note tone="good" title="新的查询密码，只显示这一次" live>
        <p>
          申请编号 <span class="mono">{renewed.no}</span>，查询密码 <b class="mono">{renewed.password}</b>
        </p>
        <p>请抄给申请人。旧密码已经不能用了。</p>
      </Note>
    );
  return v.can.handle && v.w.r.clerkId === v.can.clerkId ? (
    <details open={v.c.method === 'POST' && v.c.path.endsWith('/password')}>
      <summary>申请人丢了查询密码</summary>
      <form method="post" action={`/console/foi/${v.w.r.id}/password`}>
        <Input
          name="checked"
          label="怎么核对的本人"
          hint="例：当面看过身份证，和申请表上的一致。不要写号码。"
          value={v.c.form.text('checked')}
          maxlength={60}
        />
        <Button>重设查询密码</Button>
      </form>
    </details>
  ) : null;
};

const Who = ({ v }: { v: CaseView }) => {
  const who = v.shown.identity;
  const mine = v.w.r.clerkId === v.can.clerkId;
  return (
    <Panel title="申请人是谁">
      {who ? (
        <FactRows
          rows={[
            { label: '姓名', value: who.name || '没有写' },
            { label: who.idKind || '证件', value: <span class="mono">{who.idNumber || '没有写'}</span> },
            { label: '电话', value: who.phone || '没有写' },
            { label: '邮箱', value: who.email || '没有写' },
            { label: '地址', value: who.address || '没有写' },
            ...(who.agent ? [{ label: '代理人', value: `${who.agent.name} ${who.agent.phone}` }] : []),
          ]}
        />
      ) : mine && v.can.handle ? (
        <form method="post" action={`/console/foi/${v.w.r.id}/identity`}>
          <p>加密存放，每看一次都记入审计。</p>
          <Button icon="eye">看申请人</Button>
        </form>
      ) : (
        <p>{v.can.handle ? '只有承办人能看。先点“由我承办”。' : '只有承办人能看。'}</p>
      )}
      {v.w.r.closedOn && (
        <p class="field-hint">
          {v.keeping.until
            ? `身份信息保留到${sayDay(v.keeping.until)}，以后自动删除。`
            : `身份信息先不删：${v.keeping.waits.map((k) => KEEP_REASONS[k]).join('、')}。`}
        </p>
      )}
      <Renew v={v} />
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

const Trail = ({ v }: { v: CaseView }) => (
  <Panel title="经过">
    <History
      entries={v.w.events.map((e) => ({
        when: sayMonthDay(e.on),
        who: e.by,
        text: nameOf(e),
        remark: (v.reads ? remarkOf(e) : '') || undefined,
      }))}
    />
  </Panel>
);
const nameOf = (e: store.Event): string => {
  const kind = LETTER_KINDS.find((k) => k === e.detail.kind);
  return e.what === 'letterIssued' && kind ? `出具${LETTER_NAMES[kind]}` : HAPPENING_NAMES[e.what];
};
const remarkOf = (e: store.Event): string => {
  const detail = [
    e.detail.how,
    e.detail.remark,
    e.detail.lateReason && `逾期的理由：${String(e.detail.lateReason)}`,
    e.detail.why,
  ]
    .filter((x): x is string => typeof x === 'string' && x !== '')
    .join('；');
  const note = e.note === HAPPENING_NAMES[e.what] || e.what === 'letterIssued' ? '' : e.note;
  return [note, detail].filter(Boolean).join('　');
};

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
  return (
    <>
      <ErrorSummary title="还没有办成" errors={v.errors} />
      <Moved v={v} />
      <Wanted v={v} />
      <Excess v={v} />
      {v.reads && <Proposal v={v} form={form} />}
      {offered.next.length > 0 && (
        <Panel title={waits ? '等批准的时候' : '接下来办'} note={STATE_NAMES[v.w.r.state]}>
          {offered.next.map((act, i) => (
            <ActForm
              key={act}
              act={act}
              v={form}
              open={tried === act || (!tried && i === 0 && !waits)}
              primary={i === 0 && !waits}
            />
          ))}
        </Panel>
      )}
      {v.w.standing.clock && (
        <Panel title="这个日期是怎么算的" id="days">
          <CaseRuler w={v.w} today={v.today} calendar={v.c.system.calendar} />
        </Panel>
      )}
      {v.reads && <Parties v={v} form={form} />}
      {v.reads && <FeePanel v={v} />}
      {v.reads && <Objections v={v} />}
      {v.reads && <Letters v={v} />}
      {v.reads && <Files v={v} />}
      {v.reads && <Disputes v={v} />}
      {more.length > 0 && (
        <Panel title="还可以办">
          {more.map((act) => (
            <ActForm key={act} act={act} v={form} open={tried === act} primary={false} />
          ))}
        </Panel>
      )}
    </>
  );
};

/** Beside it: who asks, and what happened. */
export const CaseAside = (v: CaseView) => (
  <>
    {v.reads && <Who v={v} />}
    <Trail v={v} />
  </>
);

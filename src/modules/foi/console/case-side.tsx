import { sayDay, sayMonthDay } from '../../../lib/day.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Input } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { Panel } from '../../../ui/components/panel.tsx';
import { FactRows } from '../../../ui/components/section.tsx';
import { History } from '../../../ui/components/timeline.tsx';
import { HAPPENING_NAMES, KEEP_REASONS, LETTER_NAMES } from '../names.ts';
import { MOVES } from '../rules/life.ts';
import { LETTER_KINDS } from '../rules/types.ts';
import type * as store from '../store/index.ts';
import type { CaseView } from './case-view.tsx';

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
          error={v.errors.find((e) => e.field === 'checked')?.text}
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
    <Panel title="申请人是谁" id="who">
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
        <>
          <p>{v.can.handle ? '只有承办人能看。' : '只有承办人能看，加密存放，每看一次都记入审计。'}</p>
          {v.can.handle && MOVES.takeOver.from.includes(v.w.r.state) && (
            <form method="post" action={`/console/foi/${v.w.r.id}/act/takeOver`}>
              <input type="hidden" name="version" value={String(v.w.r.version)} />
              <Button small>由我承办</Button>
            </form>
          )}
        </>
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

/** So many of the latest steps are in sight; the earlier ones open. */
const LATEST = 6;
const Trail = ({ v }: { v: CaseView }) => {
  const entries = v.w.events.map((e) => ({
    when: sayMonthDay(e.on),
    who: e.by,
    text: nameOf(e),
    remark: (v.reads ? remarkOf(e) : '') || undefined,
  }));
  const early = entries.length > LATEST + 1 ? entries.slice(0, -LATEST) : [];
  return (
    <Panel title="经过" id="trail" note={`${entries.length}步`}>
      {early.length > 0 && (
        <details class="case-early">
          <summary>前面的{early.length}步</summary>
          <History entries={early} />
        </details>
      )}
      <History entries={entries.slice(early.length)} />
    </Panel>
  );
};
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
    e.detail.checked,
  ]
    .filter((x): x is string => typeof x === 'string' && x !== '')
    .join('；');
  const note = e.note === HAPPENING_NAMES[e.what] || e.what === 'letterIssued' ? '' : e.note;
  return [note, detail].filter(Boolean).join('　').replaceAll('。；', '；');
};

/** Beside it: who asks, and what happened. */
export const CaseAside = (v: CaseView) => (
  <>
    {v.reads && <Who v={v} />}
    <Trail v={v} />
  </>
);

import { type Day, sayMonthDay } from '../../../lib/day.ts';
import type { Refusal } from '../../../lib/ruling.ts';
import { AppError } from '../../../platform/errors.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import type { Duty, DutySource } from '../../../platform/module.ts';
import { may, reachOf } from '../../../platform/permission.ts';
import { Button, ButtonLink } from '../../../ui/components/button.tsx';
import { ErrorSummary } from '../../../ui/components/error-summary.tsx';
import { Choices, Input, Textarea } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { Panel, PanelRows } from '../../../ui/components/panel.tsx';
import { EmptyState } from '../../../ui/components/state-box.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { pieceById, sayRefusal } from '../../editorial/index.ts';
import { consoleShell, unitsById } from '../../org/index.ts';
import { masked } from '../personal.ts';
import { settingOf } from '../store/index.ts';
import { answeredOpen, confirmFrequent, dismissFrequent, draftFrequent, lookForFrequent } from './frequent.ts';
import { applicantsIn } from './rules/frequent.ts';
import { sayPortal } from './say.ts';
import * as store from './store/frequent.ts';

export const FREQUENT = '/console/foi-frequent';
const STATES: Record<store.FrequentState, { text: string; tone: 'warn' | 'help' | 'plain' | 'good' }> = {
  offered: { text: '等人看是不是同一项', tone: 'warn' },
  confirmed: { text: '该主动公开', tone: 'help' },
  dismissed: { text: '不是同一项', tone: 'plain' },
  published: { text: '已经主动公开', tone: 'good' },
};
const MOST = 200;
const LONGEST = 60;
const shorten = (t: string): string => (t.length > LONGEST ? `${t.slice(0, LONGEST)}…` : t);

const say = (r: Refusal): string => {
  const own = sayPortal(r);
  return own === r.code ? sayRefusal(r) : own;
};

/** What several people asked for: the groups of my units. */
export async function frequentList(c: Req): Promise<Answer> {
  const db = c.system.db;
  const units = reachOf(c.system.permissions, c.actor, 'foi:frequent');
  const [open, over, names, setting] = await Promise.all([
    store.frequents(db, { units, states: ['offered', 'confirmed'] }, MOST),
    store.frequents(db, { units, states: ['published', 'dismissed'] }, 50),
    unitsById(db),
    settingOf(db),
  ]);
  const rows = (list: readonly store.Frequent[]) =>
    list.map((f) => ({
      tag: <Tag tone={STATES[f.state].tone}>{STATES[f.state].text}</Tag>,
      main: <a href={`${FREQUENT}/${f.id}`}>{f.subject || `${f.applicants}位不同的申请人要的像是同一项信息`}</a>,
      note: [names.get(f.unitId)?.name ?? f.unitId, `${f.applicants}位申请人`, `${f.raisedOn}发现`, f.reason]
        .filter(Boolean)
        .join('　'),
    }));
  return consoleShell(c, {
    current: FREQUENT,
    title: '多人申请',
    lead: `${setting.promptThreshold}位不同的申请人要同一项信息，就该主动公开（条例第四十四条）。机器只找像的，是不是同一项由人定。`,
    actions: (
      <form method="post" action={`${FREQUENT}/look`}>
        <Button small>现在比一遍</Button>
      </form>
    ),
    children: (
      <>
        <Panel title="要办的" note={`${open.length}组`} flush>
          {open.length === 0 ? (
            <EmptyState title="现在没有多人申请的同一项信息">
              <p>每天夜里比一遍新收到的申请。</p>
            </EmptyState>
          ) : (
            <PanelRows rows={rows(open)} />
          )}
        </Panel>
        {over.length > 0 && (
          <Panel title="办完的" flush>
            <PanelRows rows={rows(over)} />
          </Panel>
        )}
      </>
    ),
  });
}

const idOf = (c: Req): number => (/^\d{1,9}$/.test(c.params.id ?? '') ? Number(c.params.id) : 0);

const FIELD: Record<string, string> = {
  frequent_few: 'same',
  frequent_no_subject: 'subject',
  frequent_personal: 'subject',
  frequent_no_reason: 'reason',
  frequent_not_answered: 'from',
};

export async function frequentPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const db = c.system.db;
  const f = await store.frequentById(db, idOf(c));
  if (!f) throw new AppError('not_found', c.path);
  if (!may(c.system.permissions, c.actor, 'foi:frequent', f.unitId)) throw new AppError('forbidden', c.path);
  const [members, setting, piece] = await Promise.all([
    store.membersOf(db, f.id),
    settingOf(db),
    f.pieceId === null ? undefined : pieceById(db, f.pieceId),
  ]);
  const posted = refusals.length > 0;
  const chosen = posted ? c.form.all('same') : members.filter((m) => m.same ?? true).map((m) => m.requestId);
  const same = members.filter((m) => m.same);
  const open = same.filter(answeredOpen);
  const error = (field: string) => refusals.filter((r) => FIELD[r.code] === field).map(say)[0];
  const settled = f.state === 'published' || f.state === 'dismissed';
  return consoleShell(c, {
    current: FREQUENT,
    title: f.subject || '是不是同一项信息',
    lead: `${applicantsIn(members)}位不同的申请人，${members.length}件申请。`,
    breadcrumbs: [{ text: '多人申请', href: FREQUENT }, { text: f.subject || `第${f.id}组` }],
    status: posted ? 422 : 200,
    children: (
      <>
        <ErrorSummary errors={refusals.map((r) => ({ field: FIELD[r.code], text: say(r) }))} />
        {settled && (
          <Note tone={f.state === 'published' ? 'good' : 'plain'} title={STATES[f.state].text}>
            <p>
              {f.workNo !== null ? (
                <a href={`/p/${f.workNo}`}>登记号{f.workNo}</a>
              ) : (
                <>
                  {f.byLabel}：{f.reason}
                </>
              )}
            </p>
          </Note>
        )}
        <form method="post" action={`${FREQUENT}/${f.id}/confirm`}>
          <Panel title="像是同一项的申请" note="勾上确实是同一项的">
            <Choices
              name="same"
              kind="checkbox"
              legend={<span class="sr-only">哪些是同一项</span>}
              error={error('same')}
              chosen={chosen}
              options={members.map((m) => ({
                value: m.requestId,
                text: shorten(m.wanted),
                hint: `${m.no}　${m.receivedOn}收到　${m.closedOn ? `${m.closedOn}办结` : '还在办'}　相像${Math.round(m.likeness * 100)}%`,
              }))}
            />
            {!settled && (
              <>
                <Input
                  name="subject"
                  label="公开时叫什么"
                  hint="不写人名、号码，只写是什么信息。"
                  value={
                    posted
                      ? c.form.text('subject')
                      : f.subject || masked(members[0]?.subject || members[0]?.wanted || '')
                  }
                  maxlength={200}
                  error={error('subject')}
                />
                <Button kind={f.state === 'offered' ? 'primary' : 'secondary'}>
                  {f.state === 'offered' ? '确认是同一项' : '改成勾上的这些'}
                </Button>
              </>
            )}
          </Panel>
        </form>
        {f.state === 'confirmed' && (
          <Panel title="主动公开">
            {piece && piece.state !== 'discarded' ? (
              <>
                <p>稿件起草好了，签发公开以后这项待办自动结束，前面的申请都会指到公开的那一件。</p>
                <ButtonLink href={`/console/pieces/${piece.id}`}>去看稿件</ButtonLink>
              </>
            ) : open.length === 0 ? (
              <p>这些申请里还没有一件答复为予以公开或部分公开。答复以后，在这里一键起草公开稿。</p>
            ) : (
              <form method="post" action={`${FREQUENT}/${f.id}/draft`}>
                <Choices
                  name="from"
                  legend="用哪一件的答复"
                  hint="只带答复的文字和给申请人的文件，不带申请人。"
                  options={open.map((m) => ({
                    value: m.requestId,
                    text: `${m.no}　${shorten(m.subject || m.wanted)}`,
                  }))}
                  chosen={c.form.text('from') || open[0]?.requestId}
                  error={error('from')}
                />
                <Button kind="primary">起草公开稿</Button>
              </form>
            )}
          </Panel>
        )}
        {!settled && (
          <Panel title="不是同一项，或者不能公开">
            <form method="post" action={`${FREQUENT}/${f.id}/dismiss`}>
              <Textarea name="reason" label="为什么" value={c.form.text('reason')} rows={2} error={error('reason')} />
              <Button>不用主动公开</Button>
            </form>
          </Panel>
        )}
        <p class="field-hint">
          门槛是{setting.promptThreshold}位不同的申请人，条例没有定数，可以在依申请公开设置里改。
        </p>
      </>
    ),
  });
}

export async function postLook(c: Req): Promise<Answer> {
  await lookForFrequent(c.system);
  return seeOther(FREQUENT);
}

export async function postConfirm(c: Req): Promise<Answer> {
  const out = await confirmFrequent(
    c.system,
    c.actor,
    { id: idOf(c), same: c.form.all('same'), subject: c.form.text('subject') },
    c.requestId,
  );
  return out.ok ? seeOther(`${FREQUENT}/${idOf(c)}`) : frequentPage(c, out.refusals);
}

export async function postDismiss(c: Req): Promise<Answer> {
  const out = await dismissFrequent(c.system, c.actor, { id: idOf(c), reason: c.form.text('reason') }, c.requestId);
  return out.ok ? seeOther(FREQUENT) : frequentPage(c, out.refusals);
}

export async function postDraft(c: Req): Promise<Answer> {
  const out = await draftFrequent(c.system, c.actor, { id: idOf(c), requestId: c.form.text('from') }, c.requestId);
  return out.ok ? seeOther(`/console/pieces/${out.value.pieceId}`) : frequentPage(c, out.refusals);
}

/** To say whether it is the same; then to publish it. 条例 says 及时 and names no day. */
export const frequentDuties: DutySource = async (db, at: { today: Day; units: 'all' | readonly string[] }) =>
  (await store.frequents(db, { units: at.units, states: ['offered', 'confirmed'] }, MOST)).map(
    (f): Duty => ({
      key: `foi:frequent:${f.id}:${f.state}`,
      icon: 'users',
      title: f.state === 'offered' ? `${f.applicants}位申请人要的像是同一项信息` : `主动公开：${f.subject}`,
      note: f.state === 'offered' ? '看看是不是同一项' : `${f.applicants}位申请人要过`,
      unitId: f.unitId,
      may: 'foi:frequent',
      why: `${sayMonthDay(f.raisedOn)}发现。多个申请人要同一项信息、可以公开的，纳入主动公开（条例第四十四条）。`,
      act: { label: f.state === 'offered' ? '去看' : '去公开', href: `${FREQUENT}/${f.id}` },
    }),
  );

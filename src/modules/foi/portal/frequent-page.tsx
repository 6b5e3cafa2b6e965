import type { Refusal } from '../../../lib/ruling.ts';
import { AppError } from '../../../platform/errors.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
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
import {
  answeredOpen,
  confirmFrequent,
  dismissFrequent,
  draftFrequent,
  joinFrequent,
  lookForFrequent,
} from './frequent.ts';
import { FREQUENT } from './frequent-duties.ts';
import { about, counted, Members, STATES, shorten } from './frequent-parts.tsx';
import { sayPortal } from './say.ts';
import * as store from './store/frequent.ts';

const MOST = 200;
const say = (r: Refusal): string => {
  const own = sayPortal(r);
  return own === r.code ? sayRefusal(r) : own;
};

/** What several people asked for: the groups of my units. */
export async function frequentList(c: Req): Promise<Answer> {
  const db = c.system.db;
  const units = reachOf(c.system.permissions, c.actor, 'foi:frequent');
  const [begun, again, ended, names, setting] = await Promise.all([
    store.frequents(db, { units, states: ['offered', 'confirmed'] }, MOST),
    store.rejoined(db, units, MOST),
    store.frequents(db, { units, states: ['published', 'dismissed'] }, 50),
    unitsById(db),
    settingOf(db),
  ]);
  const open = [...again, ...begun];
  const over = ended.filter((f) => !again.some((a) => a.id === f.id));
  const fresh = await store.freshIn(
    db,
    open.filter((f) => f.state !== 'offered').map((f) => f.id),
  );
  const rows = (list: readonly store.Frequent[]) =>
    list.map((f) => ({
      tag: <Tag tone={STATES[f.state].tone}>{STATES[f.state].text}</Tag>,
      main: <a href={`${FREQUENT}/${f.id}`}>{f.subject || `${f.applicants}位不同的申请人要的像是同一项信息`}</a>,
      note: [
        names.get(f.unitId)?.name ?? f.unitId,
        `${f.applicants}位申请人`,
        fresh.has(f.id) ? `又来了${fresh.get(f.id)}件` : '',
        `${f.raisedOn}发现`,
        f.reason,
      ]
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
  const fresh = members.filter((m) => m.same === null);
  const error = (field: string) => refusals.filter((r) => FIELD[r.code] === field).map(say)[0];
  const settled = f.state === 'published' || f.state === 'dismissed';
  return consoleShell(c, {
    current: FREQUENT,
    title: f.subject || '是不是同一项信息',
    lead: f.state === 'offered' ? counted(members) : counted(same),
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
        {f.state === 'published' && fresh.length > 0 && (
          <form method="post" action={`${FREQUENT}/${f.id}/join`}>
            <Panel title="公开以后又有人要" note={`${fresh.length}件，勾上确实是同一项的`} id="joined">
              <Members members={fresh} chosen={posted ? c.form.all('same') : fresh.map((m) => m.requestId)} />
              <p class="field-hint">
                勾上的会指到登记号{f.workNo}，答复时告诉申请人已经公开、在哪里看（条例第三十六条第一项）。
              </p>
              <Button kind="primary">记下哪些是同一项</Button>
            </Panel>
          </form>
        )}
        {settled ? (
          <Panel title="这一组的申请" note={`${members.length - fresh.length}件`} flush>
            <PanelRows
              rows={members
                .filter((m) => m.same !== null)
                .map((m) => ({
                  tag: m.same ? <Tag tone="good">同一项</Tag> : <Tag tone="plain">不是同一项</Tag>,
                  main: shorten(m.wanted),
                  note: about(m),
                }))}
            />
          </Panel>
        ) : (
          <form method="post" action={`${FREQUENT}/${f.id}/confirm`}>
            <Panel title="像是同一项的申请" note="勾上确实是同一项的">
              <Members members={members} chosen={chosen} error={error('same')} />
              <Input
                name="subject"
                label="公开时叫什么"
                hint="不写人名、号码，只写是什么信息。"
                value={
                  posted ? c.form.text('subject') : f.subject || masked(members[0]?.subject || members[0]?.wanted || '')
                }
                maxlength={200}
                error={error('subject')}
              />
              <Button kind={f.state === 'offered' ? 'primary' : 'secondary'}>
                {f.state === 'offered' ? '确认是同一项' : '改成勾上的这些'}
              </Button>
            </Panel>
          </form>
        )}
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
    { id: idOf(c), same: c.form.all('same'), seen: c.form.all('seen'), subject: c.form.text('subject') },
    c.requestId,
  );
  return out.ok ? seeOther(`${FREQUENT}/${idOf(c)}`) : frequentPage(c, out.refusals);
}

export async function postDismiss(c: Req): Promise<Answer> {
  const out = await dismissFrequent(c.system, c.actor, { id: idOf(c), reason: c.form.text('reason') }, c.requestId);
  return out.ok ? seeOther(FREQUENT) : frequentPage(c, out.refusals);
}

export async function postJoin(c: Req): Promise<Answer> {
  const i = { id: idOf(c), same: c.form.all('same'), seen: c.form.all('seen') };
  const out = await joinFrequent(c.system, c.actor, i, c.requestId);
  return out.ok ? seeOther(`${FREQUENT}/${idOf(c)}`) : frequentPage(c, out.refusals);
}

export async function postDraft(c: Req): Promise<Answer> {
  const out = await draftFrequent(c.system, c.actor, { id: idOf(c), requestId: c.form.text('from') }, c.requestId);
  if (out.ok) return seeOther(`/console/pieces/${out.value.pieceId}`);
  // The second of two clicks: the draft is there, and is what was wanted.
  const f = await store.frequentById(c.system.db, idOf(c));
  return out.refusals.every((r) => r.code === 'frequent_drafted') && f?.pieceId
    ? seeOther(`/console/pieces/${f.pieceId}`)
    : frequentPage(c, out.refusals);
}

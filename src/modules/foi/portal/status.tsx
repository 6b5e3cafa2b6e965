import type { Refusal } from '../../../lib/ruling.ts';
import { seeOther, unkept } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { Button } from '../../../ui/components/button.tsx';
import { ErrorSummary } from '../../../ui/components/error-summary.tsx';
import { Input, Textarea } from '../../../ui/components/form.tsx';
import { PageHead } from '../../../ui/components/section.tsx';
import { openByPassword, visitCookie } from '../../org/index.ts';
import { portalShell } from '../../sites/index.ts';
import { STATE_NAMES } from '../names.ts';
import { sayFoi } from '../say.ts';
import { caseSnapshot } from '../snapshot.ts';
import * as store from '../store/index.ts';
import { mine, receipted } from './acts.ts';
import { CRUMBS } from './apply.tsx';
import { basisLink } from './basis.ts';
import { Correct, FeeToPay, GiveReasons, Rating } from './duty-forms.tsx';
import { GIVEN } from './rules/apply.ts';
import { type Stage, sayNear, statusOf } from './rules/status.ts';
import { answerOf, letterLines, statusFacts } from './status-facts.ts';
import { StatusPage } from './status-page.tsx';

/** `/foi/status`: number and password, from the receipt. */
export async function statusForm(c: Req, refusals: readonly Refusal[] = [], typed = ''): Promise<Answer> {
  const locked = refusals.some((r) => r.code === 'too_many_tries');
  return unkept(
    await portalShell(c, {
      title: '查申请办到哪了',
      current: 'hdjl',
      breadcrumbs: [...CRUMBS, { text: '查进度' }],
      meta: { noindex: true },
      status: locked ? 429 : refusals.length > 0 ? 422 : 200,
      children: (
        <>
          <PageHead title="查申请办到哪了" lead="用回执上的申请编号和查询密码。网上、窗口、邮寄交的都在这里查。" />
          <ErrorSummary
            title="还打不开"
            errors={refusals.map((r) => ({ field: locked ? undefined : 'no', text: sayFoi(r) }))}
          />
          {typed !== '' && <Textarea name="typed" label="您写的都在这里，请先复制" value={typed} rows={5} />}
          <form method="post" action="/foi/status">
            <Input
              name="no"
              label="申请编号"
              hint="例：SQ-2026-00317"
              value={c.form.text('no') || (c.params.no ?? '')}
              autocomplete="off"
              maxlength={40}
              short
            />
            <Input
              name="password"
              label="查询密码"
              hint="大小写、短横线都可以不管。连错5次，锁15分钟。"
              autocomplete="off"
              maxlength={40}
              short
            />
            <div class="btn-row">
              <Button kind="primary">查进度</Button>
            </div>
          </form>
          <p class="link-row">
            <a href="/foi/apply">还没申请，去写一件</a>
            <a href="/foi/register">看申请公开登记册</a>
          </p>
        </>
      ),
    }),
  );
}

export async function openStatus(c: Req): Promise<Answer> {
  const typed = { no: c.form.text('no'), password: c.form.text('password') };
  const out = await openByPassword(c.system, receipted, typed, c.requestId);
  return out.ok
    ? seeOther(`/foi/r/${out.value.no}`, [visitCookie(receipted, out.value.token)])
    : statusForm(c, out.refusals);
}

const OPEN_STAGES: readonly Stage[] = ['confirming', 'running', 'correcting', 'consulting', 'paying'];

function canDo(no: string, stage: Stage, rated: boolean): { text: string; href: string }[] {
  const at = (text: string, path: string) => ({ text, href: `/foi/r/${no}${path}` });
  if (OPEN_STAGES.includes(stage))
    return [
      ...(stage === 'correcting' ? [at('补正', '#correct')] : []),
      ...(stage === 'paying' ? [at('缴费', '#fee'), at('对收费提出异议', '/fee-objection')] : []),
      at('补充说明', '/supplement'),
      at('改联系方式或接收方式', '/contact'),
      at('打印受理回执', '/receipt'),
      at('撤回申请', '/withdraw'),
    ];
  return [
    ...(stage === 'answered' && !rated ? [at('评价这次答复', '#rate')] : []),
    at('打印受理回执', '/receipt'),
    { text: '再申请一件', href: '/foi/apply' },
  ];
}

const DONE: Record<string, string> = {
  supplement: '补充说明收到了，承办人会看到。',
  contact: '改好了，以后按新的方式联系您。',
  correct: '补正收到了，答复期限从明天重新算起。',
  reasons: '说明收到了，承办人会看到。',
  objection: '异议收到了，承办人会书面回复，回复写在这一页。',
  fee: '对收费的异议收到了，承办机关会答复您。',
  withdraw: '申请已经撤回。',
  rate: '评价收到了，谢谢您。',
};

export async function statusPage(c: Req, refusals: readonly Refusal[] = [], field?: string): Promise<Answer> {
  const found = await mine(c);
  if (!found) return seeOther('/foi/status');
  const { a, r } = found;
  const db = c.system.db;
  const [s, events, letters, files, objections, fee, siblings, find, setting] = await Promise.all([
    caseSnapshot(c.system, db, r.id, { names: false }),
    store.eventsOf(db, r.id),
    store.lettersOf(db, r.id),
    store.filesOf(db, a.id, r.id),
    store.objectionsOf(db, r.id),
    store.feeOf(db, r.id),
    store.requestsOf(db, a.id),
    basisLink(c),
    store.settingOf(db),
  ]);
  const facts = statusFacts(s, r, events);
  const v = statusOf(facts, c.system.calendar);
  const stage = facts.stage;
  const over = stage === 'answered' || stage === 'ended';
  const mayRate = r.deliveredOn !== null && stage === 'answered';
  const way = GIVEN.find((g) => g.form === a.wantedForm && g.way === a.wantedWay)?.text;
  return unkept(
    await portalShell(c, {
      title: `申请${r.no}`,
      current: 'hdjl',
      breadcrumbs: [...CRUMBS, { text: '查进度' }],
      meta: { noindex: true },
      status: refusals.length > 0 ? 422 : 200,
      children: (
        <StatusPage
          no={r.no}
          elder={c.modes.elder > 0}
          title={r.subject || firstLine(r.wanted)}
          today={s.today}
          v={v}
          find={find}
          done={DONE[c.query.get('done') ?? '']}
          parts={siblings
            .filter((x) => x.id !== r.id)
            .map((x) => ({ no: x.no, subject: x.subject || firstLine(x.wanted), say: STATE_NAMES[x.state] }))}
          can={canDo(r.no, stage, r.rating !== null || !mayRate)}
          letters={letterLines(s, events, letters)}
          unit={s.unit.name}
          phone={s.unit.phone}
          fee={
            s.fee
              ? s.fee.paidOn
                ? `已缴${s.fee.yuan}元，票据${s.fee.receiptNo}`
                : `${s.fee.yuan}元，等您缴`
              : over
                ? '没有收费'
                : '目前不收费'
          }
          late={
            <>
              可以<a href="/foi/guide#remedies">申请行政复议</a>
            </>
          }
          wanted={way ?? [s.request.wantedFormName, s.request.wantedWayName].filter(Boolean).join('，')}
          answer={answerOf(s, r, files, letters)}
          duty={
            <>
              {stage === 'correcting' && s.correction && (
                <Correct
                  c={c}
                  no={r.no}
                  points={s.correction.points}
                  late={s.today > s.correction.by}
                  refusals={refusals}
                />
              )}
              {s.reasons && s.reasons.given === null && !over && (
                <GiveReasons
                  c={c}
                  no={r.no}
                  why={s.reasons.why}
                  by={s.reasons.by}
                  today={s.today}
                  refusals={refusals}
                />
              )}
              {stage === 'paying' && s.fee && (
                <FeeToPay no={r.no} fee={s.fee} payHow={setting.payHow} today={s.today} objection={fee ?? null} />
              )}
            </>
          }
          rating={mayRate ? <Rating c={c} no={r.no} rating={r.rating} refusals={refusals} /> : undefined}
          objections={objections.map((o) => ({
            day: sayNear(o.day, s.today),
            words: o.words,
            answer: o.answeredOn ? o.answer : null,
          }))}
          objectHref={over ? undefined : `/foi/r/${r.no}/objection`}
          errors={refusals.map((x) => ({ field, text: sayFoi(x) }))}
          words={r.wanted.split('\n')}
          supplements={events.flatMap((e) =>
            e.what === 'supplemented' && e.detail.kind === 'words' ? [{ on: e.on, words: e.note }] : [],
          )}
        />
      ),
    }),
  );
}

const LONGEST_TITLE = 60;
const firstLine = (t: string): string => {
  const line = t.trim().split('\n')[0] ?? '';
  return [...line].length > LONGEST_TITLE ? `${[...line].slice(0, LONGEST_TITLE).join('')}…` : line;
};

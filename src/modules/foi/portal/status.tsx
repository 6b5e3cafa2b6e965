import { periods } from '../../../../law/index.ts';
import { periodInForce } from '../../../lib/dated.ts';
import { addDays, type Day, dayIn, sayDay, sayMonthDay } from '../../../lib/day.ts';
import { addMonths } from '../../../lib/deadline.ts';
import type { Refusal } from '../../../lib/ruling.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { saySize } from '../../../ui/components/attachment.tsx';
import { Button } from '../../../ui/components/button.tsx';
import { ErrorSummary } from '../../../ui/components/error-summary.tsx';
import { Input } from '../../../ui/components/form.tsx';
import { PageHead } from '../../../ui/components/section.tsx';
import { portalShell } from '../../sites/index.ts';
import { CHANNEL_NAMES, LETTER_NAMES, STATE_NAMES } from '../names.ts';
import { lastOf } from '../rules/history.ts';
import type { LetterFacts, LetterKind } from '../rules/types.ts';
import { sayFoi } from '../say.ts';
import { caseSnapshot } from '../snapshot.ts';
import * as store from '../store/index.ts';
import { mine, openByPassword, visitCookie } from './acts.ts';
import { CRUMBS, unkept } from './apply.tsx';
import { basisLink } from './basis.ts';
import { Correct, FeeToPay, GiveReasons, Rating } from './duty-forms.tsx';
import { GIVEN } from './rules/apply.ts';
import { type Stage, type StatusFacts, sayNear, statusOf } from './rules/status.ts';
import { type AnswerShown, type LetterLine, StatusPage } from './status-page.tsx';
import { payHow } from './store/register.ts';

/** `/foi/status`: number and password, from the receipt. */
export async function statusForm(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
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
          <form method="post" action="/foi/status">
            <Input
              name="no"
              label="申请编号"
              hint="例：SQ-2026-00317"
              value={c.form.text('no')}
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
  const out = await openByPassword(c.system, { no: c.form.text('no'), password: c.form.text('password') }, c.requestId);
  return out.ok ? seeOther(`/foi/r/${out.value.no}`, [visitCookie(out.value.token)]) : statusForm(c, out.refusals);
}

const CLOSING: Record<string, NonNullable<StatusFacts['ended']>['how']> = {
  abandonedCorrection: 'not-corrected',
  abandonedFee: 'not-paid',
  withdrawn: 'withdrawn',
};
const HOW: Record<string, NonNullable<StatusFacts['ended']>['how']> = {
  overdueCorrection: 'not-corrected',
  overdueFee: 'not-paid',
  withdrawn: 'withdrawn',
};

function stageOf(s: LetterFacts): Stage {
  if (s.decision?.decidedOn) return 'answered';
  switch (s.case.state) {
    case 'awaitingConfirmation':
      return 'confirming';
    case 'correctionPending':
      return 'correcting';
    case 'consulting':
      return 'consulting';
    case 'feePending':
      return 'paying';
    case 'received':
    case 'processing':
      return 'running';
    default:
      return 'ended';
  }
}

/** Of a snapshot only what its applicant may see: of third parties the days and nothing else. */
export function statusFacts(s: LetterFacts, r: store.Request): StatusFacts {
  const on = s.request.receivedOn ?? s.today;
  const law = periodInForce(periods, 'foi.answer', on);
  const closing = CLOSING[s.case.state] ?? (r.decision === null ? undefined : HOW[r.decision]);
  const moved = lastOf(
    s.events.map((e) => ({ ...e, detail: {} })),
    'dueChanged',
  );
  return {
    today: s.today,
    stage: closing ? 'ended' : stageOf(s),
    channel: s.request.channel === 'net' ? '网上提交' : `${CHANNEL_NAMES[s.request.channel]}提交`,
    submittedOn: s.request.submittedOn,
    receivedOn: s.request.receivedOn,
    unit: s.unit.shortName,
    ...(s.clock
      ? {
          clock: {
            due: s.clock.due,
            provisional: s.clock.provisional,
            startedOn: s.clock.startedOn,
            workingDays: s.clock.limit,
            steps: [...s.clock.steps],
            ...(s.clock.payBy ? { payBy: s.clock.payBy } : {}),
          },
        }
      : {}),
    period: { number: law.number, most: periodInForce(periods, 'foi.extension', on).number, basis: law.basis },
    ...(s.correction
      ? {
          correction: {
            askedOn: s.correction.askedOn,
            what: s.correction.points.join('\n'),
            by: s.correction.by,
            receivedOn: s.correction.correctedOn,
          },
        }
      : {}),
    consults: s.parties.map((p) => ({
      sent: p.sentOn,
      back: p.opinion === 'silent' ? null : p.opinionOn,
      until: p.limitOn,
    })),
    ...(s.extension?.approvedOn
      ? { extension: { on: s.extension.approvedOn, days: s.extension.days, reason: s.extension.why } }
      : {}),
    ...(s.fee
      ? { fee: { askedOn: s.fee.notifiedOn, yuan: s.fee.yuan, payBy: s.fee.payBy, paidOn: s.fee.paidOn } }
      : {}),
    ...(r.decidedOn && !closing ? { answeredOn: r.decidedOn } : {}),
    ...(closing && r.closedOn ? { ended: { on: r.closedOn, how: closing } } : {}),
    ...(r.dueWas && s.clock && r.dueWas !== s.clock.due
      ? { moved: { from: r.dueWas, on: moved?.on ?? s.today, why: '新的放假安排公布了，最后一天变了。' } }
      : {}),
  };
}

/** Letters an applicant gets; those to third parties and other agencies are not among them. */
const TO_APPLICANT: readonly LetterKind[] = [
  'receipt',
  'correction',
  'reasons',
  'extension',
  'consultNotice',
  'fee',
  'answer',
  'closing',
];
export const mayRead = (kind: LetterKind): boolean => TO_APPLICANT.includes(kind);

function letterLines(
  s: LetterFacts,
  letters: readonly { id: string; kind: LetterKind; issuedOn: Day | null; no: string | null; pdf: string | null }[],
): LetterLine[] {
  const told: LetterLine[] = s.events.flatMap((e): LetterLine[] => {
    switch (e.what) {
      case 'opinion':
        return [{ on: e.on, title: '征求的意见已收到' }];
      case 'corrected':
        return [{ on: e.on, title: '收到您的补正' }];
      case 'supplemented':
        return [{ on: e.on, title: '收到您的补充说明' }];
      case 'paid':
        return [{ on: e.on, title: '收到缴费' }];
      case 'transferred':
        return [{ on: e.on, title: '转给该办的机关' }];
      case 'submitted':
        return [{ on: e.on, title: '您提交申请', href: `/foi/r/${s.case.no}/receipt` }];
      default:
        return [];
    }
  });
  const sent = letters
    .filter((l) => l.issuedOn !== null && mayRead(l.kind))
    .map(
      (l): LetterLine => ({
        on: l.issuedOn ?? s.today,
        title: LETTER_NAMES[l.kind],
        ...(l.pdf ? { href: `/foi/r/${s.case.no}/letter/${l.id}` } : {}),
        ...(l.no ? { no: l.no } : {}),
      }),
    );
  return [...told, ...sent].sort((a, b) => b.on.localeCompare(a.on));
}

/** The remedy paragraph of the day of the decision, with the last days reckoned from service. */
function remedyLines(s: LetterFacts, r: store.Request): string[] {
  const m = s.decision?.remedy;
  if (!m || m.text === '') return [];
  const from = r.deliveredOn;
  if (!from) return [m.text, '期限从您收到答复的第二天算起。', `依据：${m.basis}`];
  const review = `申请复议，最晚${sayDay(addDays(from, m.reviewDays))}`;
  const suit =
    m.suitMonths === null
      ? `要先申请复议；对复议决定不服的，收到决定之日起${m.suitAfterReviewDays}天内起诉`
      : `直接起诉，最晚${sayDay(addMonths(from, m.suitMonths))}`;
  return [m.text, `您${sayMonthDay(from)}收到答复：${review}；${suit}。`, `依据：${m.basis}`];
}

function answerOf(
  s: LetterFacts,
  r: store.Request,
  files: readonly store.FoiFile[],
  letters: readonly { id: string; kind: LetterKind; issuedOn: Day | null; pdf: string | null }[],
): AnswerShown | undefined {
  const d = s.decision;
  if (!d?.decidedOn) return undefined;
  const letter = letters.find((l) => (l.kind === 'answer' || l.kind === 'closing') && l.issuedOn !== null && l.pdf);
  return {
    source: `${s.unit.name}，${sayNear(d.decidedOn, s.today)}${r.deliveredOn ? `答复，${sayNear(r.deliveredOn, s.today)}送达` : '答复，正在送达'}`,
    kind: d.name,
    basis: [...new Set([...d.basis, ...d.grounds.map((g) => g.basis)])].join('；'),
    paragraphs: [d.reasons, d.where].flatMap((t) => t.split('\n')).filter((t) => t.trim() !== ''),
    files: files
      .filter((f) => f.toApplicant && f.deletedOn === null && f.role !== 'letter')
      .map((f) => ({
        name: f.name,
        href: `/foi/r/${s.case.no}/file/${f.id}`,
        size: saySize(f.size),
        ...(f.role === 'redacted' ? { note: '有的内容已遮盖，理由见答复' } : {}),
      })),
    ...(letter ? { letterHref: `/foi/r/${s.case.no}/letter/${letter.id}` } : {}),
    remedy: remedyLines(s, r),
    ...(r.workNo === null ? {} : { publicHref: `/p/${r.workNo}` }),
  };
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
  const [s, events, letters, files, objections, fee, siblings, find, pay] = await Promise.all([
    caseSnapshot(c.system, db, r.id, { names: false }),
    store.eventsOf(db, r.id),
    store.lettersOf(db, r.id),
    store.filesOf(db, a.id, r.id),
    store.objectionsOf(db, r.id),
    store.feeOf(db, r.id),
    store.requestsOf(db, a.id),
    basisLink(c),
    payHow(db),
  ]);
  const facts = statusFacts(s, r);
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
          title={r.subject || firstLine(r.wanted)}
          today={s.today}
          v={v}
          find={find}
          done={DONE[c.query.get('done') ?? '']}
          parts={siblings
            .filter((x) => x.id !== r.id)
            .map((x) => ({ no: x.no, subject: x.subject || firstLine(x.wanted), say: STATE_NAMES[x.state] }))}
          can={canDo(r.no, stage, r.rating !== null || !mayRate)}
          letters={letterLines(s, letters)}
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
              可以<a href="/foi/guide#remedies">申请行政复议、起诉或者投诉</a>
            </>
          }
          wanted={[s.request.wantedFormName, way ?? s.request.wantedWayName].filter(Boolean).join('，')}
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
                <FeeToPay no={r.no} fee={s.fee} payHow={pay} today={s.today} objection={fee ?? null} />
              )}
            </>
          }
          rating={mayRate ? <Rating c={c} no={r.no} rating={r.rating} refusals={refusals} /> : undefined}
          objections={objections.map((o) => ({
            day: sayNear(o.day, s.today),
            words: o.words,
            answer: o.answeredOn ? o.answer : null,
          }))}
          objectHref={`/foi/r/${r.no}/objection`}
          errors={refusals.map((x) => ({ field, text: sayFoi(x) }))}
          words={r.wanted.split('\n')}
          supplements={events.flatMap((e) =>
            e.what === 'supplemented' && typeof e.detail.words === 'string'
              ? [{ on: e.on, words: e.detail.words }]
              : [],
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

export const submittedDay = (a: store.Application): Day => dayIn(a.submittedAt);

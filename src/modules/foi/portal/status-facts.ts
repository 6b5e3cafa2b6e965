import { periods } from '../../../../law/index.ts';
import { periodInForce } from '../../../lib/dated.ts';
import { type Day, sayDay, sayMonthDay } from '../../../lib/day.ts';
import { excerpt } from '../../../lib/hanzi.ts';
import { saySize } from '../../../ui/components/attachment.tsx';
import { letterLaw } from '../letters/law.ts';
import { toApplicant } from '../letters/rules/law.ts';
import { CHANNEL_NAMES, LETTER_NAMES, MOVED_WHY, movedWhy } from '../names.ts';
import { lastOf } from '../rules/history.ts';
import type { Letter, LetterFacts, LetterKind } from '../rules/types.ts';
import type * as store from '../store/index.ts';
import { type Stage, type StatusFacts, sayNear } from './rules/status.ts';
import type { AnswerShown, LetterLine } from './status-page.tsx';

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
export function statusFacts(s: LetterFacts, r: store.Request, events: readonly store.Event[]): StatusFacts {
  const on = s.request.receivedOn ?? s.today;
  const law = periodInForce(periods, 'foi.answer', on);
  const closing = CLOSING[s.case.state] ?? (r.decision === null ? undefined : HOW[r.decision]);
  const moved = lastOf(events, 'dueChanged');
  return {
    today: s.today,
    stage: closing ? 'ended' : stageOf(s),
    channel: s.request.channel === 'net' ? '网上提交' : `${CHANNEL_NAMES[s.request.channel]}提交`,
    submittedOn: s.request.submittedOn,
    receivedOn: s.request.receivedOn,
    registeredOn: s.events.find((e) => e.what === 'registered')?.on ?? null,
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
    // Told as long as the day it led to stands, whether or not the clerk has looked.
    ...(moved && s.clock && moved.detail.to === s.clock.due && typeof moved.detail.from === 'string'
      ? {
          moved: {
            from: moved.detail.from as Day,
            on: moved.on,
            why: MOVED_WHY[movedWhy(moved.detail)],
          },
        }
      : {}),
  };
}

/** Letters an applicant gets; those to third parties and other agencies are not among them. */
export const mayRead = (kind: LetterKind): boolean => toApplicant(letterLaw, kind);

const MOST_TITLE = 300;
export function letterLines(s: LetterFacts, events: readonly store.Event[], letters: readonly Letter[]): LetterLine[] {
  const told: LetterLine[] = events.flatMap((e): LetterLine[] => {
    switch (e.what) {
      case 'opinion':
        return [{ on: e.on, title: '征求的意见已收到' }];
      case 'corrected':
        return [{ on: e.on, title: '收到您的补正' }];
      case 'supplemented':
        return [{ on: e.on, title: e.detail.kind === 'contact' ? '您改了联系或者接收方式' : '收到您的补充说明' }];
      case 'feeAnswered':
        return typeof e.detail.answer === 'string'
          ? [{ on: e.on, title: `答复了您对收费的异议：${excerpt(e.detail.answer, MOST_TITLE)}` }]
          : [];
      case 'paid':
        return [{ on: e.on, title: '收到缴费' }];
      case 'transferred':
        return [{ on: e.on, title: '转给该办的机关' }];
      case 'arrived':
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
        title: LETTER_NAMES[l.kind].replace(/（申请人）$/, ''),
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
  const until = s.decision?.until;
  if (!from || !until) return [m.text, '期限从您收到答复的第二天算起。', `依据：${m.basis}`];
  const review = `申请复议，最晚${sayDay(until.review)}`;
  const suit =
    until.suit === null
      ? `要先申请复议；对复议决定不服的，收到决定之日起${m.suitAfterReviewDays}天内起诉`
      : `直接起诉，最晚${sayDay(until.suit)}`;
  return [m.text, `您${sayMonthDay(from)}收到答复：${review}；${suit}。`, `依据：${m.basis}`];
}

export function answerOf(
  s: LetterFacts,
  r: store.Request,
  files: readonly store.FoiFile[],
  letters: readonly Letter[],
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

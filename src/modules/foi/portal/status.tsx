import type { Refusal } from '../../../lib/ruling.ts';
import { unkept } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { portalShell } from '../../sites/index.ts';
import { STATE_NAMES } from '../names.ts';
import { caseSnapshot } from '../snapshot.ts';
import * as store from '../store/index.ts';
import { mine, toTheDoor } from './acts.ts';
import { CRUMBS } from './apply.tsx';
import { basisLink } from './basis.ts';
import { Correct, FeeToPay, fieldOf, GiveReasons, type OnPage, Rating } from './duty-forms.tsx';
import { GIVEN } from './rules/apply.ts';
import { type Stage, sayNear, statusOf } from './rules/status.ts';
import { sayHere } from './say.ts';
import { answerOf, letterLines, statusFacts } from './status-facts.ts';
import { StatusPage } from './status-page.tsx';

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

/** A form on the page of the case: which one was sent, and what stood in the way. */
export type Tried = { form: OnPage; refusals: readonly Refusal[] };

export async function statusPage(c: Req, tried?: Tried): Promise<Answer> {
  const found = await mine(c);
  if (!found) return toTheDoor(c);
  const { a, r } = found;
  const refusals = tried?.refusals ?? [];
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
  const shown: Readonly<Record<OnPage, boolean>> = {
    correct: stage === 'correcting' && s.correction !== null,
    reasons: s.reasons !== null && s.reasons.given === null && !over,
    rate: mayRate && r.rating === null,
  };
  const formOf = (form: OnPage) => ({ c, no: r.no, sent: tried?.form === form, refusals });
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
          publicHref={r.workNo !== null && !over ? `/p/${r.workNo}` : undefined}
          duty={
            <>
              {shown.correct && s.correction && (
                <Correct {...formOf('correct')} points={s.correction.points} late={s.today > s.correction.by} />
              )}
              {shown.reasons && s.reasons && (
                <GiveReasons {...formOf('reasons')} why={s.reasons.why} by={s.reasons.by} today={s.today} />
              )}
              {stage === 'paying' && s.fee && (
                <FeeToPay no={r.no} fee={s.fee} payHow={setting.payHow} today={s.today} objection={fee ?? null} />
              )}
            </>
          }
          rating={mayRate ? <Rating {...formOf('rate')} rating={r.rating} /> : undefined}
          objections={objections.map((o) => ({
            day: sayNear(o.day, s.today),
            words: o.words,
            answer: o.answeredOn ? o.answer : null,
          }))}
          objectHref={over ? undefined : `/foi/r/${r.no}/objection`}
          errors={refusals.map((x) => ({
            field: tried && shown[tried.form] ? fieldOf(tried.form, x) : undefined,
            text: sayHere(x),
          }))}
          // The form is not there any more, since the case went on: the words are, to be copied or sent as a supplement.
          left={tried && !shown[tried.form] ? (c.form.text('words') || c.form.text('note')).trim() : ''}
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

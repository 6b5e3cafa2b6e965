import { periods } from '../../../../law/index.ts';
import { periodInForce } from '../../../lib/dated.ts';
import { dayIn } from '../../../lib/day.ts';
import { clockTime } from '../../../lib/moments.ts';
import type { Refusal } from '../../../lib/ruling.ts';
import { fragment, text, unkept } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { PUBLIC } from '../../../platform/permission.ts';
import { beginVisit, newToken, unitTree, visitCookie } from '../../org/index.ts';
import { ask } from '../../search/index.ts';
import { portalShell, siteInfo } from '../../sites/index.ts';
import { inspectProof } from '../actions/keep.ts';
import { apply } from '../actions/receive.ts';
import { APPLICANT_NAMES } from '../names.ts';
import { idFits } from '../personal.ts';
import { answerClock } from '../rules/clock.ts';
import { mayApply } from '../rules/receipt.ts';
import { APPLICANTS } from '../rules/types.ts';
import { requestById } from '../store/index.ts';
import { receipted } from './acts.ts';
import { AlreadyPublic, type ApplyError, ApplyPage, type Found, type Typed } from './apply-page.tsx';
import { basisLink } from './basis.ts';
import { ReceiptPage } from './receipt-page.tsx';
import { asOnTheForm, CONTENT, fieldFor, GIVEN, idKindOf, slips } from './rules/apply.ts';
import { ALIKE, gramsOf, likeness } from './rules/frequent.ts';
import { promiseOf, sayNear } from './rules/status.ts';
import { sayAtField, sayHere } from './say.ts';
import { answeredBefore } from './store/register.ts';

/** A photograph of a card is a few megabytes; ten times that is a scan nobody needs. */
export const FILE_MB = 20;
export const MOST_BODY = FILE_MB * 1024 * 1024;
const MOST_WORDS = 5000;
const DRAFT_DAYS = 7;
const MOST_FOUND = 4;
const SHORTEST_QUESTION = 4;

export const CRUMBS = [
  { text: '首页', href: '/' },
  { text: '依申请公开', href: '/foi' },
];

/** What is public already, or was answered before and is public since. */
async function found(c: Req, words: string): Promise<Found[]> {
  const q = words.trim().slice(0, 200);
  if ([...q].length < SHORTEST_QUESTION) return [];
  const grams = gramsOf(q);
  const [hits, answers] = await Promise.all([
    ask(c.system, { text: q }, MOST_FOUND),
    answeredBefore(c.system.readDb, grams, 10),
  ]);
  const list: Found[] = hits.found.map((h) => ({
    title: h.listed.title,
    href: `/p/${h.listed.no}`,
    unit: h.listed.unitName,
    on: h.listed.publishedOn,
    no: String(h.listed.no),
  }));
  const close = answers.filter((a) => likeness(a.shared, grams.length, a.grams) >= ALIKE);
  for (const a of close.slice(0, 2))
    if (a.workNo !== null && !list.some((x) => x.href === `/p/${a.workNo}`))
      list.unshift({
        title: a.subject,
        href: `/p/${a.workNo}`,
        unit: '别人申请后公开的',
        on: a.receivedOn,
        no: String(a.workNo),
      });
  return list.slice(0, MOST_FOUND);
}

/** Agencies that answer in their own name: departments and townships, and the district itself by leaving it open. */
async function agencies(c: Req): Promise<{ value: string; text: string }[]> {
  return (await unitTree(c.system.readDb))
    .filter((u) => u.active && (u.kind === 'department' || u.kind === 'township'))
    .map((u) => ({ value: u.id, text: u.name }));
}

type Extra = { refusals?: readonly Refusal[]; looked?: boolean; lostFile?: string; status?: number };

async function formPage(c: Req, v: Typed, x: Extra = {}): Promise<Answer> {
  const today = c.system.clock.today();
  const law = periodInForce(periods, 'foi.answer', today);
  const run = answerClock(today, [], { periods, calendar: c.system.calendar });
  if (!run.ok) throw new Error('a clock without events has no problems');
  const period = { number: law.number, most: periodInForce(periods, 'foi.extension', today).number, basis: law.basis };
  const [site, find, units, list] = await Promise.all([
    siteInfo(c.system.readDb),
    basisLink(c),
    agencies(c),
    x.looked || (x.refusals?.length ?? 0) > 0 || v.words ? found(c, v.words) : [],
  ]);
  // Form and way are one question here: it is asked for once.
  const errors = (x.refusals ?? [])
    .filter((r, _i, all) => r.code !== 'no_form' || !all.some((o) => o.code === 'no_way'))
    .map((r): ApplyError => {
      return { ...fieldFor(r), text: sayHere(r), at: sayAtField(r, sayHere(r)) };
    })
    .sort(asOnTheForm);
  return unkept(
    await portalShell(c, {
      title: '申请公开信息',
      current: 'hdjl',
      breadcrumbs: [...CRUMBS, { text: '写申请' }],
      meta: { description: '申请公开政府信息，不用注册，不用说明用途。' },
      status: x.status ?? (errors.length > 0 ? 422 : 200),
      children: (
        <ApplyPage
          v={v}
          today={today}
          errors={errors}
          found={list}
          looked={x.looked ?? false}
          lostFile={x.lostFile ?? ''}
          kinds={APPLICANTS.map((k) => ({ value: k, text: k === 'naturalPerson' ? '个人' : APPLICANT_NAMES[k] }))}
          ways={GIVEN}
          units={units}
          promise={promiseOf(today, run.clock, c.system.calendar, period)}
          period={period}
          find={find}
          phone={site.phone}
          most={{ words: MOST_WORDS, fileMb: FILE_MB, keepDays: DRAFT_DAYS }}
        />
      ),
    }),
  );
}

const EMPTY: Typed = {
  words: '',
  unit: '',
  kind: 'naturalPerson',
  name: '',
  idNo: '',
  phone: '',
  email: '',
  address: '',
  way: 'net',
  help: false,
  once: '',
};

/** `/foi/apply`, `/foi/apply?q=高标准农田&unit=nongye`. */
export const applyForm = (c: Req): Promise<Answer> =>
  formPage(c, {
    ...EMPTY,
    words: (c.query.get('q') ?? '').slice(0, MOST_WORDS),
    unit: (c.query.get('unit') ?? '').slice(0, 60),
    once: newToken(),
  });

function typedIn(c: Req): Typed {
  const t = (name: string): string => c.form.text(name).replace(/\r\n/g, '\n');
  return {
    words: t('words'),
    unit: t('unit'),
    kind: t('kind') || 'naturalPerson',
    name: t('name'),
    idNo: t('idNo'),
    phone: t('phone'),
    email: t('email'),
    address: t('address'),
    way: t('way'),
    help: t('help') === '1',
    once: /^[\w-]{43}$/.test(t('once')) ? t('once') : newToken(),
  };
}

/** Without script: the same form again, with what is public already under the first answer. */
export const lookFirst = (c: Req): Promise<Answer> =>
  formPage(c, typedIn(c), { looked: true, lostFile: c.form.file('proof')?.name ?? '' });

/** The same for the script, while somebody types. */
export async function similar(c: Req): Promise<Answer> {
  const list = await found(c, c.query.get('q') ?? '');
  return unkept(text(fragment(<AlreadyPublic found={list} looked={false} />), 'text/html; charset=utf-8'));
}

/** The scan was too much: the form as it was typed, and the limit. */
export const applyTooLarge = (c: Req): Promise<Answer> =>
  formPage(c, typedIn(c), {
    refusals: [{ code: 'file_too_large', basis: CONTENT, detail: { mb: FILE_MB } }],
    status: 413,
  });

export async function takeApplication(c: Req): Promise<Answer> {
  const v = typedIn(c);
  const given = GIVEN.find((g) => g.value === v.way);
  const proof = c.form.file('proof');
  const input = {
    secret: v.once,
    unitId: v.unit || null,
    applicantKind: v.kind,
    name: v.name,
    idKind: idKindOf(v.kind, v.idNo),
    idNumber: v.idNo,
    phone: v.phone,
    email: v.email,
    address: v.address,
    agent: null,
    description: v.words,
    wantedForm: given?.form ?? '',
    wantedWay: given?.way ?? '',
    helpWanted: v.help,
    proof: proof ? { name: proof.name, bytes: proof.bytes } : null,
  };
  const lost = { lostFile: proof?.name ?? '' };
  const own = slips(v);
  if (own.length > 0) {
    // Slips of the pen and what the law asks for are said together.
    const law = mayApply(input, {
      unitKnown: true,
      idFits: idFits(input.idKind, v.idNo, c.system.clock.today()),
      agentIdFits: true,
      hasProof: proof !== undefined,
      badFile: (await inspectProof(input.proof)).badFile,
    });
    return formPage(c, v, { refusals: [...(law.ok ? [] : law.refusals), ...own], ...lost });
  }
  const out = await apply(c.system, PUBLIC, input, c.requestId);
  if (!out.ok) return formPage(c, v, { refusals: out.refusals, ...lost });
  const r = await requestById(c.system.db, out.value.id);
  return receipt(c, { ...out.value, v, unitId: r?.unitId ?? '' });
}

type Taken = { v: Typed; no: string; password: string; applicationId: string; again: boolean; unitId: string };

/** The answer to the form itself and no page of its own: the password is shown here and never again. */
async function receipt(c: Req, t: Taken): Promise<Answer> {
  const now = c.system.clock.now();
  const today = c.system.clock.today();
  const [site, units, token] = await Promise.all([
    siteInfo(c.system.readDb),
    unitTree(c.system.readDb),
    beginVisit(c.system, receipted, t.applicationId),
  ]);
  const unit = units.find((u) => u.id === t.unitId);
  const at = clockTime(now);
  const answer = await portalShell(c, {
    title: '申请收到了',
    current: 'hdjl',
    breadcrumbs: [...CRUMBS, { text: '接收回执' }],
    meta: { noindex: true },
    children: (
      <div data-draft-done>
        <ReceiptPage
          no={t.no}
          password={t.password}
          words={t.v.words.trim()}
          unit={[unit?.name, unit?.phone].filter(Boolean).join('，')}
          due="和您确认收到以后，从第二天起算。最晚哪天答复，确认后写在“查进度”里。"
          at={`${sayNear(dayIn(now), today)} ${at}`}
          channel="网上提交"
          way={GIVEN.find((g) => g.value === t.v.way)?.text ?? ''}
          kind={t.v.name.trim()}
          queryAt={`${c.origin}/foi/status`}
          phone={site.phone}
          site={site.name}
          again={t.again}
        />
      </div>
    ),
  });
  return { ...unkept(answer), cookies: [visitCookie(receipted, token)] };
}

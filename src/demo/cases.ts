import { type Day, daysBetween } from '../lib/day.ts';
import { APPLICANTS } from '../lib/report-cells.ts';
import { REPORT_TEXTS } from './content/annual-reports-texts.ts';
import { SUBJECTS, WORDS } from './content/case-subjects.ts';
import { addDays, addWorkdays, type Ctx, monthDay, workdayAfter, workdayBefore, yearOf } from './context.ts';
import { type Rng, rngFor } from './rng.ts';
import type { DemoCase, DemoCaseEnd, DemoDispute } from './types.ts';

/** Kinds of decision of an ordinary district; repeated ones are likelier. Keys of `law/foi.json`. */
const LIKELY = [
  ...['granted', 'granted', 'granted', 'granted', 'alreadyPublic', 'alreadyPublic', 'partial', 'partial'],
  ...[
    'denied.thirdParty',
    'denied.processInfo',
    'unable.notHeld',
    'unable.notHeld',
    'unable.notHeld',
    'unable.needCreate',
  ],
  ...['unable.stillUnclear', 'notProcessed.petition', 'overdueCorrection', 'withdrawn'],
];
/** Units with files of enforcement and with registers that have rules of their own. */
const OWN_KINDS: Readonly<Record<string, string>> = {
  shichang: 'denied.enforcementFile',
  zhifa: 'denied.enforcementFile',
  huanbao: 'denied.enforcementFile',
  gongan: 'denied.enforcementFile',
  ziran: 'denied.queryMatter',
};
const CHANNELS: readonly DemoCase['channel'][] = ['net', 'net', 'net', 'counter', 'counter', 'post-signed', 'email'];

/** The year that the newest reports are about: the last one for which the government's own was due on 20 March. */
export const reportYear = (c: Ctx): number => yearOf(c.season(3, 20)) - 1;

/** Days of the year that are working days, from `from` on, as a share between 0 and 1 picks them. */
const dayOf = (year: number, share: number): Day =>
  workdayAfter(
    addDays(monthDay(year, 1, 4), Math.floor(share * daysBetween(monthDay(year, 1, 4), monthDay(year, 12, 30)))),
  );

/** When and how a case goes on after receipt; always within the period of the law. */
function lifeOf(
  rng: Rng,
  key: string,
  r: Day,
  pages: number,
): Omit<DemoCase, 'unitId' | 'kind' | 'channel' | 'subject' | 'wanted' | 'arrivedOn'> {
  const out: Partial<DemoCase> = {};
  const unclear = key === 'unable.stillUnclear' || key === 'overdueCorrection' || rng.int(1, 9) === 1;
  let start = r;
  if (unclear) {
    const askedOn = addWorkdays(r, rng.int(1, 5));
    const by = addWorkdays(askedOn, 15);
    const correctedOn = key === 'overdueCorrection' ? null : addWorkdays(askedOn, rng.int(2, 9));
    out.correction = { askedOn, by, point: '请写明是哪一年、哪个项目的材料。', correctedOn };
    if (correctedOn === null) return ended(rng, { ...out, receivedOn: r, registeredOn: null }, key, addWorkdays(by, 1));
    start = correctedOn;
  }
  const registeredOn = addWorkdays(start, rng.int(0, 2));
  const base = { ...out, receivedOn: r, registeredOn };
  if (key === 'denied.thirdParty') {
    const sentOn = addWorkdays(start, rng.int(3, 5));
    const receivedOn = addWorkdays(sentOn, 2);
    const opinionOn = addWorkdays(receivedOn, rng.int(3, 9));
    const party = { name: '某生产企业', about: '材料中的单价和工艺', sentOn, receivedOn, opinionOn };
    return ended(rng, { ...base, party }, key, addWorkdays(opinionOn, rng.int(2, 10)));
  }
  if (pages > 0) {
    const notifiedOn = addWorkdays(start, 6);
    const paidOn = addWorkdays(notifiedOn, 5);
    return ended(rng, { ...base, fee: { pages, notifiedOn, paidOn } }, key, addWorkdays(paidOn, 7));
  }
  if (key !== 'withdrawn' && rng.int(1, 8) === 1) {
    const on = addWorkdays(start, rng.int(14, 18));
    const days = rng.pick([10, 15, 20]);
    const extension = {
      draftedOn: workdayBefore(addDays(on, -1)),
      on,
      days,
      why: '材料分散在几个科室，需要逐份核对。',
    };
    return ended(rng, { ...base, extension }, key, addWorkdays(start, 20 + rng.int(1, 9)));
  }
  return ended(rng, base, key, addWorkdays(start, key === 'withdrawn' ? rng.int(3, 6) : rng.int(4, 17)));
}

function ended(
  rng: Rng,
  c: Pick<DemoCase, 'receivedOn' | 'registeredOn'> & Partial<DemoCase>,
  key: string,
  on: Day,
): Omit<DemoCase, 'unitId' | 'kind' | 'channel' | 'subject' | 'wanted' | 'arrivedOn'> {
  const { reasons, whereabouts } = rng.pick(WORDS[key] ?? [{ reasons: '', whereabouts: '' }]);
  const gives = key === 'granted' || key === 'partial';
  const grounds =
    key !== 'partial' ? [] : [reasons.includes('过程性') ? 'denied.processInfo' : 'denied.internalAffairs'];
  const end: DemoCaseEnd = {
    key,
    on,
    grounds,
    reasons,
    whereabouts,
    secrecy: gives ? '经审查，不涉及国家秘密' : '',
    supply: gives ? '按申请的形式提供' : '',
  };
  const answered = key !== 'overdueCorrection' && key !== 'withdrawn';
  const deliveredOn = answered ? addWorkdays(on, rng.int(0, 2)) : null;
  return {
    ...c,
    end,
    deliveredOn,
    archivedOn: addWorkdays(deliveredOn ?? on, rng.int(6, 20)),
    disputes: [],
    rating: answered && rng.int(1, 4) === 1 ? rng.pick(['clear', 'clear', 'partly', 'unclear'] as const) : null,
  };
}

/** Reviews and suits: a review against each fourth refusal, a suit after some of them, a direct suit against some 无法提供. */
function dispute(cases: readonly DemoCase[]): DemoCase[] {
  let refused = 0;
  let unable = 0;
  return cases.map((c) => {
    const { key, on } = c.end;
    const delivered = c.deliveredOn ?? on;
    if (key.startsWith('denied.') && key !== 'denied.queryMatter') {
      refused += 1;
      if (refused % 4 !== 1) return c;
      const openedOn = workdayAfter(addDays(delivered, 30));
      const closedOn = workdayAfter(addDays(openedOn, 28));
      const outcome = (['upheld', 'corrected', 'otherOutcome'] as const)[Math.floor(refused / 4) % 3] ?? 'upheld';
      const review = { block: 'review' as const, openedOn, closedOn, outcome, body: '明河区人民政府' };
      const suitOn = workdayAfter(addDays(closedOn, 12));
      const suit = {
        block: 'litigationAfterReview' as const,
        openedOn: suitOn,
        closedOn: workdayAfter(addDays(suitOn, 110)),
        outcome: 'upheld' as const,
        body: '明河区人民法院',
      };
      return { ...c, disputes: outcome === 'upheld' ? [review, suit] : [review] };
    }
    if (key.startsWith('unable.')) {
      unable += 1;
      if (unable % 12 !== 1) return c;
      const openedOn = workdayAfter(addDays(delivered, 75));
      const closedOn = workdayAfter(addDays(openedOn, 120));
      return {
        ...c,
        disputes: [
          {
            block: 'litigationDirect' as const,
            openedOn,
            closedOn,
            outcome: 'upheld' as const,
            body: '明河区人民法院',
          },
        ],
      };
    }
    return c;
  });
}

/** How many requests a unit gets in a year, by kind of applicant. */
function volume(rng: Rng, people: number, companies: number): number[] {
  const few = people > 10 ? rng.int(0, 2) : 0;
  return [
    people,
    companies,
    rng.int(0, 9) === 0 ? 1 : 0,
    people > 4 ? rng.int(0, 1) : 0,
    few,
    rng.int(0, 11) === 0 ? 1 : 0,
  ];
}

/**
 * Every case that is over: two full years, and this year's as far as they are settled. Oldest arrival first. What is open
 * now is not here: those are brought to where they stand by the acts of people.
 */
export function demoCases(c: Ctx): readonly DemoCase[] {
  const known = made.get(c);
  if (known) return known;
  const cases = makeCases(c);
  made.set(c, cases);
  return cases;
}
/** The reports count them and the register lists them: made once a district. */
const made = new WeakMap<Ctx, readonly DemoCase[]>();

function makeCases(c: Ctx): DemoCase[] {
  const last = reportYear(c);
  const all: DemoCase[] = [];
  for (const year of [last - 1, last, last + 1]) {
    for (const t of REPORT_TEXTS) {
      const texts = SUBJECTS[t.unit] ?? [];
      // The running year goes on as the last one did.
      if (t.unit === 'minghe' || t.back !== (year === last - 1 ? 1 : 0) || texts.length === 0) continue;
      const rng = rngFor(c.seed, `cases:${t.unit}:${year}`);
      let n = rng.int(0, texts.length - 1);
      let paid = t.unit !== 'zhengfuban' || year !== last;
      volume(rng, t.people, t.companies).forEach((count, column) => {
        for (let i = 0; i < count; i += 1) {
          const own = OWN_KINDS[t.unit];
          const drawn = rng.pick(own ? [...LIKELY, own, own] : LIKELY);
          const receivedOn = dayOf(year, rng.int(0, 999) / 1000);
          // Pages cost from the thirty-first on: 36 of them are 60 yuan.
          const pages = !paid && drawn === 'granted' && receivedOn < monthDay(year, 10, 1) ? 36 : 0;
          paid ||= pages > 0;
          const channel = rng.pick(CHANNELS);
          const subject = (texts[n % texts.length] ?? '').replaceAll('▢', String(year - 1));
          n += 1;
          all.push({
            unitId: t.unit,
            kind: APPLICANTS[column] ?? 'otherOrg',
            channel,
            arrivedOn:
              channel === 'net' || channel === 'email'
                ? workdayBefore(addDays(receivedOn, -rng.int(0, 1)))
                : receivedOn,
            subject,
            wanted: `${subject}。`,
            ...lifeOf(rng, drawn, receivedOn, pages),
          });
        }
      });
    }
  }
  // What came in since is open, or was settled by people of the demonstration: see `app/demo-foi-open.ts`.
  const since = c.recent(26);
  const closed = all.filter((x) =>
    yearOf(x.receivedOn) <= last
      ? x.end.on <= c.today
      : x.arrivedOn < since && x.archivedOn !== null && x.archivedOn < c.today,
  );
  const inOrder = closed.sort((a, b) => (a.arrivedOn < b.arrivedOn ? -1 : a.arrivedOn > b.arrivedOn ? 1 : 0));
  return dispute(inOrder).map((x) => ({ ...x, disputes: soFar(x.disputes, c.today) }));
}

/** Disputes as they stand today. */
const soFar = (all: readonly DemoDispute[], today: Day): DemoDispute[] =>
  all
    .filter((d) => d.openedOn <= today)
    .map((d) => (d.closedOn !== null && d.closedOn <= today ? d : { ...d, closedOn: null, outcome: 'pending' }));

import { yearOf } from '../../lib/day.ts';
import type { Tx } from '../../platform/db/connection.ts';
import type { System } from '../../platform/system.ts';
import { keyed, seal, unitsById } from '../org/index.ts';
import { markOf } from './actions/receive.ts';
import { letterLaw } from './letters/law.ts';
import { toApplicant } from './letters/rules/law.ts';
import { gramsOf } from './portal/rules/frequent.ts';
import { keeping } from './rules/keeping.ts';
import { sayNumber } from './rules/number.ts';
import type { Lived, SeedCase } from './seed-case.ts';
import { live } from './seed-history.ts';
import * as bulk from './store/bulk.ts';
import * as store from './store/index.ts';

export type { SeedCase } from './seed-case.ts';

export type SeedOptions = {
  /** Letters are composed and numbered; their files are drawn when somebody first opens them. */
  letters: boolean;
  /** Who asked is sealed away, as always. Without: as after the days of keeping. */
  identities: boolean;
};

/**
 * Cases that came, went and were decided before this database was there: the rows that the acts would have written on those
 * days, by the same rules, in a few statements. No password opens them: nobody was told one. Only for a new database
 * and for measuring; what is given is believed. Oldest arrival first.
 */
export async function seedCases(tx: Tx, system: System, cases: readonly SeedCase[], o: SeedOptions): Promise<number> {
  const units = await unitsById(tx);
  const setting = await store.settingOf(tx);
  const { dataDir } = system.config;
  const numbers = await numbersFor(tx, cases);
  // Side by side: each looks up the site's key.
  const sealed = await Promise.all(cases.map((c) => (o.identities ? sealWho(dataDir, c.who) : NOBODY)));
  const lived: Lived[] = [];
  for (const [i, c] of cases.entries()) {
    const year = yearOf(c.arrivedOn);
    const n = numbers.get(year) ?? 1;
    numbers.set(year, n + 1);
    lived.push(
      await live(c, sayNumber(year, n), sealed[i]?.applicant ?? null, {
        setting,
        calendar: system.calendar,
        unit: units.get(c.unitId),
        sealParty: (name) => seal(dataDir, name),
        letters: o.letters,
      }),
    );
  }
  await numberLetters(tx, lived, (id) => units.get(id)?.codeLetters[0] ?? units.get(id)?.shortName ?? id);
  const applications = lived.map((x, i): bulk.SealedApplication => {
    const expiresOn = keeping([{ ...x.r, disputes: x.disputes }], setting.keepIdentityDays).until;
    return { ...x.a, password: null, identity: sealed[i]?.identity ?? null, expiresOn };
  });
  await bulk.insertApplications(tx, applications);
  await bulk.insertRequests(
    tx,
    lived.map((x) => x.r),
  );
  await bulk.insertEvents(
    tx,
    lived.flatMap((x) => x.events.map((e) => ({ ...e, requestId: x.r.id }))),
  );
  await bulk.insertParties(
    tx,
    lived.flatMap((x) => x.parties),
  );
  await bulk.insertFees(
    tx,
    lived.flatMap((x) => x.fee ?? []),
  );
  await bulk.insertDisputes(
    tx,
    lived.flatMap((x) => x.disputes),
  );
  await bulk.insertLetters(
    tx,
    lived.flatMap((x) => x.letters),
  );
  // As the nightly comparison leaves them: looked at, and different matters.
  await bulk.insertLikeness(
    tx,
    lived.filter((x) => x.r.receivedOn !== null).map((x) => ({ id: x.r.id, grams: gramsOf(x.r.wanted) })),
  );
  return lived.length;
}

type Sealed = { applicant: Buffer | null; identity: Buffer | null };
const NOBODY: Sealed = { applicant: null, identity: null };
async function sealWho(dataDir: string, who: SeedCase['who']): Promise<Sealed> {
  const mark = markOf(who);
  const [applicant, identity] = await Promise.all([
    mark === null ? null : keyed(dataDir, mark),
    seal(dataDir, JSON.stringify(who)),
  ]);
  return { applicant, identity };
}

/** The next number of each year. */
async function numbersFor(tx: Tx, cases: readonly SeedCase[]): Promise<Map<number, number>> {
  const out = new Map<number, number>();
  for (const year of new Set(cases.map((c) => yearOf(c.arrivedOn))))
    out.set(
      year,
      await bulk.takeNumbers(tx, 'application', year, cases.filter((c) => yearOf(c.arrivedOn) === year).length),
    );
  return out;
}

/** Numbers letters by unit and year in the order of days, and says the number in the history of the case. */
async function numberLetters(tx: Tx, lived: readonly Lived[], code: (unitId: string) => string): Promise<void> {
  const groups = new Map<
    string,
    { unitId: string; year: number; all: { of: Lived; letter: Lived['letters'][number] }[] }
  >();
  for (const of of lived)
    for (const letter of of.letters) {
      const year = yearOf(letter.issuedOn ?? of.a.arrivedOn);
      const key = `${of.r.unitId} ${year}`;
      const group = groups.get(key) ?? { unitId: of.r.unitId, year, all: [] };
      group.all.push({ of, letter });
      groups.set(key, group);
    }
  for (const { unitId, year, all } of groups.values()) {
    let n = await bulk.takeNumbers(tx, `letter:${unitId}`, year, all.length);
    for (const { of, letter } of all.sort((x, y) => x.letter.at.getTime() - y.letter.at.getTime())) {
      letter.no = `${code(unitId)}公开〔${year}〕${n}号`;
      n += 1;
      const told = of.events.find((e) => e.what === 'letterIssued' && e.detail.letter === letter.id);
      // A letter to somebody else is no business of the applicant's.
      if (told) told.note = toApplicant(letterLaw, letter.kind) ? `${letter.title}，${letter.no}` : '';
    }
  }
}

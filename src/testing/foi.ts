import { day } from '../lib/day.ts';
import * as acts from '../modules/foi/index.ts';
import { foi } from '../modules/foi/index.ts';
import { org } from '../modules/org/index.ts';
import { publication } from '../modules/publication/index.ts';
import { sites } from '../modules/sites/index.ts';
import { translog } from '../modules/translog/index.ts';
import { one, sql } from '../platform/db/connection.ts';
import { PUBLIC } from '../platform/permission.ts';
import { allowed, seedUnits, staff } from './editorial.ts';
import { type World, type WorldOptions, world } from './world.ts';

/** The small district of `testing/editorial.ts` with requests for information; 2026-03-02, a Monday, unless told. */
export async function foiWorld(o: Partial<WorldOptions> = {}): Promise<World> {
  const w = await world({ modules: [org, translog, publication, sites, foi], at: '2026-03-02T09:30:00+08:00', ...o });
  await seedUnits(w);
  return w;
}

/** An identity number of the fictional division 999901 that its own arithmetic accepts. */
export const IDENTITY = '999901198001010016';
/** A telephone of nobody. */
export const PHONE = '13900000017';

type Applied = Parameters<typeof acts.apply>[2];
let sent = 0;
/** Everything the form asks for, by one invented person; each call is another sending unless `secret` says otherwise. */
export const application = (over: Partial<Applied> = {}): Applied => ({
  secret: `form-${++sent}`,
  unitId: 'minzheng',
  applicantKind: 'naturalPerson',
  name: '柳芽青',
  idKind: '居民身份证',
  idNumber: IDENTITY,
  phone: PHONE,
  email: '',
  address: '',
  agent: null,
  description: '青溪乡小河湾村2025年高标准农田建设项目的验收报告',
  wantedForm: 'electronic',
  wantedWay: 'net',
  helpWanted: false,
  proof: null,
  ...over,
});

type Stage =
  | 'awaitingConfirmation'
  | 'received'
  | 'correctionPending'
  | 'processing'
  | 'consulting'
  | 'feePending'
  | 'decided'
  | 'delivered'
  | 'archived'
  | 'abandonedCorrection'
  | 'abandonedFee'
  | 'withdrawn';

export const versionOf = async (w: World, id: string): Promise<{ id: string; version: number }> => ({
  id,
  version: (await one<{ version: number }>(w.system.db, sql`select version from foi.request where id = ${id}`)).version,
});

export const GRANTED = {
  key: 'granted',
  grounds: [] as string[],
  reasons: '',
  whereabouts: '',
  secrecy: '办公室审查，不涉密',
  supply: '在本网站下载',
  override: '',
};

/** A clerk's day: each step is the act itself, today. */
export function desk(w: World) {
  const at = (id: string) => versionOf(w, id);
  const on = (date: string, time = '09:30'): void => w.clock.set(`${date}T${time}:00+08:00`);
  const clerk = staff.clerk;
  const steps = {
    apply: async (over: Partial<Applied> = {}) => allowed(await acts.apply(w.system, PUBLIC, application(over))),
    confirm: async (id: string) =>
      allowed(await acts.confirm(w.system, clerk, { ...(await at(id)), on: w.clock.today(), how: '电话确认' })),
    register: async (id: string, subject = '高标准农田建设项目的验收报告') =>
      allowed(await acts.register(w.system, clerk, { ...(await at(id)), subject })),
    askCorrection: async (id: string, by: string) =>
      allowed(
        await acts.requestCorrection(w.system, clerk, { ...(await at(id)), points: ['写明是哪个村'], by: day(by) }),
      ),
    correct: async (id: string) =>
      allowed(
        await acts.takeCorrection(w.system, clerk, {
          ...(await at(id)),
          on: w.clock.today(),
          words: '小河湾村',
          lateReason: '',
        }),
      ),
    consult: async (id: string, kind: 'third' | 'coproducer' = 'third') =>
      allowed(
        await acts.consult(w.system, clerk, { ...(await at(id)), kind, name: '某建设公司', about: '报告第4页的单价' }),
      ).partyId,
    gotLetter: async (id: string, partyId: string) =>
      allowed(await acts.recordReceived(w.system, clerk, { ...(await at(id)), partyId, on: w.clock.today() })),
    opinion: async (id: string, partyId: string, opinion: 'agree' | 'object', reasons = '') =>
      allowed(
        await acts.recordOpinion(w.system, clerk, {
          ...(await at(id)),
          partyId,
          on: w.clock.today(),
          opinion,
          reasons,
        }),
      ),
    fee: async (id: string, pages = 44) =>
      allowed(await acts.feeNotice(w.system, clerk, { ...(await at(id)), tariff: 'pages', pages })),
    pay: async (id: string) =>
      allowed(
        await acts.recordPayment(w.system, clerk, { ...(await at(id)), on: w.clock.today(), receiptNo: '99990001' }),
      ),
    propose: async (id: string, draft: Partial<typeof GRANTED> = {}) =>
      allowed(
        await acts.propose(w.system, clerk, { ...(await at(id)), draft: { ...GRANTED, ...draft }, keepLetter: false }),
      ),
    decide: async (id: string) => allowed(await acts.decide(w.system, staff.approver, await at(id))),
    deliver: async (id: string) =>
      allowed(
        await acts.deliver(w.system, clerk, { ...(await at(id)), on: w.clock.today(), how: '网站', proof: '下载记录' }),
      ),
    archive: async (id: string) => allowed(await acts.archive(w.system, clerk, await at(id))),
    withdraw: async (id: string) =>
      allowed(await acts.withdraw(w.system, clerk, { ...(await at(id)), on: w.clock.today(), how: '书面撤回' })),
  };

  /** A case that was handed in at the window on a day; the clock stands at half past nine of it afterwards. */
  const handedIn = async (
    date: string,
    over: Partial<Parameters<typeof acts.recordApplication>[2]> = {},
  ): Promise<string> => {
    on(date);
    const entered = { ...application(), channel: 'counter', arrivedOn: day(date), submittedOn: null } as const;
    const kept = { filledByOffice: false, helpOffered: '' };
    return allowed(await acts.recordApplication(w.system, clerk, { ...entered, ...kept, ...over })).id;
  };

  /** A case in processing today. */
  const opened = async (over: Partial<Applied> = {}): Promise<string> => {
    const { id } = await steps.apply(over);
    await steps.confirm(id);
    await steps.register(id);
    return id;
  };
  const answered = async (draft: Partial<typeof GRANTED> = {}, over: Partial<Applied> = {}): Promise<string> => {
    const id = await opened(over);
    await steps.propose(id, draft);
    await steps.decide(id);
    return id;
  };

  /** A fresh case brought to a state by the acts that lead there; the clock stands where it stood. */
  async function caseIn(state: Stage): Promise<string> {
    const back = w.clock.now().toISOString();
    const later = (iso: string): void => w.clock.set(iso);
    try {
      if (state === 'awaitingConfirmation') return (await steps.apply()).id;
      if (state === 'decided') return await answered();
      const { id } = await steps.apply();
      if (state === 'withdrawn') return (await steps.withdraw(id), id);
      await steps.confirm(id);
      if (state === 'received') return id;
      if (state === 'correctionPending' || state === 'abandonedCorrection') {
        await steps.askCorrection(id, '2026-03-20');
        if (state === 'correctionPending') return id;
        later('2026-03-23T09:00:00+08:00');
        allowed(await acts.closeUncorrected(w.system, clerk, await at(id)));
        return id;
      }
      await steps.register(id);
      if (state === 'processing') return id;
      if (state === 'consulting') return (await steps.consult(id), id);
      if (state === 'feePending' || state === 'abandonedFee') {
        await steps.fee(id);
        if (state === 'feePending') return id;
        later('2026-06-01T09:00:00+08:00');
        allowed(await acts.closeUnpaid(w.system, clerk, await at(id)));
        return id;
      }
      await steps.propose(id);
      await steps.decide(id);
      await steps.deliver(id);
      if (state === 'archived') await steps.archive(id);
      return id;
    } finally {
      w.clock.set(back);
    }
  }
  return { ...steps, on, handedIn, opened, answered, caseIn, at };
}

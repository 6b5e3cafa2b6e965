/** The requests that are open in the demonstration, each by the acts of its people on the days they did them. */
import { addDays, type Day } from '../lib/day.ts';
import type { Ruling } from '../lib/ruling.ts';
import { addWorkdays } from '../lib/workdays.ts';
import * as acts from '../modules/foi/index.ts';
import { pageWords, writePaper } from '../platform/documents/index.ts';
import { type Actor, PUBLIC } from '../platform/permission.ts';
import type { System } from '../platform/system.ts';
import { invented } from './demo-applicants.ts';

export type OpenedCase = { no: string; password: string };

const must = <T>(out: Ruling<T>, what: string): T => {
  if (!out.ok) throw new Error(`demonstration, ${what}: ${out.refusals.map((r) => r.code).join(', ')}`);
  return out.value;
};

type Draft = Parameters<typeof acts.propose>[2]['draft'];
const DRAFT: Draft = {
  key: 'granted',
  grounds: [],
  reasons: '',
  whereabouts: '',
  secrecy: '经审查，不涉及国家秘密',
  supply: '在本网站下载',
  override: '',
};

/** A unit's people and days: each step is the act itself, done on a day of the past. */
function deskOf(system: System, today: Day, who: ReadonlyMap<string, Actor>, unitId: string) {
  const person = (role: string): Actor => {
    const found = who.get(`${unitId}-${role}`);
    if (!found) throw new Error(`demonstration: nobody is ${unitId}-${role}`);
    return found;
  };
  const [clerk, approver] = [person('clerk'), person('approver')];
  /** The `n`-th working day before today. */
  const back = (n: number): Day => {
    let at = today;
    for (let left = n; left > 0 || !system.calendar.isWorkday(at); ) {
      at = addDays(at, -1);
      if (left > 0 && system.calendar.isWorkday(at)) left -= 1;
    }
    return at;
  };
  let minute = 0;
  /** The system as it was on a working day of the past, never later than now. */
  const on = (n: number): System => {
    minute += 1;
    const day = back(n);
    const then = new Date(
      Math.min(Date.parse(`${day}T09:00:00+08:00`) + minute * 60_000, system.clock.now().getTime()),
    );
    return { ...system, clock: { now: () => then, today: () => day } };
  };
  const at = async (id: string) => ({
    id,
    version: (await acts.caseSnapshot(system, system.db, id, { names: false })).case.version,
  });
  return {
    back,
    on,
    at,
    clerk,
    approver,
    apply: async (n: number, applicant: number, description: string) =>
      must(
        await acts.apply(on(n), PUBLIC, {
          secret: `demonstration ${unitId} ${applicant} ${system.clock.now().toISOString()}`,
          unitId,
          applicantKind: 'naturalPerson',
          ...invented('naturalPerson', 9000 + applicant),
          description,
          wantedForm: 'electronic',
          wantedWay: 'net',
          helpWanted: false,
          proof: null,
        }),
        description,
      ),
    confirm: async (id: string, n: number) =>
      must(await acts.confirm(on(n), clerk, { ...(await at(id)), on: back(n), how: '电话确认' }), 'confirm'),
    register: async (id: string, n: number, subject: string) =>
      must(await acts.register(on(n), clerk, { ...(await at(id)), subject }), 'register'),
    propose: async (id: string, n: number, draft: Partial<Draft>) =>
      must(
        await acts.propose(on(n), clerk, { ...(await at(id)), draft: { ...DRAFT, ...draft }, keepLetter: false }),
        'propose',
      ),
    decide: async (id: string, n: number) => must(await acts.decide(on(n), approver, await at(id)), 'decide'),
    deliver: async (id: string, n: number) =>
      must(
        await acts.deliver(on(n), clerk, { ...(await at(id)), on: back(n), how: '在网站送达', proof: '系统下载记录' }),
        'deliver',
      ),
  };
}
type Desk = ReturnType<typeof deskOf>;

/** Applied, confirmed and registered. */
async function begun(d: Desk, n: number, applicant: number, subject: string, words = `${subject}。`) {
  const made = await d.apply(n, applicant, words);
  await d.confirm(made.id, n);
  await d.register(made.id, Math.max(0, n - 2), subject);
  return made;
}

/** As in the design: five days used, nine of waiting for the builder's opinion, today is the twelfth. */
async function consulted(d: Desk): Promise<OpenedCase> {
  const { id, no, password } = await begun(d, 21, 1, '青溪乡小河湾村2025年高标准农田建设项目的验收报告');
  const { partyId } = must(
    await acts.consult(d.on(16), d.clerk, {
      ...(await d.at(id)),
      kind: 'third',
      name: '某农田建设公司',
      about: '报告附表里的单价',
    }),
    'consult',
  );
  must(await acts.recordReceived(d.on(14), d.clerk, { ...(await d.at(id)), partyId, on: d.back(14) }), 'received');
  must(
    await acts.recordOpinion(d.on(7), d.clerk, {
      ...(await d.at(id)),
      partyId,
      on: d.back(7),
      opinion: 'object',
      reasons: '附表里的单价是投标时的报价，公开会让同行知道成本。',
    }),
    'opinion',
  );
  return { no, password };
}

async function corrections(d: Desk, calendar: System['calendar']): Promise<void> {
  const { id } = await d.apply(6, 2, '救助的文件都要一份。');
  await d.confirm(id, 6);
  must(
    await acts.requestCorrection(d.on(3), d.clerk, {
      ...(await d.at(id)),
      points: ['请写明要哪一年的文件。', '请写明是临时救助还是低保。'],
      by: addWorkdays(d.back(3), 15, calendar),
    }),
    'correction',
  );
}

async function fees(d: Desk): Promise<void> {
  const { id } = await begun(d, 12, 3, '2023年至2025年区政府公务接待费的原始凭证');
  must(await acts.feeNotice(d.on(5), d.clerk, { ...(await d.at(id)), tariff: 'pages', pages: 72 }), 'fee');
}

async function extended(d: Desk): Promise<void> {
  const { id } = await begun(d, 24, 4, '2025年乡镇综合文化站维修经费的拨付凭证');
  const why = '凭证分散在八个乡镇，要逐份调取。';
  must(await acts.draftExtension(d.on(8), d.clerk, { ...(await d.at(id)), days: 15, why }), 'extension drafted');
  must(await acts.approveExtension(d.on(7), d.approver, await d.at(id)), 'extension');
}

async function refused(d: Desk): Promise<void> {
  const { id } = await begun(d, 15, 5, '养老服务补贴标准调整的内部讨论记录');
  await d.propose(id, 5, {
    key: 'denied.processInfo',
    reasons: '所申请的是讨论记录，补贴标准还没有定，公开会妨碍各方充分发表意见。',
    secrecy: '',
    supply: '',
  });
  await d.decide(id, 4);
  await d.deliver(id, 3);
}

/** A box around the words of the first page that hold something, wherever the layout has put them. */
async function around(
  bytes: Uint8Array,
  what: RegExp,
): Promise<{ x: number; y: number; width: number; height: number }> {
  const read = await pageWords({ name: '校车线路和照管人员安排表.pdf', bytes: Buffer.from(bytes) });
  const found = read.ok ? read.words.filter((w) => w.page === 0 && what.test(w.text)) : [];
  if (found.length === 0) throw new Error('demonstration: nothing to cover');
  const [pad, low] = [0.005, (of: (w: (typeof found)[number]) => number) => Math.min(...found.map(of))];
  const [x, y] = [low((w) => w.x) - pad, low((w) => w.y) - pad];
  const [right, foot] = [-low((w) => -w.x - w.width) + pad, -low((w) => -w.y - w.height) + pad];
  return { x, y, width: right - x, height: foot - y };
}

/** A list of school buses with names and telephones in it: covered page by page, the rest goes out. */
async function partly(d: Desk): Promise<void> {
  const { id } = await begun(d, 11, 6, '2026年校车线路和照管人员安排表');
  const rows = ['一号线', '二号线', '三号线'].map((line, i) => [line, `${'白柳桑'[i]}某`, `0999-000000${i + 1}`]);
  const unit = '明河区教育局';
  const paper = await writePaper(
    {
      title: '校车线路和照管人员安排表',
      blocks: [
        {
          kind: 'paragraph',
          runs: [{ text: '每天早上六点五十发车，线路和站点如下。照管人员的联系方式仅供家长使用。' }],
        },
        {
          kind: 'table',
          widths: [4, 4, 6],
          head: [[{ text: '线路' }, { text: '照管人员' }, { text: '电话' }]],
          rows: rows.map((r) => r.map((text) => ({ text }))),
        },
      ],
      about: { unit, date: d.back(9) },
    },
    'pdf',
  );
  if (!paper.ok) throw new Error(`demonstration paper: ${paper.say}`);
  const file = await acts.preparePages(
    { name: '校车线路和照管人员安排表.pdf', bytes: Buffer.from(paper.bytes) },
    { unit, date: d.back(9) },
  );
  const then = d.on(6);
  const { redactionId } = must(await acts.beginRedaction(then, d.clerk, { id, file }), 'redaction');
  const bars = [{ ...(await around(paper.bytes, /某|0999/)), reason: 'denied.internalAffairs' }];
  const { version } = must(await acts.saveBars(then, d.clerk, { id, redactionId, version: 1, page: 0, bars }), 'bars');
  must(
    await acts.makeRedacted(then, d.clerk, {
      id,
      redactionId,
      version,
      left: { findings: [], cut: [], blind: [] },
      despite: '',
    }),
    'covered',
  );
  await acts.redactJob.run(then, { redactionId });
  await d.propose(id, 3, {
    key: 'partial',
    grounds: ['denied.internalAffairs'],
    reasons: '表里照管人员的姓名和电话是人事管理方面的内部事务信息，已经遮盖；线路、站点和时间全部提供。',
  });
  await d.decide(id, 2);
  await d.deliver(id, 2);
}

async function withdrawn(d: Desk): Promise<void> {
  const { id } = await begun(d, 9, 7, '2026年校服选用的招标结果');
  must(await acts.own.withdraw(d.on(6), PUBLIC, { id, why: '网上已经查到了' }), 'withdraw');
}

async function objected(d: Desk): Promise<void> {
  const { id } = await begun(d, 13, 8, '民办培训机构退费纠纷的处理办法');
  must(
    await acts.own.objectDate(d.on(1), PUBLIC, {
      id,
      day: d.back(8),
      words: '这一天我打电话问过，说档案室盘点不办公，为什么也算一天？',
    }),
    'objection',
  );
}

/** Three people ask for one thing in their own words; the next comparison offers to publish it. */
const asking = (d: Desk, n: number, applicant: number, words: string) =>
  begun(d, n, applicant, '2026年养老机构消防安全检查结果和整改情况', words);

/** Waits for the approver, in time. */
async function proposed(d: Desk): Promise<void> {
  const { id } = await begun(d, 16, 12, '2026年临时救助标准的测算依据');
  await d.propose(id, 1, {});
}

/** The open cases of the demonstration; returns the one whose password is told. Applications are numbered as they came. */
export async function openCases(system: System, today: Day, who: ReadonlyMap<string, Actor>): Promise<OpenedCase> {
  const at = (unitId: string): Desk => deskOf(system, today, who, unitId);
  const [minzheng, jiaoyu] = [at('minzheng'), at('jiaoyu')];
  await extended(at('caizheng'));
  // Nobody dealt with it further: three days late.
  await begun(at('baita'), 23, 13, '2025年白塔镇道路硬化工程的竣工图');
  const shown = await consulted(at('nongye'));
  await proposed(minzheng);
  await refused(minzheng);
  await objected(jiaoyu);
  await fees(at('zhengfuban'));
  await partly(jiaoyu);
  await asking(minzheng, 10, 9, '2026年全区养老机构消防安全检查结果和整改情况');
  await withdrawn(jiaoyu);
  await asking(minzheng, 8, 10, '全区养老机构2026年消防安全检查的结果、整改情况');
  await corrections(minzheng, system.calendar);
  await asking(minzheng, 4, 11, '2026年养老机构消防安全检查结果，哪些没有整改');
  // Came in today: both sides have not confirmed yet.
  await minzheng.apply(0, 14, '2026年第三季度城乡低保的审核人数和退出人数。');
  return shown;
}

import type { DemoDistrict } from '../demo/types.ts';
import { lookForFrequent, type SeedCase, saveSettings, seedCases, settingOf } from '../modules/foi/index.ts';
import { actorOf, people } from '../modules/org/index.ts';
import { transaction } from '../platform/db/connection.ts';
import type { Actor } from '../platform/permission.ts';
import type { System } from '../platform/system.ts';
import { invented } from './demo-applicants.ts';
import { type OpenedCase, openCases } from './demo-foi-open.ts';

/**
 * Requests for information: two years and more that are over, written at once, and those that are open, each brought to where
 * it stands by the acts of its people on their days. Returns the one whose password is told.
 */
export async function loadFoi(system: System, d: DemoDistrict): Promise<OpenedCase> {
  const who = await actors(system);
  const office = who.get('zhengfuban-office');
  if (!office) throw new Error('demonstration: no office');
  const setting = await settingOf(system.db);
  const set = await saveSettings(system, office, {
    ...setting,
    reviewBody: '明河区人民政府',
    court: '有管辖权的人民法院',
  });
  if (!set.ok) throw new Error(`demonstration settings: ${set.refusals.map((r) => r.code).join(', ')}`);
  const cases = d.cases.map((c, n) => seedCaseOf(d, c, n));
  await transaction(system.db, (tx) => seedCases(tx, system, cases, { letters: true, identities: true }));
  const shown = await openCases(system, d.today, who);
  // As every night: who asked for the same thing.
  await lookForFrequent(system);
  return shown;
}

/** A case of the demonstration with its people, who sign as roles; the `n`-th invented applicant asked. */
function seedCaseOf(d: DemoDistrict, c: DemoDistrict['cases'][number], n: number): SeedCase {
  const label = (d.units.find((u) => u.id === c.unitId)?.shortName ?? '').replace(/^区/, '');
  const { party, ...rest } = c;
  return {
    ...rest,
    clerk: `${label}·信息员`,
    approver: `${label}·签发`,
    who: invented(c.kind, n),
    form: 'electronic',
    way: c.channel === 'email' ? 'email' : 'net',
    ...(party ? { party: { ...party, opinion: 'object' as const } } : {}),
  };
}

async function actors(system: System): Promise<Map<string, Actor>> {
  const all = await people(system.db);
  const today = system.clock.today();
  return new Map(await Promise.all(all.map(async (p) => [p.id, await actorOf(system.db, p, today)] as const)));
}

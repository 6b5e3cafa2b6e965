import { dayIn } from '../../lib/day.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { erasureById, erasures, openWork } from '../publication/index.ts';
import { noticeOf } from './law.ts';
import { openMentions } from './mentions.ts';
import { whoLooks } from './places.ts';
import { sayScope } from './say.ts';
import { openNotices } from './store.ts';

const LIMIT = 200;

/** Requests that wait for the second person: today, since readers are kept out meanwhile, or worse, are not. */
export const waitingDuties: DutySource = async (db, at) =>
  (await erasures(db, { units: at.units, state: 'asked' }, LIMIT)).flatMap((e) =>
    // Either may decide, so both are told; who decides first ends it for the other.
    (['erasure:decide', 'erasure:oversee'] as const).map(
      (may): Duty => ({
        key: `erasure:${e.id}:${may.slice(8)}`,
        icon: 'shield',
        title: `定泄露处置：登记号${e.no}`,
        note: `${e.askedLabel}提出删${sayScope(e)}，${e.hides ? '读者现在看不到' : '读者现在还看得到'}`,
        unitId: e.unitId,
        may,
        due: dayIn(e.askedAt),
        why: '个人信息泄露的，应当立即采取补救措施（个人信息保护法第五十七条）。',
        act: { label: '去定', href: `/console/erasures/${e.id}` },
      }),
    ),
  );

/** Who is still to be told. */
export const noticeDuties: DutySource = async (db, at) => {
  const found: Duty[] = [];
  for (const n of await openNotices(db)) {
    const e = await erasureById(db, n.erasureId);
    const work = e && (await openWork(db, e.no, 'staff'));
    const rule = e && noticeOf(n.code, dayIn(e.decidedAt ?? e.askedAt));
    if (!e || !work || !rule) continue;
    const unitId = work.work.unitId;
    if (at.units !== 'all' && !at.units.includes(unitId)) continue;
    found.push({
      key: `erasure:${e.id}:${n.code}`,
      icon: 'mail',
      title: `告知${rule.who}：登记号${e.no}的泄露`,
      note: rule.what,
      unitId,
      may: 'erasure:decide',
      due: n.due,
      why: rule.basis,
      act: { label: '去办', href: `/console/erasures/${e.id}#notices` },
    });
  }
  return found;
};

/**
 * Names that the erased text shares with what people typed elsewhere: at each unit, those who may read a place look at it.
 */
export const mentionDuties: DutySource = async (db, at, system) => {
  const found = new Map<string, { erasureId: string; unitId: string | null; may: string; n: number }>();
  for (const m of await openMentions(system, db)) {
    const { unitId } = m.remark;
    const may = whoLooks(system.permissions, m.at, unitId);
    const key = [m.erasureId, unitId, may].join(' ');
    const known = found.get(key);
    if (known) known.n += 1;
    else found.set(key, { erasureId: m.erasureId, unitId, may, n: 1 });
  }
  const owed: Duty[] = [];
  for (const { erasureId, unitId: own, may, n } of found.values()) {
    const e = await erasureById(db, erasureId);
    const unitId = own ?? (e && (await openWork(db, e.no, 'staff')))?.work.unitId;
    if (!e || !unitId || (at.units !== 'all' && !at.units.includes(unitId))) continue;
    owed.push({
      key: `erasure:${e.id}:mentions:${may.slice(8)}:${own ?? ''}`,
      icon: 'search',
      title: `看一看别处写到的姓名和号码：登记号${e.no}的泄露`,
      note: `${n}处理由、经过或提问里写到，逐处定换掉还是留着`,
      unitId,
      may,
      due: dayIn(e.decidedAt ?? e.askedAt),
      why: '个人信息应当删除的，要删干净（个人信息保护法第四十七条）。',
      act: { label: '去看', href: `/console/erasures/${e.id}/mentions` },
    });
  }
  return owed;
};

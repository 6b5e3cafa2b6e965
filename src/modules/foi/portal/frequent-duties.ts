import { type Day, sayMonthDay } from '../../../lib/day.ts';
import type { Duty, DutySource } from '../../../platform/module.ts';
import * as store from './store/frequent.ts';

export const FREQUENT = '/console/foi-frequent';
const MOST = 200;

/** To say whether it is the same; then to publish it; and to look at whoever asks afterwards. 条例 says 及时 and names no day. */
export const frequentDuties: DutySource = async (db, at: { today: Day; units: 'all' | readonly string[] }) => {
  const [open, again] = await Promise.all([
    store.frequents(db, { units: at.units, states: ['offered', 'confirmed'] }, MOST),
    store.rejoined(db, at.units, MOST),
  ]);
  const fresh = await store.freshIn(
    db,
    [...open, ...again].map((f) => f.id),
  );
  return [...open, ...again].map((f): Duty => {
    const n = fresh.get(f.id) ?? 0;
    const at = {
      key: `foi:frequent:${f.id}:${f.state}`,
      icon: 'users' as const,
      unitId: f.unitId,
      may: 'foi:frequent',
    };
    const why = `${sayMonthDay(f.raisedOn)}发现。多个申请人要同一项信息、可以公开的，纳入主动公开（条例第四十四条）。`;
    const act = (label: string) => ({ label, href: `${FREQUENT}/${f.id}` });
    if (f.state === 'offered')
      return {
        ...at,
        title: `${f.applicants}位申请人要的像是同一项信息`,
        note: '看看是不是同一项',
        why,
        act: act('去看'),
      };
    if (f.state === 'confirmed')
      return {
        ...at,
        title: `主动公开：${f.subject}`,
        note: [`${f.applicants}位申请人要过`, n > 0 ? `又来了${n}件像是同一项的` : ''].filter(Boolean).join('，'),
        why,
        act: act('去公开'),
      };
    return {
      ...at,
      title: `已经公开的又有人要：${f.subject}`,
      note: `新来${n}件，是同一项的，告诉申请人在哪里看`,
      why: `登记号${f.workNo}已经公开。要的是同一项的，答复时告知获取的方式、途径（条例第三十六条第一项）。`,
      act: act('去看'),
    };
  });
};

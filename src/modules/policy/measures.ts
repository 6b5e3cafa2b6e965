import { calendar } from '../../../law/index.ts';
import { countWorkdays } from '../../lib/workdays.ts';
import type { Measure } from '../../platform/module.ts';
import { lawOf } from './law.ts';
import { countsOn, isExpiring } from './rules/standing.ts';
import * as store from './store/index.ts';

const ofUnit = (unitId?: string) => (d: store.DocumentRow) => !unitId || d.unitId === unitId;

export const measures: readonly Measure[] = [
  {
    name: 'policy.in-force',
    title: '现行规范性文件',
    unit: '件',
    count: async (db, period, unitId) =>
      (await store.documents(db)).filter((d) => ofUnit(unitId)(d) && countsOn(d, period.to)).length,
  },
  {
    name: 'policy.expiring',
    title: '半年内到期的规范性文件',
    unit: '件',
    bad: true,
    count: async (db, period, unitId) => {
      const look = (await lawOf(db)).expiryLook(period.to);
      return (await store.documents(db)).filter((d) => ofUnit(unitId)(d) && isExpiring(d, period.to, look)).length;
    },
  },
  {
    name: 'policy.reviewed-in-time',
    title: '按时出具的合法性审核意见',
    unit: '件',
    count: async (db, period, unitId) => {
      const law = await lawOf(db);
      return (await store.reviewsIn(db, period.from, period.to, unitId)).filter((r) => {
        const days = countWorkdays(r.submittedOn, r.reviewedOn, calendar);
        return days >= law.reviewLeast(r.submittedOn).number && days <= law.reviewMost(r.submittedOn).number;
      }).length;
    },
  },
  {
    name: 'policy.rounds-answered',
    title: '公布了采纳情况的征求意见',
    unit: '次',
    count: async (db, period, unitId) => (await store.roundsIn(db, period.from, period.to, unitId)).answered,
  },
  {
    name: 'policy.comments',
    title: '收到并答复的意见',
    unit: '条',
    count: async (db, period, unitId) => (await store.roundsIn(db, period.from, period.to, unitId)).comments,
  },
];

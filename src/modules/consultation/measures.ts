import type { Measure } from '../../platform/module.ts';
import { turnedAway } from './settings.ts';
import { countsIn } from './store.ts';

/** Null when nobody was asked: that is no 0 %. */
const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 10;

export const measures: readonly Measure[] = [
  {
    name: 'consultation.asked',
    title: '收到的咨询',
    unit: '条',
    count: async (db, p, u) => (await countsIn(db, p.from, p.to, u)).asked,
  },
  {
    name: 'consultation.in_time',
    main: true,
    title: '按时答复的咨询',
    unit: '条',
    count: async (db, p, u) => (await countsIn(db, p.from, p.to, u)).inTime,
  },
  {
    name: 'consultation.days',
    title: '咨询平均答复天数',
    unit: '天',
    bad: true,
    count: async (db, p, u) => {
      const c = await countsIn(db, p.from, p.to, u);
      return c.answered === 0 ? null : c.days;
    },
  },
  {
    name: 'consultation.satisfied',
    title: '咨询满意率',
    unit: '%',
    count: async (db, p, u) => {
      const c = await countsIn(db, p.from, p.to, u);
      return share(c.pleased, c.rated);
    },
  },
  {
    name: 'consultation.turned_away',
    title: '被请稍后再提的咨询',
    unit: '次',
    bad: true,
    // Of the site and not of one unit.
    count: (db, p, u) => (u ? Promise.resolve(0) : turnedAway(db, p.from, p.to)),
  },
];

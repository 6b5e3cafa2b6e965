import { sayDay } from '../../lib/day.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { listedMany } from '../publication/index.ts';
import { type Alarm, openAlarms } from './cited.ts';
import { printArticle } from './rules/judge.ts';

const MOST = 200;

/** What happened to the law, in one line. */
export const sayAlarm = (a: Alarm): string =>
  a.versionId === 'lapsed'
    ? `《${a.law}》来源标明已经废止或失效`
    : `《${a.law}》${a.from ? `${sayDay(a.from)}起` : ''}有新的文本${a.articles.length > 0 ? `，引用了${a.articles.map(printArticle).join('、')}` : ''}`;

export const alarmHref = (a: Alarm): string => `/console/citations#${a.no}-${a.lawId}`;

/** Published works whose law has changed: each is looked at once by the unit that published it. */
export const citationDuties: DutySource = async (db, at) => {
  const open = await openAlarms(db, at, MOST);
  const titles = new Map((await listedMany(db, [...new Set(open.map((a) => a.no))])).map((l) => [l.no, l.title]));
  return open.map(
    (a): Duty => ({
      key: `regulation:alarm:${a.no}:${a.lawId}:${a.versionId}`,
      icon: 'book',
      title: `核对引用：${titles.get(a.no) ?? `第${a.no}号`}`,
      note: sayAlarm(a),
      unitId: a.unitId,
      may: 'regulation:answer',
      act: { label: '去核对', href: alarmHref(a) },
    }),
  );
};

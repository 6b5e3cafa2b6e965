/** The dated data, checked when it is loaded: a wrong row stops the start, not a deadline years later. */
import { type Period, readPeriods } from '../src/lib/dated.ts';
import { readTariffs, type Tariffs } from '../src/lib/tariff.ts';
import { type Calendar, calendarOf } from '../src/lib/workdays.ts';
import feeRows from './fees.json' with { type: 'json' };
import periodRows from './periods.json' with { type: 'json' };
import workdayData from './workdays.json' with { type: 'json' };

export const calendar: Calendar = calendarOf(workdayData);
export const periods: readonly Period[] = readPeriods(periodRows);
export const tariffs: Tariffs = readTariffs(feeRows);

/** Where a yearly holiday notice can be read, by its name; undefined for what is no notice of ours. */
export const noticeSource = (notice: string): string | undefined =>
  Object.values<{ notice: string; sources: string[] }>(workdayData.years).find((y) => y.notice === notice)?.sources[0];

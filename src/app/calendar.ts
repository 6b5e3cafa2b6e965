import { type Calendar, type CalendarData, calendarOf } from '../lib/workdays.ts';
import data from '../../law/workdays.json' with { type: 'json' };

/** The working-day calendar of all announced years; later years follow the fixed holidays and count as provisional. */
export const announcedCalendar: Calendar = calendarOf(data as CalendarData);

import { parseArgs } from 'node:util';
import { calendar, periods, tariffs } from '../../../law/index.ts';
import { type Day, dayIn, isDay, sayDay, sayWeekday } from '../../lib/day.ts';
import { deadline } from '../../lib/deadline.ts';
import { feeFor } from '../../lib/tariff.ts';
import type { Ruler } from '../../lib/workdays.ts';
import { badInput } from '../../platform/errors.ts';
import type { Verb } from '../../platform/module.ts';
import { archiveVerb } from './archive/verb.ts';
import { answerClock, type ClockEvent } from './rules/clock.ts';
import { sayClock } from './say.ts';

function dayOf(text: string, what: string): Day {
  if (!isDay(text)) throw badInput(`${what}要写成2026-03-02这样的日期，您写的是“${text}”。not a date`);
  return text;
}

const DATED = ['consulted', 'received', 'opinion', 'corrected', 'fee-notified', 'paid'] as const;

/** `consulted=2026-03-09`, `extended=20`; unreadable ones are named. */
function eventOf(text: string): ClockEvent {
  const [kind = '', value = ''] = text.split(/=(.*)/s);
  if (kind === 'extended') {
    if (!/^\d{1,3}$/.test(value)) throw badInput(`extended=后面写延长的工作日数，您写的是“${value}”。`);
    return { kind, days: Number(value) };
  }
  const known = DATED.find((k) => k === kind);
  if (!known) throw badInput(`没有“${kind}”这种事件，可用：${[...DATED, 'extended'].join('、')}。no such event`);
  return { kind: known, on: dayOf(value, kind) };
}

/** A day before the rule existed has no deadline, and the reader learns since when there is one. */
function mustBeInForce(rule: string, from: Day): void {
  const rows = periods.filter((p) => p.rule === rule);
  if (!rows.some((p) => p.from <= from && (p.to === undefined || from <= p.to)))
    throw badInput(`${rule}在${from}还没有规定：${rows.map((p) => `${p.from}起${p.basis}`).join('；')}。`);
}

function clockOf(rule: string, from: Day, events: readonly ClockEvent[]): Ruler {
  mustBeInForce(rule, from);
  if (rule === 'foi.answer') {
    const out = answerClock(from, events, { periods, calendar });
    if (!out.ok) throw badInput(out.problems.map(sayClock).join(' '));
    return out.clock;
  }
  if (events.length > 0) throw badInput(`${rule}只从一个日子起算，不接受--event。this rule takes no events`);
  return deadline(periods, rule, from, calendar);
}

function print(rule: string, r: Ruler): string {
  const lines = r.steps.map(
    (s) =>
      `  ${s.date} ${sayWeekday(s.date)}  ${s.counted ? `第${s.n}天` : '不计'}  ${s.why}${s.basis ? `　${s.basis}` : ''}`,
  );
  const last = `${rule}：最晚${sayDay(r.due)}（${sayWeekday(r.due)}）${r.provisional ? '，暂定：有的年份放假安排还没公布' : ''}`;
  return [...lines, last].join('\n');
}

const count = (text: string | undefined, what: string): number => {
  if (!text || !/^\d{1,7}$/.test(text) || Number(text) < 1)
    throw badInput(`${what}要写一个正整数，您写的是“${text ?? ''}”。`);
  return Number(text);
};

export const verbs: readonly Verb[] = [
  archiveVerb,
  {
    name: 'law deadline',
    usage: 'law deadline --rule NAME --from DATE [--event KIND=VALUE …]   期限逐日推算 a deadline, day by day',
    needs: 'nothing',
    run: async (args, io) => {
      const { values } = parseArgs({
        args,
        options: {
          rule: { type: 'string' },
          from: { type: 'string' },
          event: { type: 'string', multiple: true, default: [] },
        },
      });
      const rules = [...new Set(periods.map((p) => p.rule))];
      if (!values.rule || !rules.includes(values.rule))
        throw badInput(`没有“${values.rule ?? ''}”这个期限，可用：${rules.join('、')}。no such rule`);
      const r = clockOf(values.rule, dayOf(values.from ?? '', '--from'), values.event.map(eventOf));
      io.out(io.json ? JSON.stringify(r) : print(values.rule, r));
      return 0;
    },
  },
  {
    name: 'law fee',
    usage: 'law fee --by items --nth N [--to M] | --by pages --pages N [--on DATE]   信息处理费 processing fee',
    needs: 'nothing',
    run: async (args, io) => {
      const { values } = parseArgs({
        args,
        options: {
          by: { type: 'string' },
          nth: { type: 'string' },
          to: { type: 'string' },
          pages: { type: 'string' },
          on: { type: 'string' },
        },
      });
      const on = values.on ? dayOf(values.on, '--on') : dayIn(new Date());
      const range =
        values.by === 'items'
          ? { rows: tariffs.byItems, from: count(values.nth, '--nth'), to: count(values.to ?? values.nth, '--to') }
          : values.by === 'pages'
            ? // No page at all costs nothing; a period of zero pages is no mistake.
              { rows: tariffs.byPages, from: 1, to: values.pages === '0' ? 0 : count(values.pages, '--pages') }
            : undefined;
      if (!range) throw badInput('--by 写 items（按件）或 pages（按量）。');
      if (!range.rows.some((t) => t.from <= on))
        throw badInput(`${on}还没有这个收费标准，从${range.rows[0]?.from}起收。`);
      if (range.to < range.from && range.to !== 0) throw badInput(`--to ${range.to} 小于 --nth ${range.from}。`);
      const fee =
        range.to === 0
          ? { ...feeFor(range.rows, 1, 1, on), yuan: 0, bands: [] }
          : feeFor(range.rows, range.from, range.to, on);
      if (io.json) io.out(JSON.stringify(fee));
      else {
        for (const b of fee.bands) io.out(`  第${b.from}至${b.to}：${b.count} × ${b.each}元 = ${b.yuan}元`);
        io.out(`共${fee.yuan}元　${fee.basis}`);
      }
      return 0;
    },
  },
];

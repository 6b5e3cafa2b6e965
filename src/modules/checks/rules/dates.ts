/** Days that do not exist, weekdays that are not theirs, and days in the wrong order. */

import { type Period, periodInForce } from '../../../lib/dated.ts';
import { type Day, isDay, sayDay, sayMonthDay, sayWeekday, yearOf } from '../../../lib/day.ts';
import type { Check, CheckEnv, Finding, Severity } from '../../../lib/finding.ts';
import { placeOf, type Specimen } from '../../../lib/specimen.ts';
import { addWorkdays, type Calendar, countWorkdays } from '../../../lib/workdays.ts';
import { readLayers } from './layers.ts';

const FORM = 'GB/T 9704—2012《党政机关公文格式》7.3.5.4';

type Placed = { layer: number; from: number; to: number };

const made = (s: Specimen, rule: string, p: Placed, f: Omit<Finding, 'rule' | 'at' | 'quote' | 'spans'>): Finding => {
  const layer = s.layers[p.layer];
  return {
    rule,
    ...f,
    at: layer ? placeOf(layer, p.from) : '',
    quote: layer?.text.slice(p.from, p.to) ?? '',
    spans: [p],
  };
};

const dayOf = (y: string, m: string, d: string): Day | undefined => {
  const text = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  return isDay(text) ? text : undefined;
};

/** The most days a month can have; February has 29 where no year stands beside it. */
const longest = (month: number): number => (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31);

const DIGIT = '[\\d０-９]';
/** What stands before 月: a month, and its year where one is written. Blanks of the setting may part them, a line end never. */
const MONTH = new RegExp(`(?:((?:19|20|１９|２０)${DIGIT}{2}) ?年 ?)?(?<!${DIGIT})(${DIGIT}{1,2}) ?$`);
const DAY = new RegExp(`月 ?(${DIGIT}{1,2}) ?日(?: ?[（(]?(?:星期|周|礼拜)([一二三四五六日天]))?`, 'y');
/** 2026-02-30: of figures alone only a day that the month lacks is surely a date; behind letters or 编号 they are a number of a file. */
const FIGURES = /(?<![\w-]|号[:：]? ?)((?:19|20)\d{2})-(0[1-9]|1[0-2])-(29|30|31)(?![\d-])/g;

type Written = { from: number; to: number; y: string; m: string; d: string; week?: string };

/** Every 月…日 with figures: found by 月, so that a text without dates costs one search. */
function* datesIn(text: string): Generator<Written> {
  for (let at = text.indexOf('月'); at >= 0; at = text.indexOf('月', at + 1)) {
    const digit = text.charCodeAt(at - (text[at - 1] === ' ' ? 2 : 1));
    if (!isDigit(digit)) continue;
    DAY.lastIndex = at;
    const day = DAY.exec(text);
    const month = day && MONTH.exec(text.slice(Math.max(0, at - 12), at));
    if (!day || !month) continue;
    const [before, y = '', m = ''] = month;
    const [behind, d = '', week] = day;
    const plain = (digits: string): string => digits.normalize('NFKC');
    const place = { from: at - before.length, to: at + behind.length };
    // 1⏎0月: a figure that a line end cut.
    if (m === '0' && text[place.from - 1] === '\n') continue;
    yield { ...place, y: plain(y), m: plain(m), d: plain(d), ...(week ? { week } : {}) };
  }
  if (text.includes('-'))
    for (const { 0: all, 1: y = '', 2: m = '', 3: d = '', index } of text.matchAll(FIGURES))
      yield { from: index, to: index + all.length, y, m, d };
}

const isDigit = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 0xff10 && code <= 0xff19);

export const impossibleDates: Check = {
  id: 'date.impossible',
  title: '不存在的日期',
  basis: FORM,
  run(s: Specimen): readonly Finding[] {
    const out: Finding[] = [];
    for (const [l, layer] of readLayers(s))
      for (const date of datesIn(layer.text)) {
        const month = Number(date.m);
        const bad =
          month < 1 ||
          month > 12 ||
          Number(date.d) < 1 ||
          Number(date.d) > longest(month) ||
          (date.y !== '' && !dayOf(date.y, date.m, date.d));
        const place = { layer: l, from: date.from, to: date.to };
        if (bad)
          out.push(
            made(s, this.id, place, {
              severity: 'error',
              message: '没有这一天',
              why:
                month < 1 || month > 12
                  ? '一年只有12个月。'
                  : `${date.y ? `${date.y}年` : ''}${month}月没有${Number(date.d)}日。`,
              basis: FORM,
            }),
          );
        else if (date.week && date.y) out.push(...wrongWeekday(s, place, date));
      }
    return out;
  },
};

function wrongWeekday(s: Specimen, place: Placed, date: { y: string; m: string; d: string; week?: string }): Finding[] {
  const day = dayOf(date.y, date.m, date.d);
  const right = day && sayWeekday(day).slice(-1);
  if (!day || right === (date.week === '天' ? '日' : date.week)) return [];
  return [
    made(s, 'date.impossible', place, {
      severity: 'warning',
      message: '日期和星期对不上',
      why: `${sayDay(day)}是${sayWeekday(day)}。`,
      basis: '公历',
      suggestion: `${sayDay(day)}（${sayWeekday(day)}）`,
    }),
  ];
}

const EFFECT = /自\s*((?:19|20)\d{2})年\s?(\d{1,2})月\s?(\d{1,2})日起(?:施行|实施|执行|生效)/g;
const ORDER = '《党政机关公文处理工作条例》第九条；《政府信息公开条例》第六条';

/** 2026年5月6日（星期三）起至2026年5月1日; hours of the day may stand between, a line end or a border of cells never. */
const FROM_TO =
  /((?:19|20)\d{2})年[ \u00a0\u3000]?(\d{1,2})月[ \u00a0\u3000]?(\d{1,2})日[ \u00a0\u3000]?(?:[（(][^）)\n]{0,6}[）)])?[ \u00a0\u3000]?(?:[上下]午|\d{1,2}[时点:：]\d{0,2}分?|[ \u00a0\u3000]){0,4}(?:起|开始)?[，,]?[ \u00a0\u3000]?(?:至|到|—+|-+|－|～|~)[ \u00a0\u3000]?((?:19|20)\d{2})年[ \u00a0\u3000]?(\d{1,2})月[ \u00a0\u3000]?(\d{1,2})日/g;
/** A period of publicity has its own check. */
const OF_PUBLICITY = /公示(?:期|时间|期限|期间)[^。；\n]{0,12}$/;

/** Spans of the text that end before they begin. Where the second day has no year, it may be the next one's. */
const backwards = (s: Specimen): Finding[] =>
  readLayers(s).flatMap(([l, layer]) =>
    [...layer.text.matchAll(FROM_TO)].flatMap((m) => {
      const [all, y = '', mo = '', d = '', y2 = '', mo2 = '', d2 = ''] = m;
      const [start, end] = [dayOf(y, mo, d), dayOf(y2, mo2, d2)];
      // 由6月30日提前到5月30日: a day that was moved.
      if (/由[ \u3000]?$/.test(layer.text.slice(Math.max(0, m.index - 2), m.index))) return [];
      if (!start || !end || end >= start || OF_PUBLICITY.test(layer.text.slice(Math.max(0, m.index - 20), m.index)))
        return [];
      return [
        made(
          s,
          'date.order',
          { layer: l, from: m.index, to: m.index + all.length },
          {
            severity: 'error',
            message: '起止日期倒了',
            why: `${sayDay(start)}开始，${sayDay(end)}就结束了。`,
            basis: ORDER,
          },
        ),
      ];
    }),
  );

/** Facts of the piece against each other and against what the text says. */
export const dateOrder: Check = {
  id: 'date.order',
  title: '日期的先后',
  basis: ORDER,
  run(s: Specimen, env: CheckEnv): readonly Finding[] {
    const out: Finding[] = [];
    const p = env.piece ?? { issuedOn: signedOn(s) };
    const say = (severity: Severity, message: string, why: string): void =>
      void out.push({ rule: this.id, severity, message, why, quote: '', at: '基本信息', basis: ORDER });
    if ('validFrom' in p && p.validFrom && p.issuedOn && p.validFrom < p.issuedOn)
      say(
        'warning',
        '施行早于成文',
        `${sayDay(p.issuedOn)}才成文，不能从${sayDay(p.validFrom)}起施行，除非正文写明溯及以前。`,
      );
    if ('validUntil' in p && p.validFrom && p.validUntil && p.validUntil < p.validFrom)
      say('error', '失效早于施行', `${sayDay(p.validFrom)}起施行，${sayDay(p.validUntil)}就失效了。`);
    if (p.issuedOn && p.issuedOn > env.today)
      say('error', '成文日期在将来', `写的是${sayDay(p.issuedOn)}，今天才${sayDay(env.today)}。`);
    if ('publishedOn' in p && p.publishedOn && p.issuedOn && p.issuedOn > p.publishedOn)
      say('error', '成文晚于公开', `${sayDay(p.publishedOn)}公开，不会到${sayDay(p.issuedOn)}才成文。`);
    out.push(...backwards(s));
    const issued = p.issuedOn;
    for (const [l, layer] of readLayers(s)) {
      if (!issued || !layer.text.includes('起')) continue;
      for (const m of layer.text.matchAll(EFFECT)) {
        const [all, y = '', mo = '', d = ''] = m;
        const from = dayOf(y, mo, d);
        if (!from || from >= issued || !ownEffect(layer.text, m.index)) continue;
        out.push(
          made(
            s,
            this.id,
            { layer: l, from: m.index, to: m.index + all.length },
            {
              severity: 'warning',
              message: '施行早于成文',
              why: `${sayDay(issued)}成文，正文却写${sayDay(from)}起施行。溯及以前的，要写明理由。`,
              basis: ORDER,
            },
          ),
        );
      }
    }
    return out;
  },
};

/** 本办法自…起施行 speaks of the document itself; 《…法》自…起施行 of another one. */
const ownEffect = (text: string, at: number): boolean =>
  /(?:本|该)?(?:办法|规定|通知|意见|方案|细则|制度|决定|公告|通告|文件)$/.test(
    text.slice(Math.max(0, at - 8), at).trim(),
  ) && /本/.test(text.slice(Math.max(0, at - 8), at));

const SIGNED = /(?:^|\n)[ \t\u3000]*((?:19|20)\d{2})年\s?(\d{1,2})月\s?(\d{1,2})日[ \t\u3000]*(?=\n|$)/g;

/** The date line under a text: the last line that is nothing but a date. */
export function signedOn(s: Specimen): Day | undefined {
  let last: Day | undefined;
  for (const layer of s.layers)
    if (layer.kind === 'shown')
      for (const m of layer.text.matchAll(SIGNED)) last = dayOf(m[1] ?? '', m[2] ?? '', m[3] ?? '') ?? last;
  return last;
}

const SPAN =
  /公示(?:期|时间|期限|期间)[^。；\n]{0,12}?((?:19|20)\d{2})年\s?(\d{1,2})月\s?(\d{1,2})日\s?(?:[（(][^）)]{0,6}[）)])?\s?(?:起)?(?:至|到|—+|-+|－|～|~)\s?(?:((?:19|20)\d{2})年\s?)?(?:(\d{1,2})月\s?)?(\d{1,2})日/g;
/** Its last day, as it is written. */
const LAST = /(?:(?:19|20)\d{2}年\s?)?(?:\d{1,2}月\s?)?\d{1,2}日$/;
const STATED = /公示(?:期|时间|期限)?[^。；\n]{0,40}?(?<![月\d])(\d{1,2})\s?个?(工作日|天|日)(?![期至到]|\d)/;

/** 公示期: its end, and whether it is as long as it says or as the rule asks. The first day is not counted. */
export const publicity = (calendar: Calendar, periods: readonly Period[]): Check => ({
  id: 'date.publicity',
  title: '公示期',
  basis: '公示期规则（惯例，各地可定）',
  run(s: Specimen, env: CheckEnv): readonly Finding[] {
    return readLayers(s).flatMap(([l, layer]) => {
      if (!layer.text.includes('公示')) return [];
      return [...layer.text.matchAll(SPAN)].flatMap((m) => {
        const [all, y = '', mo = '', d = '', y2, mo2, d2 = ''] = m;
        const start = dayOf(y, mo, d);
        const end = dayOf(y2 ?? y, mo2 ?? mo, d2);
        if (!start || !end) return [];
        const place = { layer: l, from: m.index, to: m.index + all.length };
        return span(s, place, start, end, layer.text.slice(m.index, m.index + all.length + 30), env.today);
      });
    });

    function span(spec: Specimen, place: Placed, start: Day, end: Day, words: string, today: Day): Finding[] {
      const rule = periodInForce(periods, 'publicity.list', start > today ? today : start);
      if (end < start)
        return [
          made(spec, 'date.publicity', place, {
            severity: 'error',
            message: '公示期结束早于开始',
            why: `${sayDay(start)}开始，${sayDay(end)}就结束了。`,
            basis: rule.basis,
          }),
        ];
      const stated = STATED.exec(words);
      const asked = stated ? Number(stated[1]) : rule.number;
      const unit = stated ? stated[2] : rule.unit === 'workday' ? '工作日' : '日';
      if (unit !== '工作日') return [];
      const has = countWorkdays(start, end, calendar);
      // Counted with its first day a period may be one longer; only what is short either way is said.
      const with1 = has + (calendar.isWorkday(start) ? 1 : 0);
      if ((stated ? with1 : has) >= asked) return [];
      const due = addWorkdays(start, asked, calendar);
      const sure = stated ? '' : rule.mark === 'unconfirmed' ? '（各地规定不同，未经核实）' : '';
      const provisional = calendar.announced.has(yearOf(due)) ? '' : '（暂定，假期安排还没公布）';
      const written = LAST.exec(words.slice(0, place.to - place.from))?.[0] ?? '';
      const last = { ...place, from: place.to - written.length };
      const mended = written.includes('年') || yearOf(due) !== yearOf(end) ? sayDay(due) : sayMonthDay(due);
      return [
        made(spec, 'date.publicity', last, {
          severity: 'warning',
          message: `公示期不足${asked}个工作日`,
          why: `${sayMonthDay(start)}至${sayMonthDay(end)}，除去周末和假日，只有${has}天（首日不算）。满${asked}个工作日要到${sayMonthDay(due)}${provisional}。`,
          basis: stated ? `本文写的公示期：${asked}个工作日` : `${rule.basis}${sure}`,
          suggestion: sayDay(due),
          // A day that may still move is not written into a text with one click.
          ...(provisional
            ? {}
            : {
                remedy: {
                  kind: 'replace' as const,
                  label: `改为${mended}`,
                  layer: place.layer,
                  edits: [{ from: last.from, to: last.to, with: mended }],
                },
              }),
        }),
      ];
    }
  },
});

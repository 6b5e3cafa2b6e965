import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import workdayData from '../../../../law/workdays.json' with { type: 'json' };
import { type CalendarData, calendarOf } from '../../../lib/workdays.ts';
import { SYSTEM } from '../../../platform/permission.ts';
import { applied, desk, foiWorld } from '../../../testing/foi-portal.ts';
import type { World } from '../../../testing/world.ts';
import { importLaws } from '../../regulation/index.ts';
import { recompute } from '../calendar.ts';

let w: World;
beforeAll(async () => {
  w = await foiWorld();
});
afterAll(() => w.end());

const page = (no: string, cookie: string, path = '') =>
  w.request('GET', `/foi/r/${no}${path}`, { headers: { cookie } });

test('a new holiday notice: the applicant reads the old day struck out, the new one and why', async () => {
  w.clock.set('2026-12-10T10:00:00+08:00');
  const a = await applied(w, { words: '来年的一件' });
  await desk(w).confirm(a.id);
  expect((await page(a.no, a.cookie)).text).toContain('暂定最晚2027年1月8日');
  const before = w.system.calendar;
  const data = workdayData as CalendarData;
  const off = { '2027-01-01': '元旦', '2027-01-02': '元旦', '2027-01-03': '元旦', '2027-01-04': '元旦' };
  const notice = { notice: '假设的2027年通知', sources: [], off, work: {} };
  Object.assign(w.system, { calendar: calendarOf({ ...data, years: { ...data.years, 2027: notice } }) });
  await recompute(w.system);
  const { text } = await page(a.no, a.cookie);
  expect(text).toContain('<del>2027年1月8日</del>');
  expect(text).toContain('现在是<b>2027年1月11日</b>');
  expect(text).toContain('新的放假安排公布了');
  Object.assign(w.system, { calendar: before });
});

test('articles lead to the law as the site keeps it', async () => {
  w.clock.set('2026-03-02T10:00:00+08:00');
  const dir = await mkdtemp(join(tmpdir(), 'gongkai-laws-'));
  const law = {
    id: 'foi-2019',
    group: 'g-foi',
    title: '中华人民共和国政府信息公开条例',
    kind: '行政法规',
    region: null,
    issued: '2019-04-03',
    first_issued: '2007-04-05',
    effective: '2019-05-15',
    status: '现行有效',
    events: [],
    text: '第三十条 补正。\n\n第三十一条 收到。\n\n第三十三条 答复。',
    source: 'test',
  };
  await writeFile(join(dir, 'laws.jsonl'), JSON.stringify(law));
  await importLaws(w.system, SYSTEM, join(dir, 'laws.jsonl'));
  const a = await applied(w, { words: '有依据的一项' });
  await desk(w).confirm(a.id);
  const { text } = await page(a.no, a.cookie);
  expect(text).toContain('<a href="/laws/g-foi#art-31">条例第三十一条</a>');
  expect(text).toContain('<a href="/laws/g-foi#art-33">条例第三十三条</a>');
  await rm(dir, { recursive: true });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar } from '../../law/index.ts';
import { addDays, type Day, day, daysBetween } from '../lib/day.ts';
import { ALLOWED_TAGS, buildDistrict, type DemoDistrict } from './index.ts';

const DAYS: [today: string, why: string][] = [
  ['2026-03-31', 'the day of the pictures'],
  ['2026-11-24', 'late in the year'],
  ['2026-02-17', 'in the middle of a long holiday'],
  ['2027-01-05', 'before the new plan is usually out'],
  ['2026-10-10', 'a Saturday that is worked'],
];

const districts = new Map<string, DemoDistrict>();
const on = (today: string): DemoDistrict => {
  const known = districts.get(today) ?? buildDistrict({ today: day(today) });
  districts.set(today, known);
  return known;
};

/** Everything a reader could see of the pieces, drafts and rolls. */
const words = (d: DemoDistrict): string[] => [
  ...d.pieces.flatMap((x) => [
    x.title,
    x.html,
    x.answer,
    ...(x.attachments ?? []).flatMap((a) => ('content' in a ? a.content : [])),
    ...(x.corrections ?? []).flatMap((k) => [k.reason, k.html]),
    x.withdrawal?.reason ?? '',
    ...x.basis.flatMap((b) => [b.law, b.article, b.text]),
  ]),
  ...d.drafts.flatMap((x) => [x.title, x.html, x.answer, ...(x.remarks ?? []).map((r) => r.text)]),
  ...d.ledger.flatMap((x) => [x.report, x.remark ?? '']),
  ...d.questions.flatMap((x) => [x.words, x.answer]),
];

const twice = (items: string[]): string[] => items.filter((x, i) => items.indexOf(x) !== i);

describe.each(DAYS)('the demonstration district on %s', (today) => {
  const d = on(today);

  test('shows about three hundred pieces', () => {
    expect(d.pieces.length).toBeGreaterThanOrEqual(280);
  });

  test('gives no two pieces the same id, title, index number or document number', () => {
    expect(twice(d.pieces.map((x) => x.id))).toEqual([]);
    expect(twice(d.pieces.map((x) => x.title))).toEqual([]);
    expect(twice(d.pieces.map((x) => x.indexNo))).toEqual([]);
    expect(twice(d.pieces.flatMap((x) => x.docNo ?? []))).toEqual([]);
  });

  test('writes every document number as the format asks', () => {
    for (const x of d.pieces) if (x.docNo !== undefined) expect(x.docNo).toMatch(/^明[一-龥]*〔20\d{2}〕[1-9]\d*号$/);
  });

  test('publishes on working days, in office hours, never after today', () => {
    for (const x of d.pieces) {
      const at = x.publishedAt.slice(0, 10) as Day;
      expect(at <= d.today, `${x.id} ${at}`).toBe(true);
      expect(calendar.isWorkday(at), `${x.id} ${at}`).toBe(true);
      expect(x.publishedAt).toMatch(/^\d{4}-\d{2}-\d{2}T(0[89]|1[0-7]):[0-5]\d:00\+08:00$/);
      if (at === d.today) expect(x.publishedAt.slice(11, 13)).toBe('08');
      if (x.issuedOn !== undefined) expect(x.issuedOn <= at, x.id).toBe(true);
      for (const k of [...(x.corrections ?? []), ...(x.withdrawal ? [x.withdrawal] : [])]) {
        expect(k.at > x.publishedAt, `${x.id} is changed before it is out`).toBe(true);
        expect(k.at.slice(0, 10) <= d.today, `${x.id} is changed after today`).toBe(true);
      }
    }
  });

  test('is two years deep and was active in the last days', () => {
    const age = (x: (typeof d.pieces)[number]) => daysBetween(x.publishedAt.slice(0, 10) as Day, d.today);
    const ages = d.pieces.map(age);
    expect(ages.filter((n) => n <= 760).length).toBeGreaterThanOrEqual(280);
    // What is older is in force for years, explains what is, or is the report of a year.
    const lasting = d.pieces.filter((x) => x.validity || x.kind === '解读' || x.kind === '年报');
    expect(d.pieces.filter((x) => age(x) > 760 && !lasting.includes(x)).length).toBeLessThanOrEqual(6);
    expect(ages.some((n) => n > 600)).toBe(true);
    const newest = Math.min(...ages);
    expect(ages.filter((n) => n === newest).length).toBeGreaterThanOrEqual(3);
  });

  test('keeps every column alive as its class asks', () => {
    const limit: Record<string, number> = {
      动态要闻: 14,
      通知公告: 180,
      政策文件: 180,
      规划计划: 365,
      人事: 365,
      其他: 740,
    };
    for (const col of d.columns) {
      const inside = d.pieces.filter((x) => x.columnSlugs.some((s) => s === col.slug || s.startsWith(`${col.slug}/`)));
      expect(inside.length, `${col.slug} is empty`).toBeGreaterThan(0);
      const last =
        inside
          .map((x) => x.publishedAt)
          .sort()
          .at(-1) ?? '';
      expect(daysBetween(last.slice(0, 10) as Day, d.today), `${col.slug} is stale`).toBeLessThanOrEqual(
        limit[col.class] ?? 0,
      );
    }
    const known = new Set(d.columns.map((x) => x.slug));
    for (const x of d.pieces) for (const s of x.columnSlugs) expect(known.has(s), `${x.id} → ${s}`).toBe(true);
  });

  test('refers only to what exists', () => {
    const ids = new Set(d.pieces.map((x) => x.id));
    const units = new Set(d.units.map((x) => x.id));
    const people = new Set(d.people.map((x) => x.id));
    for (const x of d.pieces) {
      expect(units.has(x.unitId), x.id).toBe(true);
      for (const ref of [x.interpretsPieceId, x.replacedByPieceId])
        if (ref !== undefined) expect(ids.has(ref)).toBe(true);
      expect(`${x.title}${x.html}${x.answer}`).not.toContain('⟦');
    }
    // Loading goes through the pieces in order: an explanation needs its document to be there.
    const order = d.pieces.map((x) => x.id);
    for (const [i, x] of d.pieces.entries()) {
      if (x.interpretsPieceId !== undefined) expect(order.indexOf(x.interpretsPieceId), x.id).toBeLessThan(i);
    }
    for (const x of d.topics) for (const ref of x.pieceIds) expect(ids.has(ref)).toBe(true);
    for (const x of d.drafts)
      for (const who of [x.clerkId, x.reviewerId, x.approverId]) if (who) expect(people.has(who)).toBe(true);
    for (const x of d.ledger) if (x.evidencePieceId) expect(ids.has(x.evidencePieceId)).toBe(true);
  });

  test('has a work plan of this year and of last year', () => {
    expect(d.plans.map((x) => x.year)).toEqual([Number(today.slice(0, 4)), Number(today.slice(0, 4)) - 1]);
    for (const plan of d.plans) {
      expect(plan.text.match(/^（[一二三四五]）/gm)?.length, '5 + 4 + 5 + 3 tasks').toBe(17);
      expect(plan.text.match(/^[一二三四]、/gm)?.length).toBe(4);
      expect(plan.text.match(/^（[一二三四五]）.*负责落实）$/gm)?.length, 'each task ends in its mark').toBe(17);
    }
  });

  test('does not repeat itself', () => {
    const paragraphs = d.pieces.map((x) => ({
      id: x.id,
      said: [...x.html.matchAll(/<(?:p|li)>(.*?)<\/(?:p|li)>/g)]
        .map((m) => (m[1] ?? '').replace(/\d[\d,.]*/g, '#'))
        .filter((t) => t.length > 12),
    }));
    const like: string[] = [];
    for (const [i, a] of paragraphs.entries()) {
      for (const b of paragraphs.slice(i + 1)) {
        const other = new Set(b.said);
        const same = a.said.filter((t) => other.has(t)).length;
        if (same > 0.6 * Math.max(1, Math.min(a.said.length, b.said.length))) like.push(`${a.id} and ${b.id}`);
      }
    }
    expect(like).toEqual([]);
  });
});

const d = on('2026-03-31');

describe('what the district publishes', () => {
  test('is the same again for the same day and seed, and other for another seed', () => {
    const today = day('2026-03-31');
    expect(buildDistrict({ today })).toEqual(buildDistrict({ today }));
    expect(buildDistrict({ today, seed: 7 })).not.toEqual(buildDistrict({ today }));
  });

  test('uses only plain structural elements and closes each of them', () => {
    const allowed = new Set<string>(ALLOWED_TAGS);
    for (const html of [
      ...d.pieces.flatMap((x) => [x.html, ...(x.corrections ?? []).map((k) => k.html)]),
      ...d.drafts.map((x) => x.html),
    ]) {
      const open: string[] = [];
      for (const [, slash, tag = '', rest] of html.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>/g)) {
        expect(allowed.has(tag), tag).toBe(true);
        expect(rest).toBe('');
        if (slash === '') open.push(tag);
        else expect(open.pop()).toBe(tag);
      }
      expect(open).toEqual([]);
      expect(html.replace(/<\/?[a-z0-9]+>/g, '')).not.toMatch(/[<>&]/);
    }
  });

  test('adds up: the foot of every table is the sum of its columns', () => {
    let sums = 0;
    for (const x of d.pieces) {
      for (const [, inner = ''] of x.html.matchAll(/<table>(.*?)<\/table>/g)) {
        const foot = /<tfoot>(.*?)<\/tfoot>/.exec(inner)?.[1];
        if (foot === undefined) continue;
        const cells = (row: string): string[] => [...row.matchAll(/<td>(.*?)<\/td>/g)].map((m) => m[1] ?? '');
        const body = [...(/<tbody>(.*?)<\/tbody>/.exec(inner)?.[1] ?? '').matchAll(/<tr>(.*?)<\/tr>/g)].map((m) =>
          cells(m[1] ?? ''),
        );
        cells(foot).forEach((total, i) => {
          if (i === 0 || total === '') return;
          const hundredths = (s: string): number => Math.round(Number(s.replaceAll(',', '')) * 100);
          expect(
            body.reduce((n, r) => n + hundredths(r[i] ?? ''), 0),
            `${x.id} ${total}`,
          ).toBe(hundredths(total));
          sums += 1;
        });
      }
    }
    expect(sums).toBeGreaterThan(150);
  });

  test('balances every annual report: rows add up, and what came in is what was settled or carried over', () => {
    const reports = d.pieces.filter((x) => x.kind === '年报');
    expect(reports.length).toBeGreaterThanOrEqual(20);
    for (const x of reports) {
      const inner = /收到和处理政府信息公开申请情况（.*?<tbody>(.*?)<\/tbody>/.exec(x.html)?.[1] ?? '';
      const rows = [...inner.matchAll(/<tr><td>(.*?)<\/td>(.*?)<\/tr>/g)].map((m) =>
        [...(m[2] ?? '').matchAll(/<td>(\d+)<\/td>/g)].map((k) => Number(k[1])),
      );
      expect(rows.length, x.id).toBe(25);
      for (const r of rows) expect(r.slice(0, 6).reduce((a, b) => a + b, 0)).toBe(r[6]);
      for (let col = 0; col < 7; col += 1) {
        const at = (row: number): number => rows[row]?.[col] ?? Number.NaN;
        expect(at(0) + at(1), x.id).toBe(at(23) + at(24));
        expect(rows.slice(2, 23).reduce((n, r) => n + (r[col] ?? 0), 0)).toBe(at(23));
      }
    }
  });

  test('reports for the district what its units reported, cell by cell', () => {
    const cells = (html: string): number[] =>
      [...html.replace(/<h2>五、.*$/, '').matchAll(/<td>(\d+(?:\.\d\d)?)<\/td>/g)].map((m) =>
        Math.round(Number(m[1]) * 100),
      );
    const all = d.pieces.filter((x) => /^nianbao-.*-0$/.test(x.id)).map((x) => ({ id: x.id, ns: cells(x.html) }));
    const district = all.find((x) => x.id === 'nianbao-minghe-0')?.ns ?? [];
    const units = all.filter((x) => x.id !== 'nianbao-minghe-0');
    expect(units.length).toBeGreaterThanOrEqual(18);
    // Documents in the government's own name (the second row, made, repealed and in force) are no unit's; policies.test.ts counts them.
    const own = new Set([3, 4, 5]);
    const sums = district.map((n, i) => (own.has(i) ? n : units.reduce((all, u) => all + (u.ns[i] ?? 0), 0)));
    expect(district).toEqual(sums);
  });

  test('never owes more than its limit', () => {
    for (const x of d.pieces.filter((p) => p.columnSlugs.includes('czbt/zhaiwu'))) {
      const rows = [...x.html.matchAll(/<tr><td>(?:一般|专项)债务<\/td><td>([\d,]+)<\/td><td>([\d,]+)<\/td>/g)];
      expect(rows.length).toBe(2);
      for (const [, limit = '', balance = ''] of rows)
        expect(Number(balance.replaceAll(',', ''))).toBeLessThanOrEqual(Number(limit.replaceAll(',', '')));
    }
  });

  test('shows no identity number, no mobile number and no unmasked name in a list', () => {
    for (const text of words(d)) {
      expect(text).not.toMatch(/(?<!\d)\d{17}[\dXx](?!\d)/);
      expect(text).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/);
    }
    for (const x of d.pieces) {
      for (const [, head = '', body = ''] of x.html.matchAll(/<thead>(.*?)<\/thead><tbody>(.*?)<\/tbody>/g)) {
        const names = [...head.matchAll(/<th>(.*?)<\/th>/g)].findIndex((m) =>
          ['姓名', '户主', '申请人'].includes(m[1] ?? ''),
        );
        if (names < 0) continue;
        for (const [, row = ''] of body.matchAll(/<tr>(.*?)<\/tr>/g)) {
          expect([...row.matchAll(/<td>(.*?)<\/td>/g)][names]?.[1], x.id).toMatch(/^[一-龥]\*{1,2}$/);
        }
      }
    }
  });

  test('has no filler and no slip of a template', () => {
    for (const text of words(d)) expect(text).not.toMatch(/示例文字|lorem|undefined|NaN|\[object|温馨提示|敬请期待/i);
  });

  test('shows a correction that differs and a withdrawal with its reason', () => {
    const corrected = d.pieces.filter((x) => x.corrections !== undefined);
    expect(corrected.length).toBeGreaterThanOrEqual(2);
    for (const x of corrected) for (const k of x.corrections ?? []) expect(k.html).not.toBe(x.html);
    expect(d.pieces.filter((x) => x.withdrawal !== undefined).length).toBeGreaterThanOrEqual(1);
  });

  test('fixes exactly four first-level columns in the disclosure section', () => {
    expect(d.columns.filter((x) => x.parent === 'zfxxgk').map((x) => x.name)).toEqual([
      '政府信息公开指南',
      '政府信息公开制度',
      '法定主动公开内容',
      '政府信息公开年报',
    ]);
    expect(d.columns.filter((x) => x.parent === 'zdly').length).toBe(26);
  });

  test('gives every guide its eight element groups', () => {
    const groups = ['事项名称', '设定依据', '申请条件', '办理材料', '办理地点', '办理时间', '联系电话', '办理流程'];
    const all = d.pieces.filter((x) => x.columnSlugs.includes('bsfw/zhinan'));
    expect(all.length).toBeGreaterThanOrEqual(20);
    for (const x of all) for (const g of groups) expect(x.html, x.id).toContain(`<h2>${g}</h2>`);
  });

  test('names every unit in one way only, and a real plan’s names find their unit', () => {
    const names = d.units.flatMap((u) => [...new Set([u.name, u.shortName, ...u.aliases])]);
    expect(twice(names)).toEqual([]);
    const table: [said: string, unit: string][] = [
      ['区发改局', 'fagai'],
      ['区卫生健康局', 'weijian'],
      ['区卫健局', 'weijian'],
      ['区政府办', 'zhengfuban'],
      ['区政府办公室', 'zhengfuban'],
      ['区司法局', 'sifa'],
      ['司法局', 'sifa'],
      ['市市场监管分局', 'shichang'],
      ['区委网信办', 'wangxinban'],
      ['区教育局', 'jiaoyu'],
      ['区财政局', 'caizheng'],
      ['云湖镇', 'yunhu'],
    ];
    for (const [said, unit] of table)
      expect(d.units.find((u) => [u.name, u.shortName, ...u.aliases].includes(said))?.id, said).toBe(unit);
  });

  test('covers every state a draft can be in', () => {
    expect(new Set(d.drafts.map((x) => x.state))).toEqual(
      new Set(['draft', 'submitted', 'returned', 'passed', 'scheduled']),
    );
  });

  test('reports on tasks of the plan with evidence that was out by then', () => {
    const late = on('2026-11-24');
    expect(late.ledger.length).toBeGreaterThanOrEqual(12);
    const out = new Map(late.pieces.map((x) => [x.id, x.publishedAt]));
    for (const x of late.ledger) {
      expect(x.taskNo).toMatch(/^[一二三四]（[一二三四五]）$/);
      if (x.evidencePieceId !== undefined) expect((out.get(x.evidencePieceId) ?? '9') <= x.at, x.report).toBe(true);
      if (x.state === 'accepted') expect(x.evidencePieceId, 'done asks for evidence').toBeDefined();
    }
  });
});

test('the district can be built on any day of the next years', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1500 }), (n) => {
      const today = addDays(day('2026-01-01'), n);
      const any = buildDistrict({ today });
      expect(any.pieces.filter((x) => x.publishedAt.slice(0, 10) > today).map((x) => x.id)).toEqual([]);
      expect(twice(any.pieces.map((x) => x.title))).toEqual([]);
      expect(twice(any.pieces.flatMap((x) => x.docNo ?? []))).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
